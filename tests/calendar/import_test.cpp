#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <zhuqi/calendar/import.hpp>

#include "calendar/dates.hpp"

namespace zhuqi {
namespace {

using namespace std::chrono;
using testing::HasSubstr;

const char* const next_year = R"({"year": 2027, "papers": ["https://example.org/2027"], "days": [
  {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
  {"name": "元旦", "date": "2027-01-02", "isOffDay": true},
  {"name": "元旦", "date": "2027-01-02", "isOffDay": true},
  {"name": "元旦", "date": "2026-12-27", "isOffDay": false},
  {"name": "元旦", "date": "2026-12-31", "isOffDay": false}]})";

std::string refused(const std::string& source, ImportOptions options, const Calendar& onto = Calendar::china()) {
  try {
    preview_import(onto, source, options);
    return "";
  } catch (const InvalidDocument& invalid) {
    return invalid.what();
  }
}

TEST(Import, TheNextYearWithWhatWouldChange) {
  const ImportPreview preview = preview_import(Calendar::china(), next_year, {.file_name = "2027.json"});
  ASSERT_EQ(preview.changes.size(), 3u);
  EXPECT_EQ(preview.changes[0].date, day("2026-12-27"));
  EXPECT_EQ(preview.changes[0].before, "off");
  EXPECT_EQ(preview.changes[0].after, "09:00-12:00, 13:30-17:30");
  EXPECT_EQ(preview.changes[1].before, "unknown");
  EXPECT_EQ(preview.changes[1].after, "off");
  EXPECT_EQ(preview.unchanged, 1);
  EXPECT_THAT(to_string(preview.notes), HasSubstr("listed twice, counted once «2027-01-02»"));

  const Calendar after = Calendar::parse(preview.calendar, "cn.json");
  EXPECT_EQ(after.known(), preview.known);
  EXPECT_EQ(after.known().last, day("2027-12-31"));
  EXPECT_EQ(after.add_workdays(day("2026-12-31"), 1), day("2027-01-04"));
  EXPECT_THAT(after.text(), HasSubstr(R"("2027":["https://example.org/2027"])"));
}

TEST(Import, TwiceIsOnce) {
  const Calendar once = Calendar::parse(preview_import(Calendar::china(), next_year, {}).calendar, "cn.json");
  const ImportPreview twice = preview_import(once, next_year, {});
  EXPECT_TRUE(twice.changes.empty());
  EXPECT_EQ(Calendar::parse(twice.calendar, "cn.json").hash(), once.hash());
}

TEST(Import, AYearIsNeverSkipped) {
  EXPECT_THAT(refused(R"({"year":2028,"days":[{"name":"元旦","date":"2028-01-03","isOffDay":true}]})", {}),
              HasSubstr("the days between would be skipped"));
}

TEST(Import, ContradictionsAreFoundTogether) {
  const std::string found =
      refused("date,status\n2026-03-02,off\n2026-03-02,working\n2026-02-30,off\n2026-03-04,closed\nx\n",
              {.form = ImportForm::csv, .file_name = "days.csv"});
  EXPECT_THAT(found, HasSubstr("days.csv:3: error: both off and working"));
  EXPECT_THAT(found, HasSubstr("days.csv:4: error: no such date"));
  EXPECT_THAT(found, HasSubstr("days.csv:5: error: not a status of a day"));
  EXPECT_THAT(found, HasSubstr("days.csv:6: error: not a notified day"));
}

TEST(Import, DaysOfAnUnknownYearNeedTheYearToBeNamed) {
  const std::string csv = "date,status,name\n2027-01-01,off,元旦\n";
  EXPECT_THAT(refused(csv, {.form = ImportForm::csv}), HasSubstr("say for which years the source is complete"));
  const ImportPreview preview = preview_import(Calendar::china(), csv, {.form = ImportForm::csv, .first_year = 2027});
  EXPECT_EQ(preview.known.last, day("2027-12-31"));
}

TEST(Import, IcalendarWithFoldedLinesAndExclusiveEnds) {
  const std::string feed =
      "BEGIN:VCALENDAR\r\n"
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260302\r\nDTEND;VALUE=DATE:20260304\r\nSUMMARY:地方\r\n "
      "节（休）\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260307\r\nSUMMARY:地方节 补班\r\n"
      "BEGIN:VALARM\r\nDTSTART;VALUE=DATE:19990101\r\nEND:VALARM\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260309\r\nDURATION:P2D\r\nSUMMARY:Town day\r\n"
      "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260303\r\nSUMMARY:元宵节\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nDTSTART:20260305T090000\r\nSUMMARY:休\r\nEND:VEVENT\r\n"
      "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260305\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:休\r\nEND:VEVENT\r\n"
      "END:VCALENDAR\r\n";
  const ImportPreview preview = preview_import(Calendar::china(), feed, {.form = ImportForm::icalendar});
  ASSERT_EQ(preview.changes.size(), 5u);
  EXPECT_EQ(preview.changes[0].date, day("2026-03-02"));
  EXPECT_EQ(preview.changes[0].name, "地方节");
  EXPECT_EQ(preview.changes[1].date, day("2026-03-03"));
  EXPECT_EQ(preview.changes[2].date, day("2026-03-07"));
  EXPECT_EQ(preview.changes[2].name, "地方节");
  EXPECT_EQ(preview.changes[2].after, "09:00-12:00, 13:30-17:30");
  EXPECT_EQ(preview.changes[4].date, day("2026-03-10"));
  EXPECT_EQ(preview.notes.size(), 3u);
  EXPECT_FALSE(Calendar::parse(preview.calendar, "cn.json").is_workday(day("2026-03-10")));
}

// One event over two days, the second of them in an event of its own as well, a third copy on a Saturday.
TEST(Import, Zammad5076AHolidayOverTwoDaysOrListedTwiceIsNotCountedTwice) {
  const std::string feed =
      "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260305\nDTEND;VALUE=DATE:20260308\nSUMMARY:休\nEND:VEVENT\n"
      "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260306\nSUMMARY:休\nEND:VEVENT\nEND:VCALENDAR\n";
  const ImportPreview preview = preview_import(Calendar::china(), feed, {.form = ImportForm::icalendar});
  EXPECT_EQ(preview.changes.size(), 2u);
  EXPECT_EQ(preview.unchanged, 1);  // the Saturday
  const Calendar after = Calendar::parse(preview.calendar, "cn.json");
  EXPECT_EQ(after.between_workdays(day("2026-03-01"), day("2026-03-08")), 3);
  EXPECT_EQ(after.between(parse_instant("2026-03-02T00:00:00+08:00"), parse_instant("2026-03-09T00:00:00+08:00")), 21h);
}

TEST(Import, ThePreviewStandsInColumnsAlsoInChinese) {
  const ImportPreview preview = preview_import(
      Calendar::china(), "2026-03-02,off,开斋节\n2026-03-07,working,补\n2026-03-08,off", {.form = ImportForm::csv});
  EXPECT_EQ(to_text(preview),
            "2026-03-02 Mon  开斋节  09:00-12:00, 13:30-17:30 -> off\n"
            "2026-03-07 Sat  补      off                      -> 09:00-12:00, 13:30-17:30\n"
            "2 days would change, 1 day as before; known 2007-01-01 to 2026-12-31\n");
}

// What Excel and WPS make of the column when they save it.
TEST(Import, DatesMayBeWrittenAsSpreadsheetsWriteThem) {
  const ImportPreview preview = preview_import(
      Calendar::china(), "date,status\n2026/3/2,off\n2026-3-3,off\n2026年3月4日,off\n2026/3/5 0:00,off\n2026-03-06,off",
      {.form = ImportForm::csv});
  EXPECT_EQ(preview.changes.size(), 5u);
  EXPECT_EQ(Calendar::parse(preview.calendar, "cn.json").between_workdays(day("2026-03-01"), day("2026-03-08")), 0);
  for (const char* none : {"2026/2/30", "2026年13月1日", "2026/3/5 9:00", "26/3/5", "2026/3-5"})
    EXPECT_THAT(refused(std::string(none) + ",off", {.form = ImportForm::csv}), HasSubstr("no such date")) << none;
}

TEST(Import, TheFormIsToldByTheName) {
  EXPECT_EQ(import_form_of("2027.json"), ImportForm::json);
  EXPECT_EQ(import_form_of("feed.ics"), ImportForm::icalendar);
  EXPECT_EQ(import_form_of("days.csv"), ImportForm::csv);
  EXPECT_THROW(import_form_of("days.xlsx"), Refused);
}

TEST(Import, WhatIsNoFeed) {
  EXPECT_THAT(refused("BEGIN:VEVENT\nSUMMARY:休\n", {.form = ImportForm::icalendar}),
              HasSubstr("not an iCalendar file"));
  EXPECT_THAT(refused("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260302\nDTEND;VALUE=DATE:20290302\nSUMMARY:"
                      "休\nEND:VEVENT\n",
                      {.form = ImportForm::icalendar}),
              HasSubstr("1 to 366 days"));
  EXPECT_THAT(refused("[]", {}), HasSubstr("days is missing"));
  EXPECT_THAT(refused("{", {}), HasSubstr("not valid JSON"));
}

// A shortened day that is announced as worked stays short; a holiday that is called off gets the week's hours back.
TEST(Import, WorkingMeansWorkedAtTheHoursThatHold) {
  const Calendar onto =
      Calendar::parse(R"({"zone":"+08:00","week":{"mon":[["09:00","12:00"]],"wed":[["10:00","15:00"]]},
    "days":{"2026-03-02":[["09:00","10:00"]],"2026-03-04":"off","*-03-11":"off"}})",
                      "x.json");
  const ImportPreview preview = preview_import(
      onto, "2026-03-02,working\n2026-03-04,working\n2026-03-11,working\n2026-03-12,working\n2026-03-13,off",
      {.form = ImportForm::csv});
  ASSERT_EQ(preview.changes.size(), 3u);
  EXPECT_EQ(preview.unchanged, 2);
  EXPECT_EQ(preview.changes[0].after, "10:00-15:00");
  EXPECT_EQ(preview.changes[1].after, "10:00-15:00");
  EXPECT_EQ(preview.changes[2].after, "09:00-12:00");
}

}  // namespace
}  // namespace zhuqi
