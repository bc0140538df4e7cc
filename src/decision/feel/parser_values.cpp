// Literals, names, calls, lists and intervals.
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "decision/feel/functions.hpp"
#include "decision/feel/parser_class.hpp"

namespace zhuqi::feel {

using Kind = Token::Kind;

namespace {

constexpr std::array<std::string_view, 19> reserved = {
    "and",   "or",        "in",       "between", "if",   "then",  "else", "for",      "return",  "some",
    "every", "satisfies", "instance", "of",      "true", "false", "null", "function", "external"};

bool is_reserved(std::string_view name) { return std::find(reserved.begin(), reserved.end(), name) != reserved.end(); }

bool is_open_parenthesis(const Token& token) {
  return token.kind == Kind::symbol && (token.source == "(" || token.source == "（");
}

// Arguments by name, in the order of the parameters; "date|year,month,day" are two ways to call.
std::vector<Expression> in_order(const Function& function, std::vector<Expression> arguments,
                                 const std::vector<std::string>& names) {
  std::string_view ways = function.parameters;
  while (!ways.empty()) {
    auto way = ways.substr(0, ways.find('|'));
    ways.remove_prefix(std::min(way.size() + 1, ways.size()));
    std::vector<std::string_view> parameters;
    while (!way.empty()) {
      parameters.push_back(way.substr(0, way.find(',')));
      way.remove_prefix(std::min(parameters.back().size() + 1, way.size()));
    }
    std::vector<Expression> ordered;
    std::size_t used = 0;
    for (std::size_t p = 0; p < parameters.size() && used < names.size(); ++p) {
      const auto at = std::find(names.begin(), names.end(), parameters[p]);
      ordered.push_back(at == names.end() ? literal({}) : arguments[static_cast<std::size_t>(at - names.begin())]);
      used += at != names.end();
    }
    if (used == names.size()) return ordered;
  }
  throw Refused(Code::invalid_document, fmt::format("«{}» has no such parameters", function.name),
                fmt::format("{}", function.parameters));
}

}  // namespace

Expression Parser::postfix() {
  auto value = primary();
  for (;;) {
    // In [1..5[ the last bracket closes the interval.
    const bool filters = is_symbol("[") && !(upper_end_ && value.op == Op::literal);
    if (is_symbol(".")) {
      next_in_chain();
      auto name = member();
      value = with_extra(Op::path, {std::move(value)}, {.text = std::move(name)});
    } else if (filters) {
      next_in_chain();
      const Bound bound(locals_);
      const bool outer = std::exchange(upper_end_, false);
      locals_.push_back("item");
      ++filters_;
      value = operation(Op::filter, {std::move(value), any_expression()});
      --filters_;
      upper_end_ = outer;
      expect("]");
    } else if (is_open_parenthesis(token()) && value.op != Op::literal && value.op != Op::input) {
      next_in_chain();
      at_ -= 2;
      value = invocation(std::move(value));
    } else {
      return value;
    }
  }
}

Expression Parser::primary() {
  switch (token().kind) {
    case Kind::number:
    case Kind::string:
    case Kind::temporal:
      return literal(tokens_[at_++].value);
    case Kind::name:
      return named();
    case Kind::symbol:
      return bracketed();
    case Kind::end:
      break;
  }
  fail("a value");
}

Expression Parser::named() {
  // A column may well be called «date»; date(…) is the function all the same.
  if (is_open_parenthesis(next_token()) && find_function(token().name) != nullptr) return built_in(token().name);
  if (auto bound = take_longest(locals_)) return with_extra(Op::name, {}, {.text = std::move(*bound)});
  const auto name = token().name;
  const bool declared = std::find(dialect_.names.begin(), dialect_.names.end(), name) != dialect_.names.end();
  if (!declared) {
    if (name == "true" || name == "false") return ++at_, literal(name == "true");
    if (name == "null") return ++at_, literal({});
    if (is_open_parenthesis(next_token())) return built_in(name);
    if (is_reserved(name)) fail("a value");
  }
  if (filters_ > 0 && !declared)  // an entry of the items, which may have spaces
    return with_extra(Op::name, {}, {.text = member()});
  if (!is_known(name))
    throw Refused(Code::invalid_document, fmt::format("unknown name «{}»", cut(name, 60)),
                  "an input of the table, or the text in double quotes");
  ++at_;
  return with_extra(Op::name, {}, {.text = name});
}

Expression Parser::built_in(const std::string& name) {
  const auto* function = find_function(name);
  if (function == nullptr) {
    if (name == "today" || name == "now")
      throw Refused(Code::unsupported,
                    fmt::format("«{}()» is not supported: a decision must not depend on the clock", name),
                    "an input with the date");
    throw Refused(Code::invalid_document, fmt::format("unknown function «{}»", cut(name, 60)),
                  "a built-in function of FEEL, see docs/decision-tables.md");
  }
  std::vector<std::string> names;
  auto values = arguments(names);
  if (!names.empty()) values = in_order(*function, std::move(values), names);
  const auto count = static_cast<int>(values.size());
  if (count < function->least || (function->most >= 0 && count > function->most))
    throw Refused(Code::invalid_document, fmt::format("«{}» does not take {} arguments", name, count),
                  fmt::format("{}", function->parameters));
  if (name == "time" || name == "date and time")
    for (const auto& value : values)
      if (value.op == Op::literal && value.value.string() != nullptr) refuse_zone_by_name(*value.value.string());
  return call(name, std::move(values));
}

Expression Parser::invocation(Expression function) {
  auto result = operation(Op::invoke, {std::move(function)});
  std::vector<std::string> names;
  for (auto& argument : arguments(names)) result.operands.push_back(std::move(argument));
  if (!names.empty()) result.own_extra().names = std::move(names);
  return result;
}

// Behind the name of a function; `names` has the names of the arguments if they are given by name.
std::vector<Expression> Parser::arguments(std::vector<std::string>& names) {
  at_ += 2;
  std::vector<Expression> values;
  const bool outer = std::exchange(upper_end_, false);
  if (!take(")")) {
    do {
      auto end = at_;
      while (tokens_[end].kind == Kind::name) ++end;
      if (end > at_ && tokens_[end].source == ":" && names.size() == values.size()) {
        names.push_back(new_name(":"));
        expect(":");
      } else if (!names.empty()) {
        fail("an argument by name, as those before it");
      }
      values.push_back(any_expression());
    } while (take(","));
    expect(")");
  }
  upper_end_ = outer;
  return values;
}

// An interval begins here: "[" or "(" or "]", a value, ".."; decided by looking for the ".." on this level.
bool Parser::interval_ahead() const {
  int depth = 0;
  for (auto i = at_ + 1; i < tokens_.size(); ++i) {
    if (tokens_[i].kind == Kind::name && depth == 0 && (tokens_[i].name == "in" || tokens_[i].name == "return"))
      return false;
    if (tokens_[i].kind != Kind::symbol) continue;
    const auto s = tokens_[i].source;
    if (s == ".." && depth == 0) return true;
    if (s == "," && depth == 0) return false;
    if (s == "(" || s == "[" || s == "{" || s == "（") ++depth;
    if ((s == ")" || s == "]" || s == "}" || s == "）") && --depth < 0) return false;
  }
  return false;
}

Expression Parser::bracketed() {
  const bool opens = is_symbol("[") || is_symbol("(") || is_symbol("（");
  if ((opens || is_symbol("]")) && interval_ahead()) return interval();
  if (take("?")) return operation(Op::input, {});
  const bool outer = std::exchange(upper_end_, false);
  Expression result;
  if (take("(")) {
    if (auto half = half_interval())
      result = std::move(*half);
    else
      result = any_expression();
    expect(")");
  } else if (take("[")) {
    result = operation(Op::list, {});
    if (!take("]")) {
      do result.operands.push_back(any_expression());
      while (take(","));
      expect("]");
    }
  } else if (take("{")) {
    result = context();
  } else {
    fail("a value");
  }
  upper_end_ = outer;
  return result;
}

Expression Parser::interval() {
  const Level level(depth_);
  auto result = operation(Op::interval, {});
  result.low_open = !is_symbol("[");
  ++at_;
  result.operands.push_back(sum());
  expect("..");
  const bool outer = std::exchange(upper_end_, true);
  result.operands.push_back(sum());
  upper_end_ = outer;
  result.high_open = !is_symbol("]");
  if (!take("]") && !take(")") && !take("[")) fail("] or )");
  return result;
}

// (> 5): a range with one end.
std::optional<Expression> Parser::half_interval() {
  auto compared = comparison_with(operation(Op::input, {}));
  if (!compared) return std::nullopt;
  const auto op = compared->op;
  if (op == Op::not_equal) fail("<, <=, >, >= or =");
  auto end = std::move(compared->operands[1]);
  if (op == Op::equal) return operation(Op::interval, {end, end});
  const bool below = op == Op::less || op == Op::less_equal;
  auto result = below ? operation(Op::interval, {literal({}), std::move(end)})
                      : operation(Op::interval, {std::move(end), literal({})});
  result.low_open = below || op == Op::greater;
  result.high_open = !below || op == Op::less;
  return result;
}

}  // namespace zhuqi::feel
