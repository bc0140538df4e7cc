// What binds names: if, for, some, every, functions and contexts.
#include "decision/feel/parser_class.hpp"

namespace zhuqi::feel {

Expression Parser::condition() {
  ++at_;
  auto test = any_expression();
  expect_name("then");
  auto yes = any_expression();
  expect_name("else");
  return operation(Op::condition, {std::move(test), std::move(yes), any_expression()});
}

Expression Parser::iteration(Op op, std::string_view then) {
  const Level level(depth_);
  ++at_;
  auto name = new_name("in");
  expect_name("in");
  auto domain = any_expression();
  if (take("..")) domain = operation(Op::interval, {std::move(domain), any_expression()});
  const Bound bound(locals_);
  locals_.push_back(name);
  if (op == Op::each) locals_.push_back("partial");
  Expression result;
  if (take(",")) {
    --at_;
    result = operation(op, {std::move(domain), iteration(op, then)});
    result.own_extra().text = "flat";  // its results are those of the iteration inside, in one list
  } else {
    expect_name(then);
    result = operation(op, {std::move(domain), any_expression()});
  }
  result.own_extra().names = {std::move(name)};
  return result;
}

// function(a, b: number) a + b
Expression Parser::definition() {
  at_ += 2;
  auto made = std::make_shared<Definition>();
  const Bound bound(locals_);
  if (!take(")")) {
    do {
      made->parameters.push_back(new_name(":"));
      made->types.push_back(take(":") ? type() : Type());
      locals_.push_back(made->parameters.back());
    } while (take(","));
    expect(")");
  }
  if (is_name("external"))
    throw Refused(Code::unsupported, "external functions are not supported", "a function in FEEL");
  made->body = any_expression();
  return with_extra(Op::define, {}, {.definition = std::move(made)});
}

Expression Parser::context() {
  auto result = operation(Op::context, {});
  if (take("}")) return result;
  std::vector<std::string> names;
  const Bound bound(locals_);
  do {
    if (token().kind == Token::Kind::string)
      names.push_back(*tokens_[at_++].value.string());
    else
      names.push_back(new_name(":"));
    const auto key = names.back();
    expect(":");
    keys_.push_back(key);
    if (is_name("function")) locals_.push_back(key);  // it may call itself
    result.operands.push_back(any_expression());
    locals_.push_back(key);
  } while (take(","));
  expect("}");
  result.own_extra().names = std::move(names);
  return result;
}

}  // namespace zhuqi::feel
