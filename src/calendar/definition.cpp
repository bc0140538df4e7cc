#include "calendar/definition.hpp"

#include <fmt/format.h>

namespace zhuqi {

namespace {

const Hours no_hours;

}  // namespace

std::string clock_text(int seconds) {
  const std::string text = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  return seconds % 60 == 0 ? text : fmt::format("{}:{:02}", text, seconds % 60);
}

MonthDay month_day(Date date) { return unsigned(date.month()) * 100 + unsigned(date.day()); }

std::string to_string(const Hours& hours) {
  std::string text;
  for (const Interval& interval : hours)
    text += fmt::format("{}{}-{}", text.empty() ? "" : ", ", clock_text(interval.begin), clock_text(interval.end));
  return text.empty() ? "off" : text;
}

Definition::Found Definition::on(Date date) const {
  const unsigned weekday = std::chrono::weekday(date).iso_encoding() - 1;
  Found found{&week[weekday], nullptr, nullptr, &week[weekday]};
  const Hours* working = &working_day;
  for (const Season& season : seasons) {
    if (!season.covers(month_day(date))) continue;
    found.season = &season;
    found.hours = found.ordinary = &season.week[weekday];
    working = &season.working_day;
  }
  if (const auto single = days.find(date); single != days.end()) {
    found.rule = &single->second;
  } else if (const auto yearly = every_year.find(month_day(date)); yearly != every_year.end()) {
    found.rule = &yearly->second;
  }
  if (!found.rule) return found;
  switch (found.rule->kind) {
    case DayRule::Kind::off:
      found.hours = &no_hours;
      break;
    case DayRule::Kind::working:
      found.hours = working;
      break;
    case DayRule::Kind::own:
      found.hours = &found.rule->hours;
      break;
  }
  return found;
}

}  // namespace zhuqi
