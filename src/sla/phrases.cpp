#include "sla/phrases.hpp"

#include <fmt/format.h>

namespace zhuqi {

namespace {

constexpr Phrases chinese{
    .hours = {"{}小时", "{}小时"},
    .minutes = {"{}分钟", "{}分钟"},
    .elapsed_days = {"{}日(连续计算)", "{}日(连续计算)"},
    .working_days = {"{}个工作日", "{}个工作日"},
    .between_hours_and_minutes = "",
    .working_time = "工作时间{}",
    .elapsed_time = "{}(连续计算)",
    .from_next_day = ",次一工作日起算",
    .until_close = ",至下班时止",
    .until_same_time = ",至同一时刻止",
    .started = "{}:{},自 {} 起算",
    .due = ",{} 到期\n",
    .provisional = ",暂不能定:日历「{}」只到 {},下一年公布后确定\n",
    .extended = "  延期 {}\n",
    .suspended = "  挂起 {} 至 {}\n",
    .day_and_night = "  昼夜连续计算,节假日也计\n",
    .other_days = "  其余各日:工作日照计,周末不计\n",
    .counted_day = "第{}个工作日",
    .counted_time = "计{}",
    .not_counted = "不计({})",
    .in_parentheses = "({})",
    .paused = "挂起",
    .begins_later = "次一工作日起算",
    .weekend = "周末",
    .off = "放假",
    .makeup = "调休上班",
    .own_hours = "工作时间特殊",
    .named = "{}:{}",
};

constexpr Phrases english{
    .hours = {"{} hour", "{} hours"},
    .minutes = {"{} minute", "{} minutes"},
    .elapsed_days = {"{} day, day and night", "{} days, day and night"},
    .working_days = {"{} working day", "{} working days"},
    .between_hours_and_minutes = " ",
    .working_time = "{} of working time",
    .elapsed_time = "{}, day and night",
    .from_next_day = ", counted from the next working day",
    .until_close = ", until the close of business",
    .until_same_time = ", until the same time of day",
    .started = "{}: {}, started {}",
    .due = ", due {}\n",
    .provisional = ", not known yet when due: the calendar «{}» ends on {}; settled when the next year is published\n",
    .extended = "  extended by {}\n",
    .suspended = "  suspended from {} to {}\n",
    .day_and_night = "  every hour counts, day and night, holidays too\n",
    .other_days = "  all other days: working days counted, weekends not\n",
    .counted_day = "working day {}",
    .counted_time = "{} counted",
    .not_counted = "not counted ({})",
    .in_parentheses = " ({})",
    .paused = "suspended",
    .begins_later = "counted from the next working day",
    .weekend = "weekend",
    .off = "off",
    .makeup = "make-up working day",
    .own_hours = "own hours",
    .named = "{}: {}",
};

}  // namespace

const Phrases& phrases(Language language) { return language == Language::english ? english : chinese; }

std::string Phrases::why(const CalendarDay& day) const {
  const auto with_name = [&](const char* kind) {
    return day.name.empty() ? std::string(kind) : fmt::format(fmt::runtime(named), kind, day.name);
  };
  switch (day.kind) {
    case CalendarDay::Kind::working:
      return {};
    case CalendarDay::Kind::free:
      return weekend;
    case CalendarDay::Kind::off:
      return with_name(off);
    case CalendarDay::Kind::makeup:
      return with_name(makeup);
    case CalendarDay::Kind::own_hours:
      return with_name(own_hours) + " " + day.hours;
  }
  return {};
}

std::string say(const Phrases::HowMany& phrase, std::int64_t count) {
  return fmt::format(fmt::runtime(count == 1 ? phrase.one : phrase.several), count);
}

}  // namespace zhuqi
