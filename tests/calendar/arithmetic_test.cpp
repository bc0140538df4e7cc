// What each operation means, and the bugs of others that are not to be ours.
#include <gtest/gtest.h>

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/calendar/days.hpp>

#include "calendar/dates.hpp"

namespace zhuqi {
namespace {

using namespace std::chrono;

Calendar calendar(const std::string& rest, const std::string& zone = "UTC") {
  return Calendar::parse("{\"zone\":\"" + zone + "\"," + rest + "}", "test.json");
}

const std::string nine_to_five = R"("week":{"mon":[["09:00","17:00"]],"tue":[["09:00","17:00"]],
  "wed":[["09:00","17:00"]],"thu":[["09:00","17:00"]],"fri":[["09:00","17:00"]]})";

Instant utc(const std::string& text) { return parse_instant(text + "Z"); }

// 2026-03-02 is a Monday.
TEST(Arithmetic, Glpi22678MondayFivePmPlusFourWorkingHours) {
  EXPECT_EQ(calendar(nine_to_five).add(utc("2026-03-02T17:00:00"), 4h), utc("2026-03-03T13:00:00"));
}

TEST(Arithmetic, OsTicket6739ACalendarWithTuesdaysOnly) {
  const Calendar tuesdays = calendar(R"("week":{"tue":[["09:00","12:00"]]})");
  EXPECT_EQ(tuesdays.add(utc("2026-03-02T10:00:00"), 4h), utc("2026-03-10T10:00:00"));
  EXPECT_EQ(tuesdays.add_workdays(day("2026-03-02"), 3), day("2026-03-17"));
  EXPECT_EQ(tuesdays.between(utc("2026-03-01T00:00:00"), utc("2026-04-01T00:00:00")), 15h);
}

TEST(Arithmetic, OsTicket6847ALunchBreak) {
  const Calendar lunch = calendar(R"("week":{"mon":[["09:00","12:00"],["13:00","17:00"]]})");
  EXPECT_EQ(lunch.add(utc("2026-03-02T11:00:00"), 2h), utc("2026-03-02T14:00:00"));
  EXPECT_EQ(lunch.add(utc("2026-03-02T11:00:00"), 1h), utc("2026-03-02T12:00:00"));
  EXPECT_EQ(lunch.add(utc("2026-03-02T14:00:00"), -2h), utc("2026-03-02T11:00:00"));
  EXPECT_FALSE(lunch.is_open(utc("2026-03-02T12:00:00")));
  EXPECT_TRUE(lunch.is_open(utc("2026-03-02T13:00:00")));
}

TEST(Arithmetic, Zammad5076AHolidayListedTwiceCountsOnce) {
  const Calendar twice = calendar(nine_to_five + R"(,"days":{"2026-03-03":"off","*-03-03":"off"})");
  EXPECT_EQ(twice.between_workdays(day("2026-03-01"), day("2026-03-08")), 4);
  EXPECT_EQ(twice.add(utc("2026-03-02T16:00:00"), 2h), utc("2026-03-04T10:00:00"));
}

TEST(Arithmetic, Glpi10594APauseOverTheWeekendHasNoWorkingTime) {
  EXPECT_EQ(calendar(nine_to_five).between(utc("2026-03-06T17:00:00"), utc("2026-03-09T09:00:00")), 0s);
}

TEST(Arithmetic, EarliestForwardAndLatestBackward) {
  const Calendar office = calendar(nine_to_five);
  EXPECT_EQ(office.add(utc("2026-03-02T09:00:00"), 8h), utc("2026-03-02T17:00:00"));
  EXPECT_EQ(office.add(utc("2026-03-02T17:00:00"), 0s), utc("2026-03-03T09:00:00"));
  EXPECT_EQ(office.add(utc("2026-03-03T17:00:00"), -8h), utc("2026-03-03T09:00:00"));
  EXPECT_EQ(office.add(utc("2026-03-03T09:00:00"), -1us), utc("2026-03-02T16:59:59.999999"));
  EXPECT_EQ(office.add(utc("2026-03-02T16:59:59.999999"), 2us), utc("2026-03-03T09:00:00.000001"));
  EXPECT_EQ(office.next_open(utc("2026-03-06T17:00:00")), utc("2026-03-09T09:00:00"));
  EXPECT_EQ(office.next_open(utc("2026-03-06T16:00:00")), utc("2026-03-06T16:00:00"));
  EXPECT_EQ(office.prev_open(utc("2026-03-09T09:00:00")), utc("2026-03-06T17:00:00"));
  EXPECT_EQ(office.prev_open(utc("2026-03-09T09:00:00.000001")), utc("2026-03-09T09:00:00.000001"));
}

