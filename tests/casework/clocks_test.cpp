// What touches a clock: suspension, extension, contact, the answer; and who had the need how long.
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/variants.hpp"
#include "casework/documents.hpp"
#include "casework/need_at_work.hpp"

namespace zhuqi {
namespace {

const OfficerId boss("s-tax");

Relations supervisor() { return {.above = true}; }

SlaPolicy with_all_stages() {
  SlaPolicy sla = seven_days();
  sla.stages["contact"] = {parse_target("4wh"), parse_ladder("")};
  sla.stages["plan"] = {parse_target("2wd"), parse_ladder("")};
  sla.stages["callback"] = {parse_target("2wd"), parse_ladder("")};
  sla.stages["recheck"] = {parse_target("0wd"), parse_ladder("")};
  sla.stages["followup"] = {parse_target("30d"), parse_ladder("")};
  sla.extension = {2, parse_span("1wd"), parse_span("5wd")};
  return sla;
}

Desk signed_desk() {
  Desk desk(with_all_stages());
  desk.give(Sign{n}, lead());
  return desk;
}

// GLPI 10594: a pause across a weekend is measured as the deadline is. GLPI 24481: in pause nothing is breached.
TEST(Suspension, Glpi10594And24481TheClocksStandStillAndGoOnWithWhatWasLeft) {
  Desk desk = signed_desk();
  EXPECT_EQ(desk.due("resolve"), "2026-03-11T17:30");
  desk.named = supervisor();
  desk.at("2026-03-06T15:00");  // a Friday
  desk.catch_up();
  desk.give(Suspend{n, "等待省厅批复", boss}, lead());
  EXPECT_EQ(desk.state.stage, Stage::suspended);
  EXPECT_EQ(desk.due("resolve"), "none");
  EXPECT_EQ(next_step(desk.state), std::nullopt);
  EXPECT_TRUE(due_steps(desk.state, desk.now + hours(24 * 60)).empty()) << "in pause nothing is breached";
  desk.at("2026-03-09T10:00");  // Monday: one close of business, Friday's, lies in the pause
  desk.give(Resume{n, ""}, lead());
  EXPECT_EQ(desk.state.stage, Stage::signed_);
  EXPECT_EQ(desk.due("resolve"), "2026-03-12T17:30");
  EXPECT_EQ(desk.due("contact"), "2026-03-02T14:30") << "it had passed before";
}

TEST(Suspension, SaysWhoAllowedIt) {
  Desk desk = signed_desk();
  EXPECT_EQ(desk.refusal(Suspend{n, "等待", {}}, lead()), Code::invalid_argument);
  desk.named = lead();
  EXPECT_EQ(desk.refusal(Suspend{n, "等待", OfficerId("h-tax")}, lead()), Code::not_allowed);
  desk.named = {};
  desk.actor_name = "officer:s-tax";
  const auto events = desk.give(Suspend{n, "等待", {}}, supervisor());
  EXPECT_EQ(std::get<NeedSuspended>(events.at(0)).allowed_by, "officer:s-tax");
  EXPECT_EQ(desk.refusal(Resolve{n, "已办"}, lead()), Code::illegal_state);
  EXPECT_EQ(desk.refusal(Suspend{n, "等待", {}}, supervisor()), Code::illegal_state);
}

TEST(Extension, IsAskedInTimeAndGrantedByOneAbove) {
  Desk desk = signed_desk();
  desk.at("2026-03-10T17:00");
  EXPECT_EQ(desk.refusal(RequestExtension{n, parse_span("6wd"), "待评审"}, lead()), Code::invalid_argument);
  desk.at("2026-03-10T17:00");
  EXPECT_EQ(desk.refusal(RequestExtension{n, parse_span("24h"), "待评审"}, lead()), Code::invalid_argument);
  desk.at("2026-03-10T17:30");  // one working day before, to the minute
  desk.actor_name = "officer:h-tax";
  desk.give(RequestExtension{n, parse_span("5wd"), "待评审"}, lead());
  EXPECT_EQ(desk.due("resolve"), "2026-03-11T17:30") << "asking moves nothing";
  EXPECT_EQ(desk.refusal(RequestExtension{n, parse_span("5wd"), "再申请"}, lead()), Code::illegal_state);
  EXPECT_EQ(desk.refusal(ApproveExtension{n, ""}, lead()), Code::not_allowed);
  EXPECT_EQ(desk.refusal(ApproveExtension{n, ""}, {.lead = true, .above = true}), Code::not_allowed)
      << "who asked does not grant";
  desk.at("2026-03-11T10:00");
  desk.actor_name = "officer:s-tax";
  desk.give(ApproveExtension{n, ""}, supervisor());
  EXPECT_EQ(desk.due("resolve"), "2026-03-18T17:30");
  EXPECT_EQ(desk.state.extensions, 1);
}

TEST(Extension, TheSecondNeedsTheLevelAboveAndAThirdIsNone) {
  Desk desk = signed_desk();
  desk.give(RequestExtension{n, parse_span("5wd"), "一"}, lead());
  desk.actor_name = "officer:s-tax";
  desk.give(ApproveExtension{n, ""}, supervisor());
  desk.actor_name = "officer:h-tax";
  desk.give(RequestExtension{n, parse_span("5wd"), "二"}, lead());
  desk.actor_name = "officer:s-tax";
  EXPECT_EQ(desk.refusal(ApproveExtension{n, ""}, supervisor()), Code::not_allowed);
  desk.give(ApproveExtension{n, ""}, {.above = true, .higher = true});
  EXPECT_EQ(desk.due("resolve"), "2026-03-25T17:30");
  desk.actor_name = "officer:h-tax";
  EXPECT_EQ(desk.refusal(RequestExtension{n, parse_span("1wd"), "三"}, lead()), Code::illegal_state);
}

TEST(Extension, LateIsRefusedAndARefusalLeavesTheDeadline) {
  Desk desk = signed_desk();
  desk.give(RequestExtension{n, parse_span("5wd"), "一"}, lead());
  EXPECT_EQ(desk.refusal(RefuseExtension{n, ""}, supervisor()), Code::invalid_argument);
  desk.give(RefuseExtension{n, "理由不足"}, supervisor());
  EXPECT_EQ(desk.due("resolve"), "2026-03-11T17:30");
  EXPECT_EQ(desk.refusal(RefuseExtension{n, "再说"}, supervisor()), Code::illegal_state);
  desk.give(RequestExtension{n, parse_span("5wd"), "二"}, lead());
  desk.at("2026-03-12T09:00");
  desk.actor_name = "officer:s-tax";
  EXPECT_EQ(desk.refusal(ApproveExtension{n, ""}, supervisor()), Code::illegal_state) << "a breach stands";
  desk.give(RefuseExtension{n, "已逾期"}, supervisor());
  EXPECT_EQ(desk.refusal(RequestExtension{n, parse_span("5wd"), "三"}, lead()), Code::illegal_state);
}

TEST(Extension, WarnsAgainBeforeTheNewDeadline) {
  Desk desk = signed_desk();
  desk.give(RequestExtension{n, parse_span("5wd"), "一"}, lead());
  desk.at("2026-03-11T10:00");
  for (const auto& step : due_steps(desk.state, desk.now)) desk.state = evolve(desk.state, step.event, step.at);
  desk.actor_name = "officer:s-tax";
  desk.give(ApproveExtension{n, ""}, supervisor());
  const auto steps = due_steps(desk.state, parse_instant("2026-03-18T00:00:00+08:00"));
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].event.kind, "warn");
}

