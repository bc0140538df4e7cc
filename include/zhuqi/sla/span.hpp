// Spans of time in the three units that are never mixed up.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace zhuqi {

enum class Unit {
  elapsed,       // time as it passes, day and night
  working_time,  // time within the calendar's working hours
  working_days,  // the end of the n-th working day after the start's day
};

// "24h" and "3d" are elapsed hours and days, "30m" elapsed minutes; "2wh" and "30wm" working hours and minutes; "7wd"
// working days. A minus sign in front means before.
struct Span {
  Unit unit = Unit::elapsed;
  std::int64_t amount = 0;  // microseconds; for working_days: days

  bool operator==(const Span&) const = default;
};

std::string to_string(const Span& span);

// Reads what to_string writes; white space around it is ignored. At most 10,000 days. Throws
// Refused(invalid_argument).
Span parse_span(std::string_view text);

}  // namespace zhuqi
