// FEEL's types, and values against them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <zhuqi/decision/value.hpp>

namespace zhuqi::feel {

struct Expression;

struct Type {
  using Parts = std::vector<std::pair<std::string, Type>>;

  Type() = default;
  explicit Type(std::string base_type) : base(std::move(base_type)) {}
  Type(std::string base_type, Parts its_parts, std::shared_ptr<const Expression> values = nullptr)
      : base(std::move(base_type)), parts(std::move(its_parts)), allowed(std::move(values)) {}

  std::string base = "any";                   // "number", "date and time", ..., "list", "context"; any: whatever
  Parts parts;                                // a context's entries; of a list or a range its elements, one part
  std::shared_ptr<const Expression> allowed;  // unary tests over a value; none: every value is

  bool is_any() const { return base == "any" && allowed == nullptr; }
};

// True if the value is of the type: null is of no type but null.
bool is_instance(const Value& value, const Type& type);
bool is_instance(const Value& value, std::string_view base);

// The value as one of the type, where the standard (DMN 10.3.2.9.4) lets it become one: a list of one is its element,
// an element is a list of one, a date is its midnight in UTC. With `read_texts` (data from outside) a text is the date
// that it writes. Null if it cannot be.
Value coerced(Value value, const Type& type, bool read_texts = false);

// The date, time or duration that a text writes; null if it writes none of this type.
Value read_text(std::string_view text, std::string_view base);

// Why a value is not of the type, for a message: empty if it is.
std::string misfit(const Value& value, const Type& type);

}  // namespace zhuqi::feel
