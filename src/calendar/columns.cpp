#include <algorithm>

#include <zhuqi/calendar/columns.hpp>

#include "calendar/timeline.hpp"

namespace zhuqi {

using namespace std::chrono;

namespace {

std::int64_t number(Instant at) { return at.time_since_epoch().count(); }
std::int64_t number(microseconds duration) { return duration.count(); }
std::int64_t number(std::int64_t n) { return n; }

// Days of the column type reach further than those of the time line, which knows no more than 9999 years.
std::int32_t number(sys_days day) {
  constexpr std::int64_t beyond = 10'000'000;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(day.time_since_epoch().count(), -beyond, beyond));
}

void set(Instant& result, std::int64_t value) { result = Instant(microseconds(value)); }
void set(microseconds& result, std::int64_t value) { result = microseconds(value); }
void set(sys_days& result, std::int32_t value) { result = sys_days(days(value)); }
void set(std::int64_t& result, std::int64_t value) { result = value; }
void set(std::uint8_t& result, bool value) { result = value ? 1 : 0; }

// Answer is what `operation(answer, values...)` sets if it returns ok.
template <class Answer, class Result, class Operation, class... Values>
std::size_t for_each_row(std::span<Result> results, Statuses statuses, Validity valid, Operation operation,
                         std::span<Values>... columns) {
  const std::size_t rows = statuses.size();
  if (results.size() != rows || ((columns.size() != rows) || ...))
    throw Refused(Code::invalid_argument, "the columns of a calendar operation differ in length");
  std::size_t refused = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    if (!valid[row]) continue;
    Answer answer{};
    statuses[row] = operation(answer, number(columns[row])...);
    if (statuses[row] == Code::ok) {
      set(results[row], answer);
    } else {
      ++refused;
    }
  }
  return refused;
}

// One end of a day, by a member of Calendar that refuses nothing once the day is known to be worked.
template <auto end_of_day>
auto day_end(const Calendar& calendar) {
  return [&calendar](std::int64_t& result, std::int32_t day) {
    bool workday = false;
    const Code code = calendar.timeline().is_workday(day, workday);
    if (code != Code::ok) return code;
    if (!workday) return Code::not_found;
    result = number(*(calendar.*end_of_day)(Date(sys_days(days(day)))));
    return Code::ok;
  };
}

}  // namespace

std::size_t is_open(const Calendar& calendar, InstantColumn at, std::span<std::uint8_t> results, Statuses statuses,
                    Validity valid) {
  const auto operation = [&](bool& open, std::int64_t when) { return calendar.timeline().is_open(when, open); };
  return for_each_row<bool>(results, statuses, valid, operation, at);
}

std::size_t next_open(const Calendar& calendar, InstantColumn at, std::span<Instant> results, Statuses statuses,
                      Validity valid) {
  const auto operation = [&](auto& result, std::int64_t when) { return calendar.timeline().next_open(when, result); };
  return for_each_row<std::int64_t>(results, statuses, valid, operation, at);
}

std::size_t prev_open(const Calendar& calendar, InstantColumn at, std::span<Instant> results, Statuses statuses,
                      Validity valid) {
  const auto operation = [&](auto& result, std::int64_t when) { return calendar.timeline().prev_open(when, result); };
  return for_each_row<std::int64_t>(results, statuses, valid, operation, at);
}

std::size_t add(const Calendar& calendar, InstantColumn starts, std::span<const microseconds> working,
                std::span<Instant> results, Statuses statuses, Validity valid) {
  const Timeline& timeline = calendar.timeline();
  const auto operation = [&](auto& result, std::int64_t start, std::int64_t duration) {
    return timeline.add(start, duration, result);
  };
  return for_each_row<std::int64_t>(results, statuses, valid, operation, starts, working);
}

std::size_t between(const Calendar& calendar, InstantColumn starts, InstantColumn ends, std::span<microseconds> results,
                    Statuses statuses, Validity valid) {
  const Timeline& timeline = calendar.timeline();
  const auto operation = [&](auto& result, std::int64_t start, std::int64_t end) {
    return timeline.between(start, end, result);
  };
  return for_each_row<std::int64_t>(results, statuses, valid, operation, starts, ends);
}

std::size_t is_workday(const Calendar& calendar, DayColumn days, std::span<std::uint8_t> results, Statuses statuses,
                       Validity valid) {
  const auto operation = [&](bool& workday, std::int32_t day) { return calendar.timeline().is_workday(day, workday); };
  return for_each_row<bool>(results, statuses, valid, operation, days);
}

std::size_t add_workdays(const Calendar& calendar, DayColumn starts, std::span<const std::int64_t> n,
                         std::span<sys_days> results, Statuses statuses, Validity valid) {
  const Timeline& timeline = calendar.timeline();
  const auto operation = [&](auto& result, std::int32_t start, std::int64_t count) {
    return timeline.add_workdays(start, count, result);
  };
  return for_each_row<std::int32_t>(results, statuses, valid, operation, starts, n);
}

std::size_t between_workdays(const Calendar& calendar, DayColumn starts, DayColumn ends,
                             std::span<std::int64_t> results, Statuses statuses, Validity valid) {
  const Timeline& timeline = calendar.timeline();
  const auto operation = [&](auto& result, std::int32_t start, std::int32_t end) {
    return timeline.between_workdays(start, end, result);
  };
  return for_each_row<std::int64_t>(results, statuses, valid, operation, starts, ends);
}

std::size_t opening(const Calendar& calendar, DayColumn days, std::span<Instant> results, Statuses statuses,
                    Validity valid) {
  return for_each_row<std::int64_t>(results, statuses, valid, day_end<&Calendar::opening>(calendar), days);
}

std::size_t closing(const Calendar& calendar, DayColumn days, std::span<Instant> results, Statuses statuses,
                    Validity valid) {
  return for_each_row<std::int64_t>(results, statuses, valid, day_end<&Calendar::closing>(calendar), days);
}

std::size_t close_of(const Calendar& calendar, DayColumn starts, std::span<const std::int64_t> n,
                     std::span<Instant> results, Statuses statuses, Validity valid) {
  const auto close = day_end<&Calendar::closing>(calendar);
  const auto operation = [&](auto& result, std::int32_t start, std::int64_t count) {
    std::int32_t day = 0;
    const Code code = calendar.timeline().add_workdays(start, count, day);
    return code == Code::ok ? close(result, day) : code;
  };
  return for_each_row<std::int64_t>(results, statuses, valid, operation, starts, n);
}

}  // namespace zhuqi
