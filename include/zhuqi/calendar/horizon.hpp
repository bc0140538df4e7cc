// How far a calendar still reaches: next year's days are notified in November, and whoever waits until January finds
// every deadline provisional.
#pragma once

#include <cstdint>
#include <optional>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

// Known working days after `date`; none of a calendar that knows all days. 0 from the last known day on. Throws
// Refused(calendar_unknown) before the first.
std::optional<std::int64_t> workdays_left(const Calendar& calendar, Date date);

inline constexpr std::int64_t workdays_to_warn_ahead = 60;

// A warning if fewer than `ahead` working days are left after `date`, naming the calendar and the year to publish; an
// error if the date itself is past the known days; else nothing. Throws as workdays_left.
std::optional<Finding> check_horizon(const Calendar& calendar, Date date, std::int64_t ahead = workdays_to_warn_ahead);

}  // namespace zhuqi
