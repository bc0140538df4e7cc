#include <algorithm>

#include <gtest/gtest.h>

#include <zhuqi/sla/clock.hpp>

#include "sla/show.hpp"

namespace zhuqi {
namespace {

ClockPlan resolve(const char* start, const char* target, const char* ladder = "") {
  return start_clock("resolve", local(start), parse_target(target), parse_ladder(ladder), Calendar::china());
}

// Spring Festival 2026: off 15 to 23 February; make-up working days 14 and 28 February.
TEST(Clock, DueDatesOverSpringFestival) {
  struct Row {
    const char* start;
    const char* target;
    const char* due;
  };
  const Row rows[] = {
      {"2026-02-22T10:00", "7wd", "2026-03-03T17:30"},  // the make-up Saturday counts
      {"2026-02-13T16:00", "1wd", "2026-02-14T17:30"},  // so does the one before the holiday
      {"2026-02-13T16:00", "2wd", "2026-02-24T17:30"}, {"2026-02-14T17:00", "1wh", "2026-02-24T09:30"},
      {"2026-02-14T11:30", "1wh", "2026-02-14T14:00"},  // the lunch break does not count
      {"2026-02-14T16:00", "24h", "2026-02-15T16:00"},  // elapsed time counts on holidays
      {"2026-02-16T12:00", "2wh", "2026-02-24T11:00"},  // registered on a holiday
  };
  for (const auto& row : rows) EXPECT_EQ(show(resolve(row.start, row.target).due), row.due) << row.start << row.target;
}

TEST(Clock, StepsFallWhereACarefulClerkWouldPutThem) {
  const auto plan = resolve("2026-02-22T10:00", "7wd",
                            "-1wd warn officer; 0 breach department; 1wd escalate supervisor; 5wd escalate above");
  ASSERT_EQ(plan.steps.size(), 4u);
  EXPECT_EQ(show(plan.steps[0].at), "2026-03-02T17:30");
  EXPECT_EQ(plan.steps[0].kind, "warn");
  EXPECT_EQ(show(plan.steps[1].at), "2026-03-03T17:30");
  EXPECT_EQ(show(plan.steps[2].at), "2026-03-04T17:30");
  EXPECT_EQ(show(plan.steps[3].at), "2026-03-10T17:30");
}

TEST(Clock, AWarningNeverComesBeforeTheStart) {
  const auto plan = resolve("2026-03-03T10:00", "2wh", "-1wd warn officer");
  EXPECT_EQ(show(plan.steps.at(0).at), "2026-03-03T10:00");
}

TEST(Clock, PastTheKnownYearsIsProvisional) {
  const auto plan = resolve("2026-12-29T10:00", "7wd");
  EXPECT_EQ(show(plan.due), "provisional");
  EXPECT_TRUE(plan.steps.empty());
  EXPECT_EQ(to_string(*plan.known_until), "2026-12-31");
  EXPECT_EQ(settle(plan, Calendar::china()), plan);
}

TEST(Clock, SettlesWhenTheYearIsKnown) {
  std::string text = Calendar::china().text();
  const std::string known = R"("known":["2007-01-01","2026-12-31"])";
  ASSERT_NE(text.find(known), std::string::npos);
  text.replace(text.find(known), known.size(), R"("known":["2007-01-01","2027-12-31"])");
  const auto longer = Calendar::parse(text, "longer.json");
  const auto settled = settle(resolve("2026-12-29T10:00", "7wd", "1wd escalate above"), longer);
  // 30, 31 December; 1 January, which this calendar does not call a holiday; 4 to 7 January.
  EXPECT_EQ(show(settled.due), "2027-01-07T17:30");
  EXPECT_EQ(settled.known_until, std::nullopt);
  EXPECT_EQ(settled.steps.size(), 2u);
}

TEST(Clock, AStepPastTheKnownYearsIsProvisionalToo) {
  const auto plan = resolve("2026-12-29T10:00", "2wd", "1wd escalate above");
  EXPECT_EQ(show(plan.due), "provisional");
}

TEST(Clock, ExplainsDayByDay) {
  const auto text = explain(resolve("2026-02-13T16:00", "2wd"), Calendar::china());
  EXPECT_NE(text.find("办结:2个工作日,自 2026-02-13 16:00 起算,2026-02-24 17:30 到期"), std::string::npos) << text;
  EXPECT_NE(text.find("2026-02-14 第1个工作日(调休上班"), std::string::npos) << text;
  EXPECT_NE(text.find("2026-02-16 不计(放假"), std::string::npos) << text;
}

TEST(Clock, ExplainsTheSameInEnglish) {
  auto plan = resolve("2026-02-13T16:00", "2wd");
  plan = extend_clock(plan, parse_span("1wd"), Calendar::china());
  const Instant paused = parse_instant("2026-02-24T10:00:00+08:00");
  plan = resume_clock(plan, {paused, paused + std::chrono::hours(24)}, Calendar::china());
  const auto text = explain(plan, Calendar::china(), Language::english);
  EXPECT_EQ(text.substr(0, text.find("  2026-02-15")),
            "resolve: 2 working days, started 2026-02-13 16:00, due 2026-02-26 17:30\n"
            "  extended by 1 working day\n"
            "  suspended from 2026-02-24 10:00 to 2026-02-25 10:00\n"
            "  2026-02-14 working day 1 (make-up working day: 春节)\n");
  EXPECT_NE(text.find("  2026-02-16 not counted (off: 春节)\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  2026-02-24 not counted (suspended)\n  2026-02-25 working day 2\n  2026-02-26 working day 3\n"),
            std::string::npos)
      << text;
}

// Whatever the clock, both languages tell the same days, instants and numbers.
TEST(Clock, ExplainsTheSameFactsInBothLanguages) {
  const auto numbers = [](const std::string& text) {
    std::string kept;
    for (const char c : text) kept += c >= '0' && c <= '9' ? c : ' ';
    kept.erase(std::unique(kept.begin(), kept.end(), [](char a, char b) { return a == ' ' && b == ' '; }), kept.end());
    return kept;
  };
  for (const char* target :
       {"7wd", "7wd same-time", "2wh", "90wm", "24h next-day", "3d", "30m", "8wh next-day close", "60wd", "9999wd"})
    for (const char* start : {"2026-02-13T16:00", "2026-12-29T10:00"}) {
      const auto plan = resolve(start, target);
      const auto english = explain(plan, Calendar::china(), Language::english);
      EXPECT_EQ(numbers(explain(plan, Calendar::china())), numbers(english)) << english;
    }
}

}  // namespace
}  // namespace zhuqi
