// A table, a fact and a tier that change in the middle of a period are judged by their dates.
#include <gtest/gtest.h>

#include "story.hpp"

namespace zhuqi {
namespace {

using std::chrono::year;

// 2026-03-02 is day 0. Until the day before `change` fewer than 20 people are 微型, from then on fewer than 50.
ReportContext two_standards(Date change) {
  const auto standard = [](const char* bound) {
    return DecisionTable::parse(
        std::string("hit policy,FIRST\nid,if staff: number,then size\n1,< ") + bound + ",微型\n2,-,中型\n", "size.csv");
  };
  ReportContext context;
  const Date before(std::chrono::sys_days(change) - std::chrono::days(1));
  context.sizes.push_back({standard("20"), year(1) / 1 / 1, before});
  context.sizes.push_back({standard("50"), change, year(9999) / 12 / 31});
  return context;
}

void enterprise(Story& s, const char* id, int staff, Instant at, const Json& more = Json::object()) {
  Json told{{"id", id}, {"name", "甲"}, {"region", "530102"}, {"staff", staff}};
  told.update(more);
  s.add(std::string("enterprise/") + id, "enterprise.registered", {{"enterprise", told}}, at);
}

const FairGroup& group_of(const Report& report, const std::string& name) {
  for (const auto& g : report.fairness)
    if (g.name == name) return g;
  throw std::out_of_range(name);
}

std::int64_t rows(const std::vector<PopulationRow>& all, const std::string& name) {
  for (const auto& row : all)
    if (row.name == name) return row.enterprises;
  return 0;
}

TEST(Dated, ATableThatChangesInThePeriodJudgesEachNeedByItsDay) {
  Story s;
  enterprise(s, "E1", 30, day(-10));
  for (int n = 0; n < 6; ++n) s.registered("N" + std::to_string(n), day(n, 1), "", "", "530102", "E1");
  const auto r = s.report(day(20), {}, two_standards(year(2026) / 3 / 6));  // day 4
  EXPECT_EQ(group_of(r, "small").needs, 2) << "those of day 4 and 5";
  EXPECT_EQ(group_of(r, "small").unknown, 0);
  EXPECT_EQ(rows(r.population->sizes, "微型"), 1) << "the population is judged by the table of today";
  EXPECT_EQ(rows(s.report(day(3), {}, two_standards(year(2026) / 3 / 6)).population->sizes, "中型"), 1);
}

TEST(Dated, AFactThatChangesInThePeriodCountsFromItsDay) {
  Story s;
  enterprise(s, "E1", 10, day(-10));
  s.registered("N1", day(0), "", "", "530102", "E1");
  enterprise(s, "E1", 30, day(2));
  s.registered("N2", day(3), "", "", "530102", "E1");
  EXPECT_EQ(group_of(s.report(day(20), {}, two_standards(year(2027) / 1 / 1)), "small").needs, 1);
  EXPECT_EQ(rows(s.report(day(1), {}, two_standards(year(2027) / 1 / 1)).population->sizes, "微型"), 1);
  EXPECT_EQ(rows(s.report(day(20), {}, two_standards(year(2027) / 1 / 1)).population->sizes, "中型"), 1);
}

TEST(Dated, WhatIsRecordedLaterOfAnEarlierDayCountsOnItsDay) {
  Story s;
  enterprise(s, "E1", 10, day(-10));
  s.registered("N1", day(3), "", "", "530102", "E1");
  enterprise(s, "E1", 30, day(2));  // an import of the past
  const auto r = s.report(day(20), {}, two_standards(year(2027) / 1 / 1));
  EXPECT_EQ(group_of(r, "small").needs, 0);
  EXPECT_EQ(group_of(r, "small").unknown, 0);
}

TEST(Dated, TheYearChangesAtMidnightOfTheCalendarsZone) {
  Story s;
  enterprise(s, "E1", 30, day(-100));
  const Instant midnight = parse_instant("2025-12-31T16:00:00Z");  // of 2026-01-01 in China
  s.registered("N1", midnight - std::chrono::seconds(1), "", "", "530102", "E1");
  s.registered("N2", midnight, "", "", "530102", "E1");
  auto context = two_standards(year(2026) / 1 / 1);
  context.calendar = Calendar::china();
  EXPECT_EQ(group_of(s.report(day(20), {}, context), "small").needs, 1);
}

TEST(Dated, ATierCountsOnTheDaysOnWhichItHolds) {
  Story s;
  enterprise(s, "E1", 30, day(0), {{"tier", "创新型"}, {"tier_from", "2026-03-07"}, {"tier_until", "2026-03-09"}});
  const auto tiers = [&](int at) { return rows(s.report(day(at, 1)).population->tiers, "创新型"); };
  EXPECT_EQ(tiers(4), 0);
  EXPECT_EQ(tiers(5), 1);
  EXPECT_EQ(tiers(7), 1);
  EXPECT_EQ(tiers(8), 0);
  EXPECT_EQ(s.report(day(6)).population->risen, 1) << "it had none on the day it became known";
}

TEST(Dated, BeforeItWasRegisteredNothingIsKnownOfAnEnterprise) {
  Story s;
  s.registered("N1", day(0), "", "", "530102", "E1");
  enterprise(s, "E1", 30, day(1));
  EXPECT_EQ(group_of(s.report(day(20), {}, two_standards(year(2026) / 3 / 6)), "small").unknown, 1);
}

}  // namespace
}  // namespace zhuqi
