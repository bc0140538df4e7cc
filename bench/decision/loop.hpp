// The baseline: a plain loop over compiled predicates. Values are interned, cheap predicates come first, keywords
// last, and the first rule that holds wins.
#pragma once

#include "workload.hpp"

namespace zhuqi::bench {

class Loop {
 public:
  explicit Loop(const Rows& rules);

  // Borrows the row's strings.
  struct Ticket {
    std::uint64_t bit[7];  // by field of the row: the bit of its value, where fields are sets
    double urgency, amount;
    std::string_view region, industry, text;
  };
  Ticket ticket(const std::vector<std::string>& row);

  // row_unmatched if no rule holds.
  std::int32_t winner(const Ticket& ticket) const;

 private:
  struct Predicate {
    std::size_t field;
    std::uint64_t set;
    double low, high;
    std::vector<std::string> words;
  };

  static bool holds(const Predicate& predicate, const Ticket& ticket);
  std::size_t number(std::size_t field, const std::string& value);

  std::vector<std::vector<Predicate>> rules_;
  std::vector<std::string> values_[7];
};

}  // namespace zhuqi::bench
