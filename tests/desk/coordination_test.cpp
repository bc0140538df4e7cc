// Who accompanies a need, needs said before, and needs that go round in circles, through the desk.
#include <zhuqi/base/finding.hpp>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

class Coordination : public SmallTown {
 protected:
  // Changes what the organisation says of officers: `more` are fields of the document.
  void publish_officers(const std::vector<std::string>& ids, const std::string& more) {
    std::string document = small_organisation;
    for (const auto& id : ids) document.insert(document.find("{\"id\": \"" + id + "\"") + 1, more + ", ");
    publish("organisation", document);
  }
  void publish_officer(const std::string& id, const std::string& more) { publish_officers({id}, more); }
  Receipt register_for(const EnterpriseId& enterprise, const char* text, const Actor& actor = Actor::host(),
                       std::string key = {}) {
    Need need;
    need.enterprise = enterprise;
    need.text = text;
    return apply(actor, RegisterNeed{need}, std::move(key));
  }
  std::string officer_of(const NeedId& id) { return desk->need(id, Actor::host()).state.officer.str(); }
  void TearDown() override {
    EXPECT_EQ(to_string(desk->verify()), "");
    SmallTown::TearDown();
  }
};

TEST_F(Coordination, LeaveAndCapacityDecideWhoAccompanies) {
  EXPECT_EQ(register_need("出口退税卡住").officer.str(), "g3");
  publish_officer("g3", R"("capacity": 2)");
  EXPECT_EQ(register_need("退税又卡住了").officer.str(), "g3");
  const Receipt full = register_need("退税函调卡住");
  EXPECT_EQ(full.officer.str(), "g1");
  EXPECT_NE(full.because.find("税务专员01已满 2/2; 由综合专员01跟进 (本组企业综合服务专员代理, 在手 0)"),
            std::string::npos)
      << full.because;
  publish_officer("g3", R"("leave": [{"from": "2026-03-02", "until": "2026-03-03"}])");
  EXPECT_NE(register_need("退税卡住").because.find("税务专员01休假"), std::string::npos);
  pass(std::chrono::hours(48));
  EXPECT_EQ(register_need("退税卡住").officer.str(), "g3");
}

TEST_F(Coordination, WhatComesOnAHolidayIsForThoseWhoAreThereAfterIt) {
  publish_officer("g3", R"("leave": [{"from": "2026-04-07", "until": "2026-04-07"}])");
  set("2026-04-04T10:00");  // a holiday until the 6th
  EXPECT_EQ(register_need("出口退税卡住").officer.str(), "g1");
}

TEST_F(Coordination, ASkillIsTheServiceItem) {
  publish_officer("g4", R"("skills": ["finance"])");
  Need need;
  need.enterprise = acme;
  need.text = "贷款被拒";
  need.service_item = ServiceItemId("finance");
  EXPECT_EQ(apply(Actor::host(), RegisterNeed{need}).officer.str(), "g4");
  need.service_item = ServiceItemId("law");  // nobody is said to have it: nobody is asked for it
  EXPECT_EQ(apply(Actor::host(), RegisterNeed{need}).officer.str(), "g1");
}

TEST_F(Coordination, PossibleDuplicatesAreInTheReceipt) {
  const char* road = "园区货车进出只有一个路口,早晚高峰天天堵车,请协调交警和交通部门";
  const Receipt first = register_for(acme, road);
  EXPECT_TRUE(first.possible_duplicates.empty());
  const Receipt same =
      register_for(other, "园区货车进出只有一个路口，早晚高峰天天堵车！请协调交警、交通部门", Actor::host(), "same");
  ASSERT_EQ(same.possible_duplicates.size(), 1u);
  EXPECT_EQ(same.possible_duplicates[0].need, first.need);
  EXPECT_EQ(same.possible_duplicates[0].likeness, "likely_the_same");  // the same region
  EXPECT_TRUE(register_for(acme, "出口退税卡住").possible_duplicates.empty());
  // A repeat gets the same receipt, and another desk on the database finds what this one did.
  EXPECT_EQ(
      register_for(other, "园区货车进出只有一个路口，早晚高峰天天堵车！请协调交警、交通部门", Actor::host(), "same")
          .possible_duplicates,
      same.possible_duplicates);
  desk = std::make_unique<ServiceDesk>(open());
  const Receipt again = register_for(acme, road);
  ASSERT_EQ(again.possible_duplicates.size(), 2u);
  EXPECT_EQ(again.possible_duplicates[0].need, first.need);
  EXPECT_EQ(again.possible_duplicates[0].alike, 1000);
}

