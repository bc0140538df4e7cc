#include "day_loop.hpp"

#include <algorithm>

namespace zhuqi::bench {

DayLoop::DayLoop(const Calendar& calendar)
    : hours_{{posix::hours(9), posix::hours(12)},
             {posix::hours(13) + posix::minutes(30), posix::hours(17) + posix::minutes(30)}} {
  const KnownDays known = calendar.known();
  for (std::chrono::sys_days day = known.first; day <= std::chrono::sys_days(known.last); day += std::chrono::days(1)) {
    const bool works = calendar.is_workday(Date(day));
    const Date date(day);
    if (works != (std::chrono::weekday(day).iso_encoding() <= 5))
      special_[greg::date(static_cast<unsigned short>(int(date.year())),
                          static_cast<unsigned short>(unsigned(date.month())),
                          static_cast<unsigned short>(unsigned(date.day())))] = works;
  }
}

bool DayLoop::is_workday(const greg::date& date) const {
  const auto special = special_.find(date);
  if (special != special_.end()) return special->second;
  const auto weekday = date.day_of_week().as_number();
  return weekday != 0 && weekday != 6;
}

posix::ptime DayLoop::add(posix::ptime start, posix::time_duration working) const {
  for (greg::date day = start.date();; day += greg::days(1)) {
    if (!is_workday(day)) continue;
    for (const auto& [opens, closes] : hours_) {
      const posix::ptime from = std::max(start, posix::ptime(day, opens)), to(day, closes);
      if (from >= to) continue;
      if (working <= to - from) return from + working;
      working -= to - from;
    }
  }
}

}  // namespace zhuqi::bench
