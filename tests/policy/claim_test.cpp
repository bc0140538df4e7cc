// The way of a claim, by the decider alone: a table of what is accepted and what is refused, and random ways.
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/policy/claim.hpp>

#include "policy/json.hpp"

namespace zhuqi {
namespace {

const EnterpriseId acme("91530102MA6000016F");
const ClaimId claim("C-000001");

Instant day(const char* date, int hour = 10) {
  return parse_instant(std::string(date) + (hour < 10 ? "T0" : "T") + std::to_string(hour) + ":00:00+08:00");
}

Policy loan(Claim way) {
  Policy p;
  p.id = PolicyId("P-1");
  p.title = "贷款贴息";
  p.issuer = "昆明市金融办";
  p.region = "530000";
  p.from = parse_date("2026-01-01");
  p.until = parse_date("2026-12-31");
  p.branches = {{{"staff", "< 300", "少于300人"}}};
  p.claim = way;
  p.apply_until = parse_date("2026-03-31");
  p.remind = {5, 1};
  p.deadlines = {5, 3, 10, 15, 5, 60};
  p.guide.who = "中小企业";
  Amount amount;
  if (way == Claim::automatic) {
    amount.fixed_fen = 500'000;
  } else {
    amount.base = "支付的利息";
    amount.rate = parse_rate("50%");
    amount.cap_fen = 1'000'000;
  }
  p.amounts = {amount};
  return p;
}

// A claim and who acts on it, at an instant that only goes on.
class Way {
 public:
  explicit Way(Claim way = Claim::fast, int staff = 100) : policy_(loan(way)) {
    at = day("2026-03-02");
    const Facts facts{{"region", Value("530102")}, {"staff", Value(staff)}};
    state.id = claim;
    take(begin_claim(policy_, acme, GroupId("G1"), policy_.match(facts, parse_date("2026-03-02")), at,
                     Calendar::china()));
  }

  void give(const ClaimCommand& command, ClaimRelations actor = everybody()) {
    for (const auto& event : decide(state, command, {at, actor, &Calendar::china(), &policy_})) take(event);
  }
  Code refusal(const ClaimCommand& command, ClaimRelations actor = everybody()) {
    try {
      decide(state, command, {at, actor, &Calendar::china(), &policy_});
      return Code::ok;
    } catch (const Refused& refused) {
      return refused.code();
    }
  }
  // Lets time pass: what fell due happens.
  std::vector<std::string> until(Instant then) {
    std::vector<std::string> told;
    for (const auto& due : due_steps(state, then)) {
      state = evolve(std::move(state), due.event, due.at);
      const auto* step = std::get_if<ClaimStepped>(&due.event);
      told.push_back(to_string(due.at) + " " + (step ? step->clock + " " + step->kind + " " + step->tell : "expired"));
    }
    at = then;
    return told;
  }

  static ClaimRelations everybody() { return {true, true, true, true, true}; }
  static ClaimRelations only(bool ClaimRelations::*relation) {
    ClaimRelations r;
    r.*relation = true;
    return r;
  }

  ClaimState state;
  Instant at;

 private:
  void take(const ClaimEvent& event) {
    state = evolve(std::move(state), event, at);
    EXPECT_EQ(read_claim(claim_json(state)), state) << "the state comes back from its document as it went";
  }

