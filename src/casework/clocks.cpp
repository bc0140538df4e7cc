// The clocks of a case: which the policy starts, and what falls due.
#include <algorithm>

#include <zhuqi/casework/decide.hpp>

namespace zhuqi {

namespace {

bool is_recorded(const CaseClock& clock, std::size_t step) {
  return std::binary_search(clock.stepped.begin(), clock.stepped.end(), static_cast<int>(step));
}

void collect_due(const CaseClock& clock, Instant now, std::vector<DueStep>& due) {
  Instant end = now;
  if (clock.stopped) end = std::min(end, *clock.stopped);
  if (clock.paused) end = std::min(end, *clock.paused);
  const auto& steps = clock.plan.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& step = steps[i];
    if (step.at >= end || is_recorded(clock, i)) continue;
    due.push_back(
        {ClockStepped{clock.plan.name, static_cast<int>(i), step.kind, step.tell, {}, step.tell_at.value_or(step.at)},
         step.at});
  }
}

}  // namespace

std::vector<DueStep> due_steps(const Case& state, Instant now) {
  std::vector<DueStep> due;
  for (const auto& [name, clock] : state.clocks) collect_due(clock, now, due);
  std::stable_sort(due.begin(), due.end(), [](const DueStep& a, const DueStep& b) { return a.at < b.at; });
  return due;
}

std::optional<Instant> next_step(const Case& state) {
  std::optional<Instant> next;
  for (const auto& [name, clock] : state.clocks) {
    if (!clock.runs()) continue;
    for (std::size_t i = 0; i < clock.plan.steps.size(); ++i)
      if (!is_recorded(clock, i) && (!next || clock.plan.steps[i].at < *next)) next = clock.plan.steps[i].at;
  }
  return next;
}

std::vector<ClockPlan> start_stages(const SlaPolicy& policy, std::initializer_list<std::string_view> stages,
                                    Instant start, const Calendar& calendar) {
  std::vector<ClockPlan> clocks;
  for (const auto name : stages)
    if (const StagePolicy* stage = policy.stage(name))
      clocks.push_back(start_clock(std::string(name), start, *stage, calendar));
  return clocks;
}

std::optional<ClocksRecalculated> recalculated(const Case& state, const SlaPolicy& policy, const Calendar& calendar) {
  ClocksRecalculated event;
  if (policy != state.policy) event.policy = policy;
  for (const auto& [name, clock] : state.clocks) {
    const StagePolicy* stage = policy.stage_of(name);
    const auto own_time = state.own_time(name);
    if (clock.stopped || (event.policy && !stage && !own_time)) continue;
    ClockPlan plan = clock.plan;
    if (event.policy) {
      plan.target = own_time ? Target(*own_time) : stage->target;
      plan.ladder = stage ? stage->ladder : parse_ladder("");
    }
    plan = settle(plan, calendar);
    if (plan != clock.plan) event.clocks.push_back(std::move(plan));
  }
  if (!event.policy && event.clocks.empty()) return std::nullopt;
  return event;
}

}  // namespace zhuqi
