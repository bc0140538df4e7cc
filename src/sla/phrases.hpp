// What an explanation says, in each language: the same facts, in other words.
#pragma once

#include <cstdint>
#include <string>

#include <zhuqi/base/language.hpp>
#include <zhuqi/calendar/days.hpp>

namespace zhuqi {

// Formats as fmt reads them. `how many` is of one and of several, which Chinese does not tell apart.
struct Phrases {
  struct HowMany {
    const char* one;
    const char* several;
  };
  HowMany hours, minutes, elapsed_days, working_days;
  const char* between_hours_and_minutes;
  const char* working_time;
  const char* elapsed_time;
  const char* from_next_day;
  const char* until_close;
  const char* until_same_time;

  const char* started;      // stage, target, start
  const char* due;          // due
  const char* provisional;  // calendar, last known day
  const char* extended;     // span
  const char* suspended;    // from, to

  const char* day_and_night;
  const char* other_days;      // of which a long count tells nothing
  const char* counted_day;     // number
  const char* counted_time;    // length
  const char* not_counted;     // why
  const char* in_parentheses;  // why
  const char* paused;
  const char* begins_later;

  const char* weekend;
  const char* off;
  const char* makeup;
  const char* own_hours;
  const char* named;  // one of the three above, name of the day

  // Why a day is not as the week has it; empty if it is an ordinary working day.
  std::string why(const CalendarDay& day) const;
};

const Phrases& phrases(Language language);

std::string say(const Phrases::HowMany& phrase, std::int64_t count);

}  // namespace zhuqi