TEST_F(Coordination, AnEnterpriseIsNotToldOfTheNeedsOfOthers) {
  const char* road = "园区货车进出只有一个路口,早晚高峰天天堵车";
  register_for(acme, road);
  EXPECT_TRUE(register_for(other, road, Actor::enterprise(other)).possible_duplicates.empty());
  EXPECT_EQ(register_for(other, road, Actor::enterprise(other)).possible_duplicates.size(), 1u);
}

TEST_F(Coordination, AnOfficerWhoLeavesGivesTheNeedsToOthersInOneGo) {
  const NeedId tax = register_need("出口退税卡住").need, second = register_need("退税又卡住").need;
  const NeedId loan = register_need("贷款被拒").need;
  const Reassign leave{OfficerId("g3"), "调离"};
  EXPECT_EQ(refusal(officer("g3"), leave), Code::not_allowed);
  EXPECT_EQ(refusal(officer("admin"), Reassign{OfficerId("g3"), " "}), Code::invalid_argument);
  EXPECT_EQ(refusal(officer("admin"), Reassign{OfficerId("g2"), "调离"}), Code::not_found);
  const Receipt receipt = apply(officer("admin"), leave, "leave");
  EXPECT_EQ(receipt.text, "改派 2 件");
  for (const NeedId& id : {tax, second, loan}) EXPECT_EQ(officer_of(id), "g1");
  const auto history = desk->need(tax, Actor::host()).history;
  EXPECT_EQ(history.back().text,
            "改派 (调离): 税务专员01已离岗; 由综合专员01跟进 (本组企业综合服务专员代理, 在手 1); 2 件一并均衡分派");
  EXPECT_EQ(apply(officer("admin"), leave, "leave").text, "改派 2 件");
  EXPECT_EQ(refusal(officer("admin"), leave), Code::not_found);
  // The new officer has them now, and the one who left has not.
  EXPECT_TRUE(desk->needs({}, officer("g1")).size() == 3);
}

// Chatwoot 10376: the oldest waiting needs are assigned first.
TEST_F(Coordination, NeedsThatNobodyCouldTakeWaitForTheNextPlan) {
  publish_officers({"g1", "g2", "g3", "g4", "g5"}, R"("capacity": 0)");
  std::vector<NeedId> needs;
  for (const char* text : {"出口退税卡住", "退税又卡住", "贷款被拒"}) {
    const Receipt receipt = register_need(text);
    EXPECT_EQ(receipt.officer.str(), "");
    EXPECT_FALSE(receipt.lead.empty()) << "its department has it all the same";
    needs.push_back(receipt.need);
    pass(std::chrono::minutes(1));
  }
  EXPECT_EQ(desk->assignment_plan({}, officer("admin")).waiting.size(), 3u);
  EXPECT_EQ(refusal(officer("admin"), AssignWaiting{}), Code::illegal_state);
  std::string document = small_organisation;  // g1 has room for two now
  for (const char* id : {"g1", "g2", "g3", "g4", "g5"})
    document.insert(document.find("{\"id\": \"" + std::string(id)) + 1,
                    std::string(id) == "g1" ? R"("capacity": 2, )" : R"("capacity": 0, )");
  publish("organisation", document);
  const AssignmentPlan plan = desk->assignment_plan({}, officer("admin"));
  ASSERT_EQ(plan.assigned.size(), 2u);
  EXPECT_EQ(plan.assigned[0].need, needs[0]);
  EXPECT_EQ(plan.assigned[1].need, needs[1]);
  EXPECT_EQ(plan.waiting.at(0).need, needs[2]);
  EXPECT_THROW(desk->assignment_plan({}, officer("g1")), Refused);
  EXPECT_EQ(refusal(officer("g1"), AssignWaiting{}), Code::not_allowed);
  EXPECT_EQ(apply(officer("admin"), AssignWaiting{}).text, "改派 2 件");
  EXPECT_EQ(officer_of(needs[0]), "g1");
  EXPECT_EQ(officer_of(needs[2]), "");
  EXPECT_EQ(desk->need(needs[0], Actor::host()).history.back().text, "集中派员: " + plan.assigned[0].because);
}

