// The values of one input, cut into classes: two values of a class satisfy the same indexed cells of the column.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "decision/feel/expression.hpp"

namespace zhuqi {

// Classes lo to hi, both included.
struct ClassRange {
  std::uint16_t lo = 0, hi = 0;
  auto operator<=>(const ClassRange&) const = default;
};

// Class 0 is null; the others are consecutive pieces of the ordered values, between the places where some cell begins
// or ceases to hold, until merge() makes one class of those that no cell tells apart. Immutable after that.
class Domain {
 public:
  static constexpr std::uint16_t invalid = 0xFFFF;  // no class: a value that the input cannot have

  // Only strings, numbers, booleans and dates have domains.
  explicit Domain(std::string_view type = "any");
  Domain(Domain&&) = default;  // and no copies: texts_ looks into cuts_
  Domain& operator=(Domain&&) = default;
  bool usable() const { return usable_; }

  // Takes note of the cuts that this test needs; false if the test is no union of ranges of values.
  bool add_cuts(const feel::Expression& test);
  // Sorts the cuts; false if there are more than classes can be numbered.
  bool seal();
  // The classes in which a test accepted by add_cuts holds, as sorted disjoint ranges.
  std::vector<ClassRange> ranges(const feel::Expression& test) const;

  // Numbers the classes anew, so that those in which the same tests hold become one. `tests` are the ranges of every
  // test of the column, and are renumbered. Classes of a large column stay as they are where merging would tear ranges.
  void merge(std::vector<std::vector<ClassRange>>& tests);

  std::uint32_t class_count() const { return class_count_; }
  bool has_cuts() const { return !cuts_.empty(); }
  std::uint16_t null_class() const { return number(0); }
  std::uint16_t class_of(const Value& value) const;
  std::uint16_t class_of_text(std::string_view text) const;  // of a string domain; `text` is UTF-8
  std::uint16_t class_of_double(double value) const;         // of a number domain; NaN is null
  void classes_of_doubles(std::span<const double> values, std::uint16_t* out) const;
  std::uint16_t class_of_integer(std::int64_t value) const;
  std::uint16_t class_of_days(std::int32_t days) const { return class_of_double(days); }  // of a date domain

 private:
  // Before the key, or directly after it.
  struct Cut {
    Value key;
    bool after = false;
  };
  struct Span {
    std::optional<Cut> from, to;  // half-open; none: unbounded
  };

  bool spans(const feel::Expression& test, std::vector<Span>& out) const;
  std::uint16_t first_class(const std::optional<Cut>& from) const;
  static bool precedes(const Cut& a, const Cut& b);
  std::uint16_t number(std::size_t piece) const;
  std::uint16_t piece_of(const Value& value) const;
  std::size_t first_double(double value) const;
  void prepare_doubles();
  void prepare_buckets();
  std::size_t bucket_of(double value) const;

  std::string type_;
  bool usable_ = false;
  std::vector<Cut> cuts_;
  std::uint32_t class_count_ = 2;
  std::vector<std::uint16_t> merged_;    // by piece, the class; empty: they are the same
  std::vector<std::string_view> texts_;  // the keys of a string domain
  // A domain of numbers or dates: the doubles nearest to the keys; the class of each, and of what lies before each.
  // Where to begin to look is found by the leading bits, which grow with the logarithm.
  std::vector<double> doubles_;  // and infinities
  std::vector<std::array<std::uint16_t, 2>>
      near_double_;  // what lies before it, and at it; at the end what lies behind
  std::vector<std::uint16_t> buckets_;
  std::uint64_t first_bits_ = 0;
  int bucket_shift_ = 0;
  std::size_t widest_step_ = 0;
};

}  // namespace zhuqi
