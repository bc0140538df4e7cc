// A need at the decider, with time in the test's hand.
#pragma once

#include <gtest/gtest.h>

#include <zhuqi/casework/decide.hpp>

namespace zhuqi {

using std::chrono::hours;

inline Instant monday() { return parse_instant("2026-03-02T09:00:00+08:00"); }

inline Organisation four_departments() {
  Organisation o;
  o.departments = {{DepartmentId("tax"), "昆明市税务局", "税务", "530100", {}},
                   {DepartmentId("finance"), "昆明市金融办", "金融", "530100", {}},
                   {DepartmentId("ip"), "昆明市知识产权局", "知识产权", "530100", {}},
                   {DepartmentId("land"), "昆明市自然资源局", "自然资源", "530100", {}}};
  return o;
}

inline SlaPolicy seven_days() {
  SlaPolicy sla;
  sla.name = "七日";
  sla.stages = {{"sign", {parse_target("2wh"), parse_ladder("")}},
                {"resolve", {parse_target("7wd"), parse_ladder("-1wd warn officer; 1wd escalate above")}}};
  return sla;
}

// A need that has just been registered and dispatched to tax, with an hour between events from there on.
struct Desk {
  Organisation organisation = four_departments();
  Case state;
  Instant now = monday();
  std::string actor_name = "officer:somebody";
  Relations named;  // of the officer whom the next command names
  // Of the next command: the actor's department, the need that it is merged into, and those that wait for its answer.
  DepartmentId department;
  std::optional<Case> into;
  std::vector<NeedId> waiting;

  explicit Desk(const SlaPolicy& sla = seven_days()) {
    NeedRegistered registered;
    registered.need.enterprise = EnterpriseId("91530102MA6000016F");
    registered.policy = sla;
    registered.clocks = start_stages(sla, {"contact", "plan"}, now, Calendar::china());
    registered.resolve = start_clock("resolve", now, *sla.stage("resolve"), Calendar::china());
    NeedDispatched dispatched;
    dispatched.lead = DepartmentId("tax");
    dispatched.sign = start_clock("sign", now, *sla.stage("sign"), Calendar::china());
    state.id = NeedId("N-000001");
    state = evolve(evolve(state, registered, now), dispatched, now);
  }

  std::vector<CaseEvent> give(const CaseCommand& command, Relations actor) {
    CaseContext context;
    context.at = now += hours(1);
    context.actor = actor;
    context.actor_name = actor_name;
    context.named = named;
    context.calendar = &Calendar::china();
    context.organisation = &organisation;
    context.department = department;
    context.into = into;
    context.waiting = waiting;
    const auto events = decide(state, command, context);
    for (const auto& event : events) state = evolve(state, event, now);
    return events;
  }

  void at(const char* local) { now = parse_instant(std::string(local) + ":00+08:00") - hours(1); }
  const CaseClock& clock(const char* name) const { return *state.clock(name); }
  std::string due(const char* name) const {
    const auto due = clock(name).due();
    return due ? to_string(Instant(*due + hours(8))).substr(0, 16) : "none";
  }

  // Records what fell due before now.
  void catch_up() {
    for (const auto& step : due_steps(state, now)) state = evolve(state, step.event, std::max(step.at, state.last));
  }

  Code refusal(const CaseCommand& command, Relations actor) {
    const Case before = state;
    try {
      give(command, actor);
    } catch (const Refused& refused) {
      EXPECT_EQ(state, before) << "a refused command changes nothing";
      return refused.code();
    }
    return Code::ok;
  }
};

inline Relations lead() { return {.lead = true}; }
inline Relations enterprise() { return {.enterprise = true}; }
inline Relations administrator() { return {.administrator = true}; }
inline const NeedId n("N-000001");

}  // namespace zhuqi
