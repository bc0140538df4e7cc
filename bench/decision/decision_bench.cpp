// Routing speed beside a plain loop over compiled predicates, in the same run, on the same records.
//
//   bench_decision FOLDER RULES        FOLDER has rules_RULES.tsv, tickets.tsv and, if known, winners-RULES.txt
//
// Prints ns of processor time per ticket (one thread, so that a busy machine disturbs little), the median of five runs,
// and exits 1 if any path gives a wrong winner.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "decision/index/encoder.hpp"
#include "decision/index/matcher.hpp"

namespace {

using namespace zhuqi;

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0;;) {
    const auto end = line.find(separator, begin);
    parts.push_back(line.substr(begin, end - begin));
    if (end == std::string::npos) return parts;
    begin = end + 1;
  }
}

std::vector<std::vector<std::string>> read_rows(const std::string& path) {
  std::vector<std::vector<std::string>> rows;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) rows.push_back(split(line, '\t'));
  return rows;
}

constexpr std::size_t ticket_columns = 9;
const char* const names[ticket_columns] = {"item",    "region",  "industry", "tier", "size",
                                           "channel", "urgency", "amount",   "text"};

std::string as_csv(const std::vector<std::vector<std::string>>& rules) {
  std::string csv =
      "hit policy,FIRST\nid,if item,if region: code,if industry: code,if tier,if size,if channel,if urgency: number,"
      "if amount: number,if text: keywords,then lead\n";
  const auto list = [](std::string cell) {
    std::replace(cell.begin(), cell.end(), '|', ',');
    return cell;
  };
  for (const auto& rule : rules) {
    csv += rule[0];
    for (const std::size_t c : {1, 2, 3, 4, 5, 6}) append_csv_field(csv += ',', list(rule[c]));
    append_csv_field(csv += ',', rule[7].empty() ? "" : fmt::format("[{}..{}]", rule[7], rule[8]));
    append_csv_field(csv += ',', rule[9].empty() ? "" : fmt::format("[{}..{})", rule[9], rule[10]));
    append_csv_field(csv += ',', list(rule[11]));
    csv += ",D" + rule[0] + "\n";
  }
  return csv;
}

// The plain loop: predicates over interned values, cheap ones first, the first rule that holds wins.
class Loop {
 public:
  explicit Loop(const std::vector<std::vector<std::string>>& rules) {
    for (const auto& rule : rules) {
      auto& predicates = rules_.emplace_back();
      for (const std::size_t c : {1, 4, 5, 6})
        if (!rule[c].empty()) {
          std::uint64_t set = 0;
          for (const auto& value : split(rule[c], '|')) set |= std::uint64_t{1} << number(c, value);
          predicates.push_back({c, set, 0, 0, {}});
        }
      for (const std::size_t c : {2, 3})
        if (!rule[c].empty()) predicates.push_back({c, 0, 0, 0, {rule[c]}});
      if (!rule[7].empty()) predicates.push_back({7, 0, std::stod(rule[7]), std::stod(rule[8]), {}});
      if (!rule[9].empty()) predicates.push_back({8, 0, std::stod(rule[9]), std::stod(rule[10]), {}});
      if (!rule[11].empty()) predicates.push_back({9, 0, 0, 0, split(rule[11], '|')});
    }
  }

  struct Ticket {
    std::uint64_t bit[7];
    double urgency, amount;
    std::string_view region, industry, text;
  };

  Ticket ticket(const std::vector<std::string>& row) {
    Ticket t{};
    for (const std::size_t c : {1, 4, 5, 6}) t.bit[c] = std::uint64_t{1} << number(c, row[c]);
    t.urgency = std::stod(row[7]), t.amount = std::stod(row[8]);
    t.region = row[2], t.industry = row[3], t.text = row[9];
    return t;
  }

  std::int32_t winner(const Ticket& t) const {
    for (std::size_t r = 0; r < rules_.size(); ++r)
      if (std::all_of(rules_[r].begin(), rules_[r].end(), [&](const Predicate& p) { return holds(p, t); }))
        return static_cast<std::int32_t>(r);
    return row_unmatched;
  }

 private:
  struct Predicate {
    std::size_t column;
    std::uint64_t set;
    double low, high;
    std::vector<std::string> words;
  };

  static bool holds(const Predicate& p, const Ticket& t) {
    switch (p.column) {
      case 2:
        return t.region.starts_with(p.words[0]);
      case 3:
        return t.industry.starts_with(p.words[0]);
      case 7:
        return t.urgency >= p.low && t.urgency <= p.high;
      case 8:
        return t.amount >= p.low && t.amount < p.high;
      case 9:
        return std::any_of(p.words.begin(), p.words.end(),
                           [&](const auto& word) { return t.text.find(word) != std::string_view::npos; });
      default:
        return (t.bit[p.column] & p.set) != 0;
    }
  }

  std::size_t number(std::size_t column, const std::string& value) {
    auto& known = values_[column];
    const auto at = std::find(known.begin(), known.end(), value);
    if (at != known.end()) return static_cast<std::size_t>(at - known.begin());
    known.push_back(value);
    return known.size() - 1;
  }

  std::vector<std::vector<Predicate>> rules_;
  std::vector<std::string> values_[7];
};

struct TicketColumns {
  std::vector<std::vector<std::int32_t>> offsets{ticket_columns};
  std::vector<std::string> bytes{ticket_columns};
  std::vector<double> urgency, amount;
  std::vector<Column> columns;