TEST(Contact, IsEvidenceAndStopsItsClock) {
  Desk desk(with_all_stages());
  EXPECT_EQ(desk.due("contact"), "2026-03-02T14:30");
  EXPECT_EQ(desk.refusal(Contact{n, {}, "", "phone", ""}, lead()), Code::invalid_argument);
  EXPECT_EQ(desk.refusal(Contact{n, monday() - hours(1), "王经理", "phone", ""}, lead()), Code::invalid_argument);
  desk.give(Contact{n, {}, "王经理", "phone", "说明了材料"}, {.group = true});
  EXPECT_TRUE(desk.clock("contact").stopped);
  EXPECT_TRUE(desk.state.contacted);
}

// Zammad 5177: another target never overrules that of the first contact.
TEST(Contact, Zammad5177NoOtherActTouchesItsClock) {
  Desk desk(with_all_stages());
  const auto contact = desk.clock("contact");
  desk.give(Sign{n}, lead());
  desk.give(Return{n, "不属我局", DepartmentId("finance")}, lead());
  desk.give(Dispatch{n, DepartmentId("finance"), {}, "属金融职能"}, administrator());
  EXPECT_EQ(desk.clock("contact"), contact);
}

// Zammad 5624: after a transfer the old department's target does not survive, and its lateness stays where it was.
TEST(Sign, Zammad5624AnOldDepartmentsTargetDoesNotSurviveATransfer) {
  Desk desk;
  desk.give(Return{n, "不属我局", DepartmentId("finance")}, lead());
  desk.now += hours(48);
  EXPECT_TRUE(due_steps(desk.state, desk.now).empty()) << "nobody has to sign while it waits";
  desk.give(Dispatch{n, DepartmentId("finance"), {}, "属金融职能"}, administrator());
  EXPECT_EQ(desk.clock("sign").plan.start, desk.now);
  EXPECT_EQ(desk.due("sign"), "2026-03-04T14:30");
  EXPECT_EQ(desk.due("resolve"), "2026-03-11T17:30") << "the whole does not start anew";
}