TEST_F(Coordination, WhoAccompaniedItKeepsItWhenItIsDispatchedAgainUnlessAway) {
  const NeedId id = register_need("出口退税卡住").need;
  const auto send = [&](const char* from, const char* to) {
    pass(std::chrono::minutes(10));
    apply(officer(from), Return{id, "不归本局管", DepartmentId(to)});
    return apply(officer("admin"), Dispatch{id, DepartmentId(to), {}, "按建议"});
  };
  const Receipt kept = send("h-tax", "k-ip");
  EXPECT_EQ(kept.officer.str(), "g3");
  EXPECT_EQ(kept.because, "人工派单至昆明市知识产权局");
  publish_officer("g3", R"("leave": [{"from": "2026-03-02", "until": "2026-03-03"}])");
  const Receipt given = send("h-ip", "k-finance");
  EXPECT_EQ(given.officer.str(), "g1");
  EXPECT_EQ(given.because,
            "人工派单至昆明市金融办; 税务专员01休假; 由综合专员01跟进 (本组企业综合服务专员代理, 在手 0)");
}

TEST_F(Coordination, NobodyIsLeftToTakeThem) {
  register_need("出口退税卡住");
  publish_officers({"g1", "g2", "g4", "g5"}, R"("leave": [{"from": "2026-03-01", "until": "2026-12-31"}])");
  EXPECT_EQ(refusal(officer("admin"), Reassign{OfficerId("g3"), "调离"}), Code::illegal_state);
}

TEST_F(Coordination, ANeedThatGoesRoundInCirclesIsFound) {
  const NeedId id = register_need("贷款被拒").need;
  register_need("授信拖了两个月");
  const auto give_back = [&](const char* handler, const char* suggested) {
    pass(std::chrono::minutes(10));
    apply(officer(handler), Return{id, "不归本局管", DepartmentId(suggested)});
    apply(officer("admin"), Dispatch{id, DepartmentId(suggested), {}, "按建议"});
  };
  give_back("h-finance", "k-ip");
  EXPECT_TRUE(desk->circles(10, Actor::host()).needs.empty());
  give_back("h-ip", "k-finance");
  const Circles circles = desk->circles(10, Actor::host());
  ASSERT_EQ(circles.needs.size(), 1u);
  EXPECT_EQ(circles.needs[0].need, id);
  ASSERT_EQ(circles.pairs.size(), 1u);
  EXPECT_EQ(circles.pairs[0], (Exchange{DepartmentId("k-finance"), DepartmentId("k-ip"), 1, 1, 1}));
  EXPECT_TRUE(desk->circles(10, officer("h-tax")).needs.empty()) << "only of needs that the viewer may see";
  EXPECT_THROW(desk->circles(0, Actor::host()), Refused);
  EXPECT_EQ(desk->query_document(R"({"query":"circles","viewer":"host"})"),
            R"({"needs":[{"circles":[["k-finance","k-ip","k-finance"]],"need":"N-000001"}],)"
            R"("pairs":[{"a":"k-finance","b":"k-ip","back":1,"both_ways":1,"there":1}]})");
}

}  // namespace
}  // namespace zhuqi
