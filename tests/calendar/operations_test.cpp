#include <gtest/gtest.h>

#include <zhuqi/calendar/operations.hpp>

namespace zhuqi {
namespace {

std::string ask(const std::string& line, const Calendar& calendar = Calendar::china()) {
  return calendar_operation(calendar, line);
}

std::string code_of(const std::string& line) {
  const std::string answer = ask(line), key = R"({"error":{"code":")";
  return answer.starts_with(key) ? answer.substr(key.size(), answer.find('"', key.size()) - key.size()) : answer;
}

TEST(Operations, ResultsAreInTheStyleOfTheStart) {
  EXPECT_EQ(ask(R"({"op":"add_seconds","start":"2026-02-14T16:30:00","seconds":7200})"),
            R"({"result":"2026-02-24T10:00:00"})");
  EXPECT_EQ(ask(R"({"op":"add_seconds","start":"2026-02-14T16:30:00.500","seconds":1})"),
            R"({"result":"2026-02-14T16:30:01.500"})");
  EXPECT_EQ(ask(R"({"op":"add_seconds","start":"2026-02-14T16:30:00","seconds":0.25})"),
            R"({"result":"2026-02-14T16:30:00.25"})");
  EXPECT_EQ(ask(R"({"op":"add_seconds","start":"2026-02-14","seconds":0})"), R"({"result":"2026-02-14T09:00:00"})");
  EXPECT_EQ(ask(R"({"op":"next_open","start":"2026-02-14T09:30:00Z"})"), R"({"result":"2026-02-24T09:00:00"})");
  EXPECT_EQ(ask(R"({"op":"add_workdays","start":"2026-02-13","days":2})"), R"({"result":"2026-02-24"})");
  EXPECT_EQ(ask(R"({"op":"add_workdays","start":"2026-02-13T08:15:00","days":2})"),
            R"({"result":"2026-02-24T08:15:00"})");
}

TEST(Operations, AllOfThem) {
  EXPECT_EQ(ask(R"({"op":"is_workday","start":"2026-02-14"})"), R"({"result":true})");
  EXPECT_EQ(ask(R"({"op":"is_open","start":"2026-02-14T17:30:00"})"), R"({"result":false})");
  EXPECT_EQ(ask(R"({"op":"prev_open","start":"2026-02-24"})"), R"({"result":"2026-02-14T17:30:00"})");
  EXPECT_EQ(ask(R"({"op":"opening","start":"2026-02-14"})"), R"({"result":"2026-02-14T09:00:00"})");
  EXPECT_EQ(ask(R"({"op":"closing","start":"2026-02-15"})"), R"({"result":null})");
  EXPECT_EQ(ask(R"({"op":"close_of","start":"2026-02-12","days":7})"), R"({"result":"2026-02-28T17:30:00"})");
  EXPECT_EQ(ask(R"({"op":"between_seconds","start":"2026-02-24","end":"2026-02-14T17:00:00"})"), R"({"result":-1800})");
  EXPECT_EQ(ask(R"({"op":"between_seconds","start":"2026-02-14T17:29:59.5","end":"2026-02-24"})"), R"({"result":0.5})");
  EXPECT_EQ(ask(R"({"op":"between_workdays","start":"2026-02-13","end":"2026-02-24"})"), R"({"result":2})");
  EXPECT_EQ(ask(R"({"op":"workdays_left","start":"2026-12-30"})"), R"({"result":1})");
  EXPECT_EQ(ask(R"({"op":"days","start":"2026-02-14T17:00:00","end":"2026-02-15T12:00:00"})"),
            R"({"result":[{"date":"2026-02-14","hours":"09:00-12:00, 13:30-17:30","kind":"makeup","name":"春节",)"
            R"("seconds":1800},{"date":"2026-02-15","hours":"off","kind":"free","name":"","seconds":0}]})");
}

// The hour that clocks show twice is worked the first time; what is reached at its end is told from its beginning.
TEST(Operations, AHourShownTwiceIsToldApart) {
  const Calendar paris =
      Calendar::parse(R"({"zone":"CET-1CEST,M3.5.0,M10.5.0/3","week":{"sun":[["00:00","24:00"]]}})", "paris.json");
  const auto answer = [&](const char* line) { return calendar_operation(paris, line); };
  EXPECT_EQ(answer(R"({"op":"add_seconds","start":"2026-10-25T02:30:00","seconds":1800})"),
            R"({"result":"2026-10-25T02:00:00+01:00"})");
  EXPECT_EQ(answer(R"({"op":"between_seconds","start":"2026-10-25T02:30:00","end":"2026-10-25T02:00:00+01:00"})"),
            R"({"result":1800})");
  EXPECT_EQ(answer(R"({"op":"add_seconds","start":"2026-10-25T01:30:00","seconds":3600})"),
            R"({"result":"2026-10-25T02:30:00"})");
  EXPECT_EQ(answer(R"({"op":"prev_open","start":"2026-10-25T02:30:00+01:00"})"),
            R"({"result":"2026-10-25T02:00:00+01:00"})");
  EXPECT_EQ(answer(R"({"op":"next_open","start":"2026-10-25T02:30:00+01:00"})"), R"({"result":"2026-10-25T03:00:00"})");
}

TEST(Operations, BackFromTheLastKnownDay) {
  const Calendar office = Calendar::parse(
      R"({"zone":"+08:00","week":{"fri":[["09:00","17:00"]]},"known":["2026-01-01","2026-01-31"]})", "office.json");
  EXPECT_EQ(calendar_operation(office, R"({"op":"find_workday","start":"2026-01-31","days":-1})"),
            R"({"result":"2026-01-30"})");
}

// From a day that is not worked they differ: strictly after it, or after the next one that is.
TEST(Operations, FindWorkdayStandsOnAWorkingDayFirst) {
  EXPECT_EQ(ask(R"({"op":"add_workdays","start":"2026-02-15","days":1})"), R"({"result":"2026-02-24"})");
  EXPECT_EQ(ask(R"({"op":"find_workday","start":"2026-02-15","days":1})"), R"({"result":"2026-02-25"})");
  EXPECT_EQ(ask(R"({"op":"find_workday","start":"2026-02-15","days":0})"), R"({"result":"2026-02-24"})");
  EXPECT_EQ(ask(R"({"op":"find_workday","start":"2026-02-15","days":-1})"), R"({"result":"2026-02-14"})");
}

TEST(Operations, ABadLineIsAnAnswerToo) {
  EXPECT_EQ(code_of("{"), "invalid_document");
  EXPECT_EQ(code_of("[]"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"fly"})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"is_open"})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"is_open","start":5})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"is_open","start":"2026-02-30"})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"is_open","start":"2026-02-14T25:00:00"})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"add_seconds","start":"2026-02-14","seconds":"5"})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"add_seconds","start":"2026-02-14","seconds":1e300})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"add_workdays","start":"2026-02-14","days":1.5})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"add_workdays","start":"2026-02-14","days":18446744073709551615})"), "invalid_argument");
  EXPECT_EQ(code_of(R"({"op":"is_workday","start":"2027-01-04"})"), "calendar_unknown");
  EXPECT_EQ(code_of(R"({"op":"add_workdays","start":"2026-02-14","days":9000000000000000000})"), "calendar_unknown");
  EXPECT_EQ(code_of(R"({"op":"days","start":"2007-01-01","end":"2026-01-01"})"), "too_large");
}

}  // namespace
}  // namespace zhuqi
