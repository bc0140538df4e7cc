// Wrong deadlines that users of other systems reported, as they would show at the desk; docs/sla.md lists them all.
#include <set>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

using std::chrono::hours;

class Peers : public SmallTown {
 protected:
  std::string due(const NeedId& need) {
    const auto due = desk->need(need, Actor::host()).summary.due;
    return due ? to_string(*due + hours(8)).substr(0, 16) : "none";
  }
  CaseClock clock(const NeedId& need, const char* name) { return *desk->need(need, Actor::host()).state.clock(name); }
  void expect_sound() { EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify()); }
};

// GLPI 24481: a need in pause is never breached, neither by ticks in the pause nor by the first one after it.
TEST_F(Peers, Glpi24481ANeedInPauseIsNeverBreached) {
  const auto need = register_need("退税卡住了").need;
  apply(officer("h-tax"), Sign{need});
  apply(officer("h-tax"), Suspend{need, "等企业补材料", OfficerId("s-tax")});
  for (const char* day : {"2026-03-05T18:00", "2026-03-20T09:00", "2026-04-10T00:00"}) {
    set(day);
    EXPECT_TRUE(desk->tick(now).empty()) << day;
  }
  EXPECT_FALSE(desk->need(need, Actor::host()).summary.overdue);
  set("2026-04-10T10:00");
  apply(officer("h-tax"), Resume{need, "材料已齐"});
  pass(hours(1));
  EXPECT_TRUE(desk->tick(now).empty());
  EXPECT_EQ(due(need), "2026-04-14T17:30");  // as many closes of business ahead as when it was suspended
  expect_sound();
}

// GLPI 10594: a pause over a weekend costs a deadline in working hours nothing that was not worked.
TEST_F(Peers, Glpi10594APauseOverAWeekendIsMeasuredAsTheDeadlineIs) {
  publish("sla", "hit policy,FIRST,,\nid,if urgency,then policy,then sign,then resolve\nH1,-,工时,2wh,14wh\n",
          "sla.csv");
  set("2026-03-05T09:00");
  const auto need = register_need("退税卡住了").need;
  EXPECT_EQ(due(need), "2026-03-06T17:30");
  apply(officer("h-tax"), Sign{need});
  set("2026-03-06T17:00");
  apply(officer("h-tax"), Suspend{need, "等待", OfficerId("s-tax")});
  set("2026-03-09T09:00");
  apply(officer("h-tax"), Resume{need, ""});
  EXPECT_EQ(due(need), "2026-03-09T09:30");  // half an hour was left
  expect_sound();
}

// Zammad 5624: the old department is not told any more, and the new one has the time to sign that everybody has.
TEST_F(Peers, Zammad5624AfterATransferTheOldDepartmentIsNotTold) {
  const auto need = register_need("想要授信").need;
  pass(hours(1));
  apply(officer("h-finance"), Return{need, "不属本办", DepartmentId("k-tax")});
  set("2026-03-04T09:00");
  apply(officer("admin"), Dispatch{need, DepartmentId("k-tax"), {}, "采纳"});
  EXPECT_EQ(to_string(*clock(need, "sign").due()), "2026-03-04T03:00:00Z");
  set("2026-03-12T09:00");
  for (const auto& step : desk->tick(now))
    for (const auto& recipient : step.recipients) EXPECT_NE(recipient, "k-finance") << step.clock << " " << step.kind;
  expect_sound();
}

// FixMyStreet 897: reopening tells the department, by a clock of its own that counts from then; the question to the
// enterprise is over.
TEST_F(Peers, FixMyStreet897AReopenedNeedIsDueAnewAndTheDepartmentIsTold) {
  publish(
      "sla",
      "hit policy,FIRST,,,\nid,if urgency,then policy,then sign,then resolve,then callback\nC1,-,回访,2wh,3wd,2wd\n",
      "sla.csv");
  const auto need = register_need("退税卡住了").need;
  apply(officer("h-tax"), Sign{need});
  pass(hours(1));
  apply(officer("h-tax"), Resolve{need, "已办"});
  EXPECT_EQ(due(need), "none");
  EXPECT_TRUE(clock(need, "callback").runs());
  set("2026-03-03T10:00");
  apply(Actor::enterprise(acme), Dispute{need, "未办"});
  EXPECT_FALSE(clock(need, "callback").runs());
  EXPECT_EQ(clock(need, "resolve").plan.start, now);
  EXPECT_EQ(due(need), "2026-03-06T17:30");
  set("2026-03-09T09:00");
  const auto steps = desk->tick(now);
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].kind, "breach");
  EXPECT_EQ(steps[0].recipients, std::vector<std::string>{"k-tax"});
  expect_sound();
}

