// Reading single values out of columns.
#pragma once

#include <zhuqi/decision/columns.hpp>

namespace zhuqi {

inline bool is_string(ColumnType type) { return type == ColumnType::string32 || type == ColumnType::string64; }
inline bool is_integer(ColumnType type) { return type >= ColumnType::int8 && type <= ColumnType::uint64; }
inline bool is_float(ColumnType type) { return type == ColumnType::float32 || type == ColumnType::float64; }

bool is_null_at(const Column& column, std::int64_t row);
std::int64_t integer_at(const Column& column, std::int64_t row);  // of an integer or date32 column
double double_at(const Column& column, std::int64_t row);         // of a float32 or float64 column
std::string_view string_at(const Column& column, std::int64_t row);
// NaN and infinities are null, and so is an index beyond the dictionary.
Value value_at(const Column& column, std::int64_t row);

}  // namespace zhuqi
