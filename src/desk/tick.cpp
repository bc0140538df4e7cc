// What falls due: steps of ladders, each recorded once, in order, whatever the delay; and provisional clocks that a
// newly published calendar settles.
#include <algorithm>
#include <map>

#include <zhuqi/casework/decide.hpp>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/projections.hpp"
#include "desk/work.hpp"

namespace zhuqi {

namespace {

constexpr std::int64_t batch = 500;  // needs looked at together

struct NeedStep {
  NeedId need;
  DueStep step;
};

std::vector<std::string> ids(const std::vector<const Officer*>& officers) {
  std::vector<std::string> all;
  for (const auto* officer : officers) all.push_back(officer->id.str());
  return all;
}

// Whose clock it is: of a supporting task the department that was asked, of all others the one that answers for it.
DepartmentId owner_of(const std::string& clock, const Case& state) {
  constexpr std::string_view support = "support:";
  return clock.starts_with(support) ? DepartmentId(clock.substr(support.size())) : answerable(state);
}

// Whom a step is told, by the organisation in force when it fell due.
std::vector<std::string> recipients(const Case& state, const ClockStepped& step,
                                    const OrganisationGraph& organisation) {
  const std::string& tell = step.tell;
  if (tell == "officer") return state.officer.empty() ? std::vector<std::string>{} : std::vector{state.officer.str()};
  const DepartmentId owner = owner_of(step.clock, state);
  if (owner.empty()) return {};
  if (tell == "department") return {owner.str()};
  if (tell == "supervisor") return ids(organisation.supervisors_of(owner));
  const Department* department = organisation.department(owner);
  const bool has_above = department && !department->parent.empty();
  return ids(organisation.supervisors_of(has_above ? department->parent : owner));
}

// Appends steps, already in order; gives them as the caller of tick is told.
std::vector<Step> record(Transaction& ledger, Library& library, const std::map<NeedId, Case>& cases,
                         std::vector<NeedStep> steps, Instant now) {
  std::vector<Step> told;
  std::vector<NewEvent> events;
  std::string versions = "{}";
  const auto flush = [&] {
    if (events.empty()) return;
    const auto recorded = ledger.append(std::move(events), clock_cause(versions), now);
    for (std::size_t i = 0; i < recorded.size(); ++i) told[told.size() - recorded.size() + i].seq = recorded[i].seq;
    events.clear();
  };
  for (auto& [need, step] : steps) {
    InForce in_force(ledger, library, step.at);
    step.event.recipients = recipients(cases.at(need), step.event, *in_force.organisation());
    if (in_force.versions() != versions) flush();
    versions = in_force.versions();
    // A clock that was settled late may have steps in its past: they stand at the settling.
    events.push_back(encode(need, step.event, std::max(step.at, cases.at(need).last)));
    told.push_back(
        {0, need, {}, {}, step.event.clock, step.event.kind, step.at, step.event.tell, step.event.recipients});
  }
  flush();
  return told;
}

// The clocks of a case that wait for days that no calendar knew.
std::vector<ClockPlan> provisional_clocks(const Case& state) {
  std::vector<ClockPlan> plans;
  for (const auto& [name, clock] : state.clocks)
    if (clock.is_provisional()) plans.push_back(clock.plan);
  return plans;
}

// The event stands at `at`, or at the case's last event if that is later: a stream's times never go back.
Case settle_case(Transaction& ledger, Library& library, Case state, Instant at, Instant now) {
  InForce in_force(ledger, library, at);
  at = std::max(at, state.last);
  std::vector<NewEvent> events;
  for (const auto& plan : provisional_clocks(state)) {
    const auto settled = settle(plan, in_force.calendar());
    if (settled == plan) continue;
    const ClockSettled event{settled};
    events.push_back(encode(state.id, event, at));
    state = evolve(std::move(state), event, at);
  }
  if (!events.empty()) ledger.append(std::move(events), clock_cause(in_force.versions()), now);
  return state;
}

}  // namespace

Cause clock_cause(const std::string& versions) {
  Cause cause;
  cause.actor = "clock";
  cause.versions = versions;
  return cause;
}

Case catch_up(Transaction& ledger, Library& library, Case state, Instant until, Instant now) {
  if (!provisional_clocks(state).empty()) state = settle_case(ledger, library, std::move(state), until, now);
  std::vector<NeedStep> steps;
  for (auto& step : due_steps(state, until)) steps.push_back({state.id, std::move(step)});
  if (steps.empty()) return state;
  record(ledger, library, {{state.id, state}}, std::move(steps), now);
  return load_case(ledger.session(), state.id);
}

std::vector<Step> catch_up_all(Transaction& ledger, Library& library, Instant until, Instant now) {
  std::vector<Step> told;
  for (;;) {
    auto query = ledger.session().prepare(
        "SELECT need, next_step FROM cases WHERE next_step < ? ORDER BY next_step, number LIMIT ?");
    query.bind(until, batch + 1);
    std::map<NeedId, Case> cases;
    Instant horizon = until;
    std::vector<NeedId> due;
    while (query.step()) {
      if (due.size() == batch) {
        // Steps of those left out may come before later steps of those taken: go no further than the first of them.
        horizon = query.instant(1);
        break;
      }
      due.emplace_back(query.string(0));
    }
    if (due.empty()) return told;
    std::vector<NeedStep> steps;
    for (const auto& id : due) {
      const auto& state = cases.emplace(id, load_case(ledger.session(), id)).first->second;
      for (auto& step : due_steps(state, horizon)) steps.push_back({id, std::move(step)});
    }
    // A whole batch due at one instant: that instant alone.
    if (steps.empty())
      for (const auto& id : due)
        for (auto& step : due_steps(cases.at(id), horizon + Instant::duration(1)))
          steps.push_back({id, std::move(step)});
    std::stable_sort(steps.begin(), steps.end(),
                     [](const NeedStep& a, const NeedStep& b) { return a.step.at < b.step.at; });
    auto recorded = record(ledger, library, cases, std::move(steps), now);
    told.insert(told.end(), std::make_move_iterator(recorded.begin()), std::make_move_iterator(recorded.end()));
  }
}

void settle_all(Transaction& ledger, Library& library, Instant at, Instant now) {
  InForce in_force(ledger, library, at);
  if (!in_force.has("calendar")) return;
  const std::int64_t known = std::chrono::sys_days(in_force.calendar().known().last).time_since_epoch().count();
  // Ordered as the index is: another order would make SQLite read every case.
  auto query = ledger.session().prepare("SELECT need FROM cases WHERE known_until < ? ORDER BY known_until, number");
  query.bind(known);
  for (const auto& id : read_needs(std::move(query)))
    settle_case(ledger, library, load_case(ledger.session(), id), at, now);
}

}  // namespace zhuqi
