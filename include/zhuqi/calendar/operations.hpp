// Calendar operations as JSON Lines: the one form that the command, C and Python share.
#pragma once

#include <string>
#include <string_view>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

// One operation, a JSON object: {"op": "add_seconds", "start": "2026-02-14T16:00:00", "seconds": 7200}.
//
//   is_workday, is_open, next_open, prev_open, opening, closing   start
//   add_seconds                                                   start, seconds (may be negative or a fraction)
//   between_seconds, between_workdays                             start, end
//   add_workdays, find_workday, close_of                          start, days
//   workdays_left                                                 start: known working days after it; null: all known
//   days                                                          start, end: what counted, for explaining
//
// Times are local ("2026-02-14T16:00:00", with a fraction if wished), a bare date is its midnight, an offset or Z
// makes it an instant. Returns {"result": ...} or {"error": {"code": ..., "message": ...}}, without a line break;
// times in it are local, with as many digits of a fraction as the start had. add_workdays keeps the time of day, and
// gives a date for a date. find_workday counts from the start if it is a working day, else from the next one:
// add_workdays of add_workdays 0. Never throws for what is in the line.
std::string calendar_operation(const Calendar& calendar, std::string_view line);

// The same, but what would be an error is thrown: Refused(invalid_document, invalid_argument, too_large), and what
// Calendar throws.
std::string calendar_result(const Calendar& calendar, std::string_view line);

}  // namespace zhuqi
