#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/sla/clock.hpp>

namespace zhuqi {

namespace {

using std::chrono::days;
using std::chrono::microseconds;

// Where a span from `start` ends; nothing if the calendar ends before it.
std::optional<Instant> after(Instant start, const Span& span, const Calendar& calendar) {
  switch (span.unit) {
    case Unit::elapsed:
      return start + microseconds(span.amount);
    case Unit::working_time:
      return calendar.reach(start, microseconds(span.amount)).at;
    case Unit::working_days: {
      const auto reached = calendar.reach_workdays(calendar.date_of(start), span.amount);
      return reached.day ? calendar.closing(*reached.day) : std::nullopt;
    }
  }
  return std::nullopt;
}

Instant before(Instant due, const Span& span, const Calendar& calendar) {
  switch (span.unit) {
    case Unit::elapsed:
      return due + microseconds(span.amount);
    case Unit::working_time:
      return calendar.add(due, microseconds(span.amount));
    case Unit::working_days:
      return *calendar.closing(calendar.add_workdays(calendar.date_of(due), span.amount));
  }
  return due;
}

// Fills in due and steps as far as the calendar goes: all of them, or none.
void compute(ClockPlan& plan, const Calendar& calendar) {
  plan.due.reset();
  plan.known_until.reset();
  plan.steps.clear();
  const auto provisional = [&] {
    plan.due.reset();
    plan.steps.clear();
    plan.known_until = calendar.known().last;
  };

  plan.due = after(plan.start, plan.target, calendar);
  if (!plan.due) return provisional();
  for (const auto& step : plan.ladder) {
    const bool early = step.offset.amount < 0;
    const auto at = step.offset.amount == 0 ? plan.due
                    : early                 ? std::max(plan.start, before(*plan.due, step.offset, calendar))
                                            : after(*plan.due, step.offset, calendar);
    if (!at) return provisional();
    plan.steps.push_back({step.kind, step.tell, *at});
  }
  std::stable_sort(plan.steps.begin(), plan.steps.end(),
                   [](const PlannedStep& a, const PlannedStep& b) { return a.at < b.at; });
}

std::string local(Instant instant, const Calendar& calendar) {
  const auto time = calendar.to_local(instant);
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::minutes>(time - day));
  return fmt::format("{} {:02}:{:02}", to_string(Date(day)), clock.hours().count(), clock.minutes().count());
}

}  // namespace

ClockPlan start_clock(std::string name, Instant start, const Span& target, std::vector<LadderStep> ladder,
                      const Calendar& calendar) {
  ClockPlan plan{std::move(name), start, target, {}, {}, std::move(ladder), {}};
  compute(plan, calendar);
  return plan;
}

ClockPlan settle(const ClockPlan& plan, const Calendar& calendar) {
  ClockPlan settled = plan;
  compute(settled, calendar);
  return settled;
}

std::string explain(const ClockPlan& plan, const Calendar& calendar) {
  std::string text = fmt::format("{}: {} from {}", plan.name, to_string(plan.target), local(plan.start, calendar));
  if (!plan.due)
    return text +
           fmt::format("; provisional: {} knows the days up to {}", calendar.name(), to_string(*plan.known_until));
  text += fmt::format(", due {}\n", local(*plan.due, calendar));
  if (plan.target.unit == Unit::elapsed) return text + "  every hour counts, working or not\n";

  // Working days are counted from the day after; working time from the first day itself.
  const std::chrono::sys_days first(calendar.date_of(plan.start));
  const std::chrono::sys_days last(calendar.date_of(*plan.due));
  int counted = 0;
  for (auto day = first + days(plan.target.unit == Unit::working_days ? 1 : 0); day <= last; day += days(1)) {
    const std::chrono::weekday weekday(day);
    const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    const bool works = calendar.is_workday(Date(day));
    counted += works ? 1 : 0;
    const char* why = works ? (weekend ? " (make-up working day)" : "") : (weekend ? "weekend" : "holiday");
    text += works ? fmt::format("  {} working day {}{}\n", to_string(Date(day)), counted, why)
                  : fmt::format("  {} off: {}\n", to_string(Date(day)), why);
  }
  return text;
}

}  // namespace zhuqi
