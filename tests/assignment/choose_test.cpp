#include <gtest/gtest.h>

#include <zhuqi/assignment/choose.hpp>

#include "assignment/office.hpp"

namespace zhuqi {
namespace {

// The group G-1 of 530102: O-general, O-market, O-tax, O-invest, O-building.
struct Case {
  const char* what;
  void (*change)(Organisation&, Loads&, Wanted&);
  const char* officer;
  const char* because;
};

const Leave this_week{parse_date("2026-03-02"), parse_date("2026-03-06")};

TEST(Choose, TheGroupFirstThenStandInsThenAreas) {
  const Case cases[] = {
      {"the post", [](Organisation&, Loads&, Wanted&) {}, "O-tax", "由O-tax跟进 (本组税务服务专员, 在手 0)"},
      {"the general officer is the first contact", [](Organisation&, Loads&, Wanted& w) { w.role = Role::general; },
       "O-general", "由O-general跟进 (本组企业综合服务专员, 在手 0)"},
      {"a vacant post", [](Organisation& o, Loads&, Wanted&) { o.groups[1].members.erase("tax"); }, "O-general",
       "税务服务专员空缺; 由O-general跟进 (本组企业综合服务专员代理, 在手 0)"},
      {"leave", [](Organisation& o, Loads&, Wanted&) { the(o, "O-tax").leave = {this_week}; }, "O-general",
       "O-tax休假; 由O-general跟进 (本组企业综合服务专员代理, 在手 0)"},
      {"full",
       [](Organisation& o, Loads& loads, Wanted&) {
         the(o, "O-tax").capacity = 3;
         loads[OfficerId("O-tax")].open = 3;
       },
       "O-general", "O-tax已满 3/3; 由O-general跟进 (本组企业综合服务专员代理, 在手 0)"},
      {"the rest of the group, before those named as stand-ins",
       [](Organisation& o, Loads& loads, Wanted&) {
         the(o, "O-tax").leave = the(o, "O-general").leave = {this_week};
         the(o, "O-tax").stand_ins = {OfficerId("H-1")};
         loads[OfficerId("O-market")].open = loads[OfficerId("O-invest")].open = 1;
       },
       "O-building", "O-tax休假, O-general休假; 由O-building跟进 (本组楼宇联络专员代理, 在手 0); 同等 3 人中负荷最轻"},
      {"stand-ins by name, and theirs",
       [](Organisation& o, Loads&, Wanted&) {
         for (const char* id : {"O-tax", "O-general", "O-market", "O-invest", "O-building", "S-1"})
           the(o, id).leave = {this_week};
         the(o, "O-tax").stand_ins = {OfficerId("S-1")};
         the(o, "S-1").stand_ins = {OfficerId("H-1")};
       },
       "H-1", "O-tax休假, O-general休假; 由H-1跟进 (O-tax指定代理, 在手 0)"},
      {"an officer of the role by area, at last",
       [](Organisation& o, Loads&, Wanted&) {
         for (auto& one : o.officers) one.leave = {this_week};
         o.officers.push_back(officer("A-1", Role::tax, "tax-53"));
       },
       "A-1", "O-tax休假, O-general休假; 由A-1跟进 (负责地区 530000, 在手 0)"},
      {"nobody",
       [](Organisation& o, Loads&, Wanted&) {
         for (auto& one : o.officers) one.leave = {this_week};
       },
       "", "O-tax休假, O-general休假; 无可派专员"},
      {"the group that the enterprise names",
       [](Organisation& o, Loads&, Wanted& w) {
         o.groups[2].members.erase("tax");
         w.group = GroupId("G-0");
       },
       "O-general", "税务服务专员空缺; 由O-general跟进 (本组企业综合服务专员代理, 在手 0)"},
      {"a skill that only another member has",
       [](Organisation& o, Loads&, Wanted& w) {
         w.skills = {"并购"};
         the(o, "O-invest").skills = {"招商", "并购"};
       },
       "O-invest", "由O-invest跟进 (本组招商服务专员代理, 在手 0)"},
      {"a skill that nobody has", [](Organisation&, Loads&, Wanted& w) { w.skills = {"并购"}; }, "O-tax",
       "由O-tax跟进 (本组税务服务专员, 在手 0); 无人可派且具备 并购"},
  };
  for (const auto& [what, change, officer, because] : cases) {
    Organisation o = sample_organisation();
    Loads loads;
    Wanted need = wanted("N-1");
    change(o, loads, need);
    const Choice choice = choose(need, loads, situation(o));
    EXPECT_EQ(choice.officer.str(), officer) << what;
    EXPECT_EQ(choice.because, because) << what;
  }
}

// GLPI 9411.
TEST(Choose, TheCatchAllNeverWinsOverTheSpecific) {
  Organisation o = pool({"building", "county", "enterprise", "prefecture", "province"});
  the(o, "province").regions = {"530000"};
  the(o, "prefecture").regions = {"530100"};
  the(o, "building").regions.clear();
  the(o, "building").buildings = {"翠湖大厦"};
  the(o, "enterprise").regions.clear();
  the(o, "enterprise").enterprises = {EnterpriseId("E-1")};
  Wanted need = wanted("N-1");
  need.building = "翠湖大厦";
  Loads loads;
  for (const char* expected : {"enterprise", "building", "county", "prefecture", "province"}) {
    const Choice choice = choose(need, loads, situation(o));
    EXPECT_EQ(choice.officer.str(), expected);
    loads[choice.officer].open = 9;  // busy as can be, and still the one
    EXPECT_EQ(choose(need, loads, situation(o)).officer.str(), expected);
    the(o, expected).leave = {this_week};
  }
  EXPECT_EQ(choose(need, loads, situation(o)).because, "该地区无服务专员组; 无可派专员");
}

TEST(Choose, AnotherPlaceIsNobodysArea) {
  EXPECT_EQ(choose(wanted("N-1", Role::tax, "110101"), {}, situation(pool({"A"}))).officer.str(), "");
  EXPECT_EQ(choose(wanted("N-1", Role::tax, "x"), {}, situation(pool({"A"}))).officer.str(), "");
  EXPECT_EQ(choose(wanted("N-1", Role::building), {}, situation(pool({"A"}))).officer.str(), "");
}

TEST(Choose, TheLightestLoadForItsCapacity) {
  Organisation o = pool({"A", "B"});
  the(o, "A").capacity = 40;
  const Loads loads = {{OfficerId("A"), {4, {}}}, {OfficerId("B"), {2, {}}}};
  const Choice choice = choose(wanted("N-1"), loads, situation(o));
  EXPECT_EQ(choice.officer.str(), "A");
  EXPECT_EQ(choice.because, "该地区无服务专员组; 由A跟进 (负责地区 530102, 在手 4/40); 同等 2 人中负荷最轻");
}

// Frappe starts again at the first when the list changes.
TEST(Choose, ARemovedOfficerDoesNotResetTheRotation) {
  std::vector<std::string> ids = {"A", "B", "C", "D"};
  Loads loads;
  std::string order;
  const auto serve = [&](int n) {
    const Choice choice = choose(wanted("N-" + std::to_string(n)), loads, situation(pool(ids)));
    loads[choice.officer].served = minute(n);  // and it is closed again at once: loads stay equal
    order += choice.officer.str();
    return choice;
  };
  for (int n = 0; n < 6; ++n) serve(n);
  const std::string first = order.substr(0, 4);
  EXPECT_EQ(order.substr(4), first.substr(0, 2));
  std::erase(ids, first.substr(0, 1));
  order.clear();
  for (int n = 6; n < 9; ++n) serve(n);
  EXPECT_EQ(order, first.substr(2) + first[1]);
  EXPECT_EQ(serve(9).because, "该地区无服务专员组; 由" + first.substr(2, 1) +
                                  "跟进 (负责地区 530102, 在手 0/10); 同等 3 人中负荷相同, 最久未派");
}

TEST(Choose, ListPositionNeverDecidesATie) {
  std::vector<std::string> ids = {"A", "B", "C"};
  std::map<std::string, int> drawn;
  for (int n = 0; n < 300; ++n) {
    const Wanted need = wanted("N-" + std::to_string(n));
    const Choice choice = choose(need, {}, situation(pool({"A", "B", "C"})));
    EXPECT_EQ(choose(need, {}, situation(pool({"C", "B", "A"}))).officer, choice.officer);
    ++drawn[choice.officer.str()];
  }
  for (const auto& [id, times] : drawn) EXPECT_GT(times, 60) << id;  // a fair draw gives 100; below 60 is no chance
  EXPECT_EQ(drawn.size(), 3u);
  const Choice choice = choose(wanted("N-1"), {}, situation(pool(ids)));
  EXPECT_NE(choice.because.find("抽签 (种子 7)"), std::string::npos) << choice.because;
}

TEST(Presence, LeaveOwnCalendarAndGone) {
  Organisation o = pool({"A"});
  Officer& one = o.officers[0];
  one.leave = {{parse_date("2026-03-03"), parse_date("2026-03-04")}};
  one.calendar = "mondays";
  Situation now = situation(o);
  now.calendars = [](std::string_view name) -> std::optional<Calendar> {
    if (name != "mondays") return std::nullopt;
    return Calendar::parse(
        R"({"zone":"+08:00","week":{"mon":[["09:00","17:00"]]},"known":["2026-01-01","2026-12-31"]})", "mondays.json");
  };
  const auto there = [&](const char* day) {
    now.day = parse_date(day);
    return is_there(one, now);
  };
  EXPECT_TRUE(there("2026-03-02"));
  EXPECT_FALSE(there("2026-03-03"));  // leave
  EXPECT_FALSE(there("2026-03-05"));  // a Thursday
  EXPECT_TRUE(there("2027-01-05"));   // a day that the calendar does not know
  one.calendar = "gone with the wind";
  EXPECT_TRUE(there("2026-03-05"));
  now.gone = {OfficerId("A")};
  EXPECT_FALSE(there("2026-03-05"));
}

TEST(Presence, WhatComesOnAHolidayIsTakenUpAfterIt) {
  const Calendar& china = Calendar::china();
  EXPECT_EQ(taken_up_on(parse_instant("2026-02-13T20:00:00Z"), china), parse_date("2026-02-14"));  // a make-up Saturday
  EXPECT_EQ(taken_up_on(parse_instant("2026-02-16T02:00:00Z"), china), parse_date("2026-02-24"));
  EXPECT_EQ(taken_up_on(parse_instant("2040-01-01T02:00:00Z"), china), parse_date("2040-01-01"));
}

}  // namespace
}  // namespace zhuqi
