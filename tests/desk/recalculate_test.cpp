// A policy or a calendar changes while needs are open: kept or recalculated, and previewed first.
#include <set>

#include <zhuqi/calendar/calendar.hpp>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

using std::chrono::hours;

constexpr const char* two_days =
    "hit policy,FIRST,,,,\n"
    "id,if urgency,then policy,then sign,then resolve,then ladder\n"
    "T1,high,加急,2wh,2wd,-1wd warn officer\n"
    "T9,-,两日,2wh,2wd,-1wd warn officer\n";
constexpr const char* twenty_days =
    "hit policy,FIRST,,,\n"
    "id,if urgency,then policy,then sign,then resolve\n"
    "T9,-,二十日,2wh,20wd\n";

class Publishing : public SmallTown {
 protected:
  Publication publication(const char* kind, std::string content) {
    Publication p{kind, "", std::move(content), std::string(kind) == "sla" ? "sla.csv" : "calendar.json", {}};
    p.open_needs = OpenNeeds::recalculate;
    return p;
  }
  void recalculate(const char* kind, std::string content) {
    desk->publish(publication(kind, std::move(content)), envelope(Actor::host()));
  }
  std::string due(const NeedId& need) {
    const auto due = desk->need(need, Actor::host()).summary.due;
    return due ? to_string(*due + hours(8)).substr(0, 16) : "none";
  }
  // Every clock that runs past its due as of now.
  std::set<std::string> overdue() {
    std::set<std::string> all;
    for (const auto& summary : desk->needs({}, Actor::host()))
      for (const auto& [name, clock] : desk->need(summary.id, Actor::host()).state.clocks)
        if (!clock.stopped && clock.plan.due && *clock.plan.due < clock.paused.value_or(now))
          all.insert(summary.id.str() + " " + name);
    return all;
  }
  void expect_sound() { EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify()); }
};

TEST_F(Publishing, KeepsOpenNeedsUnlessToldOtherwise) {
  const auto need = register_need("想要授信").need;
  const auto before = due(need);
  pass(hours(1));
  publish("sla", two_days, "sla.csv");
  EXPECT_EQ(due(need), before);
  EXPECT_EQ(before, "2026-03-11T17:30");
}

TEST_F(Publishing, RecalculatesFromTheStartOfEachClock) {
  const auto need = register_need("想要授信").need;
  set("2026-03-03T10:00");
  recalculate("sla", two_days);
  EXPECT_EQ(due(need), "2026-03-04T17:30");
  EXPECT_EQ(desk->need(need, Actor::host()).state.policy.rule, "T9");
  EXPECT_EQ(desk->need(need, Actor::host()).history.back().kind, "clock.recalculated");
  EXPECT_NE(desk->explain(need, Actor::host()).find("2个工作日"), std::string::npos);
  expect_sound();
}

// GLPI 6902, 15605: a policy change keeps the pause already taken.
TEST_F(Publishing, Glpi6902And15605KeepThePauseAlreadyTaken) {
  const auto need = register_need("退税卡住了").need;
  pass(hours(1));
  apply(officer("h-tax"), Sign{need});
  apply(officer("h-tax"), Start{need, "开始"});
  pass(hours(1));
  apply(officer("h-tax"), Suspend{need, "等企业补材料", OfficerId("s-tax")});
  set("2026-03-04T18:00");  // after three closes of business
  apply(officer("h-tax"), Resume{need, "材料已齐"});
  recalculate("sla", two_days);
  const auto clock = *desk->need(need, Actor::host()).state.clock("resolve");
  EXPECT_EQ(clock.plan.pauses.size(), 1u);
  EXPECT_EQ(due(need), "2026-03-06T17:30");  // 2wd would end on the 4th; closes of the 3rd and the 4th were paused
  expect_sound();
}

TEST_F(Publishing, WhatFellDueBeforeStandsUnderTheOldPolicy) {
  const auto need = register_need("退税卡住了").need;
  set("2026-03-06T09:00");
  recalculate("sla", twenty_days);
  std::vector<std::string> kinds;
  for (const auto& line : desk->need(need, Actor::host()).history) kinds.push_back(line.kind);
  EXPECT_EQ(kinds, (std::vector<std::string>{"need.registered", "need.dispatched", "clock.stepped", "clock.stepped",
                                             "clock.stepped", "clock.recalculated"}));
  EXPECT_FALSE(desk->need(need, Actor::host()).summary.overdue);
  EXPECT_TRUE(desk->tick(now).empty()) << "nothing is told twice";
  expect_sound();
}

// What the preview says is what then happens; and looking changes nothing.
TEST_F(Publishing, APreviewSaysWhatWouldBecomeOverdueAndWhatNoLongerWouldBe) {
  for (const char* text : {"想要授信", "退税卡住了", "问个路"}) {
    register_need(text);
    pass(hours(2));
  }
  set("2026-03-07T12:00");
  register_need("又要授信");
  for (const char* table : {two_days, twenty_days}) {
    const auto head = desk->head_document();
    const auto before = overdue();
    const auto preview = desk->preview(publication("sla", table), now, Actor::host());
    EXPECT_EQ(desk->head_document(), head);
    EXPECT_EQ(preview.open, 4);
    EXPECT_EQ(preview.changed, 4);
    auto expected = before;
    for (const auto& clock : preview.become_overdue)
      EXPECT_TRUE(expected.insert(clock.need.str() + " " + clock.clock).second);
    for (const auto& clock : preview.no_longer_overdue)
      EXPECT_EQ(expected.erase(clock.need.str() + " " + clock.clock), 1u);
    EXPECT_NE(expected, before) << preview.text;
    recalculate("sla", table);
    EXPECT_EQ(overdue(), expected) << preview.text;
    expect_sound();
  }
}

