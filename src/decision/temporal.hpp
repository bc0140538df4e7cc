// Dates, times and durations as FEEL writes them (ISO 8601), and the arithmetic on them.
#pragma once

#include <optional>
#include <string_view>

#include <zhuqi/decision/value.hpp>

namespace zhuqi::temporal {

// "2026-02-14"; nothing if it is not an existing date.
std::optional<Date> parse_date(std::string_view text);
// A date as spreadsheets write it (base/sheet_date.hpp), such a date with a time (2026/2/14 9:30), and what
// parse_date_time reads; a date alone is its midnight.
std::optional<DateTime> parse_any_date_time(std::string_view text);
// "16:00:00", with a fraction, "Z" or an offset.
std::optional<TimeOfDay> parse_time(std::string_view text);
std::optional<DateTime> parse_date_time(std::string_view text);
// "P1DT2H", "-PT5M", "P1Y2M": null if it is not a duration.
Value parse_duration(std::string_view text);
// Whichever of these it is, for the literal @"..."; null if none.
Value parse_any(std::string_view text);

std::string to_string(const Value& value);  // of the temporal kinds

// Moments on one line: with offsets by the instant, without by the civil time. Nothing if only one has an offset.
std::optional<std::strong_ordering> compare(const TimeOfDay& a, const TimeOfDay& b);
std::optional<std::strong_ordering> compare(const DateTime& a, const DateTime& b);

// Null where FEEL has no such operation.
Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);

}  // namespace zhuqi::temporal
