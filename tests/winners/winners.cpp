// The winners of the workload on every path of the C++ API, and of its inside.
//
//   winners_cpp FOLDER RULES TICKETS SINGLES      the first TICKETS in columns, the first SINGLES one by one
//
// Prints a line for each path: its name, a tab, and the rules that won, separated by spaces.
#include <algorithm>
#include <iostream>
#include <thread>

#include "../../bench/decision/loop.hpp"
#include "decision/decide.hpp"
#include "decision/index/encoder.hpp"
#include "decision/index/matcher.hpp"
#include "decision/index/single.hpp"
#include "decision/levels.hpp"

namespace {

using namespace zhuqi;
using Winners = std::vector<std::int32_t>;

void print(const std::string& path, const Winners& winners) {
  std::string line = path + '\t';
  for (const auto rule : winners) line += std::to_string(rule) + ' ';
  line.back() = '\n';
  std::cout << line;
}

// The loop of the benchmarks knows no index, and is what everything is held against where nobody has said who wins.
void by_loop(const std::string& rules, const bench::Rows& tickets, std::size_t count) {
  bench::Loop loop(bench::read_rows(rules));
  Winners out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(loop.winner(loop.ticket(tickets[i])));
  print("loop", out);
}

void by_level(const DecisionTable& table, const Batch& batch, const Kernels& kernels, const std::string& name) {
  struct Never : PlainCheck {
    bool hits(std::uint32_t, std::uint32_t) override { throw std::logic_error("the index holds every cell"); }
  } never;
  const auto& index = *table.compiled().index;
  Encoder encoder(table.compiled(), index, kernels);
  Matcher matcher(index, kernels);
  encoder.bind(batch);
  Winners out(static_cast<std::size_t>(batch.rows));
  EncodedBlock block;
  for (std::int64_t first = 0; first < batch.rows; first += block.count) {
    encoder.encode(first, batch.rows - first, block);
    matcher.first_hits(block, never, out.data() + first);
  }
  print(name, out);
}

void by_threads(const DecisionTable& table, const bench::TicketColumns& columns, std::int64_t rows, unsigned threads) {
  Winners out(static_cast<std::size_t>(rows));
  std::vector<Batch> parts;
  std::vector<std::thread> running;
  for (std::int64_t t = 0; t < threads; ++t)
    parts.push_back(columns.slice(rows * t / threads, rows * (t + 1) / threads - rows * t / threads));
  auto* to = out.data();
  for (const auto& part : parts) {
    running.emplace_back([&table, &part, to] {
      Router(table).decide(part, {to, static_cast<std::size_t>(part.rows)});
    });
    to += part.rows;
  }
  for (auto& thread : running) thread.join();
  print(std::to_string(threads) + (threads == 1 ? " thread" : " threads"), out);
}

std::int32_t only(const std::vector<std::uint32_t>& hits) {
  return hits.empty() ? row_unmatched : static_cast<std::int32_t>(hits.front());
}

void one_by_one(const DecisionTable& table, const Batch& batch, std::int64_t count) {
  Winners decided, plain;
  std::vector<Winners> levels(every_level().size());
  for (std::int64_t i = 0; i < count; ++i) {
    const auto facts = facts_at(batch, i);
    decided.push_back(only(table.decide(facts).rules));
    const auto record = prepare(table.compiled(), facts);
    for (std::size_t l = 0; l < levels.size(); ++l)
      levels[l].push_back(only(indexed_hits(table.compiled(), record, *every_level()[l])));
    if (i % 20 == 0) plain.push_back(only(plain_hits(table.compiled(), record)));
  }
  print("single call", decided);
  for (std::size_t l = 0; l < levels.size(); ++l) print("single call, level " + std::to_string(l), levels[l]);
  print("every 20th, plain evaluation", plain);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return std::cerr << "winners_cpp FOLDER RULES TICKETS SINGLES\n", 2;
  const auto rules = std::string(argv[1]) + "/rules-" + argv[2];
  const auto tickets = bench::read_rows(std::string(argv[1]) + "/tickets.tsv", std::stoul(argv[3]));
  const auto table = DecisionTable::load(rules + ".csv");
  const bench::TicketColumns columns(tickets);
  const auto batch = columns.batch();
  by_loop(rules + ".tsv", tickets, std::min(tickets.size(), 2'000'000 / table.rule_count() + std::size_t{1}));
  for (std::size_t l = 0; l < every_level().size(); ++l)
    by_level(table, batch, *every_level()[l],
             l == 0 ? "level 0: plain loops" : "level " + std::to_string(l) + ": " + every_level()[l]->name);
  for (const unsigned threads : {1, 2, 7}) by_threads(table, columns, batch.rows, threads);
  one_by_one(table, batch, std::min<std::int64_t>(std::stoll(argv[4]), batch.rows));
}
