#include "loop.hpp"

#include <algorithm>

namespace zhuqi::bench {

Loop::Loop(const Rows& rules) {
  for (const auto& rule : rules) {
    auto& predicates = rules_.emplace_back();
    for (const std::size_t field : {1, 4, 5, 6})
      if (!rule[field].empty()) {
        std::uint64_t set = 0;
        for (const auto& value : split(rule[field], '|')) set |= std::uint64_t{1} << number(field, value);
        predicates.push_back({field, set, 0, 0, {}});
      }
    for (const std::size_t field : {2, 3})
      if (!rule[field].empty()) predicates.push_back({field, 0, 0, 0, {rule[field]}});
    if (!rule[7].empty()) predicates.push_back({7, 0, std::stod(rule[7]), std::stod(rule[8]), {}});
    if (!rule[9].empty()) predicates.push_back({8, 0, std::stod(rule[9]), std::stod(rule[10]), {}});
    if (!rule[11].empty()) predicates.push_back({9, 0, 0, 0, split(rule[11], '|')});
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
  for (std::size_t r = 0; r < rules_.size(); ++r)
    if (std::all_of(rules_[r].begin(), rules_[r].end(), [&](const Predicate& p) { return holds(p, ticket); }))
      return static_cast<std::int32_t>(r);
  return row_unmatched;
}

bool Loop::holds(const Predicate& predicate, const Ticket& ticket) {
  switch (predicate.field) {
    case 2:
      return ticket.region.starts_with(predicate.words[0]);
    case 3:
      return ticket.industry.starts_with(predicate.words[0]);
    case 7:
      return ticket.urgency >= predicate.low && ticket.urgency <= predicate.high;
    case 8:
      return ticket.amount >= predicate.low && ticket.amount < predicate.high;
    case 9:
      return std::any_of(predicate.words.begin(), predicate.words.end(),
                         [&](const auto& word) { return ticket.text.find(word) != std::string_view::npos; });
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
