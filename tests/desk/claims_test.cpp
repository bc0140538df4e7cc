// Claims at the desk: opened by matching, acted on, ticked, asked for, verified; and a policy tried before it is
// issued.
#include "base/json.hpp"
#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

constexpr const char* loan = R"({"id":"P-1","title":"贷款贴息","reference":"昆金〔2026〕1号","issuer":"昆明市金融办",
  "region":"530100","from":"2026-01-01","until":"2026-12-31","apply_until":"2026-03-31","remind":[5],
  "branches":[[{"fact":"staff","test":"< 300","text":"少于300人"},{"fact":"revenue","test":">= 500","text":"收入500万元以上"}]],
  "benefit":"补助收入的1%","amounts":[{"base":"revenue","rate":"1%","cap_fen":10000000}],"claim":"fast",
  "deadlines":{"deliver":5,"accept":3,"supplement":10,"review":15,"publicity":5,"pay":60},
  "guide":{"who":"中小企业","phone":"0871-60000000"}})";

class Claims : public SmallTown {
 protected:
  void SetUp() override {
    SmallTown::SetUp();
    know(acme, 100, 800);
    know(other, 400, 800);
    publish("policy", loan);
  }
  // Staff, and revenue in 万元; below 0: not known.
  void know(const EnterpriseId& id, std::int64_t staff, std::int64_t revenue) {
    Enterprise e;
    e.id = id;
    e.name = "滇池精工";
    e.region = "530102";
    if (staff >= 0) e.staff = staff;
    if (revenue >= 0) e.revenue_fen = revenue * 1'000'000;
    apply(Actor::host(), RegisterEnterprise{e});
  }
  Receipt act(const Actor& actor, const ClaimCommand& command) { return apply(actor, command); }

  const PolicyId policy{"P-1"};
  const ClaimId claim{"C-000001"};
};

TEST_F(Claims, AreOpenedForWhomThePolicyFits) {
  const auto receipt = apply(officer("h-finance"), OpenClaims{policy, {}});
  EXPECT_EQ(receipt.claim, claim);
  EXPECT_EQ(receipt.stage, "matched");
  const auto all = desk->claims({}, Actor::host());
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].enterprise, acme);
  EXPECT_EQ(all[0].amount_fen, 8'000'000);
  EXPECT_EQ(refusal(officer("h-finance"), OpenClaims{policy, {}}), Code::illegal_state) << "nobody is left";
  know(other, 200, 800);
  EXPECT_EQ(apply(officer("h-finance"), OpenClaims{policy, {}}).claim, ClaimId("C-000002"));
}

TEST_F(Claims, ForOneEnterpriseByItself) {
  EXPECT_EQ(refusal(Actor::enterprise(acme), OpenClaims{policy, {}}), Code::not_allowed);
  EXPECT_EQ(refusal(Actor::enterprise(acme), OpenClaims{policy, {other}}), Code::not_allowed);
  EXPECT_EQ(refusal(Actor::enterprise(other), OpenClaims{policy, {other}}), Code::illegal_state) << "400 persons";
  EXPECT_EQ(refusal(Actor::enterprise(acme), OpenClaims{PolicyId("P-9"), {acme}}), Code::not_found);
  know(acme, 100, -1);
  apply(Actor::enterprise(acme), OpenClaims{policy, {acme}});
  EXPECT_EQ(desk->claim(claim, Actor::enterprise(acme)).verdict, "unknown") << "the revenue has to be shown";
  EXPECT_EQ(refusal(Actor::enterprise(acme), OpenClaims{policy, {acme}}), Code::already_exists);
  act(Actor::enterprise(acme), WithdrawClaim{claim, "不申请了"});
  apply(Actor::enterprise(acme), OpenClaims{policy, {acme}});
  EXPECT_EQ(desk->claims({}, Actor::enterprise(acme)).size(), 2u);
  EXPECT_TRUE(desk->claims({}, Actor::enterprise(other)).empty());
  EXPECT_THROW(desk->claim(claim, Actor::enterprise(other)), Refused);
}

