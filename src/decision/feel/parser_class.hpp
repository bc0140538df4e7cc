// The parser, a recursive descent: tokens and names in parser_names.cpp, operators in parser.cpp, values in
// parser_values.cpp, what binds names in parser_forms.cpp.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/error.hpp>

#include "decision/feel/lexer.hpp"
#include "decision/feel/parser.hpp"

namespace zhuqi::feel {

class Parser {
 public:
  Parser(std::string_view source, const Dialect& dialect)
      : source_(source), dialect_(dialect), tokens_(tokenize(source, dialect)) {}

  Expression tests();
  Expression expression();

 private:
  // Depth of nesting, so that hostile text cannot exhaust the stack.
  struct Level {
    explicit Level(int& d);
    ~Level() { --depth; }
    int& depth;
  };
  // Names that are bound while it lives.
  struct Bound {
    explicit Bound(std::vector<std::string>& all) : names(all), before(all.size()) {}
    ~Bound() { names.resize(before); }
    std::vector<std::string>& names;
    std::size_t before;
  };

  // Tokens and names.
  const Token& token() const { return tokens_[at_]; }
  const Token& next_token() const { return tokens_[std::min(at_ + 1, tokens_.size() - 1)]; }
  bool is_symbol(std::string_view symbol) const;
  bool is_name(std::string_view name) const { return token().kind == Token::Kind::name && token().name == name; }
  bool take(std::string_view symbol);
  bool take_name(std::string_view name);
  [[noreturn]] void fail(std::string_view expected) const;
  void expect(std::string_view symbol);
  void expect_name(std::string_view name);
  void finish(std::string_view expected) const;
  std::string new_name(std::string_view until);  // any text up to the symbol
  std::optional<std::string> take_longest(const std::vector<std::string>& names);
  std::string member();  // what stands behind a dot
  bool is_known(const std::string& name) const;
  Type type();
  std::string type_name();

  // Tests and operators.
  Expression negated();
  Expression test_list();
  Expression test();
  bool closes_at_end(std::size_t open) const;
  std::optional<Expression> comparison_with(Expression&& left);  // which stays if there is none
  Expression any_expression();
  Expression disjunction();
  Expression conjunction();
  Expression comparison();
  Expression membership(Expression left);
  void next_in_chain();
  Expression sum();
  Expression product();
  Expression power();
  Expression signed_value();

  // Values.
  Expression postfix();
  Expression primary();
  Expression named();
  Expression built_in(const std::string& name);
  Expression invocation(Expression function);
  std::vector<Expression> arguments(std::vector<std::string>& names);
  Expression bracketed();
  bool interval_ahead() const;
  Expression interval();
  std::optional<Expression> half_interval();

  // What binds names.
  Expression condition();
  Expression iteration(Op op, std::string_view then);
  Expression definition();
  Expression context();

  std::string_view source_;
  const Dialect& dialect_;
  std::vector<Token> tokens_;
  std::vector<std::string> locals_, keys_;  // names that are bound here; keys of all contexts in this text
  std::size_t at_ = 0;
  int depth_ = 0, filters_ = 0, chained_ = 0;
  bool upper_end_ = false;  // in the upper end of an interval, where "[" may close it
};

// Expressions that can only be true, false or null, and so are conditions and no values to compare `?` with.
bool is_predicate(const Expression& e);

}  // namespace zhuqi::feel
