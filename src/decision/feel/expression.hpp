// FEEL as a tree. A unary test is an expression over `?`, the value that its column gives.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <zhuqi/decision/value.hpp>

#include "decision/feel/type.hpp"

namespace re2 {
class RE2;
}

namespace zhuqi::feel {

struct Function;  // a built-in, see functions.hpp
struct Scope;     // see evaluate.hpp

enum class Op : std::uint8_t {
  literal,   // `value`
  input,     // ?
  name,      // text(), looked up in the scope
  list,      // the operands
  context,   // the operands, named by names()
  interval,  // two operands; one that is a literal null is an end that is not there
  negate,
  add,
  subtract,
  multiply,
  divide,
  power,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,       // operand 0 in any of the others, each an interval, a list, a value or a comparison
  between,  // operand 0 between 1 and 2, both included
  both,
  either,
  condition,  // if 0 then 1 else 2
  call,       // `function` of the operands
  invoke,     // operand 0, a function of the model, of the others; with names() they are arguments by name
  define,     // a function: `extra->definition`
  nested,     // `extra->nested`: what is no FEEL but gives a value, such as a decision table inside a model
  coerce,     // operand 0 as `extra->type`, or null
  path,       // operand 0, entry text()
  filter,     // operand 0 where operand 1 holds of `item`, or the element at that place
  instance,   // operand 0 is of `extra->type`
  some,
  every,
  each,  // for names()[0] in operand 0: operand 1; the results so far are `partial`
  // Only in unary tests:
  any,      // -
  any_of,   // a, b, c
  none_of,  // not(a, b, c)
  is,       // ? equals the operand, or is in it if it is a list
};

// A part of a model that is decided where an expression stands.
struct Nested {
  virtual ~Nested() = default;
  virtual Value evaluate(const Scope& scope) const = 0;
  std::vector<std::string> names;  // that it looks up
};

struct Definition;

// What few operations have, apart from the tree: a table keeps many nodes.
struct Extra {
  std::string text = {};
  std::vector<std::string> names = {};
  std::shared_ptr<const re2::RE2> pattern = {};  // of a call whose regular expression is a literal
  Type type = {};
  std::shared_ptr<const Definition> definition = {};
  std::shared_ptr<const Nested> nested = {};
};

struct Expression {
  Op op = Op::literal;
  bool low_open = false, high_open = false;  // of an interval
  Value value;
  std::vector<Expression> operands;
  const Function* function = nullptr;
  std::shared_ptr<const Extra> extra;

  const std::string& text() const;  // empty if there is none
  const std::vector<std::string>& names() const;
  const re2::RE2* pattern() const { return extra != nullptr ? extra->pattern.get() : nullptr; }
  Extra& own_extra();  // for who builds a tree; of a copy
};

// A function that a model defines, without what it sees around it.
struct Definition {
  std::vector<std::string> parameters;
  std::vector<Type> types;  // of the parameters
  Type result;
  Expression body;
};

// An expression of one operation; for readers that build trees instead of parsing text.
Expression literal(Value value);
Expression operation(Op op, std::vector<Expression> operands);
Expression call(std::string_view function, std::vector<Expression> operands);
Expression with_extra(Op op, std::vector<Expression> operands, Extra extra);
Expression as_type(Expression value, Type type);  // the value itself if the type is any

// As FEEL source that parses to the same tree. `as_tests`: written as unary tests (`> 5`) and not as an expression.
std::string to_source(const Expression& expression, bool as_tests = false);

std::string to_source(const Type& type);

// True if `?` stands anywhere in it.
bool mentions_input(const Expression& expression);

// True if nothing in it depends on a record.
bool is_constant(const Expression& expression);

// The free names, each once, in order of appearance.
std::vector<std::string> free_names(const Expression& expression);

}  // namespace zhuqi::feel
