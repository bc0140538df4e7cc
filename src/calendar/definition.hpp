// What a calendar file says, in plain values, and the hours of a single day by it.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

// Local seconds since midnight; half-open; `end` may be 86400.
struct Interval {
  int begin = 0;
  int end = 0;
  bool operator==(const Interval&) const = default;
};

// Of one day: in order, not overlapping.
using Hours = std::vector<Interval>;

// From Monday.
using Week = std::array<Hours, 7>;
inline constexpr std::array<const char*, 7> weekday_keys{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

// A day of every year: month and day as a number, 1225.
using MonthDay = unsigned;

struct DayRule {
  enum class Kind { off, working, own };
  Kind kind = Kind::off;
  Hours hours;       // of kind `own`
  std::string name;  // "春节"; may be empty
  bool operator==(const DayRule&) const = default;
};

// From one day of the year to another, both included; over New Year if `to` is before `from`.
struct Season {
  std::string name;
  MonthDay from = 101;
  MonthDay to = 1231;
  Week week;
  Hours working_day;

  bool covers(MonthDay day) const { return from <= to ? from <= day && day <= to : day >= from || day <= to; }
};

struct Definition {
  std::string name;
  std::string zone = "+00:00";
  Week week;
  Hours working_day;  // the hours of a day that is "working"
  std::vector<Season> seasons;
  std::map<Date, DayRule> days;
  std::map<MonthDay, DayRule> every_year;  // days says otherwise for single dates
  std::optional<KnownDays> known;
  std::string sources;  // canonical JSON as it stood in the file; empty if there was none

  // What a date's hours are, and why. `rule` is null on an ordinary day of the week.
  struct Found {
    const Hours* hours;
    const DayRule* rule;
    const Season* season;
    const Hours* ordinary;  // what the week would have given
  };
  Found on(Date date) const;
};

MonthDay month_day(Date date);

// "09:00", "17:30:15", "24:00".
std::string clock_text(int seconds);

// "09:00-12:00, 13:30-17:30"; "off" if there are none.
std::string to_string(const Hours& hours);

// Reads a calendar file. Throws InvalidDocument with all findings.
Definition read_definition(std::string_view json, std::string_view file_name, const Calendar::Resolver& based_on);

// The canonical JSON; read_definition of it gives the same definition.
std::string write_definition(const Definition& definition);

// The same for people: a day a line.
std::string write_definition_for_people(const Definition& definition);

// Builds the tables. Throws Refused(too_large) if there are more intervals than a calendar can be believed to have.
Calendar make_calendar(Definition definition);

inline constexpr KnownDays all_days{Date(std::chrono::year(1), std::chrono::January, std::chrono::day(1)),
                                    Date(std::chrono::year(9999), std::chrono::December, std::chrono::day(31))};

}  // namespace zhuqi
