// A deadline in words: for those who have to keep it.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/calendar/days.hpp>
#include <zhuqi/sla/clock.hpp>

#include "sla/local_minute.hpp"
#include "sla/phrases.hpp"

namespace zhuqi {

namespace {

using std::chrono::days;
using std::chrono::microseconds;
using std::chrono::sys_days;

constexpr int most_days_told = 45;  // of a longer span only the days that are not as the week has them

template <class... Values>
std::string say(const char* phrase, const Values&... values) {
  return fmt::format(fmt::runtime(phrase), values...);
}

std::string length(microseconds time, const Phrases& p) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time).count();
  if (minutes % 60 == 0) return say(p.hours, minutes / 60);
  if (minutes < 60) return say(p.minutes, minutes);
  return say(p.hours, minutes / 60) + p.between_hours_and_minutes + say(p.minutes, minutes % 60);
}

std::string in_words(const Span& span, const Phrases& p) {
  constexpr std::int64_t day = 24 * 3'600'000'000LL;
  if (span.unit == Unit::working_days) return say(p.working_days, span.amount);
  if (span.unit == Unit::working_time) return say(p.working_time, length(microseconds(span.amount), p));
  return span.amount % day == 0 ? say(p.elapsed_days, span.amount / day)
                                : say(p.elapsed_time, length(microseconds(span.amount), p));
}

std::string in_words(const Target& target, const Phrases& p) {
  std::string text = in_words(target.span, p);
  if (target.counting == Counting::next_day) text += p.from_next_day;
  if (target.ending != Target(target.span).ending)
    text += target.ending == Ending::close ? p.until_close : p.until_same_time;
  return text;
}

// One day of a count: what of it counted, as a number of the day or a length of time.
class DayByDay {
 public:
  DayByDay(const ClockPlan& plan, const Calendar& calendar, const Phrases& phrases)
      : plan_(plan), calendar_(calendar), p_(phrases) {}

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
    if (brief) text_ += p_.other_days;
    return text_;
  }

 private:
  bool works(const CalendarDay& day) const { return calendar_.is_workday(day.date); }

  std::string count_day(const CalendarDay& day) {
    const std::string reason = p_.why(day);
    if (!works(day)) return say(p_.not_counted, reason);
    const Instant close = *calendar_.closing(day.date);
    const bool paused = std::any_of(plan_.pauses.begin(), plan_.pauses.end(),
                                    [&](const Pause& pause) { return pause.from < close && close <= pause.to; });
    return paused ? say(p_.not_counted, p_.paused) : say(p_.counted_day, ++counted_) + note(reason);
  }

  std::string count_time(const CalendarDay& day) {
    const std::string reason = p_.why(day);
    if (!works(day)) return say(p_.not_counted, reason);
    const Instant begin = std::max(*calendar_.opening(day.date), plan_.start);
    const Instant end = std::min(*calendar_.closing(day.date), *plan_.due);
    auto time = begin < end ? calendar_.between(begin, end) : microseconds(0);
    for (const auto& pause : plan_.pauses) {
      const Instant from = std::max(pause.from, begin), to = std::min(pause.to, end);
      if (from < to) time -= calendar_.between(from, to);
    }
    if (plan_.target.counting == Counting::next_day && day.date == calendar_.date_of(plan_.start))
      return say(p_.not_counted, p_.begins_later);
    return say(p_.counted_time, length(time, p_)) + note(reason);
  }

  std::string note(const std::string& reason) const { return reason.empty() ? "" : say(p_.in_parentheses, reason); }

  const ClockPlan& plan_;
  const Calendar& calendar_;
  const Phrases& p_;
  std::string text_;
  int counted_ = 0;
};

std::string counted_days_of(const ClockPlan& plan, const Calendar& calendar, const Phrases& p) {
  if (plan.target.span.unit == Unit::elapsed) return p.day_and_night;
  if (*plan.due - plan.start > days(most_days_asked)) return "";
  return DayByDay(plan, calendar, p).text();
}

}  // namespace

std::string local_minute(Instant instant, const Calendar& calendar) {
  const auto time = calendar.to_local(instant);
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::minutes>(time - day));
  return fmt::format("{} {:02}:{:02}", to_string(Date(day)), clock.hours().count(), clock.minutes().count());
}

std::string explain(const ClockPlan& plan, const Calendar& calendar, Language language) {
  const Phrases& p = phrases(language);
  const auto local = [&](Instant instant) { return local_minute(instant, calendar); };
  std::string text = say(p.started, stage_title(plan.name, language), in_words(plan.target, p), local(plan.start));
  text += plan.due ? say(p.due, local(*plan.due)) : say(p.provisional, calendar.name(), to_string(*plan.known_until));
  for (const auto& span : plan.extensions) text += say(p.extended, in_words(span, p));
  for (const auto& pause : plan.pauses) text += say(p.suspended, local(pause.from), local(pause.to));
  if (plan.due) text += counted_days_of(plan, calendar, p);
  return text;
}

}  // namespace zhuqi
