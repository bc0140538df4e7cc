// One decision costs the same whichever row hits: ns of a call where the first row, the middle one, or the last one
// does, in tables whose rows are told apart by a code, by an amount, or by a keyword.
//
//   bench_latency        prints a JSON object; a wrong decision ends it with 1
#include <algorithm>
#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

#include <zhuqi/decision/table.hpp>

namespace {

using namespace zhuqi;

constexpr std::uint32_t rows = 2000;

// Two ideographs, other ones for each row.
std::string word(std::uint32_t row) {
  std::string text;
  for (const std::uint32_t c : {0x4E00 + row / 50, 0x5E00 + row % 50 * 7})
    for (const int shift : {12, 6, 0})
      text += static_cast<char>(shift == 12 ? 0xE0 | c >> 12 : 0x80 | (c >> shift & 0x3F));
  return text;
}

DecisionTable table(const std::string& kind) {
  std::string csv = "hit policy,FIRST\nid,if region: code,if amount: number,if text: keywords,then lead\n";
  for (std::uint32_t r = 0; r < rows; ++r)
    csv += fmt::format("{},{},{},{},D{}\n", r, kind == "code" ? std::to_string(100000 + r) : "",
                       kind == "amount" ? fmt::format("[{}..{})", 10 * r, 10 * r + 10) : "",
                       kind == "keyword" ? word(r) : "", r % 97);
  return DecisionTable::parse(csv, "latency.csv");
}

double ns_of_a_call(const DecisionTable& table, std::uint32_t row) {
  const Facts facts{{"region", Value(std::to_string(100000 + row) + "00")},
                    {"amount", Value::number(std::to_string(10 * row + 5))},
                    {"text", Value("企业反映" + word(row) + "的问题,希望尽快得到答复")}};
  constexpr int calls = 5000;
  std::vector<double> times;
  for (int run = 0; run < 9; ++run) {
    const auto start = std::clock();
    for (int i = 0; i < calls; ++i)
      if (table.decide(facts).rules != std::vector{row}) {
        fmt::print(stderr, "wrong decision: row {}\n", row);
        std::exit(1);
      }
    times.push_back(1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / calls);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

}  // namespace

int main() {
  fmt::print("{{\"rows\": {}", rows);
  for (const std::string kind : {"code", "amount", "keyword"}) {
    const auto by = table(kind);
    fmt::print(", \"{}\": [{:.0f}, {:.0f}, {:.0f}]", kind, ns_of_a_call(by, 0), ns_of_a_call(by, rows / 2 - 1),
               ns_of_a_call(by, rows - 1));
  }
  fmt::print("}}\n");
}
