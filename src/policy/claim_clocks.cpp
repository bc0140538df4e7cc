// The clocks of a claim: what falls due, and what follows from it.
#include "policy/claim_clocks.hpp"

#include <algorithm>

namespace zhuqi {

namespace {

// What the enterprise has to do in time; all other clocks are the office's.
bool is_of_enterprise(std::string_view clock) { return clock == "apply" || clock == "supplement"; }

bool is_recorded(const ClaimClock& clock, std::size_t step) {
  return std::find(clock.stepped.begin(), clock.stepped.end(), static_cast<int>(step)) != clock.stepped.end();
}

void collect(const ClaimClock& clock, Instant now, std::vector<DueOfClaim>& due) {
  if (!clock.runs()) return;
  const auto& steps = clock.plan.steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const PlannedStep& step = steps[i];
    if (step.at >= now || is_recorded(clock, i)) continue;
    const bool of_enterprise = is_of_enterprise(clock.plan.name);
    due.push_back({ClaimStepped{clock.plan.name,
                                static_cast<int>(i),
                                clock.plan.name == "publicity" ? "ended" : step.kind,
                                of_enterprise ? "enterprise" : "department",
                                {},
                                step.tell_at.value_or(step.at)},
                   step.at});
    if (of_enterprise && step.kind == "breach") due.push_back({ClaimExpired{clock.plan.name}, step.at});
  }
}

std::vector<LadderStep> ladder(const std::vector<int>& warn_before) {
  std::vector<LadderStep> steps;
  for (const int days : warn_before) steps.push_back({Span{Unit::working_days, -days}, "warn", "officer", false});
  std::sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.offset.amount < b.offset.amount; });
  steps.erase(std::unique(steps.begin(), steps.end()), steps.end());
  steps.push_back({Span{}, "breach", "department", false});
  return steps;
}

}  // namespace

ClockPlan start_days(const char* name, Instant at, int days, const Calendar& calendar) {
  // A day before it is due the office is reminded, the enterprise too; of a day there is no day before.
  const auto steps = std::string_view(name) == "publicity" || days < 2 ? ladder({}) : ladder({1});
  return start_clock(name, at, Target(Span{Unit::working_days, days}), steps, calendar);
}

Instant end_of_day(Date day, const Calendar& calendar) {
  return calendar.to_instant(std::chrono::local_days(day) + std::chrono::days(1));
}

ClockPlan start_until(const char* name, Instant at, Instant end, const std::vector<int>& remind,
                      const Calendar& calendar) {
  return start_clock(name, at, Target(Span{Unit::elapsed, (end - at).count()}), ladder(remind), calendar);
}

ClockPlan start_apply(const Policy& policy, Instant at, const Calendar& calendar) {
  return start_until("apply", at, end_of_day(policy.last_day_to_apply(), calendar), policy.remind, calendar);
}

// In order of time, at the same instant by the clock's name; nothing after the claim has expired.
std::vector<DueOfClaim> due_steps(const ClaimState& state, Instant now) {
  std::vector<DueOfClaim> due;
  for (const auto& [name, clock] : state.clocks) collect(clock, now, due);
  std::stable_sort(due.begin(), due.end(), [](const DueOfClaim& a, const DueOfClaim& b) { return a.at < b.at; });
  const auto end = std::find_if(due.begin(), due.end(),
                                [](const DueOfClaim& one) { return std::holds_alternative<ClaimExpired>(one.event); });
  if (end != due.end()) due.erase(end + 1, due.end());
  return due;
}

std::optional<Instant> next_step(const ClaimState& state) {
  std::optional<Instant> next;
  for (const auto& [name, clock] : state.clocks)
    for (std::size_t i = 0; clock.runs() && i < clock.plan.steps.size(); ++i)
      if (!is_recorded(clock, i) && (!next || clock.plan.steps[i].at < *next)) next = clock.plan.steps[i].at;
  return next;
}

std::optional<ClaimSettled> settled(const ClaimState& state, const Calendar& calendar) {
  ClaimSettled event;
  for (const auto& [name, clock] : state.clocks) {
    if (clock.stopped || clock.plan.due) continue;
    auto plan = settle(clock.plan, calendar);
    if (plan != clock.plan) event.clocks.push_back(std::move(plan));
  }
  if (event.clocks.empty()) return std::nullopt;
  return event;
}

}  // namespace zhuqi
