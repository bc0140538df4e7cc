#include <algorithm>
#include <tuple>

#include <zhuqi/base/error.hpp>
#include <zhuqi/sla/clock.hpp>

namespace zhuqi {

namespace {

using std::chrono::days;
using std::chrono::microseconds;

// The civil day that ends with, or contains, the time just before `at`: an instant of closing belongs to its day, also
// if the day closes at 24:00.
Date day_before(Instant at, const Calendar& calendar) { return calendar.date_of(at - microseconds(1)); }

// How many working days had closed by `at`, seen from `from`.
std::int64_t closes_between(Instant from, Instant to, const Calendar& calendar) {
  const auto closed_by = [&](Instant at) {
    const Date date = calendar.date_of(at);
    const auto closing = calendar.closing(date);
    return closing && at < *closing ? Date(std::chrono::sys_days(date) - days(1)) : date;
  };
  return calendar.between_workdays(closed_by(from), closed_by(to));
}

// The same time of day on another day, or the nearest instant of its hours.
Instant same_time(Instant at, Date day, const Calendar& calendar) {
  const auto local = calendar.to_local(at);
  const auto time = local - std::chrono::floor<days>(local);
  const Instant wanted = calendar.to_instant(std::chrono::local_days(day) + time);
  return std::clamp(wanted, *calendar.opening(day), *calendar.closing(day));
}

// `count` working days after a deadline that stands at `at`.
Instant add_days(Instant at, std::int64_t count, Ending ending, const Calendar& calendar) {
  if (ending == Ending::close) return calendar.close_of(day_before(at, calendar), count);
  return same_time(at, calendar.add_workdays(calendar.date_of(at), count), calendar);
}

// From a deadline on; also backward.
Instant advance(Instant at, const Span& span, Ending ending, const Calendar& calendar) {
  switch (span.unit) {
    case Unit::elapsed:
      return at + microseconds(span.amount);
    case Unit::working_time:
      return calendar.add(at, microseconds(span.amount));
    case Unit::working_days:
      return add_days(at, span.amount, ending, calendar);
  }
  return at;
}

// Where the target alone leads, before its end is put to the close of business.
Instant reach(Instant start, const Target& target, const Calendar& calendar) {
  const auto count = target.span.amount;
  const bool next_day = target.counting == Counting::next_day;
  const Instant from = next_day ? *calendar.opening(calendar.add_workdays(calendar.date_of(start), 1)) : start;
  if (target.span.unit != Unit::working_days) return advance(from, target.span, target.ending, calendar);
  if (target.ending == Ending::same_time) return add_days(calendar.next_open(from), count, target.ending, calendar);
  return calendar.close_of(calendar.date_of(start), next_day ? std::max<std::int64_t>(count, 1) : count);
}

// Moves an instant that is measured in `unit` by a pause that begins before it.
Instant shift(Instant at, Unit unit, Ending ending, const Pause& pause, const Calendar& calendar) {
  if (unit == Unit::elapsed) return at + (pause.to - pause.from);
  if (unit == Unit::working_days && ending == Ending::close) {
    const auto paused = closes_between(pause.from, pause.to, calendar);
    return paused == 0 ? at : add_days(at, paused, ending, calendar);
  }
  const auto left = calendar.between(pause.from, at);
  return left.count() > 0 ? calendar.add(pause.to, left) : std::max(at, pause.to);
}

Instant first_close(Instant at, const Calendar& calendar) {
  const Date date = day_before(at, calendar);
  const auto today = calendar.closing(date);
  return today && at <= *today ? *today : calendar.close_of(date, 1);
}

// From when a pause can cost time: counting must have begun. Where whole days are counted, the event's own is none.
Instant counting_since(const ClockPlan& plan, const Calendar& calendar) {
  const Date day = calendar.date_of(plan.start);
  if (plan.target.span.unit == Unit::working_days && plan.target.ending == Ending::close)
    return calendar.to_instant(std::chrono::local_days(day) + days(1));
  if (plan.target.counting == Counting::next_day) return *calendar.opening(calendar.add_workdays(day, 1));
  return plan.start;
}

Pause clipped(const Pause& pause, Instant since) { return {std::max(pause.from, since), std::max(pause.to, since)}; }

Instant due_of(const ClockPlan& plan, const Calendar& calendar) {
  const auto ending = plan.target.ending;
  Instant due = reach(plan.start, plan.target, calendar);
  for (const auto& span : plan.extensions) due = advance(due, span, ending, calendar);
  const Instant since = plan.pauses.empty() ? plan.start : counting_since(plan, calendar);
  for (const auto& pause : plan.pauses)
    if (pause.from < due) due = shift(due, plan.target.span.unit, ending, clipped(pause, since), calendar);
  const bool in_days = plan.target.span.unit == Unit::working_days;
  return ending == Ending::close && !in_days ? first_close(due, calendar) : due;
}

Instant step_at(const ClockPlan& plan, Instant due, const LadderStep& step, const Calendar& calendar) {
  const auto& offset = step.offset;
  if (offset.amount == 0) return due;
  Instant at = advance(due, offset, Ending::close, calendar);
  if (offset.amount < 0) {
    const Instant running_since = plan.pauses.empty() ? plan.start : plan.pauses.back().to;
    return std::min(due, std::max(at, running_since));
  }
  for (const auto& pause : plan.pauses)
    if (pause.from >= due && pause.from < at) at = shift(at, offset.unit, Ending::close, pause, calendar);
  return at;
}

// Where the calendar does not know the next opening, the message does not wait.
std::optional<Instant> waits_until(Instant at, const Calendar& calendar) try {
  if (calendar.is_open(at) || calendar.prev_open(at) == at) return std::nullopt;
  return calendar.next_open(at);
} catch (const Refused&) {
  return std::nullopt;
}

// Fills in due and steps as far as the calendar goes: all of them, or none.
void compute(ClockPlan& plan, const Calendar& calendar) {
  plan.due.reset();
  plan.known_until.reset();
  plan.steps.clear();
  try {
    const Instant due = due_of(plan, calendar);
    for (const auto& step : plan.ladder) {
      const Instant at = step_at(plan, due, step, calendar);
      plan.steps.push_back({step.kind, step.tell, at, step.anytime ? std::nullopt : waits_until(at, calendar)});
    }
    plan.due = due;
  } catch (const Refused& refused) {
    if (refused.code() != Code::calendar_unknown) throw;
    plan.steps.clear();
    plan.known_until = calendar.known().last;
  }
}

}  // namespace

ClockPlan start_clock(std::string name, Instant start, const Target& target, std::vector<LadderStep> ladder,
                      const Calendar& calendar) {
  ClockPlan plan{std::move(name), start, target, {}, {}, {}, {}, std::move(ladder), {}};
  compute(plan, calendar);
  return plan;
}

ClockPlan start_clock(std::string name, Instant start, const StagePolicy& stage, const Calendar& calendar) {
  return start_clock(std::move(name), start, stage.target, stage.ladder, calendar);
}

ClockPlan resume_clock(ClockPlan plan, const Pause& pause, const Calendar& calendar) {
  if (pause.from < pause.to) plan.pauses.push_back(pause);
  compute(plan, calendar);
  return plan;
}

ClockPlan extend_clock(ClockPlan plan, const Span& span, const Calendar& calendar) {
  plan.extensions.push_back(span);
  compute(plan, calendar);
  return plan;
}

ClockPlan settle(const ClockPlan& plan, const Calendar& calendar) {
  ClockPlan settled = plan;
  compute(settled, calendar);
  return settled;
}

bool same_promise(const ClockPlan& a, const ClockPlan& b) {
  if (a.due != b.due || a.known_until != b.known_until || a.steps.size() != b.steps.size()) return false;
  // Once the steps of a plan stood by instant, and said nothing of when they may be told.
  const auto in_order = [](std::vector<PlannedStep> steps) {
    for (auto& step : steps) step.tell_at.reset();
    std::sort(steps.begin(), steps.end(), [](const auto& x, const auto& y) {
      return std::tie(x.at, x.kind, x.tell) < std::tie(y.at, y.kind, y.tell);
    });
    return steps;
  };
  return in_order(a.steps) == in_order(b.steps);
}

Instant latest_before(Instant due, const Span& before, const Calendar& calendar) {
  return before.amount == 0 ? due : advance(due, {before.unit, -before.amount}, Ending::close, calendar);
}

}  // namespace zhuqi
