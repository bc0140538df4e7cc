// Clocks: from an event and a policy to a due instant and the steps of its ladder. Pure: calendar in, instants out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/sla/policy.hpp>

namespace zhuqi {

// A step with the instant on which it falls due.
struct PlannedStep {
  std::string kind;
  std::string tell;
  Instant at;

  bool operator==(const PlannedStep&) const = default;
};

// A clock as it was started. Where the calendar ends before the target is reached, the clock is provisional: `due` is
// absent, `known_until` is the last day that was counted, and it is settled when the next year is published.
struct ClockPlan {
  std::string name;  // "sign", "resolve"
  Instant start;     // the event from which it counts
  Span target;
  std::optional<Instant> due;
  std::optional<Date> known_until;  // only if provisional
  std::vector<LadderStep> ladder;   // what `steps` are made of, once due is known
  std::vector<PlannedStep> steps;   // by instant; empty while provisional

  bool operator==(const ClockPlan&) const = default;
};

// Starts a clock. `target` is not negative. Steps that would fall before `start` fall on `start`. A step past the end
// of the calendar makes the clock provisional as well.
ClockPlan start_clock(std::string name, Instant start, const Span& target, std::vector<LadderStep> ladder,
                      const Calendar& calendar);

// The same clock on a calendar that may know more: what settles a provisional one.
ClockPlan settle(const ClockPlan& plan, const Calendar& calendar);

// Why it is due then, in words, day by day: from which event, which days counted and why the others did not.
std::string explain(const ClockPlan& plan, const Calendar& calendar);

}  // namespace zhuqi
