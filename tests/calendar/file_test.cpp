#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/calendar/days.hpp>

#include "calendar/dates.hpp"

namespace zhuqi {
namespace {

using namespace std::chrono;
using testing::HasSubstr;

std::string findings(const std::string& json) {
  try {
    Calendar::parse(json, "office.json");
    return "";
  } catch (const InvalidDocument& invalid) {
    return to_string(invalid.findings());
  }
}

const std::string week = R"("zone":"+08:00","week":{"mon":[["09:00","12:00"]],"wed":[["10:00","15:00"]]})";

TEST(File, AllFindingsAtOnceWithTheirLines) {
  EXPECT_EQ(findings(R"({"zone": "Europe/Paris",
"week": {"mon": [["09:00","25:00"]], "someday": [], "tue": [["12:00","09:00"]], "wed": [["09:00","12:00"],["11:00","13:00"]]},
"days": {"2026-02-30": "off",
"2026-02-14": "open", "*-13-01": "off"},
"known": ["2026-12-31", "2026-01-01"],
"based": "cn"})"),
            "office.json:6: error: based: not a known key (one of name, zone, week, working_day, seasons, days, known, "
            "based_on, sources)\n"
            "office.json:1: error: zone: «Europe/Paris» is not a zone: write an offset like +08:00, or a POSIX zone "
            "like CET-1CEST,M3.5.0,M10.5.0/3 whose clocks do not change around New Year\n"
            "office.json:2: error: week.someday: not a known key (one of mon, tue, wed, thu, fri, sat, sun)\n"
            "office.json:2: error: week.mon[0]: not an interval «[\"09:00\",\"25:00\"]» ([\"09:00\",\"12:00\"]; a day "
            "ends at 24:00)\n"
            "office.json:2: error: week.tue[0]: ends before it begins «[\"12:00\",\"09:00\"]» (over midnight: until "
            "24:00, and from 00:00 the next day)\n"
            "office.json:2: error: week.wed[1]: begins before the interval before it ends «[\"11:00\",\"13:00\"]» "
            "(intervals in order, not overlapping)\n"
            "office.json:4: error: days.*-13-01: no such day of the year (2026-02-14, or *-12-25 for every year)\n"
            "office.json:4: error: days.2026-02-14: not a kind of day «open» (\"off\", \"working\", a list of "
            "intervals, or {\"is\": ..., \"hours\": ..., \"name\": ...})\n"
            "office.json:3: error: days.2026-02-30: no such date (2026-02-14, or *-12-25 for every year)\n"
            "office.json:5: error: known: expected the first and the last known day "
            "«[\"2026-12-31\",\"2026-01-01\"]» ([\"2007-01-01\",\"2026-12-31\"])");
}

TEST(File, WhatIsNoCalendar) {
  EXPECT_THAT(findings("{"), HasSubstr("not valid JSON"));
  EXPECT_THAT(findings("[]"), HasSubstr("a calendar is a JSON object"));
  EXPECT_THAT(findings("{}"), HasSubstr("zone is missing"));
  EXPECT_THAT(findings("{}"), HasSubstr("week is missing"));
  EXPECT_THAT(findings(R"({"based_on":"mars"})"), HasSubstr("there is no calendar of this name"));
  EXPECT_THAT(findings(R"({"zone":"UTC","week":{},"days":{"2026-03-03":"working"}})"),
              HasSubstr("Monday has no hours for them to take"));
  EXPECT_THAT(
      findings("{" + week +
               R"(,"seasons":[{"from":"05-01","to":"09-30","week":{}},{"from":"09-30","to":"04-01","week":{}}]})"),
      HasSubstr("covers days that another season covers too"));
  EXPECT_THAT(findings(R"({"based_on":"cn","known":["2020-01-01","2027-12-31"]})"),
              HasSubstr("reaches beyond what the calendar it is based on knows"));
}

TEST(File, ADayMayBeWorkingWithWhichHours) {
  const Calendar calendar = Calendar::parse("{" + week + R"(,"days":{
    "2026-03-01": "working", "2026-03-07": [["08:00","08:30"],["20:00","24:00"]],
    "2026-03-08": {"is": "working", "hours": [["10:00","11:00"]], "name": "市集"}, "2026-03-02": []}})",
                                            "office.json");
  EXPECT_EQ(calendar.name(), "office");
  EXPECT_EQ(calendar.between(beijing("2026-03-01T00:00:00"), beijing("2026-03-02T00:00:00")), 3h);
  EXPECT_EQ(calendar.between(beijing("2026-03-07T00:00:00"), beijing("2026-03-08T00:00:00")), 4h + 30min);
  EXPECT_EQ(calendar.between(beijing("2026-03-08T00:00:00"), beijing("2026-03-09T00:00:00")), 1h);
  EXPECT_FALSE(calendar.is_workday(day("2026-03-02")));
}

