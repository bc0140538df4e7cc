// What falls due for claims: each step once, in the order of its time, whatever the delay.
#include <algorithm>

#include "desk/claims.hpp"
#include "desk/events.hpp"

namespace zhuqi {

namespace {

std::vector<std::string> recipients(const ClaimState& state, const std::string& tell,
                                    const OrganisationGraph& organisation) {
  if (tell == "enterprise") return {state.enterprise.str()};
  std::vector<std::string> departments;
  for (const auto& department : organisation.organisation().departments)
    if (department.name == state.issuer) departments.push_back(department.id.str());
  return departments;
}

ClaimState settle_claim(Transaction& ledger, Library& library, ClaimState state, Instant at, Instant now) {
  InForce in_force(ledger, library, at);
  const auto event = settled(state, in_force.calendar());
  if (!event) return state;
  const Instant stands = std::max(at, state.last);
  ledger.append({encode(state.id, *event, stands)}, clock_cause(in_force.versions()), now);
  return evolve(std::move(state), *event, stands);
}

Step step_of(const ClaimId& claim, const ClaimStepped& step, Instant due) {
  Step one;
  one.claim = claim;
  one.clock = step.clock;
  one.kind = step.kind;
  one.due = due;
  one.tell = step.tell;
  one.recipients = step.recipients;
  return one;
}

// Appends what fell due for one claim before `until`: events under the same documents together. What was told is added
// to `told`, if it is there.
ClaimState record(Transaction& ledger, Library& library, ClaimState state, Instant until, Instant now,
                  std::vector<Step>* told) {
  std::vector<NewEvent> events;
  std::vector<Step> steps;  // one for each event; of an expiry without a claim
  std::string versions = "{}";
  const auto flush = [&] {
    if (events.empty()) return;
    const auto recorded = ledger.append(std::move(events), clock_cause(versions), now);
    events.clear();
    for (std::size_t i = 0; told && i < recorded.size(); ++i) {
      if (steps[i].claim.empty()) continue;
      steps[i].seq = recorded[i].seq;
      told->push_back(std::move(steps[i]));
    }
    steps.clear();
  };
  for (auto& due : due_steps(state, until)) {
    InForce in_force(ledger, library, due.at);
    auto* step = std::get_if<ClaimStepped>(&due.event);
    if (step) step->recipients = recipients(state, step->tell, *in_force.organisation());
    if (in_force.versions() != versions) flush();
    versions = in_force.versions();
    steps.push_back(step ? step_of(state.id, *step, due.at) : Step{});
    // A clock that was settled late may have steps in its past: they stand at the settling.
    const Instant at = std::max(due.at, state.last);
    events.push_back(encode(state.id, due.event, at));
    state = evolve(std::move(state), due.event, at);
  }
  flush();
  return state;
}

std::vector<ClaimId> ids(Statement query) {
  std::vector<ClaimId> all;
  while (query.step()) all.emplace_back(query.string(0));
  return all;
}

}  // namespace

ClaimState catch_up_claim(Transaction& ledger, Library& library, ClaimState state, Instant until, Instant now) {
  state = settle_claim(ledger, library, std::move(state), until, now);
  return record(ledger, library, std::move(state), until, now, nullptr);
}

std::vector<Step> catch_up_claims(Transaction& ledger, Library& library, Instant until, Instant now) {
  InForce in_force(ledger, library, until);
  if (in_force.has("calendar")) {
    auto waiting = ledger.session().prepare("SELECT id FROM claims WHERE known_until < ? ORDER BY known_until, number");
    waiting.bind(std::int64_t{std::chrono::sys_days(in_force.calendar().known().last).time_since_epoch().count()});
    for (const auto& id : ids(std::move(waiting)))
      settle_claim(ledger, library, load_claim(ledger.session(), id), until, now);
  }
  std::vector<Step> told;
  auto due = ledger.session().prepare("SELECT id FROM claims WHERE next_step < ? ORDER BY next_step, number");
  due.bind(until);
  for (const auto& id : ids(std::move(due)))
    record(ledger, library, load_claim(ledger.session(), id), until, now, &told);
  std::stable_sort(told.begin(), told.end(), [](const Step& a, const Step& b) { return a.due < b.due; });
  return told;
}

}  // namespace zhuqi
