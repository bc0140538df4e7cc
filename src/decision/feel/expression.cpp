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
                    e.op != Op::negate && e.op != Op::define;
  return bare ? to_source(e) : "(" + to_source(e) + ")";
}

std::string context_source(const Expression& e) {
  std::string text;
  for (std::size_t i = 0; i < e.operands.size(); ++i)
    text += fmt::format("{}{}: {}", i > 0 ? ", " : "", to_feel(Value(e.names()[i])), to_source(e.operands[i]));
  return "{" + text + "}";
}

std::string iteration_source(const Expression& e, std::string_view word, std::string_view then) {
  const auto& domain = e.operands[0];
  const auto range = domain.op == Op::interval && !domain.low_open && !domain.high_open
                         ? fmt::format("{}..{}", operand(domain.operands[0]), operand(domain.operands[1]))
                         : to_source(domain);
  if (e.text() == "flat")  // for x in a, y in b: the second goes on where the first has said its domain
    return fmt::format("{} {} in {}, {}", word, e.names()[0], range, to_source(e.operands[1]).substr(word.size() + 1));
  return fmt::format("{} {} in {} {} {}", word, e.names()[0], range, then, to_source(e.operands[1]));
}

std::string definition_source(const Definition& d) {
  std::string parameters;
  for (std::size_t i = 0; i < d.parameters.size(); ++i) {
    parameters += (i > 0 ? ", " : "") + d.parameters[i];
    if (!d.types[i].is_any()) parameters += ": " + to_source(d.types[i]);
  }
  return fmt::format("function({}) {}", parameters, to_source(d.body));
}

std::string invocation_source(const Expression& e) {
  std::string arguments;
  for (std::size_t i = 1; i < e.operands.size(); ++i) {
    arguments += i > 1 ? ", " : "";
    if (!e.names().empty()) arguments += e.names()[i - 1] + ": ";
    arguments += to_source(e.operands[i]);
  }
  return fmt::format("{}({})", operand(e.operands[0]), arguments);
}

bool is_no_end(const Expression& e) { return e.op == Op::literal && e.value.is_null(); }

std::string interval_source(const Expression& e) {
  if (is_no_end(e.operands[0])) return fmt::format("({} {})", e.high_open ? "<" : "<=", to_source(e.operands[1]));
  if (is_no_end(e.operands[1])) return fmt::format("({} {})", e.low_open ? ">" : ">=", to_source(e.operands[0]));
  return fmt::format("{}{}..{}{}", e.low_open ? '(' : '[', to_source(e.operands[0]), to_source(e.operands[1]),
                     e.high_open ? ')' : ']');
}

}  // namespace

const std::string& Expression::text() const {
  static const std::string none;
  return extra != nullptr ? extra->text : none;
}

const std::vector<std::string>& Expression::names() const {
  static const std::vector<std::string> none;
  return extra != nullptr ? extra->names : none;
}

Extra& Expression::own_extra() {
  auto own = extra != nullptr ? std::make_shared<Extra>(*extra) : std::make_shared<Extra>();
  extra = own;
  return *own;
}

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
  auto pattern = compile_pattern(*argument.value.string(), flags != nullptr ? flags->value : Value());
  if (pattern == nullptr)
    throw Refused(Code::invalid_document, "not a regular expression of linear time",
                  "RE2 syntax, without backreferences and look-around; flags i, s, m, x, q");
  e.own_extra().pattern = std::move(pattern);
  return e;
}

Expression with_extra(Op op, std::vector<Expression> operands, Extra extra) {
  Expression e = operation(op, std::move(operands));
  e.extra = std::make_shared<const Extra>(std::move(extra));
  return e;
}

Expression as_type(Expression value, Type type) {
  if (type.is_any()) return value;
  return with_extra(Op::coerce, {std::move(value)}, {.type = std::move(type)});
}

std::string to_source(const Type& type) {
  if (type.parts.empty()) return type.base == "any" ? "Any" : type.base;
  std::string parts;
  for (const auto& [name, part] : type.parts)
    parts += (parts.empty() ? "" : ", ") + (name.empty() ? "" : name + ": ") + to_source(part);
  return fmt::format("{}<{}>", type.base, parts);
}

std::string to_source(const Expression& e, bool as_tests) {
  const auto& o = e.operands;
  switch (e.op) {
    case Op::literal:
      return to_feel(e.value);
    case Op::input:
      return "?";
    case Op::name:
      return e.text();
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
    case Op::invoke:
      return invocation_source(e);
    case Op::define:
      return definition_source(*e.extra->definition);
    case Op::nested:
      return "null";
    case Op::coerce:
      return to_source(o[0], as_tests);
    case Op::path:
      return fmt::format("{}.{}", operand(o[0]), e.text());
    case Op::filter:
      return fmt::format("{}[{}]", operand(o[0]), to_source(o[1]));
    case Op::instance:
      return fmt::format("{} instance of {}", operand(o[0]), to_source(e.extra->type));
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
  if (e.op == Op::define) return mentions_input(e.extra->definition->body);
  return std::any_of(e.operands.begin(), e.operands.end(), mentions_input);
}

bool is_constant(const Expression& e) {
  if (e.op == Op::input || e.op == Op::name || e.op == Op::nested || e.op == Op::invoke || e.op == Op::define)
    return false;
  return std::all_of(e.operands.begin(), e.operands.end(), is_constant);
}

namespace {

void add_names(std::vector<std::string>& names, std::vector<std::string> more) {
  for (auto& name : more)
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
}

}  // namespace

std::vector<std::string> free_names(const Expression& e) {
  std::vector<std::string> names;
  if (e.op == Op::name) names.push_back(e.text());
  if (e.op == Op::nested) add_names(names, e.extra->nested->names);
  if (e.op == Op::define) {
    add_names(names, free_names(e.extra->definition->body));
    for (const auto& parameter : e.extra->definition->parameters) std::erase(names, parameter);
  }
  // What an entry of a context, an iteration or a filter binds is seen by what stands behind it.
  const bool in_turn = e.op == Op::context, iterates = e.op == Op::some || e.op == Op::every || e.op == Op::each;
  for (std::size_t i = 0; i < e.operands.size(); ++i) {
    auto inner = free_names(e.operands[i]);
    for (std::size_t b = 0; in_turn && b < i; ++b) std::erase(inner, e.names()[b]);
    if (iterates && i == 1) std::erase(inner, e.names()[0]);
    if (iterates && i == 1) std::erase(inner, "partial");
    if (e.op == Op::filter && i == 1) std::erase(inner, "item");
    add_names(names, std::move(inner));
  }
  return names;
}

}  // namespace zhuqi::feel
