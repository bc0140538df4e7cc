// Each command of a need's life where it is accepted and where it is refused: a table of cases.
#include <ostream>

#include "casework/documents.hpp"
#include "casework/words.hpp"

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

}  // namespace
}  // namespace zhuqi
