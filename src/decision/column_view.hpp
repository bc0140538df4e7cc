// Reading single values out of columns.
#pragma once

#include <zhuqi/decision/columns.hpp>

namespace zhuqi {

bool is_null_at(const Column& column, std::int64_t row);
std::int64_t integer_at(const Column& column, std::int64_t row);  // of an integer or date32 column
double double_at(const Column& column, std::int64_t row);         // of a float32 or float64 column
std::string_view string_at(const Column& column, std::int64_t row);
// NaN and infinities are null, and so is an index beyond the dictionary.
Value value_at(const Column& column, std::int64_t row);

}  // namespace zhuqi