TEST(Answer, StopsTheWorkAndStartsWhatComesAfter) {
  Desk desk = signed_desk();
  EXPECT_EQ(desk.refusal(Resolve{n, "已列入计划", parse_date("2026-03-01")}, lead()), Code::invalid_argument);
  desk.give(Resolve{n, "已列入计划", parse_date("2026-06-19")}, lead());
  EXPECT_TRUE(desk.clock("resolve").stopped && desk.clock("plan").stopped);
  EXPECT_EQ(desk.due("recheck"), "2026-06-22T17:30") << "19 June is a holiday: the next working day";
  EXPECT_NE(desk.due("callback"), "none");
  desk.give(Confirm{n}, enterprise());
  EXPECT_EQ(desk.due("callback"), "none");
  desk.give(Close{n}, administrator());
  EXPECT_NE(desk.due("followup"), "none");
  EXPECT_NE(desk.due("recheck"), "none") << "what was promised is still to be checked";
}

// Written when a case had two clocks and a policy two targets.
TEST(OldEvents, CanStillBeRead) {
  const auto event = variant_from_json<CaseEvent>(
      "need.registered", parse_json(R"({"need": {"enterprise": "91530102MA6000016F", "text": "退税"},
        "region": "530102", "urgency": "normal",
        "policy": {"name": "七日", "sign": "2wh", "resolve": "7wd", "ladder": "-1wd warn officer; 1wd escalate above"},
        "resolve": {"name": "resolve", "start": "2026-03-02T01:00:00Z", "target": "7wd",
          "due": "2026-03-11T09:30:00Z", "ladder": "-1wd warn officer; 1wd escalate above; 0 breach department",
          "steps": [{"kind": "warn", "tell": "officer", "at": "2026-03-10T09:30:00Z"},
                    {"kind": "breach", "tell": "department", "at": "2026-03-11T09:30:00Z"},
                    {"kind": "escalate", "tell": "above", "at": "2026-03-12T09:30:00Z"}]}})",
                                    "event"));
  ASSERT_TRUE(event);
  const auto& registered = std::get<NeedRegistered>(*event);
  EXPECT_EQ(registered.policy.stages, seven_days().stages);
  EXPECT_TRUE(same_promise(settle(registered.resolve, Calendar::china()), registered.resolve));
  Case state = evolve({}, registered, registered.resolve.start);
  state = evolve(state, ClockStepped{"resolve", 0, "warn", "officer", {}}, registered.resolve.steps[0].at);
  EXPECT_EQ(due_steps(state, parse_instant("2026-04-01T00:00:00Z")).size(), 2u);
}

// Whoever had it when: the shares are the whole age, always.
RC_GTEST_PROP(SharesProperty, PartitionTheAge, ()) {
  Desk desk(with_all_stages());
  desk.named = supervisor();
  const auto length = *rc::gen::inRange(1, 40);
  for (int i = 0; i < length; ++i) {
    desk.now += std::chrono::seconds(*rc::gen::inRange(0, 1'000'000));
    const std::vector<CaseCommand> commands = {Dispatch{n, DepartmentId("tax"), {}, "派"},
                                               Dispatch{n, DepartmentId("finance"), {}, "派"},
                                               Sign{n},
                                               Return{n, "不属", DepartmentId("finance")},
                                               Suspend{n, "等", boss},
                                               Resume{n, ""},
                                               Resolve{n, "已办"},
                                               Dispute{n, "未办"},
                                               Confirm{n},
                                               Close{n}};
    const Relations anybody{.enterprise = true, .group = true, .lead = true, .above = true, .administrator = true};
    try {
      desk.give(*rc::gen::elementOf(commands), anybody);
    } catch (const Refused&) {
    }
    const Instant later = desk.state.last + std::chrono::seconds(*rc::gen::inRange(0, 1'000'000));
    const auto all = shares(desk.state, later);
    const auto sum = std::accumulate(all.begin(), all.end(), std::int64_t{0},
                                     [](std::int64_t s, const Share& share) { return s + share.elapsed; });
    RC_ASSERT(sum == (later - desk.state.registered).count());
    for (const auto& share : all) RC_ASSERT(share.paused >= 0 && share.paused <= share.elapsed);
    RC_ASSERT(from_json<Case>(to_json(desk.state)) == desk.state);
    for (const auto& [name, clock] : desk.state.clocks) {
      if (!clock.paused) continue;
      RC_ASSERT(desk.state.stage == Stage::suspended);
      RC_ASSERT(!clock.due());
    }
  }
}

}  // namespace
}  // namespace zhuqi
