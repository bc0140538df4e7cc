// Plans of visits at the desk: who is due, rounds for the officers, and how far a plan has come.
#include <sstream>

#include <fmt/format.h>

#include <zhuqi/desk/enterprises.hpp>
#include <zhuqi/model/codes.hpp>

#include "base/json.hpp"
#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

class VisitPlans : public SmallTown {
 protected:
  void SetUp() override {
    SmallTown::SetUp();
    publish("visit_plan", R"({"id": "H1", "title": "上半年走访", "from": "2026-03-01", "until": "2026-06-30",
      "regions": ["530100"], "tiers": ["专精特新"], "every_days": 60, "per_day": 2})");
    std::string file = "id,name,region,tier\n";
    for (int i = 1; i <= 10; ++i) {
      ids.push_back(code(i));
      file +=
          fmt::format("{},企业{},{},{}\n", code(i), i, i % 2 ? "530102" : "530103", i == 10 ? "创新型" : "专精特新");
    }
    std::istringstream in(file);
    EnterpriseImportOptions options;
    options.file = "e.csv";
    ASSERT_EQ(desk->import_enterprises(in, options).added, 10);
  }
  static std::string code(int number) {
    for (const char body : std::string("0123456789X"))
      for (const char check : std::string("0123456789ABCDEFGHJKLMNPQRTUWXY")) {
        const auto id = fmt::format("91530102MA{:06}{}{}", number + 500, body, check);
        if (!credit_code_fault(id)) return id;
      }
    return {};
  }
  Receipt plan(const char* from = "2026-03-03", const char* until = "2026-03-31") {
    return apply(officer("admin"), PlanVisits{PlanId("H1"), parse_date(from), parse_date(until)});
  }
  Json planned() { return parse_json(desk->events(0, 1'000, Actor::host()).back().data, "event")["visits"]; }
  void visit(const std::string& enterprise, const char* who, int needs = 0) {
    RecordVisit command{{EnterpriseId(enterprise), OfficerId(who), "走访", ""}, {}};
    for (int i = 0; i < needs; ++i) {
      Need need;
      need.text = "想要贷款";
      command.needs.push_back(need);
    }
    apply(officer(who), command);
  }

  std::vector<std::string> ids;
};

TEST_F(VisitPlans, RoundsAreFairNearAndOnWorkingDays) {
  plan();
  std::map<std::string, int> of_officer, of_day;
  std::map<std::string, std::set<std::string>> regions;
  const auto visits = planned();
  ASSERT_EQ(visits.size(), 9u) << "the tenth is of another tier";
  for (const auto& one : visits) {
    ++of_officer[one["officer"]];
    ++of_day[one["officer"].get<std::string>() + one["day"].get<std::string>()];
    EXPECT_TRUE(Calendar::china().is_workday(parse_date(one["day"].get<std::string>())));
    EXPECT_GE(one["day"].get<std::string>(), "2026-03-03");
  }
  EXPECT_EQ(of_officer.size(), 5u) << "all five of the group";
  for (const auto& [who, count] : of_officer) EXPECT_TRUE(count == 1 || count == 2) << who << count;
  for (const auto& [slot, count] : of_day) EXPECT_LE(count, 2) << slot;
}

TEST_F(VisitPlans, WhoIsOnLeaveVisitsNobody) {
  std::string organisation = small_organisation;
  const std::string officer_3 = R"("role": "tax", "department": "k-tax")";
  organisation.replace(organisation.find(officer_3), officer_3.size(),
                       officer_3 + R"(, "leave": [{"from": "2026-03-01", "until": "2026-06-30"}])");
  publish("organisation", organisation);
  plan();
  ASSERT_EQ(planned().size(), 9u);
  for (const auto& one : planned()) EXPECT_NE(one["officer"], "g3");
}

TEST_F(VisitPlans, WhatDoesNotFitWaitsForTheNextPlan) {
  publish("visit_plan", R"({"id": "H1", "title": "t", "from": "2026-03-01", "until": "2026-06-30", "per_day": 1})");
  plan("2026-03-03", "2026-03-03");
  EXPECT_EQ(planned().size(), 5u) << "five officers with room for one each";
  plan("2026-03-03", "2026-03-04");
  ASSERT_EQ(planned().size(), 5u);
  for (const auto& one : planned()) EXPECT_EQ(one["day"], "2026-03-04") << "the day before is full";
}

TEST_F(VisitPlans, AVisitMakesItDueAgainLater) {
  EXPECT_EQ(desk->due_visits(PlanId("H1"), Actor::host()).size(), 9u);
  plan();
  const auto due = desk->due_visits(PlanId("H1"), Actor::host());
  ASSERT_EQ(due.size(), 9u);
  EXPECT_TRUE(due[0].planned.has_value());
  const auto who = due[0].officer.str();
  visit(due[0].enterprise.str(), who.c_str());
  EXPECT_EQ(desk->due_visits(PlanId("H1"), Actor::host()).size(), 8u);
  const auto later = desk->due_visits(PlanId("H1"), Actor::host(), parse_date("2026-05-01"));
  ASSERT_EQ(later.size(), 9u);
  EXPECT_EQ(later.back().enterprise, due[0].enterprise);
  EXPECT_EQ(to_string(later.back().due), "2026-05-01") << "60 days after";
}

// Visited before its day, it falls due again before that day, and is planned for the same day once more.
TEST_F(VisitPlans, ADayMayBePlannedAgain) {
  publish("visit_plan", R"({"id": "H1", "title": "t", "from": "2026-03-01", "until": "2026-03-04", "every_days": 1})");
  plan("2026-03-04", "2026-03-04");
  const auto before = planned().size();
  set("2026-03-03T10:00");
  const auto due = desk->due_visits(PlanId("H1"), Actor::host());
  visit(due[0].enterprise.str(), "g1");
  plan("2026-03-04", "2026-03-04");
  EXPECT_EQ(planned().size(), 1u);
  EXPECT_EQ(desk->due_visits(PlanId("H1"), Actor::host(), parse_date("2026-03-04")).size(), before);
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(VisitPlans, ThePlanOfALastYearThatIsKnownEndsWithIt) {
  publish("visit_plan", R"({"id": "H1", "title": "t", "from": "2026-03-01", "until": "2026-12-31"})");
  plan("2026-12-01", "2026-12-31");
  EXPECT_FALSE(planned().empty());
}

TEST_F(VisitPlans, CoverageByRegionTierAndOfficer) {
  publish("form", R"({"id": "f", "title": "t", "questions": [
    {"id": "q", "text": "t", "type": "text"}]})");
  plan();
  visit(ids[0], "g1", 2);
  visit(ids[0], "g1");
  visit(ids[1], "g2");
  visit(ids[9], "g2", 1);  // outside of the plan
  apply(officer("g1"), AnswerSurvey{FormId("f"), EnterpriseId(ids[1]), OfficerId("g1"), {}, {{"q", "想要贷款"}}});
  apply(officer("g1"), NeedFromAnswer{SurveyId("S-000001"), "q", "", {}});
  const auto coverage = desk->coverage(PlanId("H1"), officer("admin"), parse_date("2026-03-31"));
  EXPECT_EQ(coverage.whole, (CoverageLine{"", 9, 9, 2, 1, 3}));
  ASSERT_EQ(coverage.regions.size(), 1u);
  EXPECT_EQ(coverage.regions[0], (CoverageLine{"530100", 9, 9, 2, 1, 3}));
  ASSERT_EQ(coverage.tiers.size(), 1u);
  EXPECT_EQ(coverage.tiers[0].key, "专精特新");
  EXPECT_EQ(coverage.officers.size(), 5u);
  CoverageLine sum;
  for (const auto& line : coverage.officers) {
    sum.selected += line.selected;
    sum.visited += line.visited;
    sum.needs += line.needs;
  }
  EXPECT_EQ(sum.selected, 9);
  EXPECT_EQ(sum.visited, 2);
  EXPECT_EQ(sum.needs, 3);
  EXPECT_THROW(desk->coverage(PlanId("H1"), officer("g1")), Refused);
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(VisitPlans, AnOfficerSeesWhomTheGroupServes) {
  EXPECT_EQ(desk->due_visits(PlanId("H1"), officer("g1")).size(), 9u);
  EXPECT_TRUE(desk->due_visits(PlanId("H1"), officer("h-tax")).empty());
}

TEST_F(VisitPlans, IsForAdministrators) {
  EXPECT_EQ(refusal(officer("g1"), PlanVisits{PlanId("H1"), {}, {}}), Code::not_allowed);
  EXPECT_EQ(refusal(officer("admin"), PlanVisits{PlanId("none"), {}, {}}), Code::not_found);
  EXPECT_EQ(refusal(officer("admin"), PlanVisits{PlanId("H1"), {}, {}}), Code::ok);
  EXPECT_EQ(refusal(officer("admin"), PlanVisits{PlanId("H1"), {}, {}}), Code::illegal_state) << "all are planned";
}

TEST_F(VisitPlans, AsDocuments) {
  plan();
  const auto due =
      parse_json(desk->query_document(R"({"query":"due_visits","viewer":"host","plan":"H1","limit":3})"), "answer");
  EXPECT_EQ(due["due"].size(), 3u);
  const auto coverage =
      parse_json(desk->query_document(R"({"query":"coverage","viewer":"host","plan":"H1"})"), "answer");
  EXPECT_EQ(coverage["whole"]["selected"], 9);
}

}  // namespace
}  // namespace zhuqi
