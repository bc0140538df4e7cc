// Many enterprises held against many policies at once, on columns. The same verdicts as CompiledPolicy::match.
//
// Equal conditions of all policies are one condition, looked at once for each enterprise; what the policies make of
// them is then a few operations on bits, 64 enterprises at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/decision/columns.hpp>
#include <zhuqi/policy/match.hpp>

namespace zhuqi {

// Policies made ready. Immutable, cheap to copy, usable from any number of threads at once.
class PolicyIndex {
 public:
  explicit PolicyIndex(std::vector<CompiledPolicy> policies);

  const std::vector<CompiledPolicy>& policies() const;
  std::size_t condition_count() const;  // distinct conditions of all policies

  struct Built;  // private to the library
  const Built& built() const { return *built_; }

 private:
  std::shared_ptr<const Built> built_;
};

// What became of the enterprises of a batch: for each policy, bit i of word i / 64 is enterprise i.
class Verdicts {
 public:
  std::int64_t rows() const { return rows_; }
  std::span<const std::uint64_t> matching(std::size_t policy) const { return bits(policy, 0); }
  std::span<const std::uint64_t> unknown(std::size_t policy) const { return bits(policy, 1); }
  // No match, for one condition alone: see Match::short_of.
  std::span<const std::uint64_t> one_short(std::size_t policy) const { return bits(policy, 2); }

  Verdict at(std::size_t policy, std::int64_t row) const {
    return has(matching(policy), row)  ? Verdict::match
           : has(unknown(policy), row) ? Verdict::unknown
                                       : Verdict::no_match;
  }
  bool is_one_short(std::size_t policy, std::int64_t row) const { return has(one_short(policy), row); }

 private:
  friend class PolicyMatcher;
  static bool has(std::span<const std::uint64_t> words, std::int64_t row) {
    return (words[static_cast<std::size_t>(row >> 6)] >> (row & 63) & 1) != 0;
  }
  std::span<const std::uint64_t> bits(std::size_t policy, std::size_t kind) const {
    return {words_.data() + (policy * 3 + kind) * count_, count_};
  }

  std::int64_t rows_ = 0;
  std::size_t count_ = 0;  // words of one bitmap
  std::vector<std::uint64_t> words_;
};

// The working memory of matching. One thread at a time; as many per index as there are threads.
class PolicyMatcher {
 public:
  explicit PolicyMatcher(PolicyIndex index);
  ~PolicyMatcher();
  PolicyMatcher(PolicyMatcher&&) noexcept;
  PolicyMatcher& operator=(PolicyMatcher&&) noexcept;

  // `enterprises` has a column for each fact (facts.hpp) that is known, by its name; numbers as integers or floats in
  // the unit of the fact, `tags` as a string with ; ； or 、 between. A null is not known. Throws
  // Refused(invalid_argument) if a column has a type that its fact cannot have. Memory: 3 bits for each pair.
  void match(const Batch& enterprises, Date date, Verdicts& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// One enterprise of a batch, as CompiledPolicy::match takes it: for those that are to be told why.
Facts enterprise_facts(const Batch& enterprises, std::int64_t row);

// The columns that matching takes, made from facts. Owns what they point to.
class FactColumns {
 public:
  FactColumns();
  ~FactColumns();
  FactColumns(FactColumns&&) noexcept;
  FactColumns& operator=(FactColumns&&) noexcept;

  void add(const Facts& facts);  // facts of a need are passed over
  void clear();
  // Valid until the next add or clear. Numbers are doubles that fall on the same side of every bound of up to 15 digits
  // as the decimal does, and equal none that it does not equal.
  Batch batch();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zhuqi
