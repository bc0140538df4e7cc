#include <cstring>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "decision/column_view.hpp"

namespace zhuqi {

namespace {

template <class T>
T at(const void* values, std::int64_t i) {
  T value;
  std::memcpy(&value, static_cast<const char*>(values) + i * static_cast<std::int64_t>(sizeof(T)), sizeof(T));
  return value;
}

}  // namespace

bool is_null_at(const Column& column, std::int64_t row) {
  const auto i = column.offset + row;
  if (column.type == ColumnType::null) return true;
  return column.validity != nullptr && (column.validity[i >> 3] >> (i & 7) & 1) == 0;
}

std::int64_t integer_at(const Column& column, std::int64_t row) {
  const auto i = column.offset + row;
  switch (column.type) {
    case ColumnType::int8:
      return at<std::int8_t>(column.values, i);
    case ColumnType::int16:
      return at<std::int16_t>(column.values, i);
    case ColumnType::int32:
    case ColumnType::date32:
      return at<std::int32_t>(column.values, i);
    case ColumnType::uint8:
      return at<std::uint8_t>(column.values, i);
    case ColumnType::uint16:
      return at<std::uint16_t>(column.values, i);
    case ColumnType::uint32:
      return at<std::uint32_t>(column.values, i);
    default:
      return at<std::int64_t>(column.values, i);
  }
}

double double_at(const Column& column, std::int64_t row) {
  const auto i = column.offset + row;
  return column.type == ColumnType::float32 ? static_cast<double>(at<float>(column.values, i))
                                            : at<double>(column.values, i);
}

std::string_view string_at(const Column& column, std::int64_t row) {
  const auto i = column.offset + row;
  if (column.type == ColumnType::string32) {
    const auto begin = at<std::int32_t>(column.values, i), end = at<std::int32_t>(column.values, i + 1);
    return {column.data + begin, static_cast<std::size_t>(end - begin)};
  }
  const auto begin = at<std::int64_t>(column.values, i), end = at<std::int64_t>(column.values, i + 1);
  return {column.data + begin, static_cast<std::size_t>(end - begin)};
}

Value value_at(const Column& column, std::int64_t row) {
  if (is_null_at(column, row)) return {};
  if (column.dictionary != nullptr) {
    const auto entry = integer_at(column, row);
    return entry >= 0 && entry < column.dictionary->length ? value_at(*column.dictionary, entry) : Value();
  }
  if (column.type == ColumnType::boolean) {
    const auto i = column.offset + row;
    return (static_cast<const std::uint8_t*>(column.values)[i >> 3] >> (i & 7) & 1) != 0;
  }
  if (column.type == ColumnType::uint64 && integer_at(column, row) < 0)
    return *Decimal::parse(fmt::format("{}", static_cast<std::uint64_t>(integer_at(column, row))));
  if (is_integer(column.type)) return integer_at(column, row);
  if (column.type == ColumnType::float32 || column.type == ColumnType::float64) {
    const auto number = Decimal::from_double(double_at(column, row));
    return number ? Value(*number) : Value();
  }
  if (column.type == ColumnType::date32) return Date(std::chrono::sys_days(std::chrono::days(integer_at(column, row))));
  return Value(string_at(column, row));
}

Facts facts_at(const Batch& batch, std::int64_t row) {
  Facts facts;
  for (const auto& column : batch.columns) facts.emplace(column.name, value_at(column, row));
  return facts;
}

}  // namespace zhuqi