TEST_F(Claims, GoTheirWayAndTheLedgerAgrees) {
  apply(officer("h-finance"), OpenClaims{policy, {}});
  act(officer("g1"), DeliverClaim{claim, "visit", ""});
  EXPECT_EQ(refusal(Actor::enterprise(other), ReadClaim{claim}), Code::not_found);
  act(Actor::enterprise(acme), ReadClaim{claim});
  act(Actor::enterprise(acme), ApplyClaim{claim, {}, "联系人见申报表"});
  EXPECT_EQ(refusal(officer("h-tax"), AcceptClaim{claim, ""}), Code::not_found) << "another department";
  act(officer("h-finance"), AcceptClaim{claim, ""});
  act(officer("h-finance"), ReviewClaim{claim, {}, ""});
  act(officer("h-finance"), PubliciseClaim{claim});
  set("2026-03-10T09:00");
  const auto receipt = act(officer("h-finance"), PayClaim{claim, "2026-0001"});
  EXPECT_EQ(receipt.stage, "paid");
  EXPECT_EQ(receipt.text, "C-000001 已拨付 贷款贴息");
  act(Actor::enterprise(acme), RateClaim{claim, 5, ""});
  EXPECT_EQ(desk->claim(claim, Actor::host()).stage, ClaimStage::rated);
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

TEST_F(Claims, WhatFallsDueIsToldOnceUnderAnySchedule) {
  apply(officer("h-finance"), OpenClaims{policy, {}});
  set("2026-03-25T09:00");
  const auto steps = desk->tick(now);
  ASSERT_EQ(steps.size(), 3u);
  EXPECT_EQ(steps[0].clock + " " + steps[0].kind, "deliver warn");
  EXPECT_EQ(steps[0].claim, claim);
  EXPECT_EQ(steps[0].recipients, std::vector<std::string>{"k-finance"});
  EXPECT_EQ(steps[2].clock + " " + steps[2].tell, "apply enterprise");
  EXPECT_EQ(steps[2].recipients, std::vector<std::string>{acme.str()});
  EXPECT_TRUE(desk->tick(now).empty());
  // Nobody ticks any more: the command finds that the claim has expired.
  set("2026-04-01T09:00");
  EXPECT_EQ(refusal(Actor::enterprise(acme), ApplyClaim{claim, {}, ""}), Code::illegal_state);
  desk->tick(now);
  EXPECT_EQ(desk->claim(claim, Actor::host()).stage, ClaimStage::expired);
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

// The same commands, whoever ticks in between and how often: the same steps at the same instants.
TEST_F(Claims, TheSameUnderAnyTickSchedule) {
  const auto events_of_claims = [&](int hours_between_ticks) {
    TearDown();
    now = parse_instant("2026-03-02T09:00:00+08:00");
    SetUp();
    const auto pass_until = [&](const char* local) {
      const Instant start = now;
      set(local);
      const Instant end = now;
      for (Instant t = start; hours_between_ticks > 0 && t < end; t += std::chrono::hours(hours_between_ticks)) {
        now = t;
        desk->tick(t);
      }
      now = end;
    };
    apply(officer("h-finance"), OpenClaims{policy, {}});
    pass_until("2026-03-26T10:00");
    act(Actor::enterprise(acme), ApplyClaim{claim, {}, ""});
    pass_until("2026-04-03T10:00");
    act(officer("h-finance"), AcceptClaim{claim, ""});
    act(officer("h-finance"), RequestSupplement{claim, "公章"});
    pass_until("2026-05-20T10:00");
    desk->tick(now);
    std::string text;
    for (const auto& event : desk->events(0, 1000, Actor::host()))
      if (event.stream == "claim/C-000001") text += to_string(event.at) + " " + event.kind + " " + event.data + "\n";
    return text;
  };
  const auto without = events_of_claims(0);
  EXPECT_NE(without.find("claim.expired"), std::string::npos) << without;
  EXPECT_EQ(events_of_claims(24), without);
  EXPECT_EQ(events_of_claims(5), without);
}

TEST_F(Claims, StandUnderThePolicyThatTheyBeganWith) {
  apply(officer("h-finance"), OpenClaims{policy, {}});
  std::string changed = loan;
  changed.replace(changed.find("\"1%\""), 4, "\"9%\"");
  now += std::chrono::hours(1);
  publish("policy", changed);
  act(Actor::enterprise(acme), ApplyClaim{claim, {}, ""});
  EXPECT_EQ(desk->claim(claim, Actor::host()).amount_fen, 8'000'000);
}

TEST_F(Claims, AsDocuments) {
  const Json open = {
      {"command", "open_claims"}, {"policy", "P-1"}, {"actor", "host"}, {"key", "o1"}, {"at", to_string(now)}};
  EXPECT_EQ(parse_json(desk->apply_document(canonical(open)), "receipt")["claim"], "C-000001");
  const Json deliver = {
      {"command", "deliver_claim"}, {"claim", "C-000001"}, {"how", "sms"}, {"actor", "host"}, {"key", "o2"},
      {"at", to_string(now)}};
  desk->apply_document(canonical(deliver));
  const auto claims = parse_json(
      desk->query_document(R"({"query":"claims","viewer":"host","policy":"P-1","stage":"delivered","open_only":true})"),
      "claims")["claims"];
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims[0]["enterprise"], acme.str());
  EXPECT_EQ(parse_json(desk->query_document(R"({"query":"claim","viewer":"host","claim":"C-000001"})"), "c")["stage"],
            "delivered");
}

TEST_F(Claims, APolicyIsTriedBeforeItIsIssued) {
  const auto head = desk->head_document();
  const auto preview = desk->preview_policy(loan, parse_date("2026-03-02"), Actor::host());
  EXPECT_EQ(preview.enterprises, 2);
  EXPECT_EQ(preview.matches, 1);
  EXPECT_EQ(preview.amount_fen, 8'000'000);
  EXPECT_EQ(preview.one_short, 1);
  ASSERT_EQ(preview.steps.size(), 1u);
  EXPECT_EQ(preview.steps[0].fact, "staff");
  EXPECT_EQ(preview.steps[0].amount_fen, 8'000'000) << "what 400 persons would bring, were they no obstacle";
  EXPECT_EQ(preview.examples, std::vector<EnterpriseId>{acme});
  EXPECT_EQ(preview.almost, std::vector<EnterpriseId>{other});
  ASSERT_EQ(preview.by_region.size(), 1u);
  EXPECT_EQ(preview.by_region[0].name, "530100");
  EXPECT_EQ(desk->head_document(), head);
  EXPECT_THROW(desk->preview_policy(loan, parse_date("2026-03-02"), Actor::enterprise(acme)), Refused);
  EXPECT_THROW(desk->preview_policy("{}", parse_date("2026-03-02"), Actor::host()), InvalidDocument);
  const Json query = {{"query", "preview_policy"}, {"viewer", "host"}, {"date", "2026-03-02"}, {"content", loan}};
  EXPECT_EQ(parse_json(desk->query_document(canonical(query)), "preview")["matches"], 1);
}

TEST_F(Claims, APolicyWithoutAGuideIsPublishedWithAWarning) {
  std::string bare = loan;
  const auto guide = bare.find(",\n  \"guide\"");
  bare.replace(guide, std::string::npos, "}");
  now += std::chrono::hours(1);
  const auto receipt = desk->publish({"policy", "", bare, "p.json", {}}, envelope(Actor::host()));
  ASSERT_EQ(receipt.warnings.size(), 1u);
  EXPECT_NE(receipt.warnings[0].find("guide is missing"), std::string::npos);
}

}  // namespace
}  // namespace zhuqi
