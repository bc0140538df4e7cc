// The life of a need as the decider has it: stages, actors, clocks.
#include <gtest/gtest.h>

#include <zhuqi/casework/decide.hpp>

#include "casework/documents.hpp"
#include "casework/need_at_work.hpp"

namespace zhuqi {
namespace {

TEST(Casework, TheMainPath) {
  Desk desk;
  EXPECT_EQ(desk.state.stage, Stage::dispatched);
  desk.give(Sign{n}, lead());
  EXPECT_EQ(desk.state.stage, Stage::signed_);
  EXPECT_EQ(desk.state.clock("sign")->stopped, desk.now);
  desk.give(Start{n, "已联系"}, lead());
  desk.give(Resolve{n, "已放款"}, lead());
  EXPECT_EQ(desk.state.stage, Stage::resolved);
  EXPECT_EQ(desk.state.clock("resolve")->stopped, desk.now);
  desk.give(Confirm{n}, enterprise());
  desk.give(Rate{n, 5, ""}, enterprise());
  EXPECT_EQ(desk.state.stage, Stage::confirmed);
  desk.give(Close{n}, {.group = true});
  EXPECT_EQ(desk.state.stage, Stage::closed);
  EXPECT_EQ(desk.state.rating, 5);
  EXPECT_EQ(desk.state.round, 1);
}

TEST(Casework, AReturnNeedsAReasonAndASuggestionAndNeverResetsTheResolveClock) {
  Desk desk;
  const auto due = desk.state.clock("resolve")->plan.due;
  EXPECT_EQ(desk.refusal(Return{n, " ", DepartmentId("finance")}, lead()), Code::invalid_argument);
  EXPECT_EQ(desk.refusal(Return{n, "不属于我局", DepartmentId("tax")}, lead()), Code::invalid_argument);
  EXPECT_EQ(desk.refusal(Return{n, "不属于我局", DepartmentId("nowhere")}, lead()), Code::not_found);
  desk.give(Return{n, "不属于我局", DepartmentId("finance")}, lead());
  EXPECT_EQ(desk.state.stage, Stage::returned);
  EXPECT_TRUE(desk.state.lead.empty());
  EXPECT_EQ(desk.state.suggested, DepartmentId("finance"));
  EXPECT_EQ(desk.refusal(Sign{n}, lead()), Code::illegal_state);

  desk.give(Dispatch{n, DepartmentId("finance"), {}, "属金融职能"}, administrator());
  EXPECT_EQ(desk.state.lead, DepartmentId("finance"));
  EXPECT_EQ(desk.state.dispatches, 2);
  EXPECT_EQ(desk.state.clock("sign")->plan.start, desk.now) << "the sign clock starts anew";
  EXPECT_EQ(desk.state.clock("resolve")->plan.due, due) << "the resolve clock does not";
}

TEST(Casework, AReturnAfterSigningLeavesTheSignatureWhereItWas) {
  Desk desk;
  desk.give(Sign{n}, lead());
  const auto signed_at = desk.state.clock("sign")->stopped;
  desk.now += hours(24 * 3);
  desk.give(Return{n, "不属于我局", DepartmentId("finance")}, lead());
  EXPECT_EQ(desk.state.clock("sign")->stopped, signed_at);
  for (const auto& step : due_steps(desk.state, desk.now)) EXPECT_NE(step.event.clock, "sign");
}

TEST(Casework, ADisputeReopensWithANewRound) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(Resolve{n, "已办"}, lead());
  desk.give(Dispute{n, "没人来过"}, enterprise());
  EXPECT_EQ(desk.state.stage, Stage::in_progress);
  EXPECT_EQ(desk.state.round, 2);
  EXPECT_EQ(desk.state.lead, DepartmentId("tax")) << "the lead keeps it";
  EXPECT_EQ(desk.state.clock("resolve")->plan.start, desk.now);
  EXPECT_EQ(desk.state.clock("resolve")->stopped, std::nullopt);
  EXPECT_EQ(desk.state.registered, monday()) << "its age counts on";
}

TEST(Casework, ALowVoteReopensUnlessClosed) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(Resolve{n, "已办"}, lead());
  EXPECT_EQ(desk.refusal(Rate{n, 6, ""}, enterprise()), Code::invalid_argument);
  desk.give(Rate{n, 2, "敷衍"}, enterprise());
  EXPECT_EQ(desk.state.round, 2);
  EXPECT_EQ(desk.state.rating, 0) << "a new round, a new vote";
  desk.give(Resolve{n, "真办了"}, lead());
  desk.give(Confirm{n}, enterprise());
  desk.give(Close{n}, administrator());
  desk.give(Rate{n, 1, ""}, enterprise());
  EXPECT_EQ(desk.state.stage, Stage::closed);
  EXPECT_EQ(desk.refusal(Rate{n, 5, ""}, enterprise()), Code::illegal_state);
}

TEST(Casework, NobodyActsOnANeedThatIsNotTheirs) {
  Desk desk;
  for (const Relations& stranger : {Relations{}, enterprise(), Relations{.group = true}, Relations{.supporting = true}})
    EXPECT_EQ(desk.refusal(Sign{n}, stranger), Code::not_allowed);
  EXPECT_EQ(desk.refusal(Confirm{n}, lead()), Code::not_allowed);
  EXPECT_EQ(desk.refusal(Comment{n, "路过"}, {}), Code::not_allowed);
  EXPECT_EQ(desk.refusal(Close{n}, administrator()), Code::illegal_state) << "the enterprise has not confirmed";
}

TEST(Casework, StepsFallDueOnceAndInOrder) {
  Desk desk;
  const Instant far = monday() + hours(24 * 60);
  std::vector<std::string> told;
  for (const auto& step : due_steps(desk.state, far)) {
    told.push_back(step.event.clock + " " + step.event.kind);
    desk.state = evolve(desk.state, step.event, step.at);
  }
  EXPECT_EQ(told, (std::vector<std::string>{"sign breach", "resolve warn", "resolve breach", "resolve escalate"}));
  EXPECT_TRUE(due_steps(desk.state, far).empty());
  EXPECT_TRUE(desk.state.clock("resolve")->breached);
  EXPECT_EQ(next_step(desk.state), std::nullopt);
}

TEST(Casework, WhatIsDoneAtTheDueInstantIsInTime) {
  Desk desk;
  const Instant due = *desk.state.clock("sign")->plan.due;
  EXPECT_TRUE(due_steps(desk.state, due).empty());
  EXPECT_EQ(due_steps(desk.state, due + std::chrono::microseconds(1)).size(), 1u);
  desk.now = due - hours(1);
  desk.give(Sign{n}, lead());
  EXPECT_EQ(desk.state.clock("sign")->stopped, due);
  for (const auto& step : due_steps(desk.state, due + hours(1000))) EXPECT_NE(step.event.clock, "sign");
}

TEST(Casework, EventsComeBackFromTheirDocuments) {
  Desk desk;
  for (const auto& event : desk.give(Return{n, "不属于我局", DepartmentId("finance")}, lead()))
    EXPECT_EQ(to_json(from_json<NeedReturned>(to_json(std::get<NeedReturned>(event)))),
              to_json(std::get<NeedReturned>(event)));
  EXPECT_EQ(from_json<Case>(to_json(desk.state)), desk.state);
}

}  // namespace
}  // namespace zhuqi
