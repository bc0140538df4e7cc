#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/calendar/days.hpp>

#include "calendar/definition.hpp"

namespace zhuqi {

using namespace std::chrono;

namespace {

CalendarDay day_of(const Calendar& calendar, Date date) {
  using Kind = CalendarDay::Kind;
  const Definition::Found found = calendar.definition().on(date);
  CalendarDay day;
  day.date = date;
  day.hours = to_string(*found.hours);
  if (found.rule) day.name = found.rule->name;
  if (!found.rule && found.season) day.name = found.season->name;
  if (found.hours->empty()) {
    day.kind = found.ordinary->empty() ? Kind::free : Kind::off;
  } else if (found.ordinary->empty()) {
    day.kind = Kind::makeup;
  } else {
    day.kind = *found.hours == *found.ordinary ? Kind::working : Kind::own_hours;
  }
  return day;
}

void check_length(sys_days first, sys_days last) {
  if (last - first >= days(most_days_asked))
    throw Refused(Code::too_large, fmt::format("more than {} days are asked for at once", most_days_asked));
}

}  // namespace

std::string_view name(CalendarDay::Kind kind) {
  switch (kind) {
    case CalendarDay::Kind::working:
      return "working";
    case CalendarDay::Kind::free:
      return "free";
    case CalendarDay::Kind::off:
      return "off";
    case CalendarDay::Kind::makeup:
      return "makeup";
    case CalendarDay::Kind::own_hours:
      return "own_hours";
  }
  return "working";
}

std::string describe(const CalendarDay& day) {
  const std::string named = day.name.empty() ? "" : fmt::format(" ({})", day.name);
  switch (day.kind) {
    case CalendarDay::Kind::working:
      return "working day" + named;
    case CalendarDay::Kind::free:
      return "free day of the week" + named;
    case CalendarDay::Kind::off:
      return "off" + named;
    case CalendarDay::Kind::makeup:
      return "make-up working day" + named;
    case CalendarDay::Kind::own_hours:
      return fmt::format("own hours {}{}", day.hours, named);
  }
  return named;
}

std::vector<CalendarDay> counted_days(const Calendar& calendar, Instant start, Instant end) {
  if (end < start) throw Refused(Code::invalid_argument, "the span ends before it begins");
  calendar.between(start, end);
  if (start == end) return {};
  const sys_days first(calendar.date_of(start)), last(calendar.date_of(end - microseconds(1)));
  check_length(first, last);
  std::vector<CalendarDay> counted;
  for (sys_days date = first; date <= last; date += days(1)) {
    const LocalTime midnight = local_days(date.time_since_epoch());
    const Instant from = std::max(start, calendar.to_instant(midnight));
    const Instant to = std::min(end, calendar.to_instant(midnight + days(1)));
    counted.push_back(day_of(calendar, date));
    if (from < to) counted.back().counted = calendar.between(from, to);
  }
  return counted;
}

std::vector<CalendarDay> counted_workdays(const Calendar& calendar, Date start, Date end) {
  calendar.between_workdays(start, end);
  if (end < start) throw Refused(Code::invalid_argument, "the span ends before it begins");
  const LocalTime after_start = local_days(start) + days(1), after_end = local_days(end) + days(1);
  return counted_days(calendar, calendar.to_instant(after_start), calendar.to_instant(after_end));
}

}  // namespace zhuqi
