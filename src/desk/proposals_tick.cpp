// What falls due for proposals: reminders of the addressee and the end of the due day, each once, in the order of time.
#include <algorithm>

#include "desk/events.hpp"
#include "desk/proposals.hpp"

namespace zhuqi {

namespace {

ProposalState settle_proposal(Transaction& ledger, Library& library, ProposalState state, Instant at, Instant now) {
  InForce in_force(ledger, library, at);
  if (!in_force.has("calendar")) return state;
  const auto event = settled(state, in_force.calendar());
  if (!event) return state;
  const Instant stands = std::max(at, state.last);
  ledger.append({encode(state.id, *event, stands)}, clock_cause(in_force.versions()), now);
  return evolve(std::move(state), *event, stands);
}

Step proposal_step(const ProposalId& proposal, const ProposalStepped& event, Instant due) {
  Step step;
  step.proposal = proposal;
  step.clock = "answer";
  step.kind = event.kind;
  step.due = due;
  step.tell = "department";
  step.recipients = event.recipients;
  return step;
}

// What was told is added to `told`, if it is there.
ProposalState record_steps(Transaction& ledger, Library& library, ProposalState state, Instant until, Instant now,
                           std::vector<Step>* told) {
  for (auto& due : due_steps(state, until)) {
    InForce in_force(ledger, library, due.at);
    due.event.recipients = {state.addressee.str()};
    // A clock that was settled late may have steps in its past: they stand at the settling.
    const Instant at = std::max(due.at, state.last);
    const auto recorded = ledger.append({encode(state.id, due.event, at)}, clock_cause(in_force.versions()), now);
    if (told) {
      told->push_back(proposal_step(state.id, due.event, due.at));
      told->back().seq = recorded.front().seq;
    }
    state = evolve(std::move(state), due.event, at);
  }
  return state;
}

std::vector<ProposalId> proposals_in(Statement query) {
  std::vector<ProposalId> all;
  while (query.step()) all.emplace_back(query.string(0));
  return all;
}

}  // namespace

ProposalState catch_up_proposal(Transaction& ledger, Library& library, ProposalState state, Instant until,
                                Instant now) {
  state = settle_proposal(ledger, library, std::move(state), until, now);
  return record_steps(ledger, library, std::move(state), until, now, nullptr);
}

std::vector<Step> catch_up_proposals(Transaction& ledger, Library& library, Instant until, Instant now) {
  InForce in_force(ledger, library, until);
  if (in_force.has("calendar")) {
    auto waiting =
        ledger.session().prepare("SELECT id FROM proposals WHERE known_until < ? ORDER BY known_until, number");
    waiting.bind(std::int64_t{std::chrono::sys_days(in_force.calendar().known().last).time_since_epoch().count()});
    for (const auto& id : proposals_in(std::move(waiting)))
      settle_proposal(ledger, library, load_proposal(ledger.session(), id), until, now);
  }
  std::vector<Step> told;
  auto due = ledger.session().prepare("SELECT id FROM proposals WHERE next_step < ? ORDER BY next_step, number");
  due.bind(until);
  for (const auto& id : proposals_in(std::move(due)))
    record_steps(ledger, library, load_proposal(ledger.session(), id), until, now, &told);
  std::stable_sort(told.begin(), told.end(), [](const Step& a, const Step& b) { return a.due < b.due; });
  return told;
}

}  // namespace zhuqi