TEST_F(Publishing, ACalendarThatChangesMovesOpenNeedsOnlyIfToldTo) {
  const auto need = register_need("退税卡住了").need;
  const std::string off = R"({"zone": "+08:00", "week": {"mon": [["09:00","17:30"]], "tue": [["09:00","17:30"]],
    "wed": [["09:00","17:30"]], "thu": [["09:00","17:30"]], "fri": [["09:00","17:30"]]},
    "days": {"2026-03-04": "off"}, "known": ["2007-01-01", "2026-12-31"]})";
  const auto preview = desk->preview(publication("calendar", off), now, Actor::host());
  EXPECT_EQ(preview.changed, 1);
  EXPECT_EQ(preview.becoming + preview.recovering, 0);
  publish("calendar", off);
  EXPECT_EQ(due(need), "2026-03-05T17:30");
  pass(hours(1));
  recalculate("calendar", off);
  EXPECT_EQ(due(need), "2026-03-06T17:30");
  expect_sound();
}

// Zammad 4353: removing the SLA removes the escalation.
TEST_F(Publishing, Zammad4353AStageThatIsGoneHasNoStepsAnyMore) {
  publish("sla",
          "hit policy,FIRST,,,\nid,if urgency,then policy,then sign,then resolve,then plan\nP9,-,带方案,2wh,7wd,1wd\n",
          "sla.csv");
  const auto need = register_need("想要授信").need;
  ASSERT_TRUE(desk->need(need, Actor::host()).state.clock("plan")->runs());
  pass(hours(1));
  recalculate("sla", twenty_days);
  EXPECT_FALSE(desk->need(need, Actor::host()).state.clock("plan")->runs());
  set("2026-03-12T09:00");
  for (const auto& step : desk->tick(now)) EXPECT_EQ(step.clock, "sign");
  expect_sound();
}

TEST_F(Publishing, NeedsAtRiskAreThoseWithLittleWorkingTimeLeft) {
  register_need("想要授信");    // due on Wednesday the 11th at 17:30
  register_need("退税卡住了");  // due on Thursday the 5th at 17:30
  const auto at_risk = [&](std::int64_t seconds) {
    NeedQuery query;
    query.remaining_below = seconds;
    std::vector<std::pair<std::string, std::int64_t>> found;
    for (const auto& need : desk->needs(query, Actor::host()))
      found.emplace_back(need.id.str(), *need.remaining_seconds);
    return found;
  };
  using Found = std::vector<std::pair<std::string, std::int64_t>>;
  set("2026-03-05T09:00");
  const auto day = Calendar::china().between(now, now + hours(9)).count() / 1'000'000;
  EXPECT_EQ(at_risk(day), Found{});
  EXPECT_EQ(at_risk(day + 1), (Found{{"N-000002", day}}));
  EXPECT_EQ(at_risk(5 * day + 1), (Found{{"N-000002", day}, {"N-000001", 5 * day}}));
  set("2026-03-07T12:00");  // a Saturday
  EXPECT_EQ(at_risk(1), (Found{{"N-000002", -day}}));
}

// What the refusal of a recalculation for later says: published to keep for that day, and recalculated when it has
// come.
TEST_F(Publishing, ADocumentForALaterDayRecalculatesWhenThatDayHasCome) {
  const auto need = register_need("想要授信").need;
  auto later = publication("sla", two_days);
  later.effective = parse_instant("2026-03-04T00:00:00+08:00");
  try {
    desk->publish(later, envelope(Actor::host()));
    FAIL() << "not before that day";
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.where(), "effective");
    EXPECT_NE(std::string(refused.what()).find("when the day has come publish it again"), std::string::npos);
  }
  later.open_needs = OpenNeeds::keep;
  desk->publish(later, envelope(Actor::host()));
  set("2026-03-03T10:00");
  EXPECT_EQ(due(register_need("又要授信").need), "2026-03-12T17:30") << "still by the old table";
  set("2026-03-04T09:00");
  EXPECT_EQ(due(register_need("还要授信").need), "2026-03-06T17:30");
  EXPECT_EQ(due(need), "2026-03-11T17:30");
  recalculate("sla", two_days);
  EXPECT_EQ(due(need), "2026-03-04T17:30");
  expect_sound();
}

TEST_F(Publishing, IsRefusedWholeIfItCannotBeDone) {
  const auto need = register_need("想要授信").need;
  const auto head = desk->head_document();
  const auto code = [&](const Publication& p, const Actor& actor) {
    try {
      desk->publish(p, envelope(actor));
    } catch (const InvalidDocument& invalid) {
      EXPECT_NE(to_string(invalid.findings()).find(need.str()), std::string::npos) << to_string(invalid.findings());
      return Code::invalid_document;
    } catch (const Refused& refused) {
      return refused.code();
    }
    return Code::ok;
  };
  auto later = publication("sla", two_days);
  later.effective = now + hours(24);
  EXPECT_EQ(code(later, Actor::host()), Code::invalid_argument) << "and says what to do: see below";
  EXPECT_EQ(code(publication("organisation", small_organisation), Actor::host()), Code::invalid_argument);
  const auto no_row = publication(
      "sla", "hit policy,FIRST,,,\nid,if urgency,then policy,then sign,then resolve\nT1,high,加急,2wh,2wd\n");
  EXPECT_EQ(code(no_row, Actor::host()), Code::invalid_document);
  EXPECT_THROW(desk->preview(no_row, now, Actor::host()), InvalidDocument);
  EXPECT_THROW(desk->preview(publication("sla", two_days), now, Actor::enterprise(acme)), Refused);
  EXPECT_EQ(desk->head_document(), head);
}

}  // namespace
}  // namespace zhuqi
