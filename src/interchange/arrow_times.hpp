// Arrow columns of times, durations and numbers, whatever their unit and width, as numbers of one kind.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/arrow_import.hpp"

namespace zhuqi {

enum class TimeKind {
  instant,   // µs since 1970 UTC: a timestamp with a zone
  local,     // µs since 1970 by the clock on the wall: a timestamp without
  date,      // days since 1970
  duration,  // µs
  integer,
  real,     // seconds, as µs
  nothing,  // a column of nulls
};

struct TimeType {
  TimeKind kind = TimeKind::nothing;
  std::int64_t per_unit = 1;  // of the kind's unit; negative: so many of the column's units make one
  std::string zone;           // of an instant, as Arrow names it
};

// The type of the column `name` of a record batch, which is appended to `fields`. Throws Refused(invalid_argument) if
// there is none, or it is no time, duration or number.
TimeType read_time_type(const ArrowSchema& schema, std::string_view name, std::vector<ArrowField>& fields);

// The rows of a column in the unit of its kind, rounded down to it; what does not fit 64 bits is the nearest that does.
// What a null gives is no matter.
std::vector<std::int64_t> read_times(const TimeType& type, const Column& column);

// Clears the bits of rows in which `column` is null or NaN; bit `row` of `valid`, the lowest first.
void clear_nulls(const Column& column, std::vector<std::uint8_t>& valid);

}  // namespace zhuqi