TEST(Arithmetic, WorkingDays) {
  const Calendar office = calendar(nine_to_five);
  EXPECT_EQ(office.add_workdays(day("2026-03-07"), 0), day("2026-03-09"));
  EXPECT_EQ(office.add_workdays(day("2026-03-06"), 0), day("2026-03-06"));
  EXPECT_EQ(office.add_workdays(day("2026-03-07"), 1), day("2026-03-09"));
  EXPECT_EQ(office.add_workdays(day("2026-03-07"), -1), day("2026-03-06"));
  EXPECT_EQ(office.between_workdays(day("2026-03-06"), day("2026-03-09")), 1);
  EXPECT_EQ(office.between_workdays(day("2026-03-09"), day("2026-03-06")), -1);
  EXPECT_EQ(office.opening(day("2026-03-06")), utc("2026-03-06T09:00:00"));
  EXPECT_EQ(office.closing(day("2026-03-06")), utc("2026-03-06T17:00:00"));
  EXPECT_EQ(office.closing(day("2026-03-07")), std::nullopt);
}

TEST(Arithmetic, RoundTheClock) {
  const Calendar always = calendar(R"("week":{"mon":[["00:00","24:00"]],"tue":[["00:00","24:00"]]})");
  EXPECT_EQ(always.add(utc("2026-03-02T00:00:00"), 24h), utc("2026-03-03T00:00:00"));
  EXPECT_EQ(always.add(utc("2026-03-02T12:00:00"), 24h), utc("2026-03-03T12:00:00"));
  EXPECT_EQ(always.prev_open(utc("2026-03-03T00:00:00")), utc("2026-03-03T00:00:00"));
  EXPECT_EQ(always.closing(day("2026-03-03")), utc("2026-03-04T00:00:00"));
}

TEST(Arithmetic, AClockChangeInsideOpenHours) {
  const Calendar paris = calendar(R"("week":{"sun":[["00:00","24:00"]]})", "CET-1CEST,M3.5.0,M10.5.0/3");
  // The skipped hour is not there.
  EXPECT_EQ(paris.between(utc("2020-03-28T23:00:00"), utc("2020-03-29T22:00:00")), 23h);
  EXPECT_EQ(paris.add(utc("2020-03-29T00:30:00"), 1h), utc("2020-03-29T01:30:00"));
  // The hour shown twice is open once.
  EXPECT_EQ(paris.between(utc("2020-10-24T22:00:00"), utc("2020-10-25T23:00:00")), 24h);
  EXPECT_TRUE(paris.is_open(utc("2020-10-25T00:30:00")));
  EXPECT_FALSE(paris.is_open(utc("2020-10-25T01:30:00")));
  EXPECT_EQ(paris.add(utc("2020-10-25T00:30:00"), 1h), utc("2020-10-25T02:30:00"));
}

TEST(Arithmetic, AClockChangeOutsideOpenHoursMovesThemOnly) {
  const Calendar new_york = calendar(nine_to_five, "EST5EDT,M3.2.0,M11.1.0");
  EXPECT_EQ(new_york.add(utc("2021-03-12T21:00:00"), 2h), utc("2021-03-15T14:00:00"));
  EXPECT_EQ(new_york.add(utc("2021-11-05T20:00:00"), 2h), utc("2021-11-08T15:00:00"));
}

// Monday 9 to 17 by the clock on the wall is eight hours in summer and in winter, and what lies between two Mondays is
// neither more nor less for the night on which clocks change.
TEST(Arithmetic, Otrs787AndGlpi23670DaysOfClockChangesAreAsLongAsAnyOther) {
  const struct {
    const char *zone, *before, *after;  // closings on the Fridays before, openings on the Mondays after
  } nights[]{{"CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-27T16:00:00", "2026-03-30T07:00:00"},
             {"CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-23T15:00:00", "2026-10-26T08:00:00"},
             {"EST5EDT,M3.2.0,M11.1.0", "2026-03-06T22:00:00", "2026-03-09T13:00:00"},
             {"EST5EDT,M3.2.0,M11.1.0", "2026-10-30T21:00:00", "2026-11-02T14:00:00"}};
  for (const auto& night : nights) {
    const Calendar office = calendar(nine_to_five, night.zone);
    EXPECT_EQ(office.next_open(utc(night.before)), utc(night.after)) << night.before;
    EXPECT_EQ(office.prev_open(utc(night.after)), utc(night.before)) << night.before;
    EXPECT_EQ(office.add(utc(night.before) - 1h, 2h), utc(night.after) + 1h) << night.before;
    EXPECT_EQ(office.between(utc(night.before) - 8h, utc(night.after) + 8h), 16h) << night.before;
  }
}

