#include "decision/feel/evaluate.hpp"

#include <cmath>

#include "decision/feel/functions.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::feel {

namespace {

constexpr std::int64_t max_iterations = 100'000;

Value from(std::optional<Decimal> number) { return number ? Value(*number) : Value(); }
Value from(std::optional<bool> truth) { return truth ? Value(*truth) : Value(); }

Value look_up(const std::string& name, const Scope& scope) {
  for (const auto* s = &scope; s != nullptr; s = s->outer) {
    if (s->local != nullptr && s->local_name == name) return *s->local;
    if (s->facts == nullptr) continue;
    const auto found = s->facts->find(name);
    if (found != s->facts->end()) return found->second;
  }
  return {};
}

Value power(const Decimal& base, const Decimal& exponent) {
  const auto n = exponent.to_int64();
  if (!n || std::abs(*n) > 10'000) return from(Decimal::from_double(std::pow(base.to_double(), exponent.to_double())));
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
  if (!count) return {};
  return days ? Value(DaysDuration{std::chrono::microseconds(*count)}) : Value(MonthsDuration{*count});
}

Value arithmetic(Op op, const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return {};
  if (a.number() != nullptr && b.number() != nullptr) return number_arithmetic(op, *a.number(), *b.number());
  if (op == Op::add && a.string() != nullptr && b.string() != nullptr) return *a.string() + *b.string();
  if (op == Op::add) return temporal::add(a, b);
  if (op == Op::subtract) return temporal::subtract(a, b);
  return duration_arithmetic(op, a, b);
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

// Kleene's logic; stops at the first operand that decides.
Value logic(const Expression& e, const Scope& scope, bool deciding) {
  bool unknown = false;
  for (const auto& operand : e.operands) {
    const auto value = evaluate(operand, scope);
    if (value.boolean() == nullptr)
      unknown = true;
    else if (*value.boolean() == deciding)
      return deciding;
  }
  return unknown ? Value() : Value(!deciding);
}

Value within(const Value& value, const Expression& interval, const Scope& scope) {
  const auto low = compare(value, evaluate(interval.operands[0], scope));
  const auto high = compare(value, evaluate(interval.operands[1], scope));
  if (!low || !high) return {};
  return (interval.low_open ? *low > 0 : *low >= 0) && (interval.high_open ? *high < 0 : *high <= 0);
}

// Is `value` the value of `e`, or in it?
Value is_value(const Value& value, const Expression& e, const Scope& scope) {
  if (e.op == Op::interval) return within(value, e, scope);
  if (e.op == Op::list && value.list() == nullptr) {
    bool unknown = false;
    for (const auto& item : e.operands) {
      const auto hit = is_value(value, item, scope);
      if (hit.boolean() == nullptr)
        unknown = true;
      else if (*hit.boolean())
        return true;
    }
    return unknown ? Value() : Value(false);
  }
  const auto other = evaluate(e, scope);
  const auto* list = other.list();
  if (list == nullptr || (value.list() != nullptr && value == other)) return from(equal(value, other));
  for (const auto& item : *list)
    if (item == value) return true;
  return false;
}

Value membership(const Expression& e, const Scope& scope) {
  const auto value = evaluate(e.operands[0], scope);
  const Scope inner{nullptr, &value, &scope, {}, nullptr};
  bool unknown = false;
  for (std::size_t i = 1; i < e.operands.size(); ++i) {
    const auto& test = e.operands[i];
    const bool compares = test.op >= Op::equal && test.op <= Op::greater_equal && test.operands[0].op == Op::input;
    const auto hit = compares ? evaluate(test, inner) : is_value(value, test, scope);
    if (hit.boolean() == nullptr)
      unknown = true;
    else if (*hit.boolean())
      return true;
  }
  return unknown ? Value() : Value(false);
}

Value iterate(const Expression& e, const Scope& scope) {
  ValueList domain;
  const auto& source = e.operands[0];
  if (source.op == Op::interval) {
    const auto low = evaluate(source.operands[0], scope), high = evaluate(source.operands[1], scope);
    const auto first = low.number() != nullptr ? low.number()->to_int64() : std::nullopt;
    const auto last = high.number() != nullptr ? high.number()->to_int64() : std::nullopt;
    if (!first || !last || *first < -max_iterations || *first > max_iterations || std::abs(*last) > max_iterations)
      return {};
    const std::int64_t step = *first <= *last ? 1 : -1;
    for (auto i = *first; i != *last + step; i += step) domain.emplace_back(i);
  } else {
    const auto value = evaluate(source, scope);
    if (value.is_null()) return {};
    domain = value.list() != nullptr ? *value.list() : ValueList{value};
  }
  ValueList results;
  bool unknown = false;
  for (const auto& item : domain) {
    const Scope inner{nullptr, scope.input, &scope, e.names[0], &item};
    auto result = evaluate(e.operands[1], inner);
    if (e.op == Op::each) {
      results.push_back(std::move(result));
    } else if (result.boolean() == nullptr) {
      unknown = true;
    } else if (*result.boolean() == (e.op == Op::some)) {
      return e.op == Op::some;
    }
  }
  if (e.op == Op::each) return results;
  return unknown ? Value() : Value(e.op == Op::every);
}

Value filter(const Expression& e, const Scope& scope) {
  const auto source = evaluate(e.operands[0], scope);
  const auto items = source.list() != nullptr ? *source.list() : source.is_null() ? ValueList{} : ValueList{source};
  const auto& condition = e.operands[1];
  const auto place = condition.op == Op::literal || condition.op == Op::negate ? evaluate(condition, scope) : Value();
  if (const auto* number = place.number()) {
    auto at = number->to_int64().value_or(0);
    if (at < 0) at += static_cast<std::int64_t>(items.size()) + 1;
    return at >= 1 && at <= static_cast<std::int64_t>(items.size()) ? items[static_cast<std::size_t>(at) - 1] : Value();
  }
  ValueList kept;
  for (const auto& item : items) {
    Facts entries;
    if (const auto* context = item.context()) entries.insert(context->begin(), context->end());
    const Scope inner{&entries, scope.input, &scope, "item", &item};
    const auto truth = evaluate(condition, inner);
    if (truth.boolean() != nullptr && *truth.boolean()) kept.push_back(item);
  }
  return kept;
}

Value component(const Value& value, const std::string& name) {
  if (const auto* entry = value.find(name)) return *entry;
  if (const auto* list = value.list()) {
    ValueList entries;
    for (const auto& item : *list) entries.push_back(component(item, name));
    return entries;
  }
  const auto* at = value.date_time();
  const auto* date = at != nullptr ? &at->date : value.date();
  const auto* time = at != nullptr ? &at->time : value.time();
  if (date != nullptr) {
    if (name == "year") return int(date->year());
    if (name == "month") return static_cast<int>(unsigned(date->month()));
    if (name == "day") return static_cast<int>(unsigned(date->day()));
    if (name == "weekday") return static_cast<int>(std::chrono::weekday(std::chrono::sys_days(*date)).iso_encoding());
  }
  if (time != nullptr) {
    const auto seconds = time->since_midnight.count() / 1'000'000;
    if (name == "hour") return seconds / 3600;
    if (name == "minute") return seconds / 60 % 60;
    if (name == "second") return seconds % 60;
    if (name == "time offset" && time->offset) return DaysDuration{*time->offset};
  }
  if (const auto* months = value.months_duration()) {
    if (name == "years") return months->months / 12;
    if (name == "months") return months->months % 12;
  }
  if (const auto* days = value.days_duration()) {
    const auto seconds = days->length.count() / 1'000'000;
    if (name == "days") return seconds / 86400;
    if (name == "hours") return seconds / 3600 % 24;
    if (name == "minutes") return seconds / 60 % 60;
    if (name == "seconds") return seconds % 60;
  }
  return {};
}

Value make_context(const Expression& e, const Scope& scope) {
  ValueContext entries;
  Facts known;
  const Scope inner{&known, scope.input, &scope, {}, nullptr};
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    entries.emplace_back(e.names[i], evaluate(e.operands[i], inner));
    known.insert_or_assign(e.names[i], entries.back().second);
  }
  return entries;
}

Value invoke(const Expression& e, const Scope& scope) {
  std::vector<Value> values;
  values.reserve(e.operands.size());
  for (const auto& operand : e.operands) values.push_back(evaluate(operand, scope));
  return e.function->apply({values, e.pattern.get()});
}

const Value& input_of(const Scope& scope) {
  static const Value none;
  for (const auto* s = &scope; s != nullptr; s = s->outer)
    if (s->input != nullptr) return *s->input;
  return none;
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

bool is_instance(const Value& value, std::string_view type) {
  if (type == "Any" || type == "any") return true;
  return !value.is_null() && name(value.kind()) == type;
}

Value evaluate(const Expression& e, const Scope& scope) {
  const auto operand = [&](std::size_t i) { return evaluate(e.operands[i], scope); };
  switch (e.op) {
    case Op::literal:
      return e.value;
    case Op::input:
      return input_of(scope);
    case Op::name:
      return look_up(e.text, scope);
    case Op::list: {
      ValueList items;
      for (const auto& item : e.operands) items.push_back(evaluate(item, scope));
      return items;
    }
    case Op::context:
      return make_context(e, scope);
    case Op::interval:
      return {};
    case Op::negate:
      return arithmetic(Op::multiply, operand(0), -1);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
      return arithmetic(e.op, operand(0), operand(1));
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
      return comparison(e.op, operand(0), operand(1));
    case Op::in:
      return membership(e, scope);
    case Op::between: {
      const auto value = operand(0);
      const auto low = compare(value, operand(1)), high = compare(value, operand(2));
      return low && high ? Value(*low >= 0 && *high <= 0) : Value();
    }
    case Op::both:
      return logic(e, scope, false);
    case Op::either:
    case Op::any_of:
      return logic(e, scope, true);
    case Op::none_of: {
      const auto any = logic(e, scope, true);
      return any.boolean() != nullptr ? Value(!*any.boolean()) : Value();
    }
    case Op::condition: {
      const auto test = operand(0);
      return test.boolean() != nullptr && *test.boolean() ? operand(1) : operand(2);
    }
    case Op::call:
      return invoke(e, scope);
    case Op::path:
      return component(operand(0), e.text);
    case Op::filter:
      return filter(e, scope);
    case Op::instance:
      return is_instance(operand(0), e.text);
    case Op::some:
    case Op::every:
    case Op::each:
      return iterate(e, scope);
    case Op::any:
      return true;
    case Op::is:
      return is_value(input_of(scope), e.operands[0], scope);
  }
  return {};
}

bool holds(const Expression& test, const Scope& scope) {
  if (test.op == Op::any) return true;
  const auto value = evaluate(test, scope);
  return value.boolean() != nullptr && *value.boolean();
}

}  // namespace zhuqi::feel
