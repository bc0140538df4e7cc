#include "loop.hpp"

#include <algorithm>

namespace zhuqi::bench {

Loop::Loop(const Rows& rules) {
  for (const auto& rule : rules) {
    auto& predicates = rules_.emplace_back();
    const auto one_of = [&](std::size_t field) {
      if (rule[field].empty()) return;
      std::uint64_t set = 0;
      for (const auto& value : split(rule[field], '|')) set |= std::uint64_t{1} << number(field, value);
      predicates.push_back({.field = field, .set = set});
    };
    const auto range = [&](std::size_t field, std::size_t low, std::size_t high) {
      if (!rule[low].empty())
        predicates.push_back({.field = field, .low = std::stod(rule[low]), .high = std::stod(rule[high])});
    };
    one_of(1);
    for (const std::size_t field : {2, 3})
      if (!rule[field].empty()) predicates.push_back({.field = field, .prefix = rule[field]});
    for (const std::size_t field : {4, 5, 6}) one_of(field);
    range(7, 7, 8);
    range(8, 9, 10);
    if (!rule[11].empty()) predicates.push_back({.field = 9, .words = split(rule[11], '|')});
  }
}

Loop::Ticket Loop::ticket(const std::vector<std::string>& row) {
  Ticket ticket{};
  for (const std::size_t field : {1, 4, 5, 6}) ticket.bit[field] = std::uint64_t{1} << number(field, row[field]);
  ticket.urgency = std::stod(row[7]), ticket.amount = std::stod(row[8]);
  ticket.region = row[2], ticket.industry = row[3], ticket.text = row[9];
  return ticket;
}

std::int32_t Loop::winner(const Ticket& ticket) const {
  for (std::size_t r = 0; r < rules_.size(); ++r) {
    bool all = true;
    for (const auto& predicate : rules_[r])
      if (!holds(predicate, ticket)) {
        all = false;
        break;
      }
    if (all) return static_cast<std::int32_t>(r);
  }
  return row_unmatched;
}

inline bool Loop::holds(const Predicate& predicate, const Ticket& ticket) {
  switch (predicate.field) {
    case 2:
      return ticket.region.compare(0, predicate.prefix.size(), predicate.prefix) == 0;
    case 3:
      return ticket.industry.compare(0, predicate.prefix.size(), predicate.prefix) == 0;
    case 7:
      return ticket.urgency >= predicate.low && ticket.urgency <= predicate.high;
    case 8:
      return ticket.amount >= predicate.low && ticket.amount < predicate.high;
    case 9:
      for (const auto& word : predicate.words)
        if (ticket.text.find(word) != std::string_view::npos) return true;
      return false;
    default:
      return (ticket.bit[predicate.field] & predicate.set) != 0;
  }
}

std::size_t Loop::number(std::size_t field, const std::string& value) {
  auto& known = values_[field];
  const auto at = std::find(known.begin(), known.end(), value);
  if (at != known.end()) return static_cast<std::size_t>(at - known.begin());
  known.push_back(value);
  return known.size() - 1;
}

}  // namespace zhuqi::bench
