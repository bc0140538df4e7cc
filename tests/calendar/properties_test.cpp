// What holds for every calendar, clock changes included.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/calendar/days.hpp>

#include "calendar/random_calendar.hpp"

namespace zhuqi {
namespace {

using namespace std::chrono;

microseconds random_duration() {
  return seconds(*rc::gen::inRange<std::int64_t>(0, 400'000)) + microseconds(*rc::gen::element(0, 0, 1));
}

// The result, or nothing if the operation is refused for want of days.
template <class Operation>
auto attempt(Operation operation) -> std::optional<decltype(operation())> {
  try {
    return operation();
  } catch (const Refused& refused) {
    RC_ASSERT(refused.code() == Code::calendar_unknown || refused.code() == Code::illegal_state);
    return std::nullopt;
  }
}

RC_GTEST_PROP(Properties, AMinuteByMinuteCountAgrees, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  const Instant start = floor<minutes>(random_instant());
  const auto length = minutes(*rc::gen::inRange(0, 3 * 1440));
  minutes counted{0};
  for (Instant at = start; at < start + length; at += 1min) {
    const bool open = random.is_open(calendar.zone(), at);
    RC_ASSERT(calendar.is_open(at) == open);
    if (open) counted += 1min;
  }
  RC_ASSERT(calendar.between(start, start + length) == counted);
  RC_ASSERT(calendar.between(start + length, start) == -counted);
}

RC_GTEST_PROP(Properties, BetweenUndoesAddAndNothingEarlierDoes, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  const Instant start = random_instant();
  const microseconds working = random_duration();
  const auto end = attempt([&] { return calendar.add(start, working); });
  if (!end) return;
  RC_ASSERT(calendar.between(start, *end) == working);
  if (working > 0s) RC_ASSERT(calendar.between(start, *end - 1us) < working);
  const auto back = attempt([&] { return calendar.add(start, -working); });
  if (!back || working == 0s) return;
  RC_ASSERT(calendar.between(*back, start) == working);
  RC_ASSERT(calendar.between(*back + 1us, start) < working);
}

RC_GTEST_PROP(Properties, SubtractInvertsAdd, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  const Instant start = random_instant();
  const microseconds working = random_duration() + 1us;
  const auto end = attempt([&] { return calendar.add(start, working); });
  if (end) RC_ASSERT(calendar.add(*end, -working) == calendar.next_open(start));
}

RC_GTEST_PROP(Properties, AddIsMonotonic, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  const Instant start = random_instant(), later = start + seconds(*rc::gen::inRange(0, 200'000));
  const microseconds less = random_duration(), more = less + random_duration();
  const auto far = attempt([&] { return calendar.add(later, more); });
  if (!far) return;
  RC_ASSERT(calendar.add(start, more) <= *far);
  RC_ASSERT(calendar.add(later, less) <= *far || more == 0s);
}

RC_GTEST_PROP(Properties, OpeningsAreOpen, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  const Instant at = random_instant();
  const auto next = attempt([&] { return calendar.next_open(at); });
  if (next) {
    RC_ASSERT(calendar.is_open(*next));
    RC_ASSERT(calendar.between(at, *next) == 0s);
    RC_ASSERT((*next == at) == calendar.is_open(at));
  }
  const auto previous = attempt([&] { return calendar.prev_open(at); });
  if (previous) {
    RC_ASSERT(*previous <= at);
    RC_ASSERT(calendar.is_open(*previous - 1us));
    RC_ASSERT(calendar.between(*previous, at) == 0s);
  }
}

RC_GTEST_PROP(Properties, WhatIsOwedIsWhatIsMissing, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  if (calendar.knows_all_days()) return;
  const Instant start = random_instant();
  const microseconds working = random_duration() * *rc::gen::inRange(1, 40);
  const Reach reach = calendar.reach(start, working);
  const auto end = attempt([&] { return calendar.add(start, working); });
  RC_ASSERT(reach.at == end);
  const Instant midnight = calendar.to_instant(local_days(reach.last_known) + days(1));
  if (!end) RC_ASSERT(calendar.between(start, midnight) + reach.owed == working);
}

RC_GTEST_PROP(Properties, WorkingDaysAgreeWithALoop, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  const Date start = calendar.date_of(random_instant());
  const auto n = *rc::gen::inRange(-40, 40);
  const auto found = attempt([&] { return calendar.add_workdays(start, n); });
  if (!found) return;
  sys_days day = start;
  const auto works = [&] { return !random.on(Date(day)).empty(); };
  for (; n == 0 && !works();) day += days(1);
  for (int left = std::abs(n); left > 0; left -= works()) day += days(n < 0 ? -1 : 1);
  RC_ASSERT(*found == Date(day));
  if (n > 0) RC_ASSERT(calendar.between_workdays(start, *found) == n);
}

RC_GTEST_PROP(Properties, TheDaysCountedSumToTheWhole, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  const Instant start = random_instant(), end = start + seconds(*rc::gen::inRange(0, 900'000));
  microseconds sum{};
  for (const CalendarDay& day : counted_days(calendar, start, end)) sum += day.counted;
  RC_ASSERT(sum == calendar.between(start, end));
}

RC_GTEST_PROP(Properties, ACalendarIsItsText, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  RC_ASSERT(Calendar::parse(calendar.text(), "again.json").hash() == calendar.hash());
}

}  // namespace
}  // namespace zhuqi
