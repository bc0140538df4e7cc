// The days of a calendar one by one, for explaining a deadline in words.
#pragma once

#include <string>
#include <vector>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

struct CalendarDay {
  enum class Kind {
    working,    // by the week
    free,       // by the week: a weekend
    off,        // the week has hours, but this day is off: a holiday
    makeup,     // the week has none, but this day is worked
    own_hours,  // worked, with hours that differ from the week's
  };

  Date date;
  Kind kind = Kind::working;
  std::string name;                      // of the holiday or of the season; may be empty
  std::string hours;                     // "09:00-12:00, 13:30-17:30", or "off"
  std::chrono::microseconds counted{0};  // working time of the span asked for that lies in this day
};

// "working", "free", "off", "makeup", "own_hours".
std::string_view name(CalendarDay::Kind kind);

// "make-up working day (春节)", "off (春节)", "weekend".
std::string describe(const CalendarDay& day);

// Days that one question may ask for.
inline constexpr int most_days_asked = 4000;

// The civil days that the span [start, end) touches, in order, each with what was counted. Throws as
// Calendar::between does; also Refused(invalid_argument) if reversed, Refused(too_large) over most_days_asked.
std::vector<CalendarDay> counted_days(const Calendar& calendar, Instant start, Instant end);

// The days after `start` up to and including `end`, each with its whole working time: what between_workdays counts.
std::vector<CalendarDay> counted_workdays(const Calendar& calendar, Date start, Date end);

}  // namespace zhuqi
