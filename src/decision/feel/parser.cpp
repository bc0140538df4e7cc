#include "decision/feel/parser.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>
#include <re2/re2.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"
#include "decision/feel/functions.hpp"

namespace zhuqi::feel {

namespace {

using Kind = Token::Kind;

constexpr std::array<std::string_view, 20> reserved = {
    "and",   "or",        "in",       "between", "if",   "then",  "else", "for",      "return",   "some",
    "every", "satisfies", "instance", "of",      "true", "false", "null", "function", "external", "item "};

bool is_reserved(std::string_view name) { return std::find(reserved.begin(), reserved.end(), name) != reserved.end(); }

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

class Parser {
 public:
  Parser(std::string_view source, const Dialect& dialect) : dialect_(dialect), tokens_(tokenize(source, dialect)) {}

  Expression tests() {
    if (is_symbol("-") && tokens_.size() == 2) {
      ++at_;
      return operation(Op::any, {});
    }
    auto result = is_name("not") && tokens_[at_ + 1].source == "(" && closes_at_end(at_ + 1) ? negated() : test_list();
    finish("a comma or the end");
    return result;
  }

  Expression expression() {
    auto result = any_expression();
    finish("the end");
    return result;
  }

 private:
  // Depth of nesting, so that hostile text cannot exhaust the stack.
  struct Level {
    explicit Level(int& d) : depth(d) {
      if (++depth > max_depth)
        throw Refused(Code::too_large, fmt::format("nested deeper than {} levels", max_depth), "a simpler condition");
    }
    ~Level() { --depth; }
    int& depth;
  };

  const Token& token() const { return tokens_[at_]; }
  bool is_symbol(std::string_view symbol) const { return token().kind == Kind::symbol && token().source == symbol; }
  bool is_name(std::string_view name) const { return token().kind == Kind::name && token().name == name; }
  bool take(std::string_view symbol) {
    const bool there = is_symbol(symbol) || (symbol == "," && is_symbol("，")) || (symbol == "(" && is_symbol("（")) ||
                       (symbol == ")" && is_symbol("）"));
    at_ += there;
    return there;
  }
  bool take_name(std::string_view name) {
    const bool there = is_name(name);
    at_ += there;
    return there;
  }
  [[noreturn]] void fail(std::string_view expected) const {
    const auto found =
        token().kind == Kind::end ? std::string("the end") : fmt::format("«{}»", cut(token().source, 40));
    throw Refused(Code::invalid_document, fmt::format("unexpected {} at character {}", found, token().position + 1),
                  std::string(expected));
  }
  void expect(std::string_view symbol) {
    if (!take(symbol)) fail(symbol);
  }
  void expect_name(std::string_view name) {
    if (!take_name(name)) fail(name);
  }
  void finish(std::string_view expected) const {
    if (token().kind != Kind::end) fail(expected);
  }

  // True if the parenthesis at `open` is closed by the last token: not(…) is then the negation of tests.
  bool closes_at_end(std::size_t open) const {
    int depth = 0;
    for (std::size_t i = open; i + 1 < tokens_.size(); ++i) {
      if (tokens_[i].kind != Kind::symbol) continue;
      depth += tokens_[i].source == "(" ? 1 : tokens_[i].source == ")" ? -1 : 0;
      if (depth == 0) return i + 2 == tokens_.size();
    }
    return false;
  }

  Expression negated() {
    at_ += 2;
    auto inner = test_list();
    expect(")");
    return operation(Op::none_of, inner.op == Op::any_of ? std::move(inner.operands) : std::vector{std::move(inner)});
  }

  Expression test_list() {
    std::vector<Expression> tests;
    do tests.push_back(test());
    while (take(","));
    return tests.size() == 1 ? std::move(tests.front()) : operation(Op::any_of, std::move(tests));
  }

  Expression test() {
    if (auto compared = comparison_with(operation(Op::input, {}))) return std::move(*compared);
    auto value = any_expression();
    if (value.op == Op::interval) return operation(Op::in, {operation(Op::input, {}), std::move(value)});
    if (mentions_input(value) || is_predicate(value)) return value;
    return operation(Op::is, {std::move(value)});
  }

