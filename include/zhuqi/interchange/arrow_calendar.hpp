// Calendar operations on columns that come as Arrow C Data Interface structs, without an Arrow library.
#pragma once

#include <memory>
#include <string_view>

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/interchange/arrow_abi.hpp>

namespace zhuqi {

// Carries out one operation of <zhuqi/calendar/operations.hpp> on record batches of one schema: is_workday, is_open,
// next_open, prev_open, opening, closing, add_seconds, between_seconds, add_workdays, find_workday, between_workdays,
// close_of.
//
// A record batch is a struct array ("+s"). Its columns are found by name: `start`, and what the operation takes
// beside it, `seconds`, `days` or `end`; others are ignored.
//
//   start, end   a timestamp of any unit: with a zone an instant, without one a local time of the calendar; or a date
//                (date32, date64), its midnight there
//   seconds      a duration of any unit, or whole numbers or floats of seconds
//   days         whole numbers
//
// The result is a struct array of two columns. `result` is boolean, an int64 (working days), a duration (working
// time), a date (of a date), or a timestamp; durations and timestamps are in microseconds, timestamps in the zone of
// `start`, or local. `error` is "code: what is wrong" in a row that has no answer, else null. A row with a null has
// null for both, and so has the opening or closing of a day that is not worked. A time finer than a microsecond is
// rounded down.
//
// One thread at a time may use one of these; as many per calendar as there are threads.
class ArrowCalendar {
 public:
  // Borrows `schema` for the call. Throws Refused(invalid_argument) if the operation is not one of these, or the schema
  // is released, malformed, no struct, lacks a column, or has one of another type.
  ArrowCalendar(Calendar calendar, std::string_view operation, const ArrowSchema& schema);
  ~ArrowCalendar();
  ArrowCalendar(ArrowCalendar&&) noexcept;
  ArrowCalendar& operator=(ArrowCalendar&&) noexcept;

  // The schema of the results; the caller calls its `release`.
  ArrowSchema result_schema() const;

  // Borrows the batch for the call. The caller calls `release` of the result, which holds nothing of the batch. Throws
  // Refused(invalid_argument) if the array contradicts itself or the schema, Refused(too_large) beyond 2^31-1 rows.
  ArrowArray run(const ArrowArray& batch);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zhuqi
