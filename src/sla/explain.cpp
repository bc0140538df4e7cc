// A deadline in words: for those who have to keep it.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/calendar/days.hpp>
#include <zhuqi/sla/clock.hpp>

#include "sla/local_minute.hpp"

namespace zhuqi {

namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::sys_days;

constexpr int most_days_told = 45;  // of a longer span only the days that are not as the week has them

std::string length(microseconds time) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time).count();
  if (minutes % 60 == 0) return fmt::format("{}小时", minutes / 60);
  return minutes < 60 ? fmt::format("{}分钟", minutes) : fmt::format("{}小时{}分钟", minutes / 60, minutes % 60);
}

std::string in_words(const Span& span) {
  constexpr std::int64_t day = 24 * 3'600'000'000LL;
  if (span.unit == Unit::working_days) return fmt::format("{}个工作日", span.amount);
  if (span.unit == Unit::working_time) return "工作时间" + length(microseconds(span.amount));
  return span.amount % day == 0 ? fmt::format("{}日(连续计算)", span.amount / day)
                                : length(microseconds(span.amount)) + "(连续计算)";
}

std::string in_words(const Target& target) {
  std::string text = in_words(target.span);
  if (target.counting == Counting::next_day) text += ",次一工作日起算";
  if (target.ending != Target(target.span).ending)
    text += target.ending == Ending::close ? ",至下班时止" : ",至同一时刻止";
  return text;
}

std::string why(const CalendarDay& day) {
  const auto named = [&](const char* kind) {
    return day.name.empty() ? std::string(kind) : fmt::format("{}:{}", kind, day.name);
  };
  switch (day.kind) {
    case CalendarDay::Kind::working:
      return {};
    case CalendarDay::Kind::free:
      return "周末";
    case CalendarDay::Kind::off:
      return named("放假");
    case CalendarDay::Kind::makeup:
      return named("调休上班");
    case CalendarDay::Kind::own_hours:
      return named("工作时间特殊") + " " + day.hours;
  }
  return {};
}

// One day of a count: what of it counted, as a number of the day or a length of time.
class DayByDay {
 public:
  DayByDay(const ClockPlan& plan, const Calendar& calendar) : plan_(plan), calendar_(calendar) {}

  std::string text() {
    const bool by_days = plan_.target.span.unit == Unit::working_days;
    const sys_days first(calendar_.date_of(plan_.start));
    const sys_days last(calendar_.date_of(*plan_.due - microseconds(1)));
    const bool brief = last - first > days(most_days_told);
    for (sys_days day = first + days(by_days ? 1 : 0); day <= last; day += days(1)) {
      const CalendarDay known = counted_workdays(calendar_, Date(day - days(1)), Date(day)).front();
      const std::string line = by_days ? count_day(known) : count_time(known);
      const bool plain = known.kind == CalendarDay::Kind::working || known.kind == CalendarDay::Kind::free;
      if (brief && plain && day != last) continue;
      text_ += fmt::format("  {} {}\n", to_string(known.date), line);
    }
    if (brief) text_ += "  其余各日:工作日照计,周末不计\n";
    return text_;
  }

 private:
  bool works(const CalendarDay& day) const { return calendar_.is_workday(day.date); }

  std::string count_day(const CalendarDay& day) {
    const std::string reason = why(day);
    if (!works(day)) return fmt::format("不计({})", reason);
    const Instant close = *calendar_.closing(day.date);
    const bool paused = std::any_of(plan_.pauses.begin(), plan_.pauses.end(),
                                    [&](const Pause& pause) { return pause.from < close && close <= pause.to; });
    const std::string note = reason.empty() ? "" : fmt::format("({})", reason);
    return paused ? "不计(挂起)" : fmt::format("第{}个工作日{}", ++counted_, note);
  }

  std::string count_time(const CalendarDay& day) {
    const std::string reason = why(day);
    if (!works(day)) return fmt::format("不计({})", reason);
    const Instant begin = std::max(*calendar_.opening(day.date), plan_.start);
    const Instant end = std::min(*calendar_.closing(day.date), *plan_.due);
    auto time = begin < end ? calendar_.between(begin, end) : microseconds(0);
    for (const auto& pause : plan_.pauses) {
      const Instant from = std::max(pause.from, begin), to = std::min(pause.to, end);
      if (from < to) time -= calendar_.between(from, to);
    }
    if (plan_.target.counting == Counting::next_day && day.date == calendar_.date_of(plan_.start))
      return "不计(次一工作日起算)";
    return fmt::format("计{}{}", length(time), reason.empty() ? "" : fmt::format("({})", reason));
  }

  const ClockPlan& plan_;
  const Calendar& calendar_;
  std::string text_;
  int counted_ = 0;
};

std::string counted_days_of(const ClockPlan& plan, const Calendar& calendar) {
  if (plan.target.span.unit == Unit::elapsed) return "  昼夜连续计算,节假日也计\n";
  if (*plan.due - plan.start > days(most_days_asked)) return "";
  return DayByDay(plan, calendar).text();
}

}  // namespace

std::string local_minute(Instant instant, const Calendar& calendar) {
  const auto time = calendar.to_local(instant);
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::minutes>(time - day));
  return fmt::format("{} {:02}:{:02}", to_string(Date(day)), clock.hours().count(), clock.minutes().count());
}

std::string explain(const ClockPlan& plan, const Calendar& calendar) {
  std::string text = fmt::format("{}:{},自 {} 起算", stage_title(plan.name), in_words(plan.target),
                                 local_minute(plan.start, calendar));
  text += plan.due ? fmt::format(",{} 到期\n", local_minute(*plan.due, calendar))
                   : fmt::format(",暂不能定:日历「{}」只到 {},下一年公布后确定\n", calendar.name(),
                                 to_string(*plan.known_until));
  for (const auto& span : plan.extensions) text += fmt::format("  延期 {}\n", in_words(span));
  for (const auto& pause : plan.pauses)
    text += fmt::format("  挂起 {} 至 {}\n", local_minute(pause.from, calendar), local_minute(pause.to, calendar));
  if (plan.due) text += counted_days_of(plan, calendar);
  return text;
}

}  // namespace zhuqi
