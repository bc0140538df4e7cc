#include "interchange/arrow_times.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t per_second = 1'000'000;

std::int64_t child_named(const ArrowSchema& schema, std::string_view name) {
  if (schema.release == nullptr || schema.format == nullptr || std::string_view(schema.format) != "+s" ||
      schema.n_children < 0 || (schema.n_children > 0 && schema.children == nullptr))
    throw Refused(Code::invalid_argument, "expected the schema of a record batch (an Arrow struct, «+s»)", "schema");
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema* child = schema.children[i];
    if (child != nullptr && child->name != nullptr && child->name == name) return i;
  }
  throw Refused(Code::invalid_argument, fmt::format("column «{}» is missing", name), std::string(name));
}

// µs in a unit of Arrow's: s, m, u, n; 0 for any other.
std::int64_t unit_of(char letter) {
  switch (letter) {
    case 's':
      return per_second;
    case 'm':
      return 1000;
    case 'u':
      return 1;
    case 'n':
      return -1000;
    default:
      return 0;
  }
}

bool set_number(std::string_view format, TimeType& type, ColumnType& stored) {
  constexpr std::string_view letters = "cCsSiIlL";
  constexpr ColumnType types[]{ColumnType::int8,  ColumnType::uint8,  ColumnType::int16, ColumnType::uint16,
                               ColumnType::int32, ColumnType::uint32, ColumnType::int64, ColumnType::uint64};
  if (format == "f" || format == "g") {
    type.kind = TimeKind::real;
    stored = format == "f" ? ColumnType::float32 : ColumnType::float64;
    return true;
  }
  const std::size_t at = format.size() == 1 ? letters.find(format[0]) : std::string_view::npos;
  if (at == std::string_view::npos) return false;
  type.kind = TimeKind::integer;
  stored = types[at];
  return true;
}

bool set_time(std::string_view format, TimeType& type, ColumnType& stored) {
  stored = ColumnType::int64;
  if (format == "tdD") {
    type.kind = TimeKind::date;
    stored = ColumnType::date32;
  } else if (format == "tdm") {
    type.kind = TimeKind::date;
    type.per_unit = -86'400'000;
  } else if (format.size() == 3 && format.starts_with("tD") && unit_of(format[2]) != 0) {
    type.kind = TimeKind::duration;
    type.per_unit = unit_of(format[2]);
  } else if (format.size() >= 4 && format.starts_with("ts") && format[3] == ':' && unit_of(format[2]) != 0) {
    type.zone = format.substr(4);
    type.kind = type.zone.empty() ? TimeKind::local : TimeKind::instant;
    type.per_unit = unit_of(format[2]);
  } else {
    return false;
  }
  return true;
}

std::int64_t scaled(std::int64_t value, std::int64_t per_unit) {
  if (per_unit < 0) return value / -per_unit - (value % -per_unit < 0 ? 1 : 0);
  std::int64_t result = 0;
  if (__builtin_mul_overflow(value, per_unit, &result)) return value < 0 ? least : most;
  return result;
}

// Of seconds that are a float.
std::int64_t to_microseconds(double seconds) {
  const double value = seconds * static_cast<double>(per_second);
  if (!(value < 9.2e18)) return most;
  return value > -9.2e18 ? std::llround(value) : least;
}

template <class Stored>
void read_as(const Column& column, std::int64_t per_unit, std::vector<std::int64_t>& values) {
  const auto* stored = static_cast<const Stored*>(column.values) + column.offset;
  for (std::size_t row = 0; row < values.size(); ++row) {
    if constexpr (std::is_floating_point_v<Stored>) {
      values[row] = to_microseconds(static_cast<double>(stored[row]));
    } else if constexpr (std::is_same_v<Stored, std::uint64_t>) {
      values[row] = stored[row] > static_cast<std::uint64_t>(most) ? most : static_cast<std::int64_t>(stored[row]);
    } else {
      values[row] = scaled(static_cast<std::int64_t>(stored[row]), per_unit);
    }
  }
}

}  // namespace

TimeType read_time_type(const ArrowSchema& schema, std::string_view name, std::vector<ArrowField>& fields) {
  const std::int64_t at = child_named(schema, name);
  const ArrowSchema& child = *schema.children[at];
  TimeType type;
  ArrowField& field = fields.emplace_back();
  field.name = name;
  field.child = at;
  const std::string_view format = child.release == nullptr || child.format == nullptr ? "" : child.format;
  if (format == "n") return type;
  if (child.dictionary != nullptr || !(set_number(format, type, field.type) || set_time(format, type, field.type)))
    throw Refused(
        Code::invalid_argument,
        fmt::format("column «{}»: the Arrow type «{}» is no timestamp, date, duration or number", name, format),
        std::string(name));
  return type;
}

std::vector<std::int64_t> read_times(const TimeType& type, const Column& column) {
  std::vector<std::int64_t> values(static_cast<std::size_t>(column.length), 0);
  switch (column.type) {
    case ColumnType::int8:
      read_as<std::int8_t>(column, 1, values);
      break;
    case ColumnType::uint8:
      read_as<std::uint8_t>(column, 1, values);
      break;
    case ColumnType::int16:
      read_as<std::int16_t>(column, 1, values);
      break;
    case ColumnType::uint16:
      read_as<std::uint16_t>(column, 1, values);
      break;
    case ColumnType::int32:
    case ColumnType::date32:
      read_as<std::int32_t>(column, 1, values);
      break;
    case ColumnType::uint32:
      read_as<std::uint32_t>(column, 1, values);
      break;
    case ColumnType::int64:
      read_as<std::int64_t>(column, type.per_unit, values);
      break;
    case ColumnType::uint64:
      read_as<std::uint64_t>(column, 1, values);
      break;
    case ColumnType::float32:
      read_as<float>(column, 1, values);
      break;
    case ColumnType::float64:
      read_as<double>(column, 1, values);
      break;
    default:
      break;  // nulls
  }
  return values;
}

void clear_nulls(const Column& column, std::vector<std::uint8_t>& valid) {
  if (column.type == ColumnType::null) return valid.assign(valid.size(), 0);
  const auto is_null = [&](std::int64_t at) {
    if (column.validity != nullptr && ((column.validity[at >> 3] >> (at & 7)) & 1) == 0) return true;
    if (column.type == ColumnType::float32) return std::isnan(static_cast<const float*>(column.values)[at]);
    return column.type == ColumnType::float64 && std::isnan(static_cast<const double*>(column.values)[at]);
  };
  for (std::int64_t row = 0; row < column.length; ++row)
    if (is_null(column.offset + row))
      valid[static_cast<std::size_t>(row >> 3)] &= static_cast<std::uint8_t>(~(1U << (row & 7)));
}

}  // namespace zhuqi
