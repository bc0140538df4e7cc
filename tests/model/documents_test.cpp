#include <gtest/gtest.h>

#include <zhuqi/model/actor.hpp>
#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/model/organisation.hpp>
#include <zhuqi/model/policy.hpp>

namespace zhuqi {
namespace {

TEST(Actor, ComesBackAsItWent) {
  for (const char* text : {"host", "clock", "officer:O-001", "enterprise:91530102MA6000016F"})
    EXPECT_EQ(to_string(parse_actor(text)), text);
  for (const char* text : {"", "officer:", "root", "Host"}) EXPECT_THROW(parse_actor(text), Refused) << text;
}

TEST(Organisation, ComesBackAsItWent) {
  const char* text = R"({"departments":[{"function":"税务","id":"tax-5301","name":"昆明市税务局","region":"530100"}],)"
                     R"("groups":[{"id":"G1","members":{"tax":"O-1"},"name":"一组","region":"530100"}],)"
                     R"("officers":[{"department":"tax-5301","id":"O-1","name":"税务专员01","role":"tax"}]})";
  const auto organisation = parse_organisation(text, "organisation.json");
  EXPECT_EQ(organisation.officers.at(0).role, Role::tax);
  EXPECT_EQ(to_json_text(organisation), text);
}

TEST(Organisation, WhatIsKnownOfAnOfficerComesBackAsItWent) {
  const char* text = R"({"departments":[],"groups":[{"buildings":["翠湖大厦"],"enterprises":["91530102MA6000016F"],)"
                     R"("id":"G1","members":{},"name":"一组","region":"530100"}],)"
                     R"("officers":[{"buildings":["翠湖大厦"],"calendar":"cn","capacity":20,"department":"tax-5301",)"
                     R"("enterprises":["91530102MA6000016F"],"id":"O-1",)"
                     R"("leave":[{"from":"2026-02-10","until":"2026-02-14"}],"name":"税务专员01",)"
                     R"("regions":["530102"],"role":"tax","skills":["退税"],"stand_ins":["O-2"]}],)"
                     R"("regions":["530102"]})";
  const auto organisation = parse_organisation(text, "organisation.json");
  EXPECT_EQ(to_json_text(organisation), text);
  const Officer& officer = organisation.officers.at(0);
  for (const auto& [day, away] :
       {std::pair{"2026-02-09", false}, {"2026-02-10", true}, {"2026-02-14", true}, {"2026-02-15", false}})
    EXPECT_EQ(on_leave(officer, parse_date(day)), away) << day;
}

TEST(Organisation, WhatCannotBeReadIsAFinding) {
  try {
    parse_organisation(R"({"departments":[],"officers":[{"id":"O-1","name":"x","role":"chief","department":"d"}]})",
                       "org.json");
    FAIL();
  } catch (const InvalidDocument& invalid) {
    EXPECT_EQ(invalid.findings().at(0).file, "org.json");
    EXPECT_NE(std::string(invalid.what()).find("officers[0].role: «chief» is not one of general"), std::string::npos);
  }
}

TEST(Policy, ReadsBranches) {
  const auto policy = parse_policy(
      R"({"id":"P1","title":"贴息","issuer":"省工信厅","region":"530000","from":"2026-01-01","until":"2026-12-31",)"
      R"("branches":[[{"fact":"staff","test":"< 300","text":"少于300人"}]],"benefit":"贴息50%","claim":"fast"})",
      "p.json");
  EXPECT_EQ(policy.claim, Claim::fast);
  EXPECT_EQ(policy.branches.at(0).at(0).test, "< 300");
}

TEST(Policy, ReadsWhatIsPaidAndHow) {
  const auto policy = parse_policy(
      R"({"id":"P1","title":"贴息","reference":"云工信规〔2026〕3号","issuer":"省工信厅","region":"530000",)"
      R"("from":"2026-01-01","until":"2026-12-31","branches":[[]],"benefit":"贴息","apply_until":"2026-06-30",)"
      R"("amounts":[{"base":"research","rate":"5%","cap_fen":50000000,"rounding":"half_up","round_fen":100,)"
      R"("tiers":[{"from":100,"fixed_fen":7,"rate":"0.1"}]}],"remind":[5,1],"deadlines":{"review":15,"pay":60},)"
      R"("guide":{"who":"科技型企业","phone":"0871-60000000","materials":["申请表"]}})",
      "p.json");
  EXPECT_EQ(policy.amounts.at(0).rate, AmountRate{50'000});
  EXPECT_EQ(policy.amounts.at(0).round_fen, 100);
  EXPECT_EQ(policy.amounts.at(0).tiers.at(0).rate, AmountRate{100'000});
  EXPECT_EQ(policy.last_day_to_apply(), parse_date("2026-06-30"));
  EXPECT_EQ(policy.deadlines.pay, 60);
  EXPECT_EQ(policy.guide.materials.size(), 1u);
}

TEST(Policy, AllThatCannotBeReadIsToldAtOnce) {
  try {
    parse_policy(
        R"({"id":7,"title":"贴息","issuer":"省工信厅","region":"530000","from":"2026-02-30","until":"2026-12-31",)"
        R"("branches":[[{"fact":"staff","tests":"< 300","text":""},{"fact":1,"test":"","text":""}]],"benefit":"",)"
        R"("amounts":[{"rate":"five"}],"claim":"free","colour":1})",
        "p.json");
    FAIL() << "was read";
  } catch (const InvalidDocument& invalid) {
    const auto text = to_string(invalid.findings());
    for (const char* part : {"branches[0][0].test is missing", "branches[0][1].fact: expected a string", "id: expected",
                             "from:", "amounts[0].rate: rate «five»", "claim: «free»", "colour is not a known field"})
      EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
    EXPECT_EQ(invalid.findings().size(), 7u) << text;
  }
}

TEST(Enterprise, AllFaultsAtOnce) {
  Enterprise e;
  e.id = EnterpriseId("x");
  e.region = "53";
  e.staff = -1;
  e.tier_from = parse_date("2026-01-02");
  e.tier_until = parse_date("2026-01-01");
  e.numbers["Score"] = 1;
  std::string fields;
  for (const auto& fault : faults(e)) fields += fault.field + " ";
  EXPECT_EQ(fields, "id name region staff tier_until numbers ");
}

TEST(Enterprise, AFailedCheckCharacterIsToldApart) {
  Enterprise e;
  e.name = "甲";
  e.region = "530102";
  e.id = EnterpriseId("91530102MA6000016G");
  ASSERT_EQ(faults(e).size(), 1u);
  EXPECT_TRUE(faults(e)[0].is_a_check);
  e.id = EnterpriseId("A1530102MA6000016G");
  EXPECT_FALSE(faults(e)[0].is_a_check) << "no code at all";
}

TEST(Enterprise, ATierCountsFromItsFirstToItsLastDay) {
  Enterprise e;
  e.tier = "创新型";
  e.tier_from = parse_date("2025-01-01");
  e.tier_until = parse_date("2027-12-31");
  for (const auto& [day, tier] :
       {std::pair{"2024-12-31", ""}, {"2025-01-01", "创新型"}, {"2027-12-31", "创新型"}, {"2028-01-01", ""}})
    EXPECT_EQ(on_day(e, parse_date(day)).tier, tier) << day;
}

TEST(Enterprise, AContactGoesStale) {
  Enterprise e;
  const auto day = parse_date("2026-03-02");
  EXPECT_TRUE(is_contact_stale(e, day, 90));
  e.contact_phone = "13800000000";
  EXPECT_TRUE(is_contact_stale(e, day, 90)) << "nobody ever reached it";
  e.contact_verified = parse_date("2025-12-02");
  EXPECT_FALSE(is_contact_stale(e, day, 90));
  EXPECT_TRUE(is_contact_stale(e, day, 89));
}

}  // namespace
}  // namespace zhuqi
