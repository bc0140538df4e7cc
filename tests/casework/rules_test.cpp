// The rules of a need's life that take more than one command to see.
#include "casework/documents.hpp"
#include "casework/words.hpp"

namespace zhuqi {
namespace {

using enum Stage;

SlaPolicy with_returns(std::optional<int> most, const char* within, Ruler ruler) {
  SlaPolicy sla = seven_days();
  sla.returns.most = most;
  if (*within) sla.returns.within = parse_span(within);
  sla.returns.ruler = ruler;
  return sla;
}

TEST(Returns, AsOftenAsThePolicySaysThenARuling) {
  Desk desk(with_returns(1, "", Ruler::above));
  desk.give(Return{n, "不属我局", finance}, lead());
  desk.give(Dispatch{n, finance, {}, "按建议"}, administrator());
  EXPECT_EQ(desk.refusal(Return{n, "也不属我办", tax}, lead()), Code::illegal_state);
  desk.give(Rule{n, finance, "就是金融"}, above);
  EXPECT_TRUE(desk.state.ruled);
}

TEST(Returns, WithinTheWindowOfThePolicy) {
  Desk desk(with_returns({}, "1wd", Ruler::above));
  desk.at("2026-03-04T09:00");
  EXPECT_EQ(desk.refusal(Return{n, "不属我局", finance}, lead()), Code::illegal_state);
  Desk in_time(with_returns({}, "1wd", Ruler::above));
  in_time.at("2026-03-03T17:30");  // the closing instant is in time
  in_time.give(Return{n, "不属我局", finance}, lead());
  EXPECT_EQ(in_time.state.stage, returned);
}

TEST(Returns, WhoRulesIsThePolicys) {
  Desk higher_rules(with_returns({}, "", Ruler::higher));
  EXPECT_EQ(higher_rules.refusal(Rule{n, finance, "属金融"}, above), Code::not_allowed);
  higher_rules.give(Rule{n, finance, "属金融"}, higher);
  Desk office_rules(with_returns({}, "", Ruler::administrator));
  EXPECT_EQ(office_rules.refusal(Rule{n, finance, "属金融"}, higher), Code::not_allowed);
  office_rules.give(Rule{n, finance, "属金融"}, administrator());
}

TEST(Support, ItsClockBeginsWhenItsTurnComes) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(ask(ip), lead());
  desk.give(ask(land, {ip}), lead());
  EXPECT_EQ(desk.due("support:ip"), "2026-03-05T17:30");
  EXPECT_TRUE(desk.clock("support:ip").runs());
  EXPECT_EQ(desk.state.clock("support:land"), nullptr) << "its turn has not come";
  desk.department = ip;
  desk.give(ReportSupport{n, "值三百万"}, supporting);
  EXPECT_FALSE(desk.clock("support:ip").runs());
  EXPECT_EQ(desk.clock("support:land").plan.start, desk.now);
}

TEST(Support, WhatIsAskedAnewIsAnotherTask) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(ask(ip), lead());
  desk.give(ask(land, {ip}), lead());
  desk.department = ip;
  desk.give(ReportSupport{n, "值三百万"}, supporting);
  desk.give(ask(ip, {land}), lead());  // and now the other way round: no circle, for the first is done
  desk.department = land;
  desk.give(ReportSupport{n, "可以"}, supporting);
  desk.department = ip;
  desk.give(ReportSupport{n, "复核无误"}, supporting);
  EXPECT_FALSE(desk.state.has_open_task());
}

TEST(Support, ACircleIsRefusedAndNamed) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(ask(ip), lead());
  desk.give(ask(land, {ip}), lead());
  desk.give(CancelSupport{n, ip, "先等等"}, lead());
  desk.give(ask(ip, {land}), lead());
  EXPECT_EQ(desk.state.open_task(ip)->after, std::vector{land});
  EXPECT_TRUE(desk.state.open_task(land)->after.empty());
}

