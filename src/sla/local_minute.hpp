// An instant as the clocks at the calendar's place show it, for people.
#pragma once

#include <string>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

// "2026-02-14 09:30": seconds are left out. explain.cpp
std::string local_minute(Instant instant, const Calendar& calendar);

}  // namespace zhuqi