TEST(Arithmetic, WhatCanNeverBeIsRefusedAtOnce) {
  const Calendar never = calendar(R"("week":{})");
  const auto code_of = [](auto operation) {
    try {
      operation();
      return Code::ok;
    } catch (const Refused& refused) {
      return refused.code();
    }
  };
  EXPECT_EQ(code_of([&] { never.add(utc("2026-03-02T00:00:00"), 1s); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { never.next_open(utc("2026-03-02T00:00:00")); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { never.prev_open(utc("2026-03-02T00:00:00")); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { never.add_workdays(day("2026-03-02"), 0); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { never.reach(utc("2026-03-02T00:00:00"), 1s); }), Code::illegal_state);
  EXPECT_EQ(never.between(utc("2026-03-02T00:00:00"), utc("2027-03-02T00:00:00")), 0s);
  const Calendar once = calendar(R"("week":{},"days":{"2026-03-03":[["09:00","10:00"]]})");
  EXPECT_EQ(once.add(utc("2026-03-02T00:00:00"), 1h), utc("2026-03-03T10:00:00"));
  EXPECT_EQ(code_of([&] { once.add(utc("2026-03-02T00:00:00"), 1h + 1us); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { once.add(utc("2026-03-02T00:00:00"), microseconds::max()); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { once.add(utc("2026-03-02T00:00:00"), microseconds::min()); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { once.add_workdays(day("2026-03-02"), INT64_MAX); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { once.add_workdays(day("2026-03-02"), INT64_MIN); }), Code::illegal_state);
  EXPECT_EQ(code_of([&] { once.add(Instant::max(), 1s); }), Code::invalid_argument);
  EXPECT_EQ(code_of([&] { once.is_open(Instant::min()); }), Code::invalid_argument);
  EXPECT_EQ(code_of([&] { Calendar::china().add(Instant::max(), 1s); }), Code::calendar_unknown);
}

TEST(Arithmetic, AllYearsAreReckoned) {
  const Calendar office = calendar(nine_to_five);
  EXPECT_EQ(office.add_workdays(day("0001-01-01"), 1), day("0001-01-02"));
  EXPECT_EQ(office.add_workdays(day("9999-12-31"), 0), day("9999-12-31"));
  // 400 years are 20,871 weeks.
  EXPECT_EQ(office.add(utc("1600-01-03T09:00:00"), 20'871 * 40h * 20), utc("9599-12-31T17:00:00"));
  EXPECT_EQ(office.between_workdays(day("1600-01-02"), day("9600-01-02")), 20'871 * 5 * 20);
}

TEST(Arithmetic, TheLastKnownDayMayCloseAtMidnight) {
  const Calendar known = calendar(R"("week":{"mon":[["00:00","24:00"]]},"known":["2026-03-02","2026-03-02"])");
  EXPECT_EQ(known.add(utc("2026-03-02T12:00:00"), 12h), utc("2026-03-03T00:00:00"));
  EXPECT_EQ(known.between(utc("2026-03-02T12:00:00"), utc("2026-03-03T00:00:00")), 12h);
  EXPECT_EQ(known.add(utc("2026-03-03T00:00:00"), -12h), utc("2026-03-02T12:00:00"));
  EXPECT_THROW(known.next_open(utc("2026-03-03T00:00:00")), Refused);
  EXPECT_EQ(known.reach(utc("2026-03-02T12:00:00"), 13h).owed, 1h);
}

TEST(Days, SayWhatWasCountedAndWhy) {
  const auto days = counted_days(Calendar::china(), utc("2026-02-14T08:30:00"), utc("2026-02-24T02:00:00"));
  ASSERT_EQ(days.size(), 11u);
  EXPECT_EQ(describe(days[0]), "make-up working day (春节)");
  EXPECT_EQ(days[0].counted, 1h);
  EXPECT_EQ(describe(days[1]), "free day of the week");
  EXPECT_EQ(describe(days[2]), "off (春节)");
  EXPECT_EQ(days[2].hours, "off");
  EXPECT_EQ(days[2].counted, 0s);
  EXPECT_EQ(describe(days[10]), "working day");
  EXPECT_EQ(days[10].hours, "09:00-12:00, 13:30-17:30");
  EXPECT_EQ(days[10].counted, 1h);
  microseconds sum{};
  for (const CalendarDay& day : days) sum += day.counted;
  EXPECT_EQ(sum, 2h);
}

TEST(Days, WorkdaysAreThoseAfterTheStart) {
  const auto days = counted_workdays(Calendar::china(), day("2026-02-13"), day("2026-02-24"));
  ASSERT_EQ(days.size(), 11u);
  EXPECT_EQ(days.front().date, day("2026-02-14"));
  EXPECT_EQ(std::count_if(days.begin(), days.end(), [](const CalendarDay& day) { return day.counted > 0s; }), 2);
  EXPECT_TRUE(counted_workdays(Calendar::china(), day("2026-02-13"), day("2026-02-13")).empty());
  EXPECT_THROW(counted_workdays(Calendar::china(), day("2007-01-01"), day("2026-02-13")), Refused);
}

}  // namespace
}  // namespace zhuqi