  explicit TicketColumns(const std::vector<std::vector<std::string>>& rows) {
    for (auto& list : offsets) list.push_back(0);
    for (const auto& row : rows) {
      for (std::size_t c = 0; c < ticket_columns; ++c) {
        bytes[c] += row[c + 1];
        offsets[c].push_back(static_cast<std::int32_t>(bytes[c].size()));
      }
      urgency.push_back(std::stod(row[7]));
      amount.push_back(std::stod(row[8]));
    }
    for (std::size_t c = 0; c < ticket_columns; ++c) {
      Column column;
      column.name = names[c];
      column.type = c == 6 || c == 7 ? ColumnType::float64 : ColumnType::string32;
      column.values = c == 6   ? static_cast<const void*>(urgency.data())
                      : c == 7 ? static_cast<const void*>(amount.data())
                               : static_cast<const void*>(offsets[c].data());
      column.data = bytes[c].data();
      columns.push_back(column);
    }
  }
};

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

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "bench_decision FOLDER RULES\n");
    return 2;
  }
  const std::string folder = argv[1], count = argv[2];
  const auto rules = read_rows(folder + "/rules_" + count + ".tsv");
  const auto tickets = read_rows(folder + "/tickets.tsv");
  const auto csv = as_csv(rules);
  const auto start = std::chrono::steady_clock::now();
  const auto table = DecisionTable::parse(csv, "rules.csv");
  const auto load = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  fmt::print("{} rules, {} tickets; loaded in {:.0f} ms, index of {:.1f} MB\n", rules.size(), tickets.size(), load,
             static_cast<double>(table.compiled().index->bytes()) / 1e6);

  Loop loop(rules);
  std::vector<Loop::Ticket> prepared;
  for (const auto& row : tickets) prepared.push_back(loop.ticket(row));
  const auto part = std::min(tickets.size(), std::size_t{50'000'000} / rules.size());
  std::vector<std::int32_t> expected(part), known;
  const double plain = median_ns(part, [&] {
    for (std::size_t i = 0; i < part; ++i) expected[i] = loop.winner(prepared[i]);
  });
  fmt::print("{:28} {:10.1f} ns/ticket\n", "plain loop", plain);
  std::ifstream winners(folder + "/winners-" + count + ".txt");
  for (std::int32_t w; winners >> w;) known.push_back(w);

  std::size_t wrong = 0;
  std::vector<std::int32_t> out(tickets.size());
  const auto check = [&](std::size_t from_loop, std::size_t from_file) {
    for (std::size_t i = 0; i < std::min(from_loop, part); ++i) wrong += out[i] != expected[i];
    for (std::size_t i = 0; i < std::min(from_file, known.size()); ++i) wrong += out[i] != known[i];
  };
  const TicketColumns columns(tickets);
  const Batch batch{static_cast<std::int64_t>(tickets.size()), columns.columns};
  const auto levels = supported_kernels();
  for (std::uint32_t level = 0; level < levels.size; ++level) {
    const auto& index = *table.compiled().index;
    Encoder encoder(table.compiled(), index, *levels.data[level]);
    Matcher matcher(index, *levels.data[level]);
    encoder.bind(batch);
    struct None : PlainCheck {
      bool hits(std::uint32_t, std::uint32_t) override { return false; }
    } none;
    std::vector<EncodedBlock> blocks((tickets.size() + EncodedBlock::capacity - 1) / EncodedBlock::capacity);
    const auto each_block = [&](auto run) {
      for (std::size_t b = 0; b < blocks.size(); ++b)
        run(blocks[b], static_cast<std::int64_t>(b * EncodedBlock::capacity));
    };
    const double encode = median_ns(tickets.size(), [&] {
      each_block([&](auto& block, auto first) { encoder.encode(first, batch.rows - first, block); });
    });
    const double match = median_ns(tickets.size(), [&] {
      each_block([&](auto& block, auto first) { matcher.first_hits(block, none, out.data() + first); });
    });
    check(out.size(), out.size());
    const double find = median_ns(tickets.size(), [&] { each_block([&](auto& block, auto) { matcher.find(block); }); });
    fmt::print("{:28} {:10.1f} ns/ticket  {:6.0f}x (finding keywords {:.1f})\n",
               fmt::format("index, {}", levels.data[level]->name), match, plain / match, find);
    fmt::print("{:28} {:10.1f} ns/ticket\n", "  encoding before that", encode);
  }
  Router router(table);
  std::fill(out.begin(), out.end(), row_invalid);
  const double whole = median_ns(tickets.size(), [&] { router.decide(batch, out); });
  check(out.size(), out.size());
  fmt::print("{:28} {:10.1f} ns/ticket\n", "Router, from columns", whole);

  std::vector<Facts> facts;
  for (std::size_t i = 0; i < 1000; ++i) facts.push_back(facts_at(batch, static_cast<std::int64_t>(i)));
  std::fill(out.begin(), out.end(), row_invalid);
  const double single = median_ns(facts.size(), [&] {
    for (std::size_t i = 0; i < facts.size(); ++i)
      out[i] = static_cast<std::int32_t>(table.decide(facts[i]).rules.at(0));
  });
  check(facts.size(), facts.size());
  fmt::print("{:28} {:10.1f} ns/ticket\n", "one decide() each", single);
  fmt::print("{} wrong\n", wrong);
  return wrong == 0 ? 0 : 1;
}
