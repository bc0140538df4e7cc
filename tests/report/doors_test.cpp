// Losses, doors, trust, effect, promises, workload: counted by hand.
#include <gtest/gtest.h>

#include "story.hpp"

namespace zhuqi {
namespace {

NeedResolved answered(CaseOutcome outcome, std::optional<Effect> effect = {}) {
  NeedResolved event;
  event.answer = "已答复";
  event.outcome = outcome;
  event.effect = std::move(effect);
  if (outcome == CaseOutcome::not_possible) event.reason = "超出权限";
  return event;
}

void dispatched_with(Story& s, const char* need, const char* lead, const char* officer, Instant at) {
  NeedDispatched event;
  event.lead = DepartmentId(lead);
  event.officer = OfficerId(officer);
  event.sign = clock_plan("sign", at, at + std::chrono::hours(24));
  s.tell(need, event, at);
}

//   N1  tax      declined unseen: the shutter
//   N2  tax      contacted, then held impossible, confirmed, voted 4
//   N3  tax → finance → tax: went round; loan of 300 confirmed and lasting, voted 2
//   N4  finance  loan of 100, resolved only, no vote
//   N5  finance  promised for day 5, kept; confirmed, voted 5
//   N6  finance  promised for day 30
//   N7  finance  promised for day 6, nobody looked
Story seven_needs() {
  Story s;
  for (const char* id : {"N1", "N2", "N3", "N4", "N5", "N6", "N7"}) s.registered(id, day(0), "融资对接");
  for (const char* id : {"N1", "N2", "N3"}) dispatched_with(s, id, "tax", "o1", day(0));
  for (const char* id : {"N4", "N5", "N6", "N7"}) dispatched_with(s, id, "finance", "o2", day(0));
  s.tell("N1", NeedDeclined{"不属本级"}, day(1));
  s.tell("N2", NeedContacted{day(1), "张三", "phone", ""}, day(1));
  s.tell("N2", answered(CaseOutcome::not_possible), day(2));
  s.tell("N2", NeedConfirmed{}, day(2, 4));
  s.tell("N2", NeedRated{4, ""}, day(2, 5));
  s.tell("N3", NeedReturned{"请金融办", DepartmentId("finance")}, day(0, 1));
  dispatched_with(s, "N3", "finance", "o2", day(0, 2));
  s.tell("N3", NeedReturned{"请税务局", DepartmentId("tax")}, day(0, 3));
  dispatched_with(s, "N3", "tax", "o1", day(0, 4));
  for (const char* id : {"N3", "N4", "N5", "N6", "N7"}) s.tell(id, NeedSigned{}, day(0, 5));
  s.tell("N3", answered(CaseOutcome::solved, Effect{"loan", 300, "万元"}), day(3));
  s.tell("N3", NeedConfirmed{}, day(4));
  s.tell("N3", NeedRated{2, ""}, day(4));
  s.tell("N3", NeedFollowedUp{true, ""}, day(8));
  s.tell("N4", answered(CaseOutcome::solved, Effect{"loan", 100, "万元"}), day(3));
  for (const auto& [id, due] : {std::pair("N5", 7u), {"N6", 31u}, {"N7", 8u}}) {
    auto promise = answered(CaseOutcome::promised);
    promise.promised = std::chrono::year(2026) / std::chrono::March / due;
    s.tell(id, promise, day(2));
  }
  s.tell("N5", NeedRechecked{true, ""}, day(5));
  s.tell("N5", NeedConfirmed{}, day(6));
  s.tell("N5", NeedRated{5, ""}, day(6));
  return s;
}

const RateFigure& door(const Report& report, const std::string& name) {
  for (const auto& figure : report.doors)
    if (figure.name == name) return figure;
  throw std::out_of_range(name);
}

std::int64_t lost(const Report& report, const std::string& name) {
  for (const auto& loss : report.losses)
    if (loss.name == name) return loss.needs;
  throw std::out_of_range(name);
}

TEST(ReportDoors, ANeedThatNobodyLookedAtMetTheShutter) {
  const auto r = seven_needs().report(day(10));
  EXPECT_EQ(door(r, "rolling_shutter").numerator, 1) << "N1; the enterprise of N2 was spoken with";
  EXPECT_EQ(door(r, "rolling_shutter").denominator, 7);
  EXPECT_EQ(lost(r, "declined"), 1);
  EXPECT_EQ(lost(r, "not_possible"), 1);
  EXPECT_EQ(lost(r, "returned"), 1) << "once for the need, however often";
}

TEST(ReportDoors, ANeedThatComesBackWentThroughTheRevolvingDoor) {
  const auto r = seven_needs().report(day(10));
  EXPECT_EQ(door(r, "revolving_door").numerator, 1);
  EXPECT_EQ(door(r, "revolving_door").denominator, 7);
  ASSERT_EQ(r.circles.size(), 1u);
  EXPECT_EQ(r.circles[0].circle, (std::vector{DepartmentId("tax"), DepartmentId("finance"), DepartmentId("tax")}));
}

TEST(ReportDoors, TheLastMileIsFromResolvedToConfirmed) {
  const auto r = seven_needs().report(day(10));
  EXPECT_EQ(door(r, "last_mile").numerator, 3) << "N2 N3 N5";
  EXPECT_EQ(door(r, "last_mile").denominator, 6);
  EXPECT_EQ(r.to_confirm, (Durations{3, 24 * 3600, 4 * 24 * 3600}));
}

TEST(ReportDoors, SolvedAndSatisfiedAreTwoQuestions) {
  const auto r = seven_needs().report(day(10));
  EXPECT_EQ(r.trust, (Trust{2, 1, 0, 0, 3}));
}

TEST(ReportDoors, AnEffectIsClaimedThenConfirmedThenLasting) {
  const auto r = seven_needs().report(day(10));
  ASSERT_EQ(r.effects.size(), 1u);
  EXPECT_EQ(r.effects[0], (EffectFigure{"loan", "万元", 2, 400, 1, 300, 1, 300}));
  EXPECT_EQ(seven_needs().report(day(7)).effects[0].lasting_needs, 0) << "nobody had followed up by then";
}

TEST(ReportDoors, PromisesFallDue) {
  EXPECT_EQ(seven_needs().report(day(10)).promises, (PromiseFigures{3, 2, 1, 0, 1}));
  EXPECT_EQ(seven_needs().report(day(3)).promises, (PromiseFigures{3, 0, 0, 0, 0}));
}

TEST(ReportDoors, TheLoadOfEachOfficer) {
  ReportContext context;
  context.officers[OfficerId("o1")] = {"李四", "tax"};
  const auto r = seven_needs().report(day(10), {}, context);
  ASSERT_EQ(r.workload.size(), 2u);
  EXPECT_EQ(r.workload[0], (Workload{OfficerId("o2"), "", "", 4, 0, 4}));
  EXPECT_EQ(r.workload[1], (Workload{OfficerId("o1"), "李四", "tax", 2, 0, 2})) << "N1 is over";
}

TEST(ReportDoors, WrittenReasonsOnlyWhereAskedFor) {
  EXPECT_TRUE(seven_needs().report(day(10)).reasons.empty());
  ReportQuery query;
  query.reasons = true;
  const auto r = seven_needs().report(day(10), query);
  ASSERT_EQ(r.reasons.size(), 4u);
  EXPECT_EQ(r.reasons[0], (WrittenReason{"declined", NeedId("N1"), DepartmentId("tax"), "不属本级"}));
  EXPECT_EQ(r.reasons[2], (WrittenReason{"returned", NeedId("N3"), DepartmentId("tax"), "请金融办"}));
  for (const auto& text : {to_text(seven_needs().report(day(10))), to_json_text(seven_needs().report(day(10))),
                           to_html(seven_needs().report(day(10))), to_csv(seven_needs().report(day(10)))})
    EXPECT_EQ(text.find("请金融办"), std::string::npos) << "what was written is personal";
}

TEST(ReportDoors, WorkingTimeOfEachPartByTheCalendar) {
  ReportContext context;
  context.calendar = Calendar::china();
  Story s;
  // Monday 2026-03-02 08:00 in China; office hours 9:00-12:00 and 13:30-17:30.
  s.registered("N1", day(0));
  s.dispatched("N1", "tax", day(0, 2));                    // 10:00
  s.tell("N1", NeedSigned{}, day(0, 6));                   // 14:00
  s.tell("N1", answered(CaseOutcome::solved), day(1, 2));  // Tuesday 10:00
  const auto r = s.report(day(5), {}, context);
  std::map<std::pair<std::string, std::string>, Durations> worked;
  for (const auto& time : r.stage_times) worked[{time.stage, time.department.str()}] = time.worked;
  EXPECT_EQ((worked[{"to_dispatch", ""}]), (Durations{1, 3600, 3600}));
  EXPECT_EQ((worked[{"to_sign", ""}]), (Durations{1, 9000, 9000})) << "10:00 to 12:00 and 13:30 to 14:00";
  EXPECT_EQ((worked[{"to_resolve", "tax"}]), (Durations{1, 16200, 16200})) << "3.5 h on Monday, 1 h on Tuesday";
  EXPECT_EQ(s.report(day(5)).stage_times[0].unknown, 1) << "no calendar";
}

}  // namespace
}  // namespace zhuqi
