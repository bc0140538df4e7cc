// The plain, obviously right meaning of FEEL: what every faster path is held against.
#pragma once

#include <optional>
#include <string_view>

#include "decision/feel/expression.hpp"

namespace zhuqi::feel {

// What names and `?` stand for. Borrowed; scopes nest.
struct Scope {
  const Facts* facts = nullptr;
  const Value* input = nullptr;
  const Scope* outer = nullptr;
  std::string_view local_name = {};  // one name bound by for, some, every, a filter, a context
  const Value* local = nullptr;
};

// Never throws for what is in the values: an operation without meaning is null.
Value evaluate(const Expression& expression, const Scope& scope);

// True, and not false or null.
bool holds(const Expression& test, const Scope& scope);

// FEEL's order of two values of one kind; nothing if they have none.
std::optional<std::strong_ordering> compare(const Value& a, const Value& b);

// FEEL's equality: nothing (null) for values of different kinds, neither of them null.
std::optional<bool> equal(const Value& a, const Value& b);

// True if the value is of the type ("number", "date and time", ..., "Any").
bool is_instance(const Value& value, std::string_view type);

}  // namespace zhuqi::feel
