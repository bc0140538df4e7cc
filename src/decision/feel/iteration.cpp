// for, some, every, and filters.
#include <algorithm>
#include <cstdlib>

#include "decision/feel/operations.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::feel {

namespace {

constexpr std::int64_t max_iterations = 100'000;

// The whole numbers or the days from one end to the other, in this direction.
std::optional<ValueList> steps(const Value& from, const Value& to) {
  ValueList items;
  if (from.date() != nullptr && to.date() != nullptr) {
    const std::chrono::sys_days first(*from.date()), last(*to.date());
    const auto step = std::chrono::days(first <= last ? 1 : -1);
    if (std::abs((last - first).count()) > max_iterations) return std::nullopt;
    for (auto day = first; day != last + step; day += step) items.emplace_back(Date(day));
    return items;
  }
  const auto first = from.number() != nullptr ? from.number()->to_int64() : std::nullopt;
  const auto last = to.number() != nullptr ? to.number()->to_int64() : std::nullopt;
  constexpr std::int64_t far = std::int64_t{1} << 60;
  if (!first || !last || std::abs(*first) > far || std::abs(*last) > far) return std::nullopt;
  if (std::abs(*last - *first) > max_iterations) return std::nullopt;
  const std::int64_t step = *first <= *last ? 1 : -1;
  for (auto i = *first; i != *last + step; i += step) items.emplace_back(i);
  return items;
}

// What an iteration runs over; nothing if it is no list.
std::optional<ValueList> domain(const Expression& source, const Scope& scope) {
  if (source.op == Op::interval && !source.low_open && !source.high_open)
    return steps(evaluate(source.operands[0], scope), evaluate(source.operands[1], scope));
  const auto value = evaluate(source, scope);
  if (value.is_null()) return std::nullopt;
  if (const auto* range = value.range())
    return range->low_open || range->high_open ? std::nullopt : steps(range->low, range->high);
  return value.list() != nullptr ? *value.list() : ValueList{value};
}

Value collect(const Expression& e, const ValueList& items, const Scope& scope, Run& run) {
  const auto names = free_names(e.operands[1]);
  ValueList results;
  const bool uses_partial = std::find(names.begin(), names.end(), "partial") != names.end();
  Facts partial;
  for (const auto& item : items) {
    if ((run.steps -= uses_partial ? 1 + static_cast<std::int64_t>(results.size()) : 1) < 0) return {};
    if (uses_partial) partial.insert_or_assign("partial", results);
    const Scope inner{uses_partial ? &partial : nullptr, scope.input, &scope, e.names()[0], &item, &run};
    auto result = evaluate(e.operands[1], inner);
    if (e.text() != "flat") {
      results.push_back(std::move(result));
    } else if (const auto* list = result.list()) {
      results.insert(results.end(), list->begin(), list->end());
    } else {
      return {};
    }
    if (results.size() > max_list_items) return {};
  }
  return results;
}

}  // namespace

Value iterate(const Expression& e, const Scope& scope) {
  Run own;
  Run& run = run_of(scope) != nullptr ? *run_of(scope) : own;
  const auto items = domain(e.operands[0], scope);
  if (!items || (run.steps -= static_cast<std::int64_t>(items->size()) / 16) < 0) return {};
  if (e.op == Op::each) return collect(e, *items, scope, run);
  bool unknown = false;
  for (const auto& item : *items) {
    if (--run.steps < 0) return {};
    const auto result = evaluate(e.operands[1], {nullptr, scope.input, &scope, e.names()[0], &item, &run});
    if (result.boolean() == nullptr)
      unknown = true;
    else if (*result.boolean() == (e.op == Op::some))
      return e.op == Op::some;
  }
  return unknown ? Value() : Value(e.op == Op::every);
}

Value filter(const Expression& e, const Scope& scope) {
  const auto source = evaluate(e.operands[0], scope);
  const auto items = source.list() != nullptr ? *source.list() : source.is_null() ? ValueList{} : ValueList{source};
  const auto& condition = e.operands[1];
  Run own;
  Run& run = run_of(scope) != nullptr ? *run_of(scope) : own;
  const auto element = [&](const Decimal& place) -> Value {
    auto at = place.to_int64().value_or(0);
    const auto size = static_cast<std::int64_t>(items.size());
    if (at < 0 && at >= -size) at += size + 1;
    return at >= 1 && at <= size ? items[static_cast<std::size_t>(at) - 1] : Value();
  };
  if ((run.steps -= static_cast<std::int64_t>(items.size()) / 16) < 0) return {};
  ValueList kept;
  const Value none;
  for (std::size_t i = 0; i < std::max<std::size_t>(items.size(), 1); ++i) {
    if (--run.steps < 0) return {};
    const auto& item = items.empty() ? none : items[i];
    Facts entries;
    if (const auto* context = item.context()) entries.insert(context->begin(), context->end());
    const Scope inner{&entries, scope.input, &scope, "item", &item, &run};
    const auto truth = evaluate(condition, inner);
    if (i == 0 && truth.number() != nullptr) return element(*truth.number());
    if (!items.empty() && truth.boolean() != nullptr && *truth.boolean()) kept.push_back(item);
  }
  return kept;
}

}  // namespace zhuqi::feel
