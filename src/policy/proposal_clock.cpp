// By when a proposal asks for its answer: what falls due, and what follows from it.
#include <algorithm>

#include <zhuqi/policy/proposal.hpp>

namespace zhuqi {

namespace {

bool is_step_recorded(const ClaimClock& clock, std::size_t step) {
  return std::find(clock.stepped.begin(), clock.stepped.end(), static_cast<int>(step)) != clock.stepped.end();
}

}  // namespace

std::vector<DueOfProposal> due_steps(const ProposalState& state, Instant now) {
  std::vector<DueOfProposal> due;
  if (!state.clock || !state.clock->runs()) return due;
  const auto& steps = state.clock->plan.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].at >= now || is_step_recorded(*state.clock, i)) continue;
    due.push_back({{static_cast<int>(i), steps[i].kind, {}, steps[i].tell_at}, steps[i].at});
  }
  std::stable_sort(due.begin(), due.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return due;
}

std::optional<Instant> next_step(const ProposalState& state) {
  std::optional<Instant> next;
  if (!state.clock || !state.clock->runs()) return next;
  const auto& steps = state.clock->plan.steps;
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (!is_step_recorded(*state.clock, i) && (!next || steps[i].at < *next)) next = steps[i].at;
  return next;
}

std::optional<ProposalSettled> settled(const ProposalState& state, const Calendar& calendar) {
  if (!state.clock || state.clock->stopped || state.clock->plan.due) return std::nullopt;
  auto plan = settle(state.clock->plan, calendar);
  if (plan == state.clock->plan) return std::nullopt;
  return ProposalSettled{std::move(plan)};
}

}  // namespace zhuqi
