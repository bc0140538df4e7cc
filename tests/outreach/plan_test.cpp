#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/outreach/plan.hpp>

namespace zhuqi {
namespace {

VisitPlan plan() {
  return parse_visit_plan(R"({"id": "2026-H1", "title": "上半年走访", "from": "2026-01-01", "until": "2026-06-30",
    "regions": ["530100"], "tiers": ["专精特新", "小巨人"], "every_days": 90, "per_day": 3})",
                          "plan.json");
}

TEST(VisitPlan, SelectsByRegionTierBuildingAndTag) {
  Enterprise e;
  e.region = "530102";
  e.tier = "专精特新";
  const auto day = parse_date("2026-03-02");
  EXPECT_TRUE(selects(plan(), e, day));
  e.region = "530301";
  EXPECT_FALSE(selects(plan(), e, day));
  e.region = "530100";
  e.tier_until = parse_date("2026-03-01");
  EXPECT_FALSE(selects(plan(), e, day)) << "its tier has run out";
  e.tier_until.reset();
  auto p = plan();
  p.buildings = {"云投大厦"};
  EXPECT_FALSE(selects(p, e, day));
  e.building = "云投大厦";
  EXPECT_TRUE(selects(p, e, day));
  p.tags = {"规上", "高新"};
  EXPECT_FALSE(selects(p, e, day));
  e.tags = {"高新"};
  EXPECT_TRUE(selects(p, e, day));
}

TEST(VisitPlan, FallsDueFromItsFirstDayOnAndAgainAfterEachVisit) {
  EXPECT_EQ(to_string(due_on(plan(), {})), "2026-01-01");
  EXPECT_EQ(to_string(due_on(plan(), parse_date("2025-03-01"))), "2026-01-01");
  EXPECT_EQ(to_string(due_on(plan(), parse_date("2026-01-15"))), "2026-04-15");
}

TEST(VisitPlan, FindingsComeAllAtOnce) {
  try {
    parse_visit_plan(R"({"id": "", "title": "", "from": "2026-06-30", "until": "2026-01-01", "regions": ["53"],
      "every_days": 0, "per_day": 0, "roles": ["handler"]})",
                     "plan.json");
    FAIL();
  } catch (const InvalidDocument& invalid) {
    EXPECT_EQ(invalid.findings().size(), 6u) << invalid.what();
  }
}

DueVisit due(int i, const char* group, const std::string& region, const std::string& building = {}) {
  DueVisit one;
  one.enterprise = EnterpriseId("E" + std::to_string(100 + i));
  one.group = GroupId(group);
  one.region = region;
  one.building = building;
  return one;
}

// Each role of a group gets as many as the others, to one, and neighbours stay together.
RC_GTEST_PROP(VisitPlan, RoundsAreFairAndNear, ()) {
  const auto count = *rc::gen::inRange(1, 60);
  std::vector<DueVisit> all;
  for (int i = 0; i < count; ++i)
    all.push_back(due(i, *rc::gen::element("G1", "G2"), *rc::gen::element<std::string>("530102", "530103", "530111")));
  const std::vector<Role> roles = {Role::general, Role::tax, Role::building};
  const auto chosen = roles_for(all, roles);
  for (const char* group : {"G1", "G2"}) {
    std::map<Role, int> load;
    for (const Role role : roles) load[role] = 0;
    std::map<std::string, std::set<Role>> of_region;
    int members = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].group == GroupId(group)) {
        ++load[chosen[i]];
        of_region[all[i].region].insert(chosen[i]);
        ++members;
      }
    for (const auto& [role, number] : load) RC_ASSERT(number >= members / 3 && number <= (members + 2) / 3);
    // Three runs have two cuts between them: regions that are shared by two roles.
    std::size_t shared = 0;
    for (const auto& [region, who] : of_region) shared += who.size() - 1;
    RC_ASSERT(shared <= 2u);
  }
}

TEST(VisitPlan, ARoundGoesFromPlaceToPlaceWithinItsSlots) {
  const auto first = parse_date("2026-03-02"), second = parse_date("2026-03-03");
  auto far = due(1, "G1", "530111"), near = due(2, "G1", "530102", "乙"), same = due(3, "G1", "530102", "甲");
  far.due = parse_date("2026-01-01");
  near.due = parse_date("2026-02-01");
  same.due = parse_date("2026-03-01");
  const OfficerId officer("g1");
  const auto shown = [&](std::vector<Date> slots) {
    std::string text;
    for (const auto& visit : round_of(officer, {far, near, same}, slots))
      text += visit.enterprise.str() + "@" + to_string(visit.day) + " ";
    return text;
  };
  const std::string order = shown({first, first, second});
  EXPECT_EQ(order.substr(order.find("E101")), "E101@2026-03-03 ") << "the other county on the other day";
  EXPECT_EQ(shown({first}), "E101@2026-03-02 ") << "the most overdue, if there is room for one";
  EXPECT_EQ(shown({}), "");
}

}  // namespace
}  // namespace zhuqi
