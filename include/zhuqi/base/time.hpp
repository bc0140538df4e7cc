// Instants, civil dates, and the injected clock. Only a calendar converts between instants and civil times.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace zhuqi {

// A point on the UTC time line, in microseconds.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

// A civil date, in no zone.
using Date = std::chrono::year_month_day;

// Tells the time. Nothing in the library reads a clock but through one of these. Called from any thread.
using Clock = std::function<Instant()>;

// The machine's clock: what a host passes when it has no other wish.
Instant system_now();

// "2026-02-14T08:00:00Z"; with a fraction of up to six digits, trailing zeros cut, only if there is one.
std::string to_string(Instant instant);

// Reads what to_string writes, also with an offset ("2026-02-14T16:00:00+08:00"). Years 0001 to 9999. The zone is
// required. Throws Refused(invalid_argument).
Instant parse_instant(std::string_view text);

// "2026-02-14".
std::string to_string(Date date);

// Reads what to_string writes; the date must exist. Throws Refused(invalid_argument).
Date parse_date(std::string_view text);

}  // namespace zhuqi
