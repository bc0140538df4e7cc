// FEEL source to trees.
#pragma once

#include <string_view>

#include "decision/feel/expression.hpp"
#include "decision/feel/lexer.hpp"

namespace zhuqi::feel {

// Beyond these a text is refused, quickly.
inline constexpr std::size_t max_source_bytes = 100'000;
inline constexpr int max_depth = 64;
inline constexpr int max_chained = 1000;  // arithmetic operators and links (a.b[1]) in one text

// Both throw Refused(invalid_document or too_large, what is wrong, what was expected).
Expression parse_tests(std::string_view source, const Dialect& dialect);
Expression parse_expression(std::string_view source, const Dialect& dialect);

}  // namespace zhuqi::feel
