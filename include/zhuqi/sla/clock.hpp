// Clocks: from an event and a target to a due instant and the steps of its ladder, through pauses and extensions. Pure:
// calendar in, instants out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/language.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/sla/policy.hpp>

namespace zhuqi {

// A step with the instant on which it falls due.
struct PlannedStep {
  std::string kind;
  std::string tell;
  Instant at;
  std::optional<Instant> tell_at;  // when it may be told, if that is not `at`: the next opening

  bool operator==(const PlannedStep&) const = default;
};

// From when to when a clock stood still; half-open.
struct Pause {
  Instant from;
  Instant to;

  bool operator==(const Pause&) const = default;
};

// A clock with all that its deadline depends on, but for the calendar. Where the calendar ends before the target is
// reached, the clock is provisional: `due` is absent, `known_until` is the last day that was counted, and it is settled
// when the next year is published.
struct ClockPlan {
  std::string name;  // "sign", "resolve", "support:k-ip"
  Instant start;     // the event from which it counts
  Target target;
  std::vector<Span> extensions;     // granted, in order
  std::vector<Pause> pauses;        // that are over, in order
  std::optional<Instant> due;       // absent: provisional
  std::optional<Date> known_until;  // only if provisional
  std::vector<LadderStep> ladder;   // what `steps` are made of, once due is known
  std::vector<PlannedStep> steps;   // in the order of the ladder; empty while provisional

  bool operator==(const ClockPlan&) const = default;
};

// Starts a clock. Steps that would fall before `start` fall on `start`. A step past the end of the calendar makes the
// clock provisional as well.
ClockPlan start_clock(std::string name, Instant start, const Target& target, std::vector<LadderStep> ladder,
                      const Calendar& calendar);
ClockPlan start_clock(std::string name, Instant start, const StagePolicy& stage, const Calendar& calendar);

// The same clock after a pause. What is paused is measured as the deadline is: elapsed time by the hours that passed;
// working time, and working days that end at the same time of day, by working hours; working days that end at the close
// of business by the closes in the pause (after its beginning, up to and including its end; that of the event's own
// day, which is never counted, costs nothing). A pause that begins at or after due does not move due any more, but
// steps after it. No step that is still to come falls within the pause.
ClockPlan resume_clock(ClockPlan plan, const Pause& pause, const Calendar& calendar);

// The same clock with one more extension: the span is counted on from where the target ends, as the target's end says.
ClockPlan extend_clock(ClockPlan plan, const Span& span, const Calendar& calendar);

// The same clock on a calendar that may know more, or other, days: what settles a provisional one.
ClockPlan settle(const ClockPlan& plan, const Calendar& calendar);

// True if two plans promise the same: due, or how far it is known, and every step.
bool same_promise(const ClockPlan& a, const ClockPlan& b);

// The instant from which something can still be asked, so long before due; `due` itself for a span of zero.
Instant latest_before(Instant due, const Span& before, const Calendar& calendar);

// Why it is due then, in words, day by day: from which event, which days counted and why the others did not, what was
// paused and extended. The facts are the same in every language; names of days are the calendar's own.
std::string explain(const ClockPlan& plan, const Calendar& calendar, Language language = Language::chinese);

}  // namespace zhuqi