  // Expressions that can only be true, false or null, and so are conditions and no values to compare `?` with.
  static bool is_predicate(const Expression& e) {
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

  std::optional<Expression> comparison_with(Expression left) {
    for (const auto& [symbol, op] : comparisons)
      if (is_symbol(symbol)) {
        ++at_;
        return operation(op, {std::move(left), sum()});
      }
    return std::nullopt;
  }

  Expression any_expression() {
    const Level level(depth_);
    if (is_name("if")) return condition();
    if (is_name("for")) return iteration(Op::each, "return");
    if (is_name("some")) return iteration(Op::some, "satisfies");
    if (is_name("every")) return iteration(Op::every, "satisfies");
    return disjunction();
  }

  Expression condition() {
    ++at_;
    auto test = any_expression();
    expect_name("then");
    auto yes = any_expression();
    expect_name("else");
    return operation(Op::condition, {std::move(test), std::move(yes), any_expression()});
  }

  Expression iteration(Op op, std::string_view then) {
    ++at_;
    if (token().kind != Kind::name) fail("a name");
    auto name = token().name;
    ++at_;
    expect_name("in");
    auto domain = any_expression();
    if (take("..")) {
      domain = operation(Op::interval, {std::move(domain), any_expression()});
    }
    locals_.push_back(name);
    Expression result;
    if (take(",")) {
      --at_;
      result = operation(op, {std::move(domain), iteration(op, then)});
    } else {
      expect_name(then);
      result = operation(op, {std::move(domain), any_expression()});
    }
    locals_.pop_back();
    result.names = {std::move(name)};
    return result;
  }

  Expression disjunction() {
    std::vector<Expression> parts = {conjunction()};
    while (take_name("or")) parts.push_back(conjunction());
    return parts.size() == 1 ? std::move(parts.front()) : operation(Op::either, std::move(parts));
  }

  Expression conjunction() {
    std::vector<Expression> parts = {comparison()};
    while (take_name("and")) parts.push_back(comparison());
    return parts.size() == 1 ? std::move(parts.front()) : operation(Op::both, std::move(parts));
  }

  Expression comparison() {
    auto left = sum();
    if (take_name("between")) {
      auto low = sum();
      expect_name("and");
      return operation(Op::between, {std::move(left), std::move(low), sum()});
    }
    if (take_name("in")) return membership(std::move(left));
    if (take_name("instance")) {
      expect_name("of");
      auto result = operation(Op::instance, {std::move(left)});
      result.text = type_name();
      return result;
    }
    const auto before = at_;
    if (auto compared = comparison_with(left)) return std::move(*compared);
    at_ = before;
    return left;
  }

  // `x in (a, > 5, [1..3])`: the tests speak of x.
  Expression membership(Expression left) {
    std::vector<Expression> parts = {std::move(left)};
    const auto one = [&] {
      if (auto compared = comparison_with(operation(Op::input, {}))) return std::move(*compared);
      return any_expression();
    };
    const bool several = is_symbol("(") && !interval_ahead();
    if (several && take("(")) {
      do parts.push_back(one());
      while (take(","));
      expect(")");
    } else if (auto compared = comparison_with(operation(Op::input, {}))) {
      parts.push_back(std::move(*compared));
    } else {
      parts.push_back(sum());
    }
    return operation(Op::in, std::move(parts));
  }

  std::string type_name() {
    std::string name;
    while (token().kind == Kind::name && !is_name("and") && !is_name("or") && !is_name("then")) {
      name += (name.empty() ? "" : " ") + std::string(token().name);
      ++at_;
    }
    if (name.empty()) fail("a type");
    return name;
  }

  Expression sum() {
    auto left = product();
    while (is_symbol("+") || is_symbol("-")) {
      const auto op = is_symbol("+") ? Op::add : Op::subtract;
      ++at_;
      left = operation(op, {std::move(left), product()});
    }
    return left;
  }

  Expression product() {
    auto left = power();
    while (is_symbol("*") || is_symbol("/")) {
      const auto op = is_symbol("*") ? Op::multiply : Op::divide;
      ++at_;
      left = operation(op, {std::move(left), power()});
    }
    return left;
  }

  Expression power() {
    auto left = signed_value();
    while (take("**")) left = operation(Op::power, {std::move(left), signed_value()});
    return left;
  }

  Expression signed_value() {
    const Level level(depth_);
    if (!take("-")) return postfix();
    auto value = signed_value();
    if (value.op == Op::literal && value.value.number() != nullptr) return literal(-*value.value.number());
    return operation(Op::negate, {std::move(value)});
  }

  Expression postfix() {
    auto value = primary();
    for (int links = 0; links < max_depth; ++links) {
      if (take(".")) {
        if (token().kind != Kind::name) fail("the name of an entry");
        value = operation(Op::path, {std::move(value)});
        value.text = token().name;
        ++at_;
      } else if (is_symbol("[") && value.op != Op::literal) {
        ++at_;
        locals_.push_back("item");
        ++filters_;
        value = operation(Op::filter, {std::move(value), any_expression()});
        --filters_;
        locals_.pop_back();
        expect("]");
      } else {
        return value;
      }
    }
    fail("fewer links");
  }

  Expression primary() {
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

  Expression named() {
    const auto name = token().name;
    if (name == "true" || name == "false") return ++at_, literal(name == "true");
    if (name == "null") return ++at_, literal({});
    if (tokens_[at_ + 1].source == "(" || tokens_[at_ + 1].source == "（") return invocation(name);
    if (is_reserved(name)) fail("a value");
    const bool known = dialect_.any_name || filters_ > 0 ||
                       std::find(locals_.begin(), locals_.end(), name) != locals_.end() ||
                       std::find(dialect_.names.begin(), dialect_.names.end(), name) != dialect_.names.end();
    if (!known)
      throw Refused(Code::invalid_document, fmt::format("unknown name «{}»", cut(name, 60)),
                    "an input of the table, or the text in double quotes");
    ++at_;
    auto result = operation(Op::name, {});
    result.text = name;
    return result;
  }

  Expression invocation(const std::string& name) {
    const auto* function = find_function(name);
    if (function == nullptr)
      throw Refused(Code::invalid_document, fmt::format("unknown function «{}»", cut(name, 60)),
                    "a built-in function of FEEL, see docs/decision-tables.md");
    at_ += 2;
    std::vector<Expression> arguments;
    if (!take(")")) {
      do {
        if (token().kind == Kind::name && tokens_[at_ + 1].source == ":")
          throw Refused(Code::unsupported, "arguments by name are not supported", "arguments in order");
        arguments.push_back(any_expression());
      } while (take(","));
      expect(")");
    }
    const auto count = static_cast<int>(arguments.size());
    if (count < function->least || (function->most >= 0 && count > function->most))
      throw Refused(Code::invalid_document, fmt::format("«{}» does not take {} arguments", name, count),
                    fmt::format("{}", function->least));
    return call(name, std::move(arguments));
  }

  // An interval begins here: "[" or "(" or "]", a value, ".."; decided by looking for the ".." on this level.
  bool interval_ahead() const {
    int depth = 0;
    for (auto i = at_ + 1; i < tokens_.size(); ++i) {
      if (tokens_[i].kind != Kind::symbol) continue;
      const auto s = tokens_[i].source;
      if (s == ".." && depth == 0) return true;
      if (s == "," && depth == 0) return false;
      if (s == "(" || s == "[" || s == "{") ++depth;
      if ((s == ")" || s == "]" || s == "}") && --depth < 0) return false;
    }
    return false;
  }

  Expression bracketed() {
    if ((is_symbol("[") || is_symbol("(") || is_symbol("]")) && interval_ahead()) return interval();
    if (take("?")) return operation(Op::input, {});
    if (take("(")) {
      auto inner = any_expression();
      expect(")");
      return inner;
    }
    if (take("[")) {
      std::vector<Expression> items;
      if (take("]")) return operation(Op::list, {});
      do items.push_back(any_expression());
      while (take(","));
      expect("]");
      return operation(Op::list, std::move(items));
    }
    if (take("{")) return context();
    fail("a value");
  }

  Expression interval() {
    auto result = operation(Op::interval, {});
    result.low_open = !is_symbol("[");
    ++at_;
    result.operands.push_back(sum());
    expect("..");
    result.operands.push_back(sum());
    result.high_open = !is_symbol("]");
    if (!take("]") && !take(")") && !take("[")) fail("] or )");
    return result;
  }

  Expression context() {
    auto result = operation(Op::context, {});
    if (take("}")) return result;
    const auto outer = locals_.size();
    do {
      if (token().kind != Kind::name && token().kind != Kind::string) fail("the name of an entry");
      result.names.push_back(token().kind == Kind::name ? token().name : *token().value.string());
      ++at_;
      expect(":");
      result.operands.push_back(any_expression());
      locals_.push_back(result.names.back());
    } while (take(","));
    locals_.resize(outer);
    expect("}");
    return result;
  }

  const Dialect& dialect_;
  std::vector<Token> tokens_;
  std::vector<std::string> locals_;
  std::size_t at_ = 0;
  int depth_ = 0, filters_ = 0;
};

void check_size(std::string_view source) {
  if (source.size() > max_source_bytes)
    throw Refused(Code::too_large, fmt::format("a cell of {} bytes", source.size()),
                  fmt::format("at most {} bytes", max_source_bytes));
}

}  // namespace

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
