#include <algorithm>

#include <zhuqi/calendar/columns.hpp>

#include "calendar/timeline.hpp"

namespace zhuqi {

using namespace std::chrono;

namespace {

template <class... Spans>
void check_lengths(std::size_t rows, const Spans&... columns) {
  if (((columns.size() != rows) || ...))
    throw Refused(Code::invalid_argument, "the columns of a calendar operation differ in length");
}

std::int64_t count(Instant at) { return at.time_since_epoch().count(); }

// Days of the column type reach further than those of the time line, which knows no more than 9999 years.
std::int32_t day_number(sys_days day) {
  constexpr std::int64_t beyond = 10'000'000;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(day.time_since_epoch().count(), -beyond, beyond));
}

// `operation(row, status)` sets the row's result if its status is ok.
template <class Operation>
std::size_t for_each_row(std::span<Code> statuses, Operation operation) {
  std::size_t refused = 0;
  for (std::size_t row = 0; row < statuses.size(); ++row) {
    statuses[row] = operation(row);
    refused += statuses[row] != Code::ok;
  }
  return refused;
}

}  // namespace

std::size_t add(const Calendar& calendar, std::span<const Instant> starts, std::span<const microseconds> working,
                std::span<Instant> results, std::span<Code> statuses) {
  check_lengths(statuses.size(), starts, working, results);
  const Timeline& timeline = calendar.timeline();
  return for_each_row(statuses, [&](std::size_t row) {
    std::int64_t result = 0;
    const Code code = timeline.add(count(starts[row]), working[row].count(), result);
    if (code == Code::ok) results[row] = Instant(microseconds(result));
    return code;
  });
}

std::size_t between(const Calendar& calendar, std::span<const Instant> starts, std::span<const Instant> ends,
                    std::span<microseconds> results, std::span<Code> statuses) {
  check_lengths(statuses.size(), starts, ends, results);
  const Timeline& timeline = calendar.timeline();
  return for_each_row(statuses, [&](std::size_t row) {
    std::int64_t result = 0;
    const Code code = timeline.between(count(starts[row]), count(ends[row]), result);
    if (code == Code::ok) results[row] = microseconds(result);
    return code;
  });
}

std::size_t add_workdays(const Calendar& calendar, DayColumn starts, std::span<const std::int64_t> n,
                         std::span<sys_days> results, std::span<Code> statuses) {
  check_lengths(statuses.size(), starts, n, results);
  const Timeline& timeline = calendar.timeline();
  return for_each_row(statuses, [&](std::size_t row) {
    std::int32_t result = 0;
    const Code code = timeline.add_workdays(day_number(starts[row]), n[row], result);
    if (code == Code::ok) results[row] = sys_days(days(result));
    return code;
  });
}

std::size_t between_workdays(const Calendar& calendar, DayColumn starts, DayColumn ends,
                             std::span<std::int64_t> results, std::span<Code> statuses) {
  check_lengths(statuses.size(), starts, ends, results);
  const Timeline& timeline = calendar.timeline();
  return for_each_row(statuses, [&](std::size_t row) {
    std::int64_t result = 0;
    const Code code = timeline.between_workdays(day_number(starts[row]), day_number(ends[row]), result);
    if (code == Code::ok) results[row] = result;
    return code;
  });
}

}  // namespace zhuqi
