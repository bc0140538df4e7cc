// The plain, obviously right meaning of FEEL: what every faster path is held against.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "decision/feel/expression.hpp"

namespace zhuqi::feel {

// How much one evaluation may still do: nothing that a model says runs without end.
struct Run {
  std::int64_t steps = 1'000'000;  // of iterations and calls of functions
  int depth = 0;                   // of calls in calls, in levels of their bodies
  std::string error;               // of the first table inside an expression that could not be decided
};
inline constexpr int max_call_depth = 64;

// What names and `?` stand for. Borrowed; scopes nest.
struct Scope {
  const Facts* facts = nullptr;
  const Value* input = nullptr;
  const Scope* outer = nullptr;
  std::string_view local_name = {};  // one name bound by for, some, every, a filter, a context
  const Value* local = nullptr;
  Run* run = nullptr;  // of this scope and those inside; without one each iteration and call has its own
};

// Never throws for what is in the values: an operation without meaning is null, and so is one that takes more than a
// million steps.
Value evaluate(const Expression& expression, const Scope& scope);

// True, and not false or null.
bool holds(const Expression& test, const Scope& scope);

// The value of a name; null if it stands for nothing.
const Value* look_up(std::string_view name, const Scope& scope);

Run* run_of(const Scope& scope);  // a null pointer if there is none yet

// FEEL's order of two values of one kind; nothing if they have none.
std::optional<std::strong_ordering> compare(const Value& a, const Value& b);

// FEEL's equality: nothing (null) for values of different kinds, neither of them null.
std::optional<bool> equal(const Value& a, const Value& b);

// A function of a model, with the values that it saw where it was defined.
struct Closure {
  std::shared_ptr<const Definition> definition;
  Facts seen;
  std::string own_name;  // by which it may call itself
};

// Calls a function of the model. Null for too few or too many arguments.
Value apply(const Closure& function, std::span<const Value> arguments, const Scope& scope);

}  // namespace zhuqi::feel
