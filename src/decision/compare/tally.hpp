// Counting what changes, in memory that does not grow with the records.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "decision/compare/plan.hpp"

namespace zhuqi::comparing {

class Tally {
 public:
  explicit Tally(const Plan& plan) : plan_(&plan) {}

  using Describe = std::function<std::string()>;  // the record as JSON; called for those that are kept

  // The next record, by the numbers of both results...
  void add(std::uint32_t from, std::uint32_t to, const Describe& describe);
  // ... or by what each table said of it.
  void add(const Verdict& from, const Verdict& to, const Describe& describe);

  // What the records after these gave.
  void append(Tally&& later);

  std::uint64_t records() const { return counts_.records; }
  Comparison comparison() const;

 private:
  using Key = std::pair<std::string, std::string>;  // of both results

  // Null if there are too many.
  Comparison::Change* change(const Value& from, const Value& to);
  void count_change(Comparison::Change* change, const Describe& describe);

  const Plan* plan_;
  Comparison counts_;  // without the changes
  std::map<Key, Comparison::Change> changes_;
  std::unordered_map<std::uint64_t, Comparison::Change*> by_numbers_;
};

}  // namespace zhuqi::comparing
