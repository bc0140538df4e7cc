// Operations on columns: spans in, spans out, a status for each row. A row that has no answer keeps its old result
// and says why; the others go on. Allocates nothing, throws only if the columns differ in length
// (Refused(invalid_argument)), and may run on any number of threads with one calendar.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

// Which rows have all their values: bit `row` of a bitmap, the lowest bit first, as in Arrow; without a bitmap all do.
// A row that lacks one is left out: its result and its status stay as they are.
struct Validity {
  const std::uint8_t* bits = nullptr;
  bool operator[](std::size_t row) const { return bits == nullptr || ((bits[row >> 3] >> (row & 7)) & 1) != 0; }
};

// Dates are days since 1970, as columns hold them.
using InstantColumn = std::span<const Instant>;
using DayColumn = std::span<const std::chrono::sys_days>;
using Statuses = std::span<Code>;

// Each means what the operation of Calendar does. The statuses are those that it throws: calendar_unknown,
// illegal_state, invalid_argument, or ok; opening and closing give not_found for a day that is not worked. The number
// of rows that are not ok is returned. Of truth values 1 is true.

std::size_t is_open(const Calendar& calendar, InstantColumn at, std::span<std::uint8_t> results, Statuses statuses,
                    Validity valid = {});

std::size_t next_open(const Calendar& calendar, InstantColumn at, std::span<Instant> results, Statuses statuses,
                      Validity valid = {});

std::size_t prev_open(const Calendar& calendar, InstantColumn at, std::span<Instant> results, Statuses statuses,
                      Validity valid = {});

std::size_t add(const Calendar& calendar, InstantColumn starts, std::span<const std::chrono::microseconds> working,
                std::span<Instant> results, Statuses statuses, Validity valid = {});

std::size_t between(const Calendar& calendar, InstantColumn starts, InstantColumn ends,
                    std::span<std::chrono::microseconds> results, Statuses statuses, Validity valid = {});

std::size_t is_workday(const Calendar& calendar, DayColumn days, std::span<std::uint8_t> results, Statuses statuses,
                       Validity valid = {});

std::size_t add_workdays(const Calendar& calendar, DayColumn starts, std::span<const std::int64_t> n,
                         std::span<std::chrono::sys_days> results, Statuses statuses, Validity valid = {});

std::size_t between_workdays(const Calendar& calendar, DayColumn starts, DayColumn ends,
                             std::span<std::int64_t> results, Statuses statuses, Validity valid = {});

std::size_t opening(const Calendar& calendar, DayColumn days, std::span<Instant> results, Statuses statuses,
                    Validity valid = {});

std::size_t closing(const Calendar& calendar, DayColumn days, std::span<Instant> results, Statuses statuses,
                    Validity valid = {});

std::size_t close_of(const Calendar& calendar, DayColumn starts, std::span<const std::int64_t> n,
                     std::span<Instant> results, Statuses statuses, Validity valid = {});

}  // namespace zhuqi
