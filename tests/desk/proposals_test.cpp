// From what keeps enterprises out, through a proposal and its answer, to a policy and the enterprises that are told.
#include "base/json.hpp"
#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

std::string loan_policy(const char* id, const char* staff) {
  return std::string(R"({"id":")") + id + R"(","title":"贷款贴息","issuer":"昆明市金融办","region":"530100",)" +
         R"("from":"2026-01-01","until":"2026-12-31","branches":[[{"fact":"staff","test":")" + staff +
         R"(","text":"从业人员上限"}]],"benefit":"一次性1万元","amounts":[{"fixed_fen":1000000}],"guide":{"who":"企业"}})";
}

class Proposals : public SmallTown {
 protected:
  void SetUp() override {
    SmallTown::SetUp();
    for (const auto& id : {acme, other}) {
      Enterprise e;
      e.id = id;
      e.name = "滇池精工";
      e.region = "530102";
      e.staff = 400;
      apply(Actor::host(), RegisterEnterprise{e});
    }
    publish("policy", loan_policy("P-1", "< 300"));
  }
  MakeProposal proposal() {
    const auto candidates = desk->proposal_candidates(parse_date("2026-03-02"), 10, officer("g1"));
    return {"放宽人数上限",
            "两家企业只差这一条",
            candidates.at(0).cause,
            candidates.at(0).evidence,
            DepartmentId("p-general"),
            parse_date("2026-03-31"),
            {}};
  }
  const ProposalId id{"T-000001"};
};

TEST_F(Proposals, CausesAreCountedWithTheirMoney) {
  const auto candidates = desk->proposal_candidates(parse_date("2026-03-02"), 10, officer("g1"));
  ASSERT_EQ(candidates.size(), 1u);
  EXPECT_EQ(candidates[0].cause, (ProposalCause{PolicyId("P-1"), "staff", "从业人员上限", {}}));
  EXPECT_EQ(candidates[0].evidence.enterprises, (std::vector<EnterpriseId>{acme, other}));
  EXPECT_EQ(candidates[0].evidence.amount_fen, 2'000'000);
  EXPECT_THROW(desk->proposal_candidates(parse_date("2026-03-02"), 10, Actor::enterprise(acme)), Refused);
  EXPECT_THROW(desk->proposal_candidates(parse_date("2026-03-02"), 0, Actor::host()), Refused);
  EXPECT_TRUE(desk->proposal_candidates(parse_date("2027-01-01"), 10, Actor::host()).empty()) << "out of force";
}

TEST_F(Proposals, AnAdoptedOneBecomesAPolicyAndTheEnterprisesAreTold) {
  const auto made = apply(officer("g1"), proposal());
  EXPECT_EQ(made.proposal, id);
  EXPECT_EQ(made.text, "T-000001 已提出 放宽人数上限");
  EXPECT_EQ(refusal(officer("g1"), AnswerProposal{id, true, "同意"}), Code::not_allowed) << "not the addressee";
  EXPECT_EQ(refusal(officer("g1"), LinkProposal{id, PolicyId("P-2")}), Code::illegal_state) << "not adopted";
  apply(Actor::host(), AnswerProposal{id, true, "同意放宽到500人"});
  EXPECT_EQ(refusal(officer("g1"), LinkProposal{id, PolicyId("P-2")}), Code::not_found) << "not published";
  publish("policy", loan_policy("P-2", "< 500"));
  const auto linked = apply(officer("g1"), LinkProposal{id, PolicyId("P-2")});
  EXPECT_EQ(linked.stage, "linked");
  const auto events = desk->events(linked.first - 1, 10, Actor::host());
  ASSERT_EQ(events.size(), 3u);
  const auto told = parse_json(events[0].data, "event");
  EXPECT_EQ(told["told"], (std::vector<std::string>{acme.str(), other.str()}));
  EXPECT_EQ(told["claims"], (std::vector<std::string>{"C-000001", "C-000002"}));
  EXPECT_EQ(desk->claims({}, Actor::enterprise(acme)).size(), 1u);
  const auto all = desk->proposals({}, Actor::host());
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].policy, PolicyId("P-2"));
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

TEST_F(Proposals, WhatIsWrongIsRefused) {
  auto bad = [&](auto change) {
    auto command = proposal();
    change(command);
    return refusal(officer("g1"), command);
  };
  EXPECT_EQ(bad([](auto& p) { p.title = " "; }), Code::invalid_argument);
  EXPECT_EQ(bad([](auto& p) { p.due = parse_date("2026-03-01"); }), Code::invalid_argument);
  EXPECT_EQ(bad([](auto& p) { p.addressee = DepartmentId("nobody"); }), Code::not_found);
  EXPECT_EQ(bad([](auto& p) { p.evidence = {}; }), Code::invalid_argument);
  EXPECT_EQ(bad([](auto& p) { p.evidence.needs = {NeedId("N-000009")}; }), Code::not_found);
  EXPECT_EQ(bad([](auto& p) { p.evidence.enterprises = {acme, acme}; }), Code::invalid_argument);
  EXPECT_EQ(bad([](auto& p) { p.cause = {}; }), Code::invalid_argument);
  EXPECT_EQ(refusal(Actor::enterprise(acme), proposal()), Code::not_allowed);
  EXPECT_EQ(refusal(Actor::host(), AnswerProposal{id, true, "x"}), Code::not_found);
  apply(officer("g1"), proposal());
  apply(officer("g1"), WithdrawProposal{id, "已有安排"});
  EXPECT_EQ(refusal(Actor::host(), AnswerProposal{id, true, "x"}), Code::illegal_state);
}

