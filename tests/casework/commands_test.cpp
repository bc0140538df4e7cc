// Each command of a need's life where it is accepted and where it is refused: a table of cases.
#include <ostream>

#include "casework/documents.hpp"
#include "casework/need_at_work.hpp"

namespace zhuqi {
namespace {

struct Given {
  CaseCommand command;
  Relations actor;
  const char* department = "";
};

struct Row {
  const char* title;
  std::vector<Given> before;  // all accepted
  Given given;
  Code code;    // ok: accepted
  Stage stage;  // then, or still
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.title; }

const Relations host{.host = true};
const Relations group{.group = true};
const Relations above{.above = true};
const Relations higher{.above = true, .higher = true};
const Relations supporting{.supporting = true};
const Relations lead_{.lead = true};
const Relations firm{.enterprise = true};
const Relations office{.administrator = true};

const DepartmentId tax("tax"), finance("finance"), ip("ip"), land("land"), nowhere("nowhere");
const Date yesterday = std::chrono::year(2026) / 3 / 1, soon = std::chrono::year(2026) / 3 / 3;

Resolve answer() { return {n, "已放款"}; }
Resolve promise() { return {n, "列入计划", soon}; }
AddSupport ask(const DepartmentId& id, std::vector<DepartmentId> after = {}) {
  return {n, id, "评估专利", parse_span("3wd"), std::move(after)};
}

std::vector<Given> at_work(std::vector<Given> more = {}) {
  more.insert(more.begin(), {Sign{n}, lead_});
  return more;
}
std::vector<Given> answered(std::vector<Given> more = {}) {
  more.insert(more.begin(), {{Sign{n}, lead_}, {answer(), lead_}});
  return more;
}
std::vector<Given> once_closed(std::vector<Given> more = {}) {
  more.insert(more.begin(), {{Sign{n}, lead_}, {answer(), lead_}, {Confirm{n}, firm}, {Close{n}, group}});
  return more;
}
std::vector<Given> once_withdrawn() { return {{Withdraw{n, "不办了"}, firm}}; }

using enum Stage;

const std::vector<Row>& rows() {
  static const std::vector<Row> all = {
      {"accepted", {}, {Accept{n}, group}, Code::ok, dispatched},
      {"accepted once", {{Accept{n}, group}}, {Accept{n}, office}, Code::illegal_state, dispatched},
      {"accepted by who works there", {}, {Accept{n}, firm}, Code::not_allowed, dispatched},
      {"what is accepted is not declined",
       {{Accept{n}, group}},
       {Decline{n, "无关"}, office},
       Code::illegal_state,
       dispatched},
      {"declined for a reason", {}, {Decline{n, "不属涉企诉求"}, office}, Code::ok, declined},
      {"declined without one", {}, {Decline{n, " "}, office}, Code::invalid_argument, dispatched},
      {"declined by a department", {}, {Decline{n, "不想办"}, lead_}, Code::not_allowed, dispatched},
      {"declined once work began", at_work(), {Decline{n, "不办"}, office}, Code::illegal_state, signed_},
      {"what was declined is taken up again",
       {{Decline{n, "无关"}, office}},
       {Reopen{n, "属实"}, firm},
       Code::ok,
       in_progress},

      {"ruled", {}, {Rule{n, finance, "属金融"}, above}, Code::ok, dispatched},
      {"ruled without a reason", {}, {Rule{n, finance, ""}, above}, Code::invalid_argument, dispatched},
      {"ruled to nobody", {}, {Rule{n, nowhere, "属金融"}, above}, Code::not_found, dispatched},
      {"ruled by the lead", {}, {Rule{n, finance, "属金融"}, lead_}, Code::not_allowed, dispatched},
      {"no return after a ruling",
       {{Rule{n, finance, "属金融"}, above}},
       {Return{n, "不服", tax}, lead_},
       Code::illegal_state,
       dispatched},
      {"no transfer after a ruling",
       {{Rule{n, finance, "属金融"}, above}},
       {Transfer{n, tax, "再议"}, above},
       Code::illegal_state,
       dispatched},
      {"a ruling changes a ruling",
       {{Rule{n, finance, "属金融"}, above}},
       {Rule{n, tax, "改判"}, above},
       Code::ok,
       dispatched},

      {"transferred", at_work(), {Transfer{n, finance, "涉融资"}, above}, Code::ok, dispatched},
      {"transferred to itself", at_work(), {Transfer{n, tax, "涉税"}, above}, Code::invalid_argument, signed_},
      {"transferred without a reason", at_work(), {Transfer{n, finance, ""}, above}, Code::invalid_argument, signed_},
      {"transferred by the lead", at_work(), {Transfer{n, finance, "推给他"}, lead_}, Code::not_allowed, signed_},
      {"transferred after the answer",
       answered(),
       {Transfer{n, finance, "晚了"}, above},
       Code::illegal_state,
       resolved},

      {"a part asked for", at_work(), {ask(ip), lead_}, Code::ok, signed_},
      {"of the lead itself", at_work(), {ask(tax), lead_}, Code::invalid_argument, signed_},
      {"of nobody", at_work(), {ask(nowhere), lead_}, Code::not_found, signed_},
      {"twice at once", at_work({{ask(ip), lead_}}), {ask(ip), lead_}, Code::already_exists, signed_},
      {"after a task that is not there", at_work(), {ask(ip, {land}), lead_}, Code::not_found, signed_},
      {"after itself", at_work(), {ask(ip, {ip}), lead_}, Code::not_found, signed_},
      {"before it is signed", {}, {ask(ip), lead_}, Code::illegal_state, dispatched},
      {"by who supports", at_work({{ask(ip), lead_}}), {ask(land), supporting}, Code::not_allowed, signed_},
      {"no answer while a part is open", at_work({{ask(ip), lead_}}), {answer(), lead_}, Code::illegal_state, signed_},
      {"reported", at_work({{ask(ip), lead_}}), {ReportSupport{n, "值三百万"}, supporting, "ip"}, Code::ok, signed_},
      {"reported twice",
       at_work({{ask(ip), lead_}, {ReportSupport{n, "值三百万"}, supporting, "ip"}}),
       {ReportSupport{n, "值三百万"}, supporting, "ip"},
       Code::illegal_state,
       signed_},
      {"reported by who was not asked",
       at_work({{ask(ip), lead_}}),
       {ReportSupport{n, "好"}, supporting, "land"},
       Code::illegal_state,
       signed_},
      {"reported with nothing",
       at_work({{ask(ip), lead_}}),
       {ReportSupport{n, ""}, supporting, "ip"},
       Code::invalid_argument,
       signed_},
      {"reported out of order",
       at_work({{ask(ip), lead_}, {ask(land, {ip}), lead_}}),
       {ReportSupport{n, "好"}, supporting, "land"},
       Code::illegal_state,
       signed_},
      {"the answer after the report",
       at_work({{ask(ip), lead_}, {ReportSupport{n, "值三百万"}, supporting, "ip"}}),
       {answer(), lead_},
       Code::ok,
       resolved},
      {"a part called off", at_work({{ask(ip), lead_}}), {CancelSupport{n, ip, "不需要了"}, lead_}, Code::ok, signed_},
      {"that was not asked for", at_work(), {CancelSupport{n, ip, "不需要了"}, lead_}, Code::not_found, signed_},
      {"called off without a reason",
       at_work({{ask(ip), lead_}}),
       {CancelSupport{n, ip, ""}, lead_},
       Code::invalid_argument,
       signed_},
      {"the answer after calling off",
       at_work({{ask(ip), lead_}, {CancelSupport{n, ip, "不需要了"}, lead_}}),
       {answer(), lead_},
       Code::ok,
       resolved},
      {"a return ends what was asked",
       at_work({{ask(ip), lead_}}),
       {Return{n, "不属我局", finance}, lead_},
       Code::ok,
       returned},

      {"urged", {}, {Urge{n}, firm}, Code::ok, dispatched},
      {"urged by the lead", {}, {Urge{n}, lead_}, Code::not_allowed, dispatched},
      {"urged after the answer", answered(), {Urge{n}, firm}, Code::illegal_state, resolved},
      {"supervised", {}, {Supervise{n, "三日内报结果"}, above}, Code::ok, dispatched},
      {"supervised without a word", {}, {Supervise{n, ""}, above}, Code::invalid_argument, dispatched},
      {"supervised by the enterprise", {}, {Supervise{n, "快"}, firm}, Code::not_allowed, dispatched},

      {"not possible, and why",
       at_work(),
       {Resolve{n, "无法", {}, CaseOutcome::not_possible, "法无规定"}, lead_},
       Code::ok,
       resolved},
      {"not possible, and no why",
       at_work(),
       {Resolve{n, "无法", {}, CaseOutcome::not_possible}, lead_},
       Code::invalid_argument,
       signed_},
      {"promised without a day",
       at_work(),
       {Resolve{n, "以后", {}, CaseOutcome::promised}, lead_},
       Code::invalid_argument,
       signed_},
      {"explained with a day",
       at_work(),
       {Resolve{n, "说明", soon, CaseOutcome::explained}, lead_},
       Code::invalid_argument,
       signed_},
      {"promised for a day that has passed",
       at_work(),
       {Resolve{n, "以前", yesterday}, lead_},
       Code::invalid_argument,
       signed_},
      {"an effect",
       at_work(),
       {Resolve{n, "已放款", {}, CaseOutcome::solved, "", Effect{"loan", 300'000'000, "fen"}}, lead_},
       Code::ok,
       resolved},
      {"a negative effect",
       at_work(),
       {Resolve{n, "已放款", {}, CaseOutcome::solved, "", Effect{"loan", -1, "fen"}}, lead_},
       Code::invalid_argument,
       signed_},
      {"an effect without a unit",
       at_work(),
       {Resolve{n, "已放款", {}, CaseOutcome::solved, "", Effect{"loan", 1, ""}}, lead_},
       Code::invalid_argument,
       signed_},
      {"an effect that is a story",
       at_work(),
       {Resolve{n, "已放款", {}, CaseOutcome::solved, "", Effect{std::string(500, 'x'), 1, "fen"}}, lead_},
       Code::too_large,
       signed_},

      {"it holds", once_closed(), {FollowUp{n, true}, group}, Code::ok, closed},
      {"it does not", once_closed(), {FollowUp{n, false, "又被抽贷"}, group}, Code::ok, in_progress},
      {"it does not, and nobody says why", once_closed(), {FollowUp{n, false}, group}, Code::invalid_argument, closed},
      {"asked by the lead", once_closed(), {FollowUp{n, true}, lead_}, Code::not_allowed, closed},
      {"asked before closing", answered(), {FollowUp{n, true}, group}, Code::illegal_state, resolved},
      {"a promise, before its day",
       at_work({{promise(), lead_}}),
       {Recheck{n, true}, group},
       Code::illegal_state,
       resolved},
      {"a promise that was not made", answered(), {Recheck{n, true}, group}, Code::illegal_state, resolved},

      {"reopened by the enterprise", once_closed(), {Reopen{n, "又出现"}, firm}, Code::ok, in_progress},
      {"reopened without a reason", once_closed(), {Reopen{n, ""}, firm}, Code::invalid_argument, closed},
      {"reopened while it is open", at_work(), {Reopen{n, "再办"}, office}, Code::illegal_state, signed_},
      {"reopened by the lead", once_closed(), {Reopen{n, "再办"}, lead_}, Code::not_allowed, closed},

      {"withdrawn", {}, {Withdraw{n, "不办了"}, firm}, Code::ok, withdrawn},
      {"withdrawn without a reason", {}, {Withdraw{n, ""}, firm}, Code::invalid_argument, dispatched},
      {"withdrawn by the lead", {}, {Withdraw{n, "企业不办了"}, lead_}, Code::not_allowed, dispatched},
      {"called back: its own will",
       once_withdrawn(),
       {CheckWithdrawal{n, true, "王某", "phone"}, group},
       Code::ok,
       closed},
      {"called back: pressed",
       once_withdrawn(),
       {CheckWithdrawal{n, false, "王某", "phone"}, group},
       Code::ok,
       in_progress},
      {"called back by who leads it",
       once_withdrawn(),
       {CheckWithdrawal{n, true, "王某", "phone"}, {.group = true, .lead = true}},
       Code::not_allowed,
       withdrawn},
      {"called back by the lead",
       once_withdrawn(),
       {CheckWithdrawal{n, true, "王某", "phone"}, lead_},
       Code::not_allowed,
       withdrawn},
      {"nobody was spoken to",
       once_withdrawn(),
       {CheckWithdrawal{n, true, "", "phone"}, group},
       Code::invalid_argument,
       withdrawn},
      {"nothing to ask about what was withdrawn",
       {{Withdraw{n, "不办了"}, firm}, {CheckWithdrawal{n, true, "王某", "phone"}, group}},
       {FollowUp{n, true}, group},
       Code::illegal_state,
       closed},

      {"merged into itself", {}, {Merge{n, n, "同一件事"}, group}, Code::invalid_argument, dispatched},
      {"merged into nothing", {}, {Merge{n, NeedId("N-000009"), "同一件事"}, group}, Code::not_found, dispatched},

      {"attached", {}, {Attach{n, "合同", "oss://1", std::string(64, 'a')}, firm}, Code::ok, dispatched},
      {"attached without a hash", {}, {Attach{n, "合同", "oss://1", "abc"}, firm}, Code::invalid_argument, dispatched},
      {"attached by a stranger",
       {},
       {Attach{n, "合同", "oss://1", std::string(64, 'a')}, {}},
       Code::not_allowed,
       dispatched},
      {"corrected", {}, {Correct{n, 1, "应为三百万", "笔误"}, lead_}, Code::ok, dispatched},
      {"corrected without saying what is right",
       {},
       {Correct{n, 1, "", "笔误"}, lead_},
       Code::invalid_argument,
       dispatched},
      {"corrected by the enterprise", {}, {Correct{n, 1, "对", "错"}, firm}, Code::not_allowed, dispatched},
      {"archived", once_closed(), {Archive{n}, office}, Code::ok, archived},
      {"archived while it is open", at_work(), {Archive{n}, office}, Code::illegal_state, signed_},
      {"archived by the group", once_closed(), {Archive{n}, group}, Code::not_allowed, closed},
      {"nothing comes after it",
       once_closed({{Archive{n}, office}}),
       {Reopen{n, "再办"}, office},
       Code::illegal_state,
       archived},
      {"no remark either",
       once_closed({{Archive{n}, office}}),
       {Comment{n, "说明"}, office},
       Code::illegal_state,
       archived},
      {"but redaction", once_closed({{Archive{n}, office}}), {Redact{n, "本人申请"}, office}, Code::ok, archived},
      {"redacted without a reason", {}, {Redact{n, ""}, office}, Code::invalid_argument, dispatched},
      {"redacted by the lead", {}, {Redact{n, "清理"}, lead_}, Code::not_allowed, dispatched},
  };
  return all;
}

class Commands : public ::testing::TestWithParam<Row> {};

TEST_P(Commands, AcceptedOrRefused) {
  const Row& row = GetParam();
  Desk desk;
  for (const Given& given : row.before) {
    desk.department = DepartmentId(given.department);
    desk.actor_name += "'s colleague";  // never the same twice
    ASSERT_NO_THROW(desk.give(given.command, given.actor)) << name(given.command);
  }
  desk.department = DepartmentId(row.given.department);
  desk.actor_name = "officer:another";
  EXPECT_EQ(desk.refusal(row.given.command, row.given.actor), row.code);
  EXPECT_EQ(name(desk.state.stage), name(row.stage));
  EXPECT_EQ(from_json<Case>(to_json(desk.state)), desk.state);
}

INSTANTIATE_TEST_SUITE_P(All, Commands, ::testing::ValuesIn(rows()));

// --- What a table cannot say -------------------------------------------------------------------------------------

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
  for (const auto& [command, actor, department] : once_closed()) desk.give(command, actor);
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