TEST(Support, TheTasksStayWhenTheLeadChanges) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(ask(ip), lead());
  desk.give(ask(finance), lead());
  desk.give(Transfer{n, finance, "以融资为主"}, above);
  EXPECT_NE(desk.state.open_task(ip), nullptr);
  EXPECT_EQ(desk.state.open_task(finance), nullptr) << "the lead does not support itself";
  EXPECT_EQ(desk.state.supporting, std::vector{ip});
  desk.department = ip;
  desk.give(ReportSupport{n, "值三百万"}, supporting);  // before the new lead has signed
  EXPECT_FALSE(desk.state.has_open_task());
}

TEST(Support, ItsOwnTimeOutlivesAPolicyThatSaysNothingOfSupport) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(ask(ip), lead());
  SlaPolicy other = seven_days();
  other.name = "九日";
  const auto event = recalculated(desk.state, other, Calendar::china());
  ASSERT_TRUE(event);
  desk.state = evolve(desk.state, *event, desk.now);
  EXPECT_TRUE(desk.clock("support:ip").runs());
  EXPECT_EQ(to_string(desk.clock("support:ip").plan.target), "3wd");
}

TEST(Withdrawal, UntilTheCallBackTheDeadlineStands) {
  Desk desk;
  const auto due = desk.clock("resolve").due();
  desk.give(Withdraw{n, "不办了"}, enterprise());
  EXPECT_EQ(desk.clock("resolve").due(), due);
  EXPECT_FALSE(desk.clock("sign").runs());
  desk.actor_name = "officer:another";
  desk.give(CheckWithdrawal{n, false, "王某", "phone"}, group);
  EXPECT_EQ(desk.clock("resolve").due(), due) << "who pressed gains no time";
  EXPECT_EQ(desk.state.round, 2);
}

TEST(Withdrawal, OfASuspendedNeedEndsTheSuspension) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(Suspend{n, "等材料"}, administrator());
  desk.give(Withdraw{n, "不办了"}, enterprise());
  EXPECT_EQ(desk.state.suspension, std::nullopt);
  EXPECT_TRUE(desk.clock("resolve").runs());
}

TEST(Withdrawal, WhoWithdrewDoesNotCallBack) {
  Desk desk;
  desk.actor_name = "officer:g1";
  desk.give(Withdraw{n, "企业来电"}, group);
  EXPECT_EQ(desk.refusal(CheckWithdrawal{n, true, "王某", "phone"}, group), Code::not_allowed);
  desk.actor_name = "officer:g2";
  desk.give(CheckWithdrawal{n, true, "王某", "phone"}, group);
  EXPECT_EQ(desk.state.outcome, std::nullopt) << "closed, and not solved";
  EXPECT_FALSE(desk.clock("resolve").runs());
}

TEST(Promise, IsCheckedOnceOnItsDay) {
  Desk desk;
  desk.give(Sign{n}, lead());
  desk.give(promise(), lead());
  EXPECT_EQ(desk.state.outcome, CaseOutcome::promised);
  desk.at("2026-03-03T09:00");
  desk.give(Recheck{n, true}, group);
  EXPECT_EQ(desk.refusal(Recheck{n, true}, group), Code::illegal_state);
  Desk broken;
  broken.give(Sign{n}, lead());
  broken.give(promise(), lead());
  broken.at("2026-03-04T09:00");
  EXPECT_EQ(broken.refusal(Recheck{n, false}, group), Code::invalid_argument);
  broken.give(Recheck{n, false, "没有动静"}, group);
  EXPECT_EQ(broken.state.stage, in_progress);
  EXPECT_EQ(broken.state.promised, std::nullopt);
}

