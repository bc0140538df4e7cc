// Functions that a model defines.
#include <algorithm>

#include "decision/feel/operations.hpp"

namespace zhuqi::feel {

namespace {

// All calls that are under way together may be so deep, which the stack holds: 64 calls, or fewer of deep bodies.
constexpr int max_levels = 2048;
constexpr int levels_of_call = max_levels / max_call_depth;

int levels(const Expression& e) {
  int deepest = 0;
  for (const auto& operand : e.operands) deepest = std::max(deepest, levels(operand));
  return deepest + 1;
}

}  // namespace

Value define(const Expression& e, const Scope& scope) {
  auto closure = std::make_shared<Closure>();
  closure->definition = e.extra->definition;
  for (auto& name : free_names(e))
    if (const auto* value = look_up(name, scope)) closure->seen.insert_or_assign(std::move(name), *value);
  return std::shared_ptr<const Closure>(std::move(closure));
}

Value apply(const Closure& function, std::span<const Value> arguments, const Scope& scope) {
  const auto& definition = *function.definition;
  if (arguments.size() != definition.parameters.size()) return {};
  Run own;
  Run* run = run_of(scope) != nullptr ? run_of(scope) : &own;
  const int depth = std::max(levels_of_call, levels(definition.body));
  if (run->depth + depth > max_levels || --run->steps < 0) return {};
  Facts facts = function.seen;
  if (!function.own_name.empty()) {
    // Borrowed for the call: the caller holds the function.
    facts.insert_or_assign(function.own_name, std::shared_ptr<const Closure>(&function, [](const Closure*) {}));
  }
  for (std::size_t i = 0; i < arguments.size(); ++i)
    facts.insert_or_assign(definition.parameters[i], coerced(arguments[i], definition.types[i]));
  run->depth += depth;
  auto result = evaluate(definition.body, {&facts, nullptr, nullptr, {}, nullptr, run});
  run->depth -= depth;
  return coerced(std::move(result), definition.result);
}

Value invoke(const Expression& e, const Scope& scope) {
  const auto callee = evaluate(e.operands[0], scope);
  const auto* function = callee.function();
  if (function == nullptr) return {};
  std::vector<Value> values;
  for (std::size_t i = 1; i < e.operands.size(); ++i) values.push_back(evaluate(e.operands[i], scope));
  if (e.names().empty()) return apply(*function, values, scope);
  std::vector<Value> ordered;
  const auto& parameters = function->definition->parameters;
  for (const auto& parameter : parameters) {
    const auto at = std::find(e.names().begin(), e.names().end(), parameter);
    if (at == e.names().end()) return {};
    ordered.push_back(std::move(values[static_cast<std::size_t>(at - e.names().begin())]));
  }
  return values.size() == parameters.size() ? apply(*function, ordered, scope) : Value();
}

}  // namespace zhuqi::feel
