#include <fstream>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include <zhuqi/calendar/calendar.hpp>

#include "calendar/dates.hpp"

namespace zhuqi {
namespace {

using namespace std::chrono;

const Calendar& china() { return Calendar::china(); }

TEST(China, EveryDayIsAsNotified) {
  std::ifstream in(ZHUQI_SHARED_DIR "/data/china-days.csv");
  if (!in) GTEST_SKIP() << "china-days.csv is not here";
  std::map<Date, bool> notified;
  std::string line;
  for (std::getline(in, line); std::getline(in, line);)
    notified[parse_date(line.substr(0, 10))] = line.substr(11, 7) == "working";
  ASSERT_EQ(notified.size(), 488u);
  for (sys_days d = sys_days(day("2007-01-01")); d <= sys_days(day("2026-12-31")); d += days(1)) {
    const auto found = notified.find(Date(d));
    const bool expected = found != notified.end() ? found->second : weekday(d).iso_encoding() <= 5;
    EXPECT_EQ(china().is_workday(Date(d)), expected) << to_string(Date(d));
  }
}

TEST(China, WorkingDaysOfEachYear) {
  const std::map<int, int> expected{{2019, 250}, {2020, 249}, {2021, 250}, {2022, 249},
                                    {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
  for (const auto& [y, n] : expected)
    EXPECT_EQ(china().between_workdays(year(y - 1) / December / 31, year(y) / December / 31), n) << y;
}

TEST(China, KnowsItsYearsAndNoOthers) {
  EXPECT_EQ(china().known(), (KnownDays{day("2007-01-01"), day("2026-12-31")}));
  EXPECT_EQ(china().name(), "cn");
  try {
    china().add_workdays(day("2026-12-30"), 2);
    FAIL() << "2027 is not known";
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code(), Code::calendar_unknown);
    EXPECT_STREQ(refused.what(),
                 "calendar «cn» does not know the year 2027 (it knows 2007-01-01 to 2026-12-31); publish the calendar "
                 "of that year");
  }
  EXPECT_THROW(china().is_workday(day("2006-12-31")), Refused);
  EXPECT_THROW(china().is_open(beijing("2027-01-01T00:00:00")), Refused);
  EXPECT_NO_THROW(china().is_open(beijing("2026-12-31T23:59:59.999999")));
}

// Off 15 to 23 February; working on Saturday 14 and Saturday 28.
TEST(China, SpringFestival2026) {
  EXPECT_EQ(china().add_workdays(day("2026-02-13"), 1), day("2026-02-14"));
  EXPECT_EQ(china().add_workdays(day("2026-02-13"), 2), day("2026-02-24"));
  EXPECT_EQ(china().add_workdays(day("2026-02-13"), 6), day("2026-02-28"));
  EXPECT_EQ(china().close_of(day("2026-02-12"), 7), beijing("2026-02-28T17:30:00"));
  EXPECT_EQ(china().add(beijing("2026-02-14T16:30:00"), 2h), beijing("2026-02-24T10:00:00"));
  EXPECT_EQ(china().between(beijing("2026-02-14T16:30:00"), beijing("2026-02-24T10:00:00")), 2h);
  EXPECT_EQ(china().next_open(beijing("2026-02-14T17:30:00")), beijing("2026-02-24T09:00:00"));
  EXPECT_EQ(china().prev_open(beijing("2026-02-24T09:00:00")), beijing("2026-02-14T17:30:00"));
}

TEST(China, WhatIsOwedWhenTheYearsEnd) {
  const Reach reached = china().reach(beijing("2026-12-31T16:00:00"), 90min);
  EXPECT_EQ(reached.at, beijing("2026-12-31T17:30:00"));
  EXPECT_EQ(reached.owed, 0s);
  const Reach owed = china().reach(beijing("2026-12-31T16:00:00"), 2h);
  EXPECT_FALSE(owed.at);
  EXPECT_EQ(owed.last_known, day("2026-12-31"));
  EXPECT_EQ(owed.owed, 30min);
  EXPECT_EQ(china().reach(beijing("2027-03-01T10:00:00"), 2h).owed, 2h);
  const ReachDay days = china().reach_workdays(day("2026-12-29"), 7);
  EXPECT_FALSE(days.day);
  EXPECT_EQ(days.owed, 5);
  EXPECT_EQ(china().reach_workdays(day("2026-12-29"), 2).day, day("2026-12-31"));
}

TEST(China, TheFileInDataIsTheOneCompiledIn) {
  EXPECT_EQ(Calendar::load(ZHUQI_SOURCE_DIR "/data/calendars/cn.json").hash(), china().hash());
  EXPECT_EQ(Calendar::parse(china().text(), "again.json").hash(), china().hash());
}

}  // namespace
}  // namespace zhuqi