TEST(File, TheHoursOfAWorkingDayMayBeGiven) {
  const Calendar calendar = Calendar::parse(
      "{" + week + R"(,"working_day":[["08:00","20:00"]],"days":{"2026-03-01":"working"}})", "office.json");
  EXPECT_EQ(calendar.between(beijing("2026-03-01T00:00:00"), beijing("2026-03-02T00:00:00")), 12h);
}

TEST(File, SeasonsComeBackEveryYear) {
  const Calendar calendar = Calendar::parse("{" + week + R"(,"days":{"2026-08-01":"working"},"seasons":[
    {"name":"夏","from":"05-01","to":"09-30","week":{"mon":[["08:00","12:00"]]}},
    {"name":"冬","from":"12-01","to":"02-29","week":{"mon":[["10:00","11:00"]]}}]})",
                                            "office.json");
  EXPECT_EQ(calendar.opening(day("2026-04-27")), beijing("2026-04-27T09:00:00"));
  EXPECT_EQ(calendar.opening(day("2026-05-04")), beijing("2026-05-04T08:00:00"));
  EXPECT_EQ(calendar.opening(day("2027-08-30")), beijing("2027-08-30T08:00:00"));
  EXPECT_EQ(calendar.opening(day("2026-01-05")), beijing("2026-01-05T10:00:00"));
  EXPECT_EQ(calendar.opening(day("2026-12-07")), beijing("2026-12-07T10:00:00"));
  EXPECT_EQ(calendar.closing(day("2026-08-01")), beijing("2026-08-01T12:00:00"));
}

TEST(File, ADepartmentIsTheNationalDaysAndItsOwnHours) {
  const Calendar hall = Calendar::parse(R"({"name":"政务大厅","based_on":"cn",
    "week":{"mon":[["08:30","18:00"]],"tue":[["08:30","18:00"]],"wed":[["08:30","18:00"]],"thu":[["08:30","18:00"]],
            "fri":[["08:30","18:00"]]},
    "days":{"2026-02-13":[["08:30","12:00"]],"*-03-08":"off"}})",
                                        "hall.json");
  EXPECT_EQ(hall.known(), Calendar::china().known());
  EXPECT_EQ(hall.closing(day("2026-02-14")), beijing("2026-02-14T18:00:00"));
  EXPECT_EQ(hall.closing(day("2026-02-13")), beijing("2026-02-13T12:00:00"));
  EXPECT_FALSE(hall.is_workday(day("2026-02-16")));
  EXPECT_FALSE(hall.is_workday(day("2024-03-08")));
  // It is whole: it needs no other calendar to be read again.
  const Calendar again = Calendar::parse(hall.text(), "x.json", [](std::string_view) { return std::nullopt; });
  EXPECT_EQ(again.hash(), hall.hash());
  EXPECT_NE(hall.hash(), Calendar::china().hash());
}