  CompiledPolicy policy_;
};

TEST(Claim, GoesFromTheMatchToTheMoney) {
  Way way;
  EXPECT_EQ(way.state.stage, ClaimStage::matched);
  EXPECT_EQ(way.state.amount_fen, std::nullopt) << "the interest is not known yet";
  way.give(DeliverClaim{claim, "sms", ""});
  way.give(ReadClaim{claim});
  way.give(ExpressInterest{claim});
  EXPECT_EQ(way.state.stage, ClaimStage::interested);
  way.at = day("2026-03-09");
  way.give(ApplyClaim{claim, 1'200'000, ""});
  EXPECT_EQ(way.state.amount_fen, 600'000) << "half of the interest";
  way.give(AcceptClaim{claim, ""});
  way.give(RequestSupplement{claim, "付息凭证"});
  EXPECT_EQ(way.state.stage, ClaimStage::incomplete);
  way.at = day("2026-03-11");
  way.give(SupplementClaim{claim, ""});
  EXPECT_EQ(way.state.stage, ClaimStage::accepted);
  way.give(ReviewClaim{claim, {}, ""});
  EXPECT_EQ(way.refusal(PayClaim{claim, "V-1"}), Code::illegal_state) << "not made public yet";
  way.give(PubliciseClaim{claim});
  EXPECT_EQ(way.refusal(PayClaim{claim, "V-1"}), Code::illegal_state) << "public for five working days";
  way.at = day("2026-03-18", 17) + std::chrono::minutes(30);
  way.give(PayClaim{claim, "V-1"});
  EXPECT_EQ(way.state.stage, ClaimStage::paid);
  EXPECT_FALSE(way.state.is_open());
  EXPECT_EQ(next_step(way.state), std::nullopt) << "no clock runs on";
  way.give(RateClaim{claim, 5, "很快"});
  way.give(RecoverClaim{claim, 600'000, "重复享受"});
  EXPECT_EQ(way.state.stage, ClaimStage::recovered);
  EXPECT_EQ(way.state.recovered_fen, 600'000);
}

TEST(Claim, IsPaidWithoutApplying) {
  Way way(Claim::automatic);
  EXPECT_EQ(way.state.amount_fen, 500'000);
  EXPECT_TRUE(way.state.clocks.contains("pay"));
  EXPECT_FALSE(way.state.clocks.contains("apply"));
  EXPECT_EQ(way.refusal(ApplyClaim{claim, {}, ""}), Code::illegal_state);
  way.give(ReviewClaim{claim, {}, ""});
  way.give(PubliciseClaim{claim});
  way.at = day("2026-03-20");
  way.give(PayClaim{claim, "V-2"});
  EXPECT_EQ(way.state.amount_fen, 500'000);
}

TEST(Claim, WhatDoesNotFitIsRefused) {
  EXPECT_THROW(Way(Claim::fast, 300), Refused) << "no match: no claim";
  Way way;
  const auto host = Way::only(&ClaimRelations::host), enterprise = Way::only(&ClaimRelations::enterprise),
             issuer = Way::only(&ClaimRelations::issuer);
  EXPECT_EQ(way.refusal(DeliverClaim{claim, "", ""}), Code::invalid_argument);
  EXPECT_EQ(way.refusal(DeliverClaim{claim, "sms", ""}, enterprise), Code::not_allowed);
  EXPECT_EQ(way.refusal(ReadClaim{claim}), Code::illegal_state) << "not delivered";
  EXPECT_EQ(way.refusal(ApplyClaim{claim, {}, ""}), Code::invalid_argument) << "how much interest?";
  EXPECT_EQ(way.refusal(ApplyClaim{claim, -1, ""}), Code::invalid_argument);
  EXPECT_EQ(way.refusal(ApplyClaim{claim, 5, ""}, issuer), Code::not_allowed);
  EXPECT_EQ(way.refusal(ReviewClaim{claim, 5, "x"}), Code::illegal_state) << "not applied for";
  way.give(ApplyClaim{claim, 1'000'000, ""});
  EXPECT_EQ(way.refusal(ApplyClaim{claim, 1'000'000, ""}), Code::illegal_state);
  EXPECT_EQ(way.refusal(AcceptClaim{claim, ""}, host), Code::not_allowed) << "an office accepts";
  EXPECT_EQ(way.refusal(RequestSupplement{claim, " "}), Code::invalid_argument);
  way.give(AcceptClaim{claim, ""});
  EXPECT_EQ(way.refusal(ReviewClaim{claim, 1, ""}), Code::invalid_argument) << "another amount needs a word";
  EXPECT_EQ(way.refusal(ReviewClaim{claim, -1, "x"}), Code::invalid_argument);
  EXPECT_EQ(way.refusal(RejectClaim{claim, "weather", "x"}), Code::invalid_argument);
  EXPECT_EQ(way.refusal(RejectClaim{claim, "staff", ""}), Code::invalid_argument);
  EXPECT_EQ(way.refusal(WithdrawClaim{claim, "x"}, issuer), Code::not_allowed);
  EXPECT_EQ(way.refusal(RateClaim{claim, 5, ""}), Code::illegal_state);
  EXPECT_EQ(way.refusal(RecoverClaim{claim, 5, "x"}), Code::illegal_state);
  way.give(RejectClaim{claim, "staff", "核查时已超过300人"});
  EXPECT_EQ(way.state.stage, ClaimStage::ineligible);
  EXPECT_EQ(way.state.rejected, "staff");
  EXPECT_EQ(next_step(way.state), std::nullopt);
}

TEST(Claim, RemindsAndExpires) {
  Way way;
  EXPECT_EQ(way.until(day("2026-03-31", 23)),
            (std::vector<std::string>{
                "2026-03-06T09:30:00Z deliver warn department", "2026-03-09T09:30:00Z deliver breach department",
                "2026-03-24T09:30:00Z apply warn enterprise", "2026-03-30T09:30:00Z apply warn enterprise"}));
  EXPECT_EQ(way.until(day("2026-04-02")),
            (std::vector<std::string>{"2026-03-31T16:00:00Z apply breach enterprise", "2026-03-31T16:00:00Z expired"}))
      << "at the end of the last day";
  EXPECT_EQ(way.state.stage, ClaimStage::expired);
  EXPECT_TRUE(way.until(day("2026-12-01")).empty());
  EXPECT_EQ(way.refusal(ApplyClaim{claim, 1, ""}), Code::illegal_state);
}

TEST(Claim, TheOfficesClocksStandStillWhileTheEnterpriseHasIt) {
  Way way;
  way.give(ApplyClaim{claim, 1'000'000, ""});
  way.give(AcceptClaim{claim, ""});
  const auto due = way.state.clocks.at("review").plan.due;
  EXPECT_EQ(due, day("2026-03-23", 17) + std::chrono::minutes(30));
  way.at = day("2026-03-03");
  way.give(RequestSupplement{claim, "付息凭证"});
  EXPECT_FALSE(way.state.clocks.at("review").runs());
  EXPECT_TRUE(way.until(day("2026-03-05")).empty());
  way.give(SupplementClaim{claim, ""});
  EXPECT_EQ(way.state.clocks.at("review").plan.due, day("2026-03-25", 17) + std::chrono::minutes(30));
  way.give(RequestSupplement{claim, "公章"});
  way.until(day("2026-04-01"));
  EXPECT_EQ(way.state.stage, ClaimStage::expired) << "not brought within ten working days";
}

// Whatever is commanded: a refusal is all that can come of what does not fit, nothing leaves an exit but to be
// recovered, an end has no clock that runs, and the events fold to the same state when they come out of their
// documents.
RC_GTEST_PROP(Claim, RandomWaysStaySound, ()) {
  Way way(*rc::gen::element(Claim::fast, Claim::automatic));
  const std::vector<ClaimCommand> commands = {DeliverClaim{claim, "sms", ""}, ReadClaim{claim},
                                              ExpressInterest{claim},         ApplyClaim{claim, 1'000'000, ""},
                                              AcceptClaim{claim, ""},         RequestSupplement{claim, "x"},
                                              SupplementClaim{claim, ""},     ReviewClaim{claim, {}, ""},
                                              PubliciseClaim{claim},          PayClaim{claim, "V"},
                                              RateClaim{claim, 4, ""},        RejectClaim{claim, "form", "x"},
                                              WithdrawClaim{claim, "x"},      RecoverClaim{claim, 1, "x"}};
  const auto steps = *rc::gen::inRange(1, 40);
  for (int i = 0; i < steps; ++i) {
    const bool was_open = way.state.is_open();
    const auto stage = way.state.stage;
    const auto& command = commands[*rc::gen::inRange<std::size_t>(0, commands.size())];
    if (way.refusal(command) == Code::ok) way.give(command);
    if (!was_open && way.state.stage != stage)
      RC_ASSERT(way.state.stage == ClaimStage::rated || way.state.stage == ClaimStage::recovered);
    way.until(way.at + std::chrono::hours(*rc::gen::inRange(0, 60)));
    if (!way.state.is_open()) RC_ASSERT(!next_step(way.state).has_value());
  }
}

TEST(Claim, EveryCommandHasARowInTheTable) {
  for (const ClaimCommand& command :
       {ClaimCommand(DeliverClaim{}), ClaimCommand(ReadClaim{}), ClaimCommand(ExpressInterest{}),
        ClaimCommand(ApplyClaim{}), ClaimCommand(AcceptClaim{}), ClaimCommand(RequestSupplement{}),
        ClaimCommand(SupplementClaim{}), ClaimCommand(ReviewClaim{}), ClaimCommand(PubliciseClaim{}),
        ClaimCommand(PayClaim{}), ClaimCommand(RateClaim{}), ClaimCommand(RejectClaim{}), ClaimCommand(WithdrawClaim{}),
        ClaimCommand(RecoverClaim{})})
    EXPECT_NE(claim_permissions_markdown().find("`" + std::string(name(command)) + "`"), std::string::npos)
        << name(command);
}

TEST(Claim, TheDocsHaveTheTableOfWhoMay) {
  std::ifstream file(std::string(ZHUQI_SOURCE_DIR) + "/docs/policies.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(page.find(claim_permissions_markdown()), std::string::npos) << claim_permissions_markdown();
}

}  // namespace
}  // namespace zhuqi
