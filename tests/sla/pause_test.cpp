// Where a deadline lies when counting starts later, ends otherwise, was paused or extended; and when a step may speak.
// Each row is what a clerk with the calendar on the wall would say. GLPI, Zammad: bugs that users of other systems
// reported.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/sla/clock.hpp>

#include "sla/show.hpp"

namespace zhuqi {
namespace {

ClockPlan clock(const char* start, const char* target, const char* ladder = "",
                const Calendar& calendar = Calendar::china()) {
  return start_clock("resolve", local(start), parse_target(target), parse_ladder(ladder), calendar);
}

TEST(Target, CountsFromWhereItSaysToWhereItSays) {
  struct Row {
    const char* start;
    const char* target;
    const char* due;
  };
  const Row rows[] = {
      {"2026-03-02T10:00", "1wd", "2026-03-03T17:30"},
      {"2026-03-02T10:00", "1wd next-day", "2026-03-03T17:30"},  // the day of the event is never counted anyhow
      {"2026-03-02T10:00", "1wd same-time", "2026-03-03T10:00"},
      {"2026-03-02T20:00", "1wd same-time", "2026-03-04T09:00"},  // begins at the next opening
      {"2026-03-02T10:00", "1wd same-time next-day", "2026-03-04T09:00"},
      {"2026-03-02T10:00", "0wd", "2026-03-02T17:30"},
      {"2026-03-02T10:00", "24h next-day", "2026-03-04T09:00"},  // from Tuesday's opening
      {"2026-03-06T10:00", "24h next-day close", "2026-03-10T17:30"},
      {"2026-03-02T10:00", "2wh close", "2026-03-02T17:30"},
      {"2026-03-02T10:00", "24h close", "2026-03-03T17:30"},
      {"2026-03-02T20:00", "24h close", "2026-03-04T17:30"},     // Tuesday had closed
      {"2026-03-06T10:00", "24h close", "2026-03-09T17:30"},     // a Saturday has no close
      {"2026-02-13T10:00", "2wh next-day", "2026-02-14T11:00"},  // the make-up Saturday
  };
  for (const auto& row : rows) EXPECT_EQ(show(clock(row.start, row.target).due), row.due) << row.start << row.target;
}

TEST(Pause, IsMeasuredAsTheDeadlineIs) {
  struct Row {
    const char* target;
    const char* from;
    const char* to;
    const char* due;
  };
  // Started on Monday 2 March at 10:00; a day has seven hours.
  const Row rows[] = {
      {"3wd", "2026-03-03T10:00", "2026-03-04T09:00", "2026-03-06T17:30"},            // Tuesday's close lies in it
      {"3wd", "2026-03-03T10:00", "2026-03-03T15:00", "2026-03-05T17:30"},            // none does
      {"3wd", "2026-03-02T11:00", "2026-03-03T09:00", "2026-03-05T17:30"},            // Monday is not counted anyhow
      {"3wd", "2026-03-03T17:30", "2026-03-04T09:00", "2026-03-05T17:30"},            // Tuesday had been worked
      {"2wd same-time", "2026-03-04T09:30", "2026-03-04T14:00", "2026-03-04T14:30"},  // half an hour was left
      {"10wd", "2026-03-06T17:30", "2026-03-09T09:00", "2026-03-16T17:30"},  // GLPI 10594: a weekend costs nothing
      {"10wh", "2026-03-02T12:00", "2026-03-02T13:30", "2026-03-03T14:30"},  // nor does lunch
      {"10wh", "2026-03-02T11:00", "2026-03-02T12:00", "2026-03-03T15:30"},
      {"40wh", "2026-03-06T17:00", "2026-03-09T09:30", "2026-03-09T17:30"},  // an hour of work in it
      {"48h", "2026-03-03T00:00", "2026-03-03T06:00", "2026-03-04T16:00"},   // elapsed time: every hour
      {"3wd", "2026-03-05T17:30", "2026-03-20T10:00", "2026-03-05T17:30"},   // begins at due: moves nothing
  };
  for (const auto& row : rows) {
    const auto plan =
        resume_clock(clock("2026-03-02T10:00", row.target), {local(row.from), local(row.to)}, Calendar::china());
    EXPECT_EQ(show(plan.due), row.due) << row.target << " " << row.from << " " << row.to;
  }
}

TEST(Pause, NoStepFallsInIt) {
  auto plan = clock("2026-03-02T10:00", "3wd", "-1wd warn officer; -12h warn supervisor; 1wd escalate above");
  plan = resume_clock(plan, {local("2026-03-04T16:00"), local("2026-03-12T17:00")}, Calendar::china());
  EXPECT_EQ(show(plan.due), "2026-03-13T17:30");
  EXPECT_EQ(show(plan.steps[0].at), "2026-03-12T17:30");
  for (const auto& step : plan.steps) EXPECT_GE(step.at, local("2026-03-12T17:00")) << step.kind;
}

TEST(Extension, CountsOnFromTheTarget) {
  const auto plan = clock("2026-03-02T10:00", "3wd");
  EXPECT_EQ(show(extend_clock(plan, parse_span("5wd"), Calendar::china()).due), "2026-03-12T17:30");
  EXPECT_EQ(show(extend_clock(clock("2026-03-02T10:00", "4wh"), parse_span("4wh"), Calendar::china()).due),
            show(clock("2026-03-02T10:00", "8wh").due));
  const auto paused = resume_clock(plan, {local("2026-03-03T10:00"), local("2026-03-04T10:00")}, Calendar::china());
  EXPECT_EQ(show(extend_clock(paused, parse_span("1wd"), Calendar::china()).due), "2026-03-09T17:30");
}

// Zammad 4432: no message at night or on a holiday unless the step says so; the fact stands where it stands.
TEST(Zammad4432, AMessageWaitsForTheNextOpeningUnlessItMaySpeak) {
  const auto plan =
      clock("2026-02-14T16:00", "24h", "-4h warn officer anytime; 0 breach department; 1wd escalate above");
  ASSERT_EQ(plan.steps.size(), 3u);
  EXPECT_EQ(show(plan.steps[0].at), "2026-02-15T12:00");
  EXPECT_EQ(plan.steps[0].tell_at, std::nullopt);
  EXPECT_EQ(show(plan.steps[1].at), "2026-02-15T16:00");
  EXPECT_EQ(show(plan.steps[1].tell_at), "2026-02-24T09:00");
  EXPECT_EQ(show(plan.steps[2].at), "2026-02-24T17:30");
  EXPECT_EQ(plan.steps[2].tell_at, std::nullopt) << "at the close of business people are still there";
}

// GLPI 22678: Monday 17:00 + 4 working hours in a 9–17 calendar.
TEST(Glpi22678, LandsOnTuesdayAtOne) {
  const auto nine_to_five = Calendar::parse(
      R"({"zone": "+08:00", "week": {"mon": [["09:00","17:00"]], "tue": [["09:00","17:00"]], "wed": [["09:00","17:00"]],
          "thu": [["09:00","17:00"]], "fri": [["09:00","17:00"]]}})",
      "nine.json");
  EXPECT_EQ(show(clock("2026-03-02T17:00", "4wh", "", nine_to_five).due), "2026-03-03T13:00");
}

RC_GTEST_PROP(PauseProperty, NeverBringsADeadlineForwardAndTwoInARowAreOne, ()) {
  const char* target = *rc::gen::element("3wd", "2wd same-time", "10wh", "48h", "5wh next-day", "30h close");
  const auto plan = clock("2026-03-02T10:00", target);
  const auto at = [&] { return plan.start + std::chrono::minutes(*rc::gen::inRange(0, 20'000)); };
  std::array<Instant, 3> t{at(), at(), at()};
  std::sort(t.begin(), t.end());
  const auto& calendar = Calendar::china();
  const auto once = resume_clock(plan, {t[0], t[2]}, calendar);
  RC_ASSERT(*once.due >= *plan.due);
  const auto twice = resume_clock(resume_clock(plan, {t[0], t[1]}, calendar), {t[1], t[2]}, calendar);
  RC_ASSERT(*twice.due == *once.due);
  for (const auto& step : once.steps) RC_ASSERT(t[0] >= *plan.due || step.at >= t[2] || step.at <= *plan.due);
}

}  // namespace
}  // namespace zhuqi
