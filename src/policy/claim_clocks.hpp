// Starting the clocks of a claim.
#pragma once

#include <zhuqi/policy/claim.hpp>

namespace zhuqi {

// `days` working days, to the close of business of the last.
ClockPlan start_days(const char* name, Instant at, int days, const Calendar& calendar);

// The first instant that is not this day any more.
Instant end_of_day(Date day, const Calendar& calendar);

// To `end`, with a warning so many working days before it as each of `remind` says, and a breach.
ClockPlan start_until(const char* name, Instant at, Instant end, const std::vector<int>& remind,
                      const Calendar& calendar);

// Until the end of the last day to apply, with the policy's reminders.
ClockPlan start_apply(const Policy& policy, Instant at, const Calendar& calendar);

}  // namespace zhuqi
