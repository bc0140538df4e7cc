// The baseline: a plain loop over compiled predicates. Values are interned, what tells most for little comes first,
// keywords last, and the first rule that holds wins.
#pragma once

#include "workload.hpp"

namespace zhuqi::bench {

class Loop {
 public:
  explicit Loop(const Rows& rules);

  // What a predicate looks at stands in the ticket itself; the text is borrowed from the row.
  struct Ticket {
    std::uint64_t bit[7];  // by field of the row: the bit of its value, where fields are sets
    double urgency, amount;
    std::string region, industry;
    std::string_view text;
  };
  Ticket ticket(const std::vector<std::string>& row);

  // row_unmatched if no rule holds.
  std::int32_t winner(const Ticket& ticket) const;

 private:
  struct Predicate {
    std::size_t field;
    std::uint64_t set = 0;
    double low = 0, high = 0;
    std::string prefix = {};  // short enough to stand in the predicate itself
    std::vector<std::string> words = {};
  };

  static bool holds(const Predicate& predicate, const Ticket& ticket);
  std::size_t number(std::size_t field, const std::string& value);

  std::vector<std::vector<Predicate>> rules_;
  std::vector<std::string> values_[7];
};

}  // namespace zhuqi::bench
