// The operations that evaluation is made of. Each gives null where it has no meaning.
#pragma once

#include "decision/feel/evaluate.hpp"

namespace zhuqi::feel {

// Results beyond these are null: what a model computes must not grow without bound.
inline constexpr std::size_t max_text_bytes = 16u << 20;
inline constexpr std::size_t max_list_items = 1'000'000;

Value arithmetic(Op op, const Value& a, const Value& b);
Value comparison(Op op, const Value& a, const Value& b);

// Is `value` the value of `e`, or in it?
Value is_value(const Value& value, const Expression& e, const Scope& scope);
Value membership(const Expression& e, const Scope& scope);  // Op::in
Value contains(const ValueRange& range, const Value& value);

Value component(const Value& value, const std::string& name);  // Op::path

Value iterate(const Expression& e, const Scope& scope);  // some, every, each
Value filter(const Expression& e, const Scope& scope);

Value define(const Expression& e, const Scope& scope);
Value invoke(const Expression& e, const Scope& scope);

}  // namespace zhuqi::feel
