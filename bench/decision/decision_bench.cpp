// Routing speed beside a plain loop over compiled predicates and beside SQLite, in one run, on the same rules and
// tickets.
//
//   bench_decision FOLDER RULES        FOLDER as workload.py has prepared it
//
// Prints a JSON object. Times are ns of processor time per ticket (one thread, so that a busy machine disturbs little),
// the median of five runs; every path's winners are compared, and a wrong one ends the program with 1.
#include <algorithm>
#include <ctime>
#include <malloc.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "decision/index/encoder.hpp"
#include "decision/index/matcher.hpp"
#include "sqlite.hpp"

namespace {

using namespace zhuqi;
using namespace zhuqi::bench;

template <class Run>
double median_ns(std::size_t tickets, Run run) {
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) {
    const auto start = std::clock();
    run();
    times.push_back(1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / static_cast<double>(tickets));
  }
  std::sort(times.begin(), times.end());
  return times[2];
}

// The members of one JSON object, in order.
class Figures {
 public:
  void add(std::string_view name, double value) { parts_.push_back(fmt::format("\"{}\": {:.2f}", name, value)); }
  void add(std::string_view name, const std::string& json) { parts_.push_back(fmt::format("\"{}\": {}", name, json)); }
  std::string json() const { return fmt::format("{{{}}}", fmt::join(parts_, ", ")); }

 private:
  std::vector<std::string> parts_;
};

// Tickets, the winners that they must have, and how many had others.
class Bench {
 public:
  explicit Bench(const Rows& tickets) : tickets_(tickets), columns_(tickets), batch_(columns_.batch()) {}

  // The index on each level, and what is around it; `known` may be shorter than the tickets, or empty.
  std::string run(const Rows& rules, const DecisionTable& table, const std::vector<std::int32_t>& known) {
    known_ = known;
    Figures figures;
    figures.add("loop", loop(rules));
    std::vector<std::string> levels;
    const auto supported = supported_kernels();
    for (std::uint32_t i = 0; i < supported.size; ++i) levels.push_back(level(table, *supported.data[i]));
    figures.add("levels", fmt::format("[{}]", fmt::join(levels, ", ")));
    Router router(table);
    std::vector<std::int32_t> out(tickets_.size());
    figures.add("columns", median_ns(out.size(), [&] { router.decide(batch_, out); }));
    check(out);
    return figures.json();
  }

  double single(const DecisionTable& table) {
    std::vector<Facts> facts;
    for (std::int64_t i = 0; i < 2000; ++i) facts.push_back(facts_at(batch_, i));
    std::vector<std::int32_t> out(facts.size());
    const double ns = median_ns(facts.size(), [&] {
      for (std::size_t i = 0; i < facts.size(); ++i)
        out[i] = static_cast<std::int32_t>(table.decide(facts[i]).rules.at(0));
    });
    check(out);
    return ns;
  }

  std::string sqlite(const Rows& rules) {
    Sqlite engine(rules);
    std::vector<std::int32_t> out(std::clamp(1'000'000 / rules.size(), std::size_t{10}, std::size_t{2000}));
    const double ns = median_ns(out.size(), [&] {
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = engine.winner(tickets_[i]);
    });
    check(out);
    return fmt::format("{{\"ns\": {:.0f}, \"tickets\": {}}}", ns, out.size());
  }

  std::size_t wrong() const { return wrong_; }

 private:
  // The loop is slow: it gets the first tickets only, and what it says of them counts where nothing else is known.
  double loop(const Rows& rules) {
    Loop plain(rules);
    std::vector<Loop::Ticket> prepared;
    for (const auto& row : tickets_) prepared.push_back(plain.ticket(row));
    std::vector<std::int32_t> out(std::min(tickets_.size(), std::size_t{50'000'000} / rules.size()));
    const double ns = median_ns(out.size(), [&] {
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = plain.winner(prepared[i]);
    });
    check(out);
    if (known_.empty()) known_ = out;
    return ns;
  }

  std::string level(const DecisionTable& table, const Kernels& kernels) {
    const auto& index = *table.compiled().index;
    Encoder encoder(table.compiled(), index, kernels);
    Matcher matcher(index, kernels);
    encoder.bind(batch_);
    struct None : PlainCheck {
      bool hits(std::uint32_t, std::uint32_t) override { return false; }
    } none;
    std::vector<EncodedBlock> blocks((tickets_.size() + EncodedBlock::capacity - 1) / EncodedBlock::capacity);
    std::vector<std::int32_t> out(tickets_.size());
    const auto each_block = [&](auto run) {
      for (std::size_t b = 0; b < blocks.size(); ++b)
        run(blocks[b], static_cast<std::int64_t>(b * EncodedBlock::capacity));
    };
    Figures figures;
    figures.add("name", fmt::format("\"{}\"", kernels.name));
    figures.add("encode", median_ns(out.size(), [&] {
                  each_block([&](auto& block, auto first) { encoder.encode(first, batch_.rows - first, block); });
                }));
    figures.add("match", median_ns(out.size(), [&] {
                  each_block([&](auto& block, auto first) { matcher.first_hits(block, none, out.data() + first); });
                }));
    check(out);
    figures.add("find", median_ns(out.size(), [&] { each_block([&](auto& block, auto) { matcher.find(block); }); }));
    return figures.json();
  }

  void check(const std::vector<std::int32_t>& out) {
    for (std::size_t i = 0; i < std::min(out.size(), known_.size()); ++i) wrong_ += out[i] != known_[i];
  }

  const Rows& tickets_;
  TicketColumns columns_;
  Batch batch_;
  std::vector<std::int32_t> known_;
  std::size_t wrong_ = 0;
};

// The table of the rules without keywords.
std::string attributes(Bench& bench, const Rows& rules, const std::string& csv) {
  Rows kept;
  std::string table = csv.substr(0, csv.find('\n', csv.find('\n') + 1) + 1);
  std::size_t line = table.size();
  for (const auto& rule : rules) {
    const auto end = csv.find('\n', line);
    if (rule[11].empty()) kept.push_back(rule), table += csv.substr(line, end + 1 - line);
    line = end + 1;
  }
  return bench.run(kept, DecisionTable::parse(table, "attributes.csv"), {});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "bench_decision FOLDER RULES\n");
    return 2;
  }
  const auto folder = std::string(argv[1]) + "/", count = std::string(argv[2]);
  const auto rules = read_rows(folder + "rules-" + count + ".tsv");
  const auto tickets = read_rows(folder + "tickets.tsv");
  const auto csv = read_file(folder + "rules-" + count + ".csv");
  const auto before = mallinfo2().uordblks;
  const auto table = DecisionTable::parse(csv, "rules.csv");
  const auto bytes = mallinfo2().uordblks - before;
  const double load = median_ns(1, [&] { DecisionTable::parse(csv, "rules.csv"); });

  Bench bench(tickets);
  Figures figures;
  figures.add("rules", std::to_string(rules.size()));
  figures.add("tickets", std::to_string(tickets.size()));
  figures.add("load_ms", load / 1e6);
  figures.add("table_mb", static_cast<double>(bytes) / 1e6);
  figures.add("index_mb", static_cast<double>(table.compiled().index->bytes()) / 1e6);
  figures.add("text", bench.run(rules, table, read_winners(folder + "winners-" + count + ".txt")));
  figures.add("single", bench.single(table));
  figures.add("sqlite", bench.sqlite(rules));
  figures.add("attributes", attributes(bench, rules, csv));
  figures.add("wrong", std::to_string(bench.wrong()));
  fmt::print("{}\n", figures.json());
  return bench.wrong() == 0 ? 0 : 1;
}
