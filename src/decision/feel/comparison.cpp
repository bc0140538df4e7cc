// Order, equality, and `in`.
#include <algorithm>

#include "decision/feel/operations.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::feel {

namespace {

Value from(std::optional<bool> truth) { return truth ? Value(*truth) : Value(); }

// True if one of the tests is, null if none is and one is null.
template <class Test>
Value any_of(std::size_t count, Test test) {
  bool unknown = false;
  for (std::size_t i = 0; i < count; ++i) {
    const auto hit = test(i);
    if (hit.boolean() == nullptr)
      unknown = true;
    else if (*hit.boolean())
      return true;
  }
  return unknown ? Value() : Value(false);
}

Value within(const Value& value, const Value& low, const Value& high, bool low_open, bool high_open) {
  bool inside = true;
  if (!low.is_null()) {
    const auto order = compare(value, low);
    if (!order) return {};
    inside = low_open ? *order > 0 : *order >= 0;
  }
  if (!high.is_null()) {
    const auto order = compare(value, high);
    if (!order) return {};
    inside = inside && (high_open ? *order < 0 : *order <= 0);
  }
  return inside;
}

// An end that is written as null is none; one that became null leaves the answer open.
Value within(const Value& value, const Expression& interval, const Scope& scope) {
  Value ends[2];
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& end = interval.operands[i];
    ends[i] = evaluate(end, scope);
    if (ends[i].is_null() && end.op != Op::literal) return {};
  }
  if (value.is_null()) return {};
  return within(value, ends[0], ends[1], interval.low_open, interval.high_open);
}

}  // namespace

std::optional<std::strong_ordering> compare(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Value::Kind::number:
      return *a.number() <=> *b.number();
    case Value::Kind::string:
      return a.string()->compare(*b.string()) <=> 0;
    case Value::Kind::date:
      return std::chrono::sys_days(*a.date()) <=> std::chrono::sys_days(*b.date());
    case Value::Kind::time:
      return temporal::compare(*a.time(), *b.time());
    case Value::Kind::date_time:
      return temporal::compare(*a.date_time(), *b.date_time());
    case Value::Kind::days_duration:
      return *a.days_duration() <=> *b.days_duration();
    case Value::Kind::months_duration:
      return *a.months_duration() <=> *b.months_duration();
    default:
      return std::nullopt;
  }
}

std::optional<bool> equal(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.kind() != b.kind()) return std::nullopt;
  return a == b;
}

Value contains(const ValueRange& range, const Value& value) {
  if (value.is_null()) return {};
  return within(value, range.low, range.high, range.low_open, range.high_open);
}

Value comparison(Op op, const Value& a, const Value& b) {
  if (op == Op::equal) return from(equal(a, b));
  if (op == Op::not_equal) {
    const auto same = equal(a, b);
    return same ? Value(!*same) : Value();
  }
  const auto order = compare(a, b);
  if (!order) return {};
  if (op == Op::less) return *order < 0;
  if (op == Op::less_equal) return *order <= 0;
  return op == Op::greater ? *order > 0 : *order >= 0;
}

Value is_value(const Value& value, const Expression& e, const Scope& scope) {
  if (e.op == Op::interval && value.range() == nullptr) return within(value, e, scope);
  if (e.op == Op::list && value.list() == nullptr)
    return any_of(e.operands.size(), [&](std::size_t i) { return is_value(value, e.operands[i], scope); });
  const auto other = evaluate(e, scope);
  if (other.range() != nullptr && value.range() == nullptr) return contains(*other.range(), value);
  const auto* list = other.list();
  if (list == nullptr || (value.list() != nullptr && value == other)) return from(equal(value, other));
  for (const auto& item : *list) {
    if (item == value) return true;
    if (item.range() == nullptr || value.range() != nullptr) continue;
    const auto inside = contains(*item.range(), value);
    if (inside.boolean() != nullptr && *inside.boolean()) return true;
  }
  return false;
}

Value membership(const Expression& e, const Scope& scope) {
  const auto value = evaluate(e.operands[0], scope);
  const Scope inner{nullptr, &value, &scope, {}, nullptr};
  return any_of(e.operands.size() - 1, [&](std::size_t i) {
    const auto& test = e.operands[i + 1];
    return mentions_input(test) ? evaluate(test, inner) : is_value(value, test, scope);
  });
}

}  // namespace zhuqi::feel
