// A process that appends to a ledger until it is done or killed, and acknowledges each command on stdout:
//   store_worker DATABASE PREFIX COUNT SEED [redact]
// It tries the keys PREFIX0 … PREFIX<COUNT-1> in an order of its own; a key that is in use already is not appended
// again. With "redact", every 32nd command takes back the personal data of an earlier event.
#include <algorithm>
#include <iostream>
#include <numeric>
#include <random>
#include <unistd.h>

#include "store/support.hpp"

namespace {

using namespace zhuqi;
using namespace zhuqi::store_test;

std::int64_t once(Transaction& transaction, const std::string& key, int number, bool redacts) {
  const auto check = transaction.check_key(cause(key));
  if (check.use == KeyUse::other_command) throw std::runtime_error("a key changed its command");
  if (check.use != KeyUse::unused) return check.first_seq;
  auto said = event("need/" + std::to_string(number % 17), R"({"phone":"138)" + std::to_string(number) + "\"}");
  const auto pairs = transaction.head().seq / 2;  // each command notes two events, the first with personal data
  if (redacts && pairs > 0) said.redacts = {1 + 2 * (number % pairs)};
  const auto note = event("desk/log");
  return transaction.append({said, note}, cause(key), at(number)).front().seq;
}

void acknowledge(const std::string& key, std::int64_t seq) {
  const auto line = key + " " + std::to_string(seq) + "\n";
  if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::exit(3);
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const std::string path = arguments[1], prefix = arguments[2];
    std::vector<int> numbers(static_cast<std::size_t>(std::stoi(arguments[3])));
    std::iota(numbers.begin(), numbers.end(), 0);
    std::shuffle(numbers.begin(), numbers.end(), std::mt19937(static_cast<unsigned>(std::stoul(arguments[4]))));
    const bool redact = count > 5;
    const auto ledger = open_sqlite(path, with_streams());
    int done = 0;
    for (const int number : numbers) {
      const auto key = prefix + std::to_string(number);
      const bool redacts = redact && ++done % 32 == 0;
      acknowledge(key, ledger->transaction([&](Transaction& t) { return once(t, key, number, redacts); }));
    }
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "store_worker: " << error.what() << "\n";
    return 1;
  }
}
