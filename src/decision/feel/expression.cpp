#include "decision/feel/expression.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include <zhuqi/base/error.hpp>

#include "decision/feel/functions.hpp"

namespace zhuqi::feel {

namespace {

std::string_view symbol(Op op) {
  switch (op) {
    case Op::add:
      return "+";
    case Op::subtract:
      return "-";
    case Op::multiply:
      return "*";
    case Op::divide:
      return "/";
    case Op::power:
      return "**";
    case Op::equal:
      return "=";
    case Op::not_equal:
      return "!=";
    case Op::less:
      return "<";
    case Op::less_equal:
      return "<=";
    case Op::greater:
      return ">";
    case Op::greater_equal:
      return ">=";
    case Op::both:
      return "and";
    case Op::either:
      return "or";
    default:
      return "";
  }
}

bool is_comparison(Op op) { return op >= Op::equal && op <= Op::greater_equal; }

bool is_infix(Op op) { return !symbol(op).empty(); }

std::string joined(const std::vector<Expression>& parts, bool as_tests, std::size_t from = 0) {
  std::string text;
  for (std::size_t i = from; i < parts.size(); ++i) text += (i > from ? ", " : "") + to_source(parts[i], as_tests);
  return text;
}

// An operand, in parentheses if it is itself an operation.
std::string operand(const Expression& e) {
  const bool bare = !is_infix(e.op) && e.op != Op::in && e.op != Op::between && e.op != Op::condition &&
                    e.op != Op::instance && e.op != Op::some && e.op != Op::every && e.op != Op::each &&
                    e.op != Op::negate;
  return bare ? to_source(e) : "(" + to_source(e) + ")";
}

std::string context_source(const Expression& e) {
  std::string text;
  for (std::size_t i = 0; i < e.operands.size(); ++i)
    text += fmt::format("{}{}: {}", i > 0 ? ", " : "", to_feel(Value(e.names[i])), to_source(e.operands[i]));
  return "{" + text + "}";
}

std::string iteration_source(const Expression& e, std::string_view word, std::string_view then) {
  const auto& domain = e.operands[0];
  const auto range = domain.op == Op::interval
                         ? fmt::format("{}..{}", operand(domain.operands[0]), operand(domain.operands[1]))
                         : to_source(domain);
  return fmt::format("{} {} in {} {} {}", word, e.names[0], range, then, to_source(e.operands[1]));
}

std::string interval_source(const Expression& e) {
  return fmt::format("{}{}..{}{}", e.low_open ? '(' : '[', to_source(e.operands[0]), to_source(e.operands[1]),
                     e.high_open ? ')' : ']');
}

}  // namespace

Expression literal(Value value) {
  Expression e;
  e.value = std::move(value);
  return e;
}

Expression operation(Op op, std::vector<Expression> operands) {
  Expression e;
  e.op = op;
  e.operands = std::move(operands);
  return e;
}

Expression call(std::string_view function, std::vector<Expression> operands) {
  Expression e = operation(Op::call, std::move(operands));
  e.function = find_function(function);
  const bool patterned =
      e.function->pattern_argument >= 0 && e.operands.size() > static_cast<std::size_t>(e.function->pattern_argument);
  if (!patterned) return e;
  const auto& argument = e.operands[static_cast<std::size_t>(e.function->pattern_argument)];
  const auto* flags =
      e.operands.size() > e.function->flags_argument ? &e.operands[e.function->flags_argument] : nullptr;
  if (argument.op != Op::literal || argument.value.string() == nullptr ||
      (flags != nullptr && flags->op != Op::literal))
    return e;
  e.pattern = compile_pattern(*argument.value.string(), flags != nullptr ? flags->value : Value());
  if (e.pattern == nullptr)
    throw Refused(Code::invalid_document, "not a regular expression of linear time",
                  "RE2 syntax, without backreferences and look-around");
  return e;
}

std::string to_source(const Expression& e, bool as_tests) {
  const auto& o = e.operands;
  switch (e.op) {
    case Op::literal:
      return to_feel(e.value);
    case Op::input:
      return "?";
    case Op::name:
      return e.text;
    case Op::list:
      return "[" + joined(o, false) + "]";
    case Op::context:
      return context_source(e);
    case Op::interval:
      return interval_source(e);
    case Op::negate:
      return "-" + operand(o[0]);
    case Op::in:
      if (as_tests && o[0].op == Op::input && o.size() == 2 && o[1].op == Op::interval) return interval_source(o[1]);
      return fmt::format("{} in ({})", operand(o[0]), joined(o, true, 1));
    case Op::between:
      return fmt::format("{} between {} and {}", operand(o[0]), operand(o[1]), operand(o[2]));
    case Op::condition:
      return fmt::format("if {} then {} else {}", to_source(o[0]), to_source(o[1]), to_source(o[2]));
    case Op::call:
      return fmt::format("{}({})", e.function->name, joined(o, false));
    case Op::path:
      return fmt::format("{}.{}", operand(o[0]), e.text);
    case Op::filter:
      return fmt::format("{}[{}]", operand(o[0]), to_source(o[1]));
    case Op::instance:
      return fmt::format("{} instance of {}", operand(o[0]), e.text);
    case Op::some:
      return iteration_source(e, "some", "satisfies");
    case Op::every:
      return iteration_source(e, "every", "satisfies");
    case Op::each:
      return iteration_source(e, "for", "return");
    case Op::any:
      return "-";
    case Op::any_of:
      return joined(o, true);
    case Op::none_of:
      return "not(" + joined(o, true) + ")";
    case Op::is:
      return to_source(o[0]);
    default:
      break;
  }
  if (as_tests && is_comparison(e.op) && o[0].op == Op::input) return fmt::format("{} {}", symbol(e.op), operand(o[1]));
  std::string text = operand(o[0]);
  for (std::size_t i = 1; i < o.size(); ++i) text += fmt::format(" {} {}", symbol(e.op), operand(o[i]));
  return text;
}

bool mentions_input(const Expression& e) {
  if (e.op == Op::input) return true;
  if (e.op == Op::in) return mentions_input(e.operands[0]);  // the tests behind `in` have a ? of their own
  return std::any_of(e.operands.begin(), e.operands.end(), mentions_input);
}

std::vector<std::string> free_names(const Expression& e) {
  std::vector<std::string> names;
  if (e.op == Op::name) names.push_back(e.text);
  for (const auto& operand : e.operands)
    for (auto& name : free_names(operand))
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  for (const auto& bound : e.names) std::erase(names, bound);
  return names;
}

}  // namespace zhuqi::feel
