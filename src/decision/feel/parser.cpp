// Tests and operators.
#include "decision/feel/parser.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "decision/feel/functions.hpp"
#include "decision/feel/parser_class.hpp"

namespace zhuqi::feel {

namespace {

// Moves both: a list in braces would copy what stands to the left, again at each operator of a row.
Expression joined(Op op, Expression left, Expression right) {
  std::vector<Expression> operands;
  operands.reserve(2);
  operands.push_back(std::move(left));
  operands.push_back(std::move(right));
  return operation(op, std::move(operands));
}

struct Comparison {
  std::string_view symbol;
  Op op;
};
constexpr std::array<Comparison, 9> comparisons = {{{"=", Op::equal},
                                                    {"!=", Op::not_equal},
                                                    {"<", Op::less},
                                                    {"<=", Op::less_equal},
                                                    {">", Op::greater},
                                                    {">=", Op::greater_equal},
                                                    {"≥", Op::greater_equal},
                                                    {"≤", Op::less_equal},
                                                    {"≠", Op::not_equal}}};

void check_size(std::string_view source) {
  if (source.size() > max_source_bytes)
    throw Refused(Code::too_large, fmt::format("a cell of {} bytes", source.size()),
                  fmt::format("at most {} bytes", max_source_bytes));
}

}  // namespace

bool is_predicate(const Expression& e) {
  switch (e.op) {
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::in:
    case Op::between:
    case Op::both:
    case Op::either:
    case Op::instance:
    case Op::some:
    case Op::every:
      return true;
    case Op::call:
      return e.function->gives_boolean;
    default:
      return false;
  }
}

Expression Parser::tests() {
  if (is_symbol("-") && tokens_.size() == 2) {
    ++at_;
    return operation(Op::any, {});
  }
  const bool negates = is_name("not") && (next_token().source == "(" || next_token().source == "（");
  auto result = negates && closes_at_end(at_ + 1) ? negated() : test_list();
  finish("a comma or the end");
  return result;
}

Expression Parser::expression() {
  auto result = any_expression();
  finish("the end");
  return result;
}

// True if the parenthesis at `open` is closed by the last token: not(…) is then the negation of tests.
bool Parser::closes_at_end(std::size_t open) const {
  int depth = 0;
  for (std::size_t i = open; i + 1 < tokens_.size(); ++i) {
    if (tokens_[i].kind != Token::Kind::symbol) continue;
    const auto s = tokens_[i].source;
    depth += s == "(" || s == "（" ? 1 : s == ")" || s == "）" ? -1 : 0;
    if (depth == 0) return i + 2 == tokens_.size();
  }
  return false;
}

Expression Parser::negated() {
  at_ += 2;
  auto inner = test_list();
  expect(")");
  return operation(Op::none_of, inner.op == Op::any_of ? std::move(inner.operands) : std::vector{std::move(inner)});
}

Expression Parser::test_list() {
  std::vector<Expression> tests;
  do tests.push_back(test());
  while (take(","));
  return tests.size() == 1 ? std::move(tests.front()) : operation(Op::any_of, std::move(tests));
}

Expression Parser::test() {
  if (auto compared = comparison_with(operation(Op::input, {}))) return std::move(*compared);
  auto value = any_expression();
  if (value.op == Op::interval) return operation(Op::in, {operation(Op::input, {}), std::move(value)});
  if (mentions_input(value) || is_predicate(value)) return value;
  return operation(Op::is, {std::move(value)});
}

std::optional<Expression> Parser::comparison_with(Expression&& left) {
  for (const auto& [symbol, op] : comparisons)
    if (is_symbol(symbol)) {
      ++at_;
      return joined(op, std::move(left), sum());
    }
  return std::nullopt;
}

Expression Parser::any_expression() {
  const Level level(depth_);
  if (is_name("if")) return condition();
  if (is_name("for")) return iteration(Op::each, "return");
  if (is_name("some")) return iteration(Op::some, "satisfies");
  if (is_name("every")) return iteration(Op::every, "satisfies");
  if (is_name("function") && next_token().source == "(") return definition();
  return disjunction();
}

Expression Parser::disjunction() {
  std::vector<Expression> parts;
  parts.push_back(conjunction());
  while (take_name("or")) parts.push_back(conjunction());
  return parts.size() == 1 ? std::move(parts.front()) : operation(Op::either, std::move(parts));
}

Expression Parser::conjunction() {
  std::vector<Expression> parts;
  parts.push_back(comparison());
  while (take_name("and")) parts.push_back(comparison());
  return parts.size() == 1 ? std::move(parts.front()) : operation(Op::both, std::move(parts));
}

Expression Parser::comparison() {
  auto left = sum();
  if (take_name("between")) {
    auto low = sum();
    expect_name("and");
    return operation(Op::between, {std::move(left), std::move(low), sum()});
  }
  if (take_name("in")) return membership(std::move(left));
  if (take_name("instance")) {
    expect_name("of");
    return with_extra(Op::instance, {std::move(left)}, {.type = type()});
  }
  if (auto compared = comparison_with(std::move(left))) return std::move(*compared);
  return left;
}

// `x in (a, > 5, [1..3])`: the tests speak of x.
Expression Parser::membership(Expression left) {
  std::vector<Expression> parts = {std::move(left)};
  const auto one = [&] {
    if (auto compared = comparison_with(operation(Op::input, {}))) return std::move(*compared);
    return any_expression();
  };
  if ((is_symbol("(") || is_symbol("（")) && !interval_ahead() && take("(")) {
    do parts.push_back(one());
    while (take(","));
    expect(")");
  } else if (auto compared = comparison_with(operation(Op::input, {}))) {
    parts.push_back(std::move(*compared));
  } else {
    auto value = sum();
    if (mentions_input(value))
      if (auto compared = comparison_with(std::move(value))) value = std::move(*compared);
    parts.push_back(std::move(value));
  }
  return operation(Op::in, std::move(parts));
}

// 1 + 1 + 1 + ...: every operator makes the tree deeper by one.
void Parser::next_in_chain() {
  if (++chained_ > max_chained)
    throw Refused(Code::too_large, fmt::format("more than {} operators", max_chained), "a simpler expression");
  ++at_;
}

Expression Parser::sum() {
  auto left = product();
  while (is_symbol("+") || is_symbol("-")) {
    const auto op = is_symbol("+") ? Op::add : Op::subtract;
    next_in_chain();
    left = joined(op, std::move(left), product());
  }
  return left;
}

Expression Parser::product() {
  auto left = power();
  while (is_symbol("*") || is_symbol("/")) {
    const auto op = is_symbol("*") ? Op::multiply : Op::divide;
    next_in_chain();
    left = joined(op, std::move(left), power());
  }
  return left;
}

Expression Parser::power() {
  auto left = signed_value();
  while (is_symbol("**")) {
    next_in_chain();
    left = joined(Op::power, std::move(left), signed_value());
  }
  return left;
}

Expression Parser::signed_value() {
  const Level level(depth_);
  if (!take("-")) return postfix();
  auto value = signed_value();
  if (value.op == Op::literal && value.value.number() != nullptr) return literal(-*value.value.number());
  return operation(Op::negate, {std::move(value)});
}

Expression parse_tests(std::string_view source, const Dialect& dialect) {
  check_size(source);
  if (trim(source).empty()) return operation(Op::any, {});
  return Parser(source, dialect).tests();
}

Expression parse_expression(std::string_view source, const Dialect& dialect) {
  check_size(source);
  return Parser(source, dialect).expression();
}

}  // namespace zhuqi::feel
