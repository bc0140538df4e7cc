#include "decision/feel/evaluate.hpp"

#include "decision/feel/functions.hpp"
#include "decision/feel/operations.hpp"

namespace zhuqi::feel {

namespace {

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

Value make_list(const Expression& e, const Scope& scope) {
  ValueList items;
  items.reserve(e.operands.size());
  for (const auto& item : e.operands) items.push_back(evaluate(item, scope));
  return items;
}

// Null if a name stands twice.
Value make_context(const Expression& e, const Scope& scope) {
  ValueContext entries;
  Facts known;
  const Scope inner{&known, scope.input, &scope, {}, nullptr};
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    if (known.contains(e.names()[i])) return {};
    auto value = evaluate(e.operands[i], inner);
    if (const auto* function = value.function(); function != nullptr && function->own_name.empty()) {
      auto named = std::make_shared<Closure>(*function);
      named->own_name = e.names()[i];
      value = std::shared_ptr<const Closure>(std::move(named));
    }
    entries.emplace_back(e.names()[i], value);
    known.insert_or_assign(e.names()[i], std::move(value));
  }
  return entries;
}

// Null if its ends have no order, or are null without being written so.
Value make_range(const Expression& e, const Scope& scope) {
  ValueRange range{evaluate(e.operands[0], scope), evaluate(e.operands[1], scope), e.low_open, e.high_open};
  for (const auto* end : {&range.low, &range.high}) {
    const auto& written = e.operands[end == &range.high];
    if (end->is_null() && written.op != Op::literal) return {};
    if (!end->is_null() && !compare(*end, *end)) return {};
  }
  if (range.low.is_null() && range.high.is_null()) return {};
  if (!range.low.is_null() && !range.high.is_null()) {
    const auto order = compare(range.low, range.high);
    if (!order || *order > 0) return {};
  }
  return range;
}

// What a function has to read, in steps.
std::int64_t work(const std::vector<Value>& values) {
  std::size_t size = 0;
  for (const auto& value : values) {
    if (const auto* list = value.list()) size += list->size();
    if (const auto* text = value.string()) size += text->size();
  }
  return static_cast<std::int64_t>(size / 64);
}

Value call_built_in(const Expression& e, const Scope& scope) {
  std::vector<Value> values;
  values.reserve(e.operands.size());
  for (const auto& operand : e.operands) values.push_back(evaluate(operand, scope));
  if (auto* run = run_of(scope); run != nullptr && (run->steps -= work(values)) < 0) return {};
  return e.function->apply({values, e.pattern(), &scope});
}

const Value& input_of(const Scope& scope) {
  static const Value none;
  for (const auto* s = &scope; s != nullptr; s = s->outer)
    if (s->input != nullptr) return *s->input;
  return none;
}

}  // namespace

const Value* look_up(std::string_view name, const Scope& scope) {
  for (const auto* s = &scope; s != nullptr; s = s->outer) {
    if (s->local != nullptr && s->local_name == name) return s->local;
    if (s->facts == nullptr) continue;
    const auto found = s->facts->find(name);
    if (found != s->facts->end()) return &found->second;
  }
  return nullptr;
}

Run* run_of(const Scope& scope) {
  for (const auto* s = &scope; s != nullptr; s = s->outer)
    if (s->run != nullptr) return s->run;
  return nullptr;
}

Value evaluate(const Expression& e, const Scope& scope) {
  const auto operand = [&](std::size_t i) { return evaluate(e.operands[i], scope); };
  switch (e.op) {
    case Op::literal:
      return e.value;
    case Op::input:
      return input_of(scope);
    case Op::name: {
      const auto* value = look_up(e.text(), scope);
      return value != nullptr ? *value : Value();
    }
    case Op::list:
      return make_list(e, scope);
    case Op::context:
      return make_context(e, scope);
    case Op::interval:
      return make_range(e, scope);
    case Op::negate: {
      const auto value = operand(0);
      return value.string() == nullptr ? arithmetic(Op::multiply, value, -1) : Value();
    }
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
      return call_built_in(e, scope);
    case Op::invoke:
      return invoke(e, scope);
    case Op::define:
      return define(e, scope);
    case Op::nested:
      return e.extra->nested->evaluate(scope);
    case Op::coerce:
      return coerced(operand(0), e.extra->type);
    case Op::path:
      return component(operand(0), e.text());
    case Op::filter:
      return filter(e, scope);
    case Op::instance:
      return is_instance(operand(0), e.extra->type);
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