std::string told(const std::vector<Step>& steps) {
  std::string text;
  for (const auto& step : steps)
    text += step.proposal.str() + " " + step.clock + " " + step.kind + " " + to_string(step.due) + " " +
            step.recipients.at(0) + "; ";
  return text;
}

TEST_F(Proposals, TheAddresseeIsRemindedOnceAndToldWhenTheDayHasEnded) {
  auto command = proposal();
  command.remind = {3, 10};
  apply(officer("g1"), command);
  set("2026-03-17T09:00");
  EXPECT_EQ(told(desk->tick(now)), "") << "too early";
  set("2026-03-18T09:00");
  EXPECT_EQ(told(desk->tick(now)), "T-000001 answer warn 2026-03-17T09:30:00Z p-general; ")
      << "at the close of business, ten working days before";
  EXPECT_EQ(told(desk->tick(now)), "") << "each once";
  set("2026-04-01T09:00");
  EXPECT_EQ(
      told(desk->tick(now)),
      "T-000001 answer warn 2026-03-26T09:30:00Z p-general; T-000001 answer breach 2026-03-31T16:00:00Z p-general; ");
  apply(Actor::host(), AnswerProposal{id, true, "同意"});
  set("2026-05-06T09:00");
  EXPECT_EQ(told(desk->tick(now)), "");
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

TEST_F(Proposals, WhatFellDueBeforeTheAnswerIsRecordedFirstAndNothingAfterIt) {
  apply(officer("g1"), proposal());  // the usual reminder
  set("2026-03-30T09:00");
  const auto answered = apply(Actor::host(), AnswerProposal{id, false, "财力不足"});
  const auto events = desk->events(answered.first - 2, 2, Actor::host());
  EXPECT_EQ(events.at(0).kind, "proposal.stepped");
  EXPECT_EQ(events.at(1).kind, "proposal.answered");
  set("2026-04-02T09:00");
  EXPECT_EQ(told(desk->tick(now)), "");
}

TEST_F(Proposals, RemindersAreInBounds) {
  auto command = proposal();
  for (const int days : {0, -1, 101}) {
    command.remind = {days};
    EXPECT_EQ(refusal(officer("g1"), command), Code::invalid_argument) << days;
  }
}

TEST_F(Proposals, OneThatIsDueInAYearNotPublishedWaitsAndIsSettled) {
  auto command = proposal();
  command.due = parse_date("2027-01-15");
  apply(officer("g1"), command);
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
  const auto waiting = desk->proposals({}, Actor::host()).at(0);
  ASSERT_TRUE(waiting.clock);
  EXPECT_FALSE(waiting.clock->plan.due);
  auto longer = parse_json(Calendar::china().text(), "calendar");
  longer["known"][1] = "2027-12-31";
  longer["days"]["2027-01-01"] = "off";
  publish("calendar", canonical(longer));
  desk->tick(now);
  EXPECT_EQ(desk->proposals({}, Actor::host()).at(0).clock->plan.due, parse_instant("2027-01-15T16:00:00Z"));
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

TEST_F(Proposals, AndClaimsAsTheyWere) {
  apply(officer("g1"), proposal());
  const Instant made = now;
  set("2026-03-10T09:00");
  apply(Actor::host(), AnswerProposal{id, true, "同意"});
  const Instant adopted = now;
  set("2026-03-11T09:00");
  publish("policy", loan_policy("P-2", "< 500"));
  apply(officer("g1"), LinkProposal{id, PolicyId("P-2")});
  AsOf then;
  then.at = made;
  EXPECT_EQ(desk->proposals({}, Actor::host(), then).at(0).stage, ProposalStage::made);
  EXPECT_TRUE(desk->claims({}, Actor::host(), then).empty());
  EXPECT_THROW(desk->claim(ClaimId("C-000001"), Actor::host(), then), Refused);
  then.at = adopted;
  EXPECT_EQ(desk->proposals({}, Actor::host(), then).at(0).stage, ProposalStage::adopted);
  const Instant opened = now;
  set("2026-03-12T09:00");
  apply(Actor::host(), DeliverClaim{ClaimId("C-000001"), "phone", ""});
  then.at = opened;
  EXPECT_EQ(desk->claim(ClaimId("C-000001"), Actor::host(), then).stage, ClaimStage::matched);
  EXPECT_EQ(desk->claims({}, Actor::enterprise(acme), then).size(), 1u);
  EXPECT_EQ(desk->claim(ClaimId("C-000001"), Actor::host()).stage, ClaimStage::delivered);
  const auto asked = parse_json(
      desk->query_document(R"({"query":"proposals","viewer":"host","as_of":")" + to_string(adopted) + R"("})"),
      "answer");
  EXPECT_EQ(asked["proposals"][0]["stage"], "adopted");
}

TEST_F(Proposals, OneThatNobodyAnswersIsOverdue) {
  apply(officer("g1"), proposal());
  ProposalQuery overdue;
  overdue.overdue_only = true;
  set("2026-03-31T17:00");
  EXPECT_TRUE(desk->proposals(overdue, Actor::host()).empty()) << "the due date itself is in time";
  set("2026-04-01T09:00");
  EXPECT_EQ(desk->proposals(overdue, Actor::host()).size(), 1u);
  EXPECT_TRUE(desk->proposals({}, officer("h-tax")).empty()) << "another department";
  apply(Actor::host(), AnswerProposal{id, false, "财力不足"});
  EXPECT_TRUE(desk->proposals(overdue, Actor::host()).empty());
  const auto declined = parse_json(desk->query_document(R"({"query":"proposals","viewer":"host","stage":"declined"})"),
                                   "proposals")["proposals"];
  ASSERT_EQ(declined.size(), 1u);
  EXPECT_EQ(declined[0]["answer"], "财力不足");
}

}  // namespace
}  // namespace zhuqi