// A year that the base does not know may be added by hand, but not by silence.
TEST(File, AYearBeyondTheBaseNeedsDaysOfItsOwn) {
  const Calendar hall = Calendar::parse(R"({"based_on":"cn","known":["2007-01-01","2027-12-31"],
    "days":{"2027-01-01":{"is":"off","name":"元旦"},"*-03-08":"off"}})",
                                        "hall.json");
  EXPECT_EQ(hall.known().last, day("2027-12-31"));
  EXPECT_EQ(hall.add_workdays(day("2026-12-31"), 1), day("2027-01-04"));
  EXPECT_THAT(findings(R"({"based_on":"cn","known":["2007-01-01","2028-12-31"],
    "days":{"2027-01-01":"off","*-01-01":"off"}})"),
              HasSubstr("reaches beyond what the calendar it is based on knows, and days has none of 2028"));
  EXPECT_THAT(findings(R"({"based_on":"cn","known":["2006-01-01","2026-12-31"]})"), HasSubstr("days has none of 2006"));
}

TEST(File, BasedOnAFileBesideIt) {
  const auto folder = std::filesystem::temp_directory_path() / "zhuqi-calendar-file-test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "town.json") << R"({"based_on":"county","days":{"2026-03-03":"off"}})";
  std::ofstream(folder / "county.json")
      << R"({"based_on":"cn","working_day":[],"week":{"tue":[["08:00","09:00"]],"wed":[["08:00","09:00"]]}})";
  std::ofstream(folder / "loop.json") << R"({"based_on":"loop"})";
  const Calendar town = Calendar::load(folder / "town.json");
  EXPECT_EQ(town.name(), "town");
  EXPECT_EQ(town.add_workdays(day("2026-03-02"), 1), day("2026-03-04"));
  EXPECT_FALSE(town.is_workday(day("2026-02-14")));
  EXPECT_THROW(Calendar::load(folder / "loop.json"), InvalidDocument);
  EXPECT_THROW(Calendar::load(folder / "nowhere.json"), Refused);
  std::filesystem::remove_all(folder);
}

TEST(File, ACircleOfCalendarsIsNamed) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "zhuqi-calendar-circle";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.json") << R"({"based_on": "b"})";
  std::ofstream(folder / "b.json") << R"({"based_on": "a"})";
  std::ofstream(folder / "empty.json");
  const auto message_of = [&](const char* name) -> std::string {
    try {
      Calendar::load(folder / name);
    } catch (const Refused& refused) {
      return refused.what();
    }
    return "";
  };
  EXPECT_NE(message_of("a.json").find("leads back to itself"), std::string::npos);
  EXPECT_NE(message_of("empty.json").find("not valid JSON"), std::string::npos);
  EXPECT_NE(message_of("absent.json").find("cannot be read"), std::string::npos);
}

TEST(File, SeveralYearsOfMinutesAreTooMany) {
  std::string every_other;
  for (int m = 0; m < 1440; m += 4)
    every_other += (m ? "," : "") + ("[\"" + to_string(Instant(minutes(m))).substr(11, 5) + "\",\"") +
                   to_string(Instant(minutes(m + 1))).substr(11, 5) + "\"]";
  std::string days;
  for (int y = 2000; y < 2100; ++y) days += (y > 2000 ? ",\"" : "\"") + std::to_string(y) + "-01-01\":\"off\"";
  std::string all;
  for (const char* key : {"mon", "tue", "wed", "thu", "fri", "sat", "sun"})
    all += (all.empty() ? "\"" : ",\"") + std::string(key) + "\":[" + every_other + "]";
  EXPECT_NO_THROW(Calendar::parse(R"({"zone":"UTC","week":{)" + all + "}}", "busy.json"));
  EXPECT_THROW(Calendar::parse(R"({"zone":"UTC","week":{)" + all + R"(},"days":{)" + days + "}}", "busy.json"),
               Refused);
}

}  // namespace
}  // namespace zhuqi
