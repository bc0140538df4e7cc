// Operations on columns: spans in, spans out, a status for each row. A row that has no answer keeps its old result
// and says why; the others go on. Allocates nothing, throws only if the columns differ in length
// (Refused(invalid_argument)), and may run on any number of threads with one calendar.
#pragma once

#include <span>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

// The statuses are those of the single operations: ok, calendar_unknown, illegal_state, invalid_argument. The number
// of rows that are not ok is returned.
std::size_t add(const Calendar& calendar, std::span<const Instant> starts,
                std::span<const std::chrono::microseconds> working, std::span<Instant> results,
                std::span<Code> statuses);

std::size_t between(const Calendar& calendar, std::span<const Instant> starts, std::span<const Instant> ends,
                    std::span<std::chrono::microseconds> results, std::span<Code> statuses);

// Dates are days since 1970, as columns hold them.
using DayColumn = std::span<const std::chrono::sys_days>;

std::size_t add_workdays(const Calendar& calendar, DayColumn starts, std::span<const std::int64_t> n,
                         std::span<std::chrono::sys_days> results, std::span<Code> statuses);

std::size_t between_workdays(const Calendar& calendar, DayColumn starts, DayColumn ends,
                             std::span<std::int64_t> results, std::span<Code> statuses);

}  // namespace zhuqi