TEST(Merging, WaitsForAnAnswerThatCanCome) {
  Desk other;
  other.state.id = NeedId("N-000002");
  Desk desk;
  desk.into = other.state;
  const Merge merge{n, other.state.id, "同一件事"};
  desk.waiting = {NeedId("N-000003")};
  EXPECT_EQ(desk.refusal(merge, group), Code::illegal_state) << "another waits for its own answer";
  desk.waiting.clear();
  for (const Stage stage : {resolved, confirmed, closed, declined, withdrawn, merged, archived}) {
    desk.into->stage = stage;
    EXPECT_EQ(desk.refusal(merge, group), Code::illegal_state) << name(stage);
  }
  desk.into->stage = in_progress;
  const auto due = desk.clock("resolve").due();
  desk.give(merge, group);
  EXPECT_EQ(desk.state.stage, merged);
  EXPECT_EQ(desk.clock("resolve").due(), due) << "its own deadline goes on";
  desk.give(Reopen{n, "不是一回事"}, administrator());
  EXPECT_EQ(desk.clock("resolve").due(), due);
  EXPECT_TRUE(desk.state.merged_into.empty());
}

TEST(Merging, NobodyLeavesThoseWhoWait) {
  for (const CaseCommand& command : {CaseCommand(Decline{n, "无关"}), CaseCommand(Withdraw{n, "不办了"})}) {
    Desk desk;
    desk.waiting = {NeedId("N-000003")};
    EXPECT_EQ(desk.refusal(command, host), Code::illegal_state) << name(command);
  }
}

TEST(Archive, NotWhileAFollowUpIsToCome) {
  SlaPolicy sla = seven_days();
  sla.stages["followup"] = {parse_target("30d"), parse_ladder("")};
  Desk desk(sla);
  desk.give(Sign{n}, lead());
  desk.give(answer(), lead());
  desk.give(Confirm{n}, enterprise());
  desk.give(Close{n}, group);
  EXPECT_EQ(desk.refusal(Archive{n}, administrator()), Code::illegal_state);
  desk.give(FollowUp{n, true}, group);
  desk.give(Archive{n}, administrator());
}

// A case holds nothing that anybody wrote: it is what projections keep, and they are never redacted.
TEST(Personal, NoTextOfACommandIsInACase) {
  const std::string secret = "机密13800000000";
  Desk desk;
  desk.give(Accept{n, secret}, group);
  desk.give(Contact{n, {}, secret, "phone", secret}, group);
  desk.give(Attach{n, secret, secret, std::string(64, 'a')}, enterprise());
  desk.give(Return{n, secret, finance}, lead());
  desk.give(Dispatch{n, finance, {}, secret}, administrator());
  desk.give(Transfer{n, tax, secret}, above);
  desk.give(Rule{n, finance, secret}, above);
  desk.give(Sign{n}, lead());
  desk.give(Plan{n, secret}, lead());
  desk.give(AddSupport{n, ip, secret}, lead());
  desk.department = ip;
  desk.give(ReportSupport{n, secret}, supporting);
  desk.give(AddSupport{n, land, secret}, lead());
  desk.give(CancelSupport{n, land, secret}, lead());
  desk.give(Suspend{n, secret}, administrator());
  desk.give(Resume{n, secret}, lead());
  desk.give(Urge{n, secret}, enterprise());
  desk.give(Supervise{n, secret}, above);
  desk.give(Correct{n, 1, secret, secret}, lead());
  desk.give(Comment{n, secret}, lead());
  desk.give(Resolve{n, secret, {}, CaseOutcome::not_possible, secret}, lead());
  desk.give(Dispute{n, secret}, enterprise());
  desk.give(Resolve{n, secret}, lead());
  desk.give(Rate{n, 1, secret}, enterprise());
  desk.give(Withdraw{n, secret}, enterprise());
  desk.actor_name = "officer:another";
  desk.give(CheckWithdrawal{n, false, secret, "phone"}, group);
  EXPECT_EQ(to_json(desk.state).dump().find(secret), std::string::npos) << to_json(desk.state).dump();
}

}  // namespace
}  // namespace zhuqi
