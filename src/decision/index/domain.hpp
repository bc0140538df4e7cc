// The values of one input, cut into classes: two values of a class satisfy the same indexed cells of the column.
#pragma once

#include <cstdint>
#include <optional>
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
// or ceases to hold. Immutable once sealed.
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

  std::uint32_t class_count() const { return static_cast<std::uint32_t>(cuts_.size()) + 2; }
  std::uint16_t class_of(const Value& value) const;
  std::uint16_t class_of_text(std::string_view text) const;  // of a string domain; `text` is UTF-8
  std::uint16_t class_of_double(double value) const;         // of a number domain; NaN is null
  std::uint16_t class_of_integer(std::int64_t value) const;

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
  void prepare_doubles();

  std::string type_;
  bool usable_ = false;
  std::vector<Cut> cuts_;
  std::vector<std::string_view> texts_;  // the keys of a string domain
  // A number domain: the doubles nearest to the keys; the class of each, and of what lies before each.
  std::vector<double> doubles_;
  std::vector<std::uint16_t> at_double_, before_double_;
};

}  // namespace zhuqi
