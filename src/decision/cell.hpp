// The cells of a spreadsheet as FEEL: plain texts, code prefixes, keywords, dates and percentages as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "decision/feel/expression.hpp"
#include "decision/feel/lexer.hpp"

namespace zhuqi {

// The types that a column may have, and all of them as a text for messages.
bool is_cell_type(std::string_view type, bool output);
std::string cell_types(bool output);

// The type of the values that a column of this type reads: codes and keywords are strings.
std::string_view value_type(std::string_view column_type);

// Both throw Refused(invalid_document or too_large, what is wrong, what was expected).
feel::Expression parse_test_cell(std::string_view text, std::string_view type, const feel::Dialect& dialect);
feel::Expression parse_output_cell(std::string_view text, std::string_view type, const feel::Dialect& dialect);

// A test and an output as a spreadsheet of this kind of column writes them; nothing if it has no way to. `feel` is the
// FEEL source that stands for it.
std::optional<std::string> test_as_cell(std::string_view feel, std::string_view type, const feel::Dialect& dialect);
std::optional<std::string> output_as_cell(std::string_view feel, std::string_view type, const feel::Dialect& dialect);

// True if a cell of the spreadsheet means the same as this FEEL source.
bool same_test(std::string_view cell, std::string_view feel, std::string_view type, const feel::Dialect& dialect);
bool same_output(std::string_view cell, std::string_view feel, std::string_view type, const feel::Dialect& dialect);

}  // namespace zhuqi
