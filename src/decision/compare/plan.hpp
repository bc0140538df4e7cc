// Two tables made ready to be compared.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/decision/compare.hpp>

#include "decision/compiled.hpp"

namespace zhuqi::comparing {

// What one table makes of a record.
struct Verdict {
  Value result;                         // the output that is compared
  std::optional<Outcome::Error> error;  // then there is no result
};

// Immutable; shared by any number of threads.
class Plan {
 public:
  Plan(const DecisionTable& before, const DecisionTable& after, const CompareOptions& options);

  const DecisionTable& table(std::size_t side) const { return sides_[side].table; }
  const CompareOptions& options() const { return options_; }

  // True if the result of both tables follows from the number of the rule that wins.
  bool goes_by_rule() const { return sides_[0].goes_by_rule && sides_[1].goes_by_rule; }
  // Then: a number that equal results share, for a rule or row_unmatched; and the results by number.
  std::uint32_t result_of(std::size_t side, std::int32_t rule) const {
    return rule < 0 ? sides_[side].unmatched : sides_[side].results[static_cast<std::size_t>(rule)];
  }
  const Value& result(std::uint32_t number) const { return results_[number]; }

  // One record. Facts that the table does not declare are passed over.
  Verdict decide(std::size_t side, const Facts& facts) const;

 private:
  struct Side {
    DecisionTable table;
    std::optional<std::size_t> column;  // of the output that is compared
    bool goes_by_rule = false;
    std::vector<std::uint32_t> results;
    std::uint32_t unmatched = 0;
  };

  static Value selected(const Side& side, const Value& result);
  void number_results();

  CompareOptions options_;
  std::array<Side, 2> sides_;
  std::vector<Value> results_;
};

// A text that equal values share.
std::string key_of(const Value& value);

}  // namespace zhuqi::comparing
