#include <set>

#include <gtest/gtest.h>

#include <zhuqi/assignment/backlog.hpp>

#include "assignment/office.hpp"

namespace zhuqi {
namespace {

std::string shown(const std::vector<Assignment>& all) {
  std::string text;
  for (const auto& one : all) text += one.need.str() + ":" + one.officer.str() + " ";
  return text;
}

Wanted waiting(std::string need, int since, std::string region = "530102") {
  Wanted all = wanted(std::move(need), Role::tax, std::move(region));
  all.since = minute(since);
  return all;
}

// Chatwoot 10376.
TEST(Backlog, TheOldestWaitingNeedsComeFirst) {
  const auto now = situation(pool({"A"}, "530102", 2));
  const std::vector<Wanted> needs = {waiting("young", 3), waiting("old", 1), waiting("middle", 2)};
  for (const AssignmentPlan& plan : {assign(needs, {}, now), assign_one_by_one(needs, {}, now)}) {
    EXPECT_EQ(shown(plan.assigned), "old:A middle:A ");
    EXPECT_EQ(shown(plan.waiting), "young: ");
    EXPECT_EQ(plan.waiting.at(0).because, "该地区无服务专员组, A已满 2/2; 无可派专员");
  }
}

// One by one, the first need takes the officer whom the second needs.
TEST(Backlog, MoreNeedsFindAnOfficerThanOneByOne) {
  Organisation o = pool({"A", "B"}, "530102", 1);
  the(o, "A").regions = {"530102", "530103"};
  const Loads loads = {{OfficerId("B"), {0, minute(0)}}};  // A was never served: A comes first for N-1
  const std::vector<Wanted> needs = {waiting("N-1", 1), waiting("N-2", 2, "530103")};
  const AssignmentPlan plan = assign(needs, loads, situation(o));
  EXPECT_EQ(shown(plan.assigned), "N-1:B N-2:A ");
  EXPECT_EQ(plan.greedy.assigned, 1);
  EXPECT_EQ(shown(assign_one_by_one(needs, loads, situation(o)).assigned), "N-1:A ");
}

TEST(Backlog, MoreEvenThanOneByOne) {
  Organisation o = pool({"A", "B", "C"});
  the(o, "A").regions = {"530102", "530103"};
  the(o, "B").regions = {"530102"};
  the(o, "C").regions = {"530103"};
  the(o, "C").leave = {{parse_date("2026-03-02"), parse_date("2026-03-02")}};
  const Loads loads = {{OfficerId("B"), {1, {}}}};
  std::vector<Wanted> needs;
  for (int i = 0; i < 4; ++i) needs.push_back(waiting("N-" + std::to_string(i), i, i < 2 ? "530102" : "530103"));
  const AssignmentPlan plan = assign(needs, loads, situation(o));
  // Where only A serves 530103, those of 530102 go to B: (3, 2) instead of (2, 3) and the like.
  EXPECT_EQ(plan.measure.assigned, 4);
  EXPECT_LT(plan.measure.crowding, plan.greedy.crowding);
  EXPECT_LT(plan.measure.fullest, plan.greedy.fullest);
  EXPECT_EQ(plan.assigned.at(0).because, "该地区无服务专员组; 由A跟进 (负责地区 530102, 在手 0/10); 4 件一并均衡分派");
}

// No way leads to B in the search for who takes the others: its distance stays infinite in every round.
TEST(Backlog, AnOfficerOutOfReachIsLeftAlone) {
  Organisation o = pool({"A", "B"});
  the(o, "A").regions = {"530102"};
  the(o, "B").regions = {"530103"};
  the(o, "B").capacity = 0;
  const std::vector<Wanted> needs = {waiting("N-1", 1, "530103"), waiting("N-2", 2), waiting("N-3", 3)};
  const AssignmentPlan plan = assign(needs, {}, situation(o));
  EXPECT_EQ(shown(plan.assigned), "N-2:A N-3:A ");
  EXPECT_EQ(shown(plan.waiting), "N-1: ");
}

TEST(Backlog, ANeedThatStandsTwiceIsOneNeed) {
  const AssignmentPlan plan = assign({waiting("N-1", 2), waiting("N-1", 1)}, {}, situation(pool({"A"})));
  EXPECT_EQ(shown(plan.assigned), "N-1:A ");
  EXPECT_EQ(plan.measure.assigned, 1);
}

TEST(Backlog, NothingAndTooMuch) {
  EXPECT_EQ(assign({}, {}, situation(pool({"A"}))).measure, Measure{});
  EXPECT_THROW(assign(std::vector<Wanted>(most_needs + 1), {}, situation(pool({"A"}))), Refused);
}

TEST(Reassign, AllNeedsOfTheLeaverGoToThoseWhoAreThere) {
  Organisation o = pool({"A", "B", "C"});
  the(o, "C").leave = {{parse_date("2026-02-28"), parse_date("2026-03-02")}};
  const Loads loads = {{OfficerId("A"), {3, {}}}, {OfficerId("B"), {8, {}}}, {OfficerId("C"), {}}};
  const AssignmentPlan plan =
      reassign(OfficerId("A"), {waiting("N-1", 1), waiting("N-2", 2), waiting("N-3", 3)}, loads, situation(o));
  EXPECT_EQ(shown(plan.assigned), "N-1:B N-2:B ");
  EXPECT_EQ(shown(plan.waiting), "N-3: ");
}

TEST(Reassign, TheGroupOfTheLeaverStandsInFirst) {
  const AssignmentPlan plan = reassign(OfficerId("O-tax"), {waiting("N-1", 1)}, {}, situation(sample_organisation()));
  EXPECT_EQ(shown(plan.assigned), "N-1:O-general ");
  EXPECT_EQ(plan.assigned.at(0).because,
            "O-tax已离岗; 由O-general跟进 (本组企业综合服务专员代理, 在手 0); 1 件一并均衡分派");
}

// GLPI 6906: "assign" adds a second officer there.
TEST(Reassign, ReplacesNeverAdds) {
  std::map<NeedId, std::set<OfficerId>> officers = {{NeedId("N-1"), {OfficerId("A")}},
                                                    {NeedId("N-2"), {OfficerId("A")}}};
  const AssignmentPlan plan = reassign(OfficerId("A"), {waiting("N-1", 1), waiting("N-2", 2)},
                                       {{OfficerId("A"), {2, {}}}}, situation(pool({"A", "B"})));
  for (const auto& one : plan.assigned) officers[one.need] = {one.officer};
  std::set<NeedId> named;
  for (const auto& one : plan.assigned) EXPECT_TRUE(named.insert(one.need).second) << "named twice: " << one.need.str();
  for (const auto& [need, who] : officers) EXPECT_EQ(who, std::set<OfficerId>{OfficerId("B")}) << need.str();
}

}  // namespace
}  // namespace zhuqi
