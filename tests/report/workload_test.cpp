// Who has how much in hand, also of what was registered outside the period.
#include <gtest/gtest.h>

#include "story.hpp"

namespace zhuqi {
namespace {

void need_of(Story& s, const char* id, const char* group, Instant at, std::optional<Role> role = {},
             const char* officer = "") {
  NeedRegistered registered;
  registered.need.enterprise = EnterpriseId("91530102MA6000016F");
  registered.region = "530102";
  registered.group = GroupId(group);
  registered.resolve = clock_plan("resolve", at, at + std::chrono::hours(7 * 24));
  s.tell(id, registered, at);
  if (!role) return;
  NeedDispatched dispatched;
  dispatched.lead = DepartmentId("tax");
  dispatched.officer = OfficerId(officer);
  dispatched.role = *role;
  dispatched.sign = clock_plan("sign", at, at + std::chrono::hours(24));
  s.tell(id, dispatched, at);
}

// Judged on day 20.
//   N1  g1  tax       day 0   open, overdue
//   N2  g1  tax       day 1   resolved on day 5
//   N3  g1  building  day 10  resolved on day 12, disputed and reopened: open, due on day 20
//   N4  g2  tax       day 15  open
//   N5  g2  never dispatched, day 16
//   N6  no group, general, day 2, resolved on day 4, confirmed and closed
Story six_needs() {
  Story s;
  need_of(s, "N1", "g1", day(0), Role::tax, "o1");
  need_of(s, "N2", "g1", day(1), Role::tax, "o1");
  need_of(s, "N6", "", day(2), Role::general, "o2");
  s.tell("N6", NeedResolved{"已办"}, day(4));
  s.tell("N6", NeedConfirmed{}, day(4, 1));
  s.tell("N6", NeedClosed{}, day(4, 2));
  s.tell("N2", NeedResolved{"已办"}, day(5));
  need_of(s, "N3", "g1", day(10), Role::building, "o3");
  s.tell("N3", NeedResolved{"已办"}, day(12));
  s.tell("N3", NeedDisputed{"没办"}, day(13));
  s.reopened("N3", "disputed", day(13));
  need_of(s, "N4", "g2", day(15), Role::tax, "o1");
  need_of(s, "N5", "g2", day(16));
  return s;
}

ReportContext three_groups() {
  ReportContext context;
  context.groups[GroupId("g1")] = {"盘龙组", "530103"};
  context.groups[GroupId("g2")] = {"五华组", "530102"};
  context.groups[GroupId("g3")] = {"曲靖组", "530300"};
  return context;
}

TEST(Workload, ByRole) {
  const auto r = six_needs().report(day(20));
  const std::vector<TeamLoad> roles{
      {"general", "", 0, 0, 1, NeedId(), 0},       {"market_regulation", "", 0, 0, 0, NeedId(), 0},
      {"tax", "", 3, 1, 1, NeedId("N1"), 20},      {"investment", "", 0, 0, 0, NeedId(), 0},
      {"building", "", 1, 0, 0, NeedId("N3"), 10}, {"", "", 1, 0, 0, NeedId("N5"), 4}};
  EXPECT_EQ(r.roles, roles);
}

TEST(Workload, ByGroupAlsoOneWithNothingToDo) {
  const auto r = six_needs().report(day(20), {}, three_groups());
  const std::vector<TeamLoad> groups{{"g1", "盘龙组", 3, 1, 1, NeedId("N1"), 20},
                                     {"g2", "五华组", 2, 0, 0, NeedId("N4"), 5},
                                     {"", "", 0, 0, 1, NeedId(), 0},
                                     {"g3", "曲靖组", 0, 0, 0, NeedId(), 0}};
  EXPECT_EQ(r.groups, groups);
  std::int64_t open = 0;
  for (const auto& group : r.groups) open += group.open;
  EXPECT_EQ(open, r.open);
}

TEST(Workload, WhatIsOpenCountsWheneverItWasRegisteredWhatIsDoneOnlyInThePeriod) {
  ReportQuery later;
  later.from = day(5);
  later.until = day(16);
  const auto r = six_needs().report(day(20), later, three_groups());
  EXPECT_EQ(r.found, 2) << "N3 and N4 alone are of the period";
  EXPECT_EQ(r.groups.at(0), (TeamLoad{"g1", "盘龙组", 3, 1, 1, NeedId("N1"), 20})) << "N2 was done at its beginning";
  EXPECT_EQ(r.groups.at(1).open, 2) << "N5 too, which was registered when it had ended";
  for (const auto& group : r.groups) EXPECT_NE(group.id, "") << "N6 was done before";
  ASSERT_EQ(r.workload.size(), 2u) << "o2 has nothing in hand";
  EXPECT_EQ(r.workload[0].officer, OfficerId("o1"));
  EXPECT_EQ(r.workload[0].open, 3);
  EXPECT_EQ(r.workload[0].resolved, 1);
}

TEST(Workload, OfADepartmentOrARegion) {
  ReportQuery of_finance;
  of_finance.department = DepartmentId("finance");
  EXPECT_TRUE(six_needs().report(day(20), of_finance, three_groups()).groups.empty());
  ReportQuery of_qujing;
  of_qujing.region = "530300";
  const auto r = six_needs().report(day(20), of_qujing, three_groups());
  ASSERT_EQ(r.groups.size(), 1u);
  EXPECT_EQ(r.groups[0].id, "g3");
}

TEST(Workload, StandsInEveryForm) {
  const auto r = six_needs().report(day(20), {}, three_groups());
  EXPECT_NE(to_csv(r).find("workload_groups,g1,oldest,N1"), std::string::npos);
  EXPECT_NE(to_csv(r).find("workload_roles,tax,open,3"), std::string::npos);
  EXPECT_NE(to_text(r).find("盘龙组"), std::string::npos);
  EXPECT_NE(to_text(r, Language::english).find("never dispatched"), std::string::npos);
  const auto json = parse_json(to_json_text(r), "report");
  EXPECT_EQ(json["workload_by_group"][0]["oldest"], "N1");
  EXPECT_EQ(json["workload_by_role"][2]["open"], 3);
  const auto page = to_html(r);
  EXPECT_NE(page.find("id=\"table-groups\""), std::string::npos);
  EXPECT_NE(page.find("id=\"table-roles\""), std::string::npos);
}

}  // namespace
}  // namespace zhuqi
