// + - * / ** on numbers, texts, dates and durations.
#include <cmath>
#include <limits>

#include "decision/feel/operations.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::feel {

namespace {

Value from(std::optional<Decimal> number) { return number ? Value(*number) : Value(); }

Value power(const Decimal& base, const Decimal& exponent) {
  const auto n = exponent.to_int64();
  if (!n || *n > 10'000 || *n < -10'000)
    return from(Decimal::from_double(std::pow(base.to_double(), exponent.to_double())));
  std::optional<Decimal> result = Decimal(1), factor = base;
  for (auto left = std::abs(*n); left > 0 && result; left >>= 1) {
    if (left & 1) result = factor ? multiply(*result, *factor) : std::nullopt;
    if (left > 1 && factor) factor = multiply(*factor, *factor);
  }
  if (!result) return {};
  return from(*n < 0 ? divide(1, *result) : result);
}

Value number_arithmetic(Op op, const Decimal& a, const Decimal& b) {
  switch (op) {
    case Op::add:
      return from(add(a, b));
    case Op::subtract:
      return from(subtract(a, b));
    case Op::multiply:
      return from(multiply(a, b));
    case Op::divide:
      return from(divide(a, b));
    default:
      return power(a, b);
  }
}

// Durations scale by numbers, and divide by each other.
Value duration_arithmetic(Op op, const Value& a, const Value& b) {
  const bool days = a.days_duration() != nullptr;
  if (!days && a.months_duration() == nullptr)
    return op == Op::multiply && a.number() != nullptr && b.number() == nullptr ? duration_arithmetic(op, b, a)
                                                                                : Value();
  const Decimal length = days ? a.days_duration()->length.count() : a.months_duration()->months;
  if (op == Op::divide && a.kind() == b.kind())
    return from(divide(length, days ? b.days_duration()->length.count() : b.months_duration()->months));
  if (b.number() == nullptr || (op != Op::multiply && op != Op::divide)) return {};
  const auto scaled = op == Op::multiply ? multiply(length, *b.number()) : divide(length, *b.number());
  const auto whole = scaled ? round(*scaled, 0, Decimal::Rounding::down) : std::nullopt;
  const auto count = whole ? whole->to_int64() : std::nullopt;
  if (!count || *count == std::numeric_limits<std::int64_t>::min()) return {};
  return days ? Value(DaysDuration{std::chrono::microseconds(*count)}) : Value(MonthsDuration{*count});
}

// A list of one item stands for the item where no list is wanted.
const Value& sole_item(const Value& value) {
  const auto* list = value.list();
  return list != nullptr && list->size() == 1 ? list->front() : value;
}

}  // namespace

Value arithmetic(Op op, const Value& left, const Value& right) {
  const auto &a = sole_item(left), &b = sole_item(right);
  if (a.is_null() || b.is_null()) return {};
  if (a.number() != nullptr && b.number() != nullptr) return number_arithmetic(op, *a.number(), *b.number());
  if (op == Op::add && a.string() != nullptr && b.string() != nullptr) {
    if (a.string()->size() + b.string()->size() > max_text_bytes) return {};
    return *a.string() + *b.string();
  }
  if (op == Op::add) return temporal::add(a, b);
  if (op == Op::subtract) return temporal::subtract(a, b);
  return duration_arithmetic(op, a, b);
}

}  // namespace zhuqi::feel