// Where several policies apply, the order of the table decides, whatever its hit policy.
TEST_F(Peers, WhereSeveralPoliciesApplyTheTablesOrderDecides) {
  const auto rule_under = [&](const char* hit_policy, const char* outputs, const char* rows) {
    publish("sla", std::string("hit policy,") + hit_policy + "\nid,if urgency" + outputs + "\n" + rows, "sla.csv");
    pass(std::chrono::minutes(1));
    const auto need = register_need("退税卡住了").need;  // urgency: high
    const auto rule = desk->need(need, Actor::host()).state.policy.rule;
    EXPECT_NE(desk->explain(need, Actor::host()).find("时限表第 " + rule + " 行"), std::string::npos);
    return rule;
  };
  const char* plain = ",then policy,then sign,then resolve";
  const char* wide_first = "W,-,宽,2wh,9wd\nN,high,严,2wh,1wd\n";
  const char* narrow_first = "N,high,严,2wh,1wd\nW,-,宽,2wh,9wd\n";
  for (const char* hit_policy : {"FIRST", "UNIQUE", "ANY", "RULE ORDER", "COLLECT"}) {
    EXPECT_EQ(rule_under(hit_policy, plain, wide_first), "W") << hit_policy;
    EXPECT_EQ(rule_under(hit_policy, plain, narrow_first), "N") << hit_policy;
  }
  // These order their results by the values that an output lists, the most important first.
  const char* listed = ",then policy,then sign,then resolve\nallowed values,,\"严,宽\",,";
  for (const char* hit_policy : {"PRIORITY", "OUTPUT ORDER"})
    EXPECT_EQ(rule_under(hit_policy, listed, wide_first), "N") << hit_policy;
}

// Whose time it was, also while it is open, also as of then.
TEST_F(Peers, TheSharesOfAnOpenNeedSumToItsAge) {
  const auto need = register_need("想要授信").need;
  pass(hours(5));
  apply(officer("h-finance"), Return{need, "不属本办", DepartmentId("k-tax")});
  pass(hours(19));
  apply(officer("admin"), Dispatch{need, DepartmentId("k-tax"), {}, "采纳"});
  pass(hours(2));
  apply(officer("h-tax"), Sign{need});
  apply(officer("h-tax"), Suspend{need, "等待", OfficerId("s-tax")});
  pass(hours(3));
  const auto told = [&](std::optional<Instant> at) {
    const auto answer = desk->shares(need, Actor::enterprise(acme), at);
    std::string text = std::to_string(answer.age / 3'600'000'000) + ":";
    for (const auto& share : answer.shares)
      text += " " + (share.name.empty() ? share.holder : share.name) + " " +
              std::to_string(share.elapsed / 3'600'000'000) +
              (share.paused ? "/" + std::to_string(share.paused / 3'600'000'000) : "");
    return text;
  };
  EXPECT_EQ(told({}), "29: 昆明市金融办 5 dispatch 19 昆明市税务局 5/3");
  EXPECT_EQ(told(now - hours(20)), "9: 昆明市金融办 5 dispatch 4");
  EXPECT_EQ(told(now - hours(29)), "0:");
  EXPECT_THROW(told(now - hours(30)), Refused) << "before it was registered";
  EXPECT_THROW(told(now + hours(1)), Refused) << "nobody knows";
  EXPECT_THROW(desk->shares(need, Actor::enterprise(other)), Refused) << "not theirs to see";
  const auto document =
      desk->query_document(R"({"query": "shares", "need": ")" + need.str() + R"(", "viewer": "host"})");
  EXPECT_NE(document.find(R"("age":104400000000)"), std::string::npos) << document;
}

}  // namespace
}  // namespace zhuqi
