// Working calendars: which days and hours are worked, and arithmetic on them.
//
// Three units are never mixed up: elapsed time (plain subtraction of instants), working time (what lies inside open
// hours), working days (civil dates).
//
// Open hours are half-open: the opening instant is open, the closing instant is closed. They are kept as instants, so
// that clock changes cost nothing later: an hour that clocks skip in spring is not there; an hour that they show twice
// in autumn is open the first time only.
//
// Every operation costs some tens of nanoseconds whatever the span, and allocates nothing.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/zone.hpp>

namespace zhuqi {

class Timeline;
struct Definition;

// The days that a calendar knows, both included.
struct KnownDays {
  Date first;
  Date last;
  bool operator==(const KnownDays&) const = default;
};

// How far a working duration leads when the calendar may end before it.
struct Reach {
  std::optional<Instant> at;          // where it ends; none if the known days do not suffice
  Date last_known;                    // the last day that was counted on
  std::chrono::microseconds owed{0};  // working time still to be found after last_known; 0 if `at` is there
};

// The same in working days.
struct ReachDay {
  std::optional<Date> day;
  Date last_known;
  std::int64_t owed = 0;  // working days still to be found after last_known
};

// Immutable and shareable between threads; a copy is a reference to the same tables.
//
// Throws Refused(calendar_unknown), naming calendar and year, where an operation needs a day that is not known, and
// Refused(illegal_state) where a calendar that knows all days has not that much working time.
class Calendar {
 public:
  // Finds the calendar that another is based on; none if there is no such calendar.
  using Resolver = std::function<std::optional<Calendar>(std::string_view name)>;

  // China 2007-2026, by the notices of the State Council; 09:00-12:00 and 13:30-17:30. Part of the library.
  static const Calendar& china();

  // Reads a calendar file (docs/calendars.md). Its name is its "name", else `file_name` without folder and ending.
  // Without a resolver "based_on" finds "cn". Throws InvalidDocument with all findings.
  static Calendar parse(std::string_view json, std::string_view file_name, const Resolver& based_on = {});

  // Reads a file; "based_on" finds a file of that name in the same folder, else "cn". Throws also Refused(io).
  static Calendar load(const std::filesystem::path& file);

  const std::string& name() const;
  // The whole calendar as canonical JSON, with what it is based on worked in: parse(text()) is this calendar again.
  const std::string& text() const;
  // SHA-256 of text(), in hexadecimal.
  const std::string& hash() const;
  const Zone& zone() const;
  // 0001-01-01 to 9999-12-31 if the file says nothing.
  KnownDays known() const;
  bool knows_all_days() const;

  // --- Working time -------------------------------------------------------------------------------------------

  bool is_open(Instant at) const;

  // Forward: the earliest instant by which `working` has passed (09:00 + 8 h in a 9-17 day is 17:00). Backward
  // (negative): the latest instant from which that much lies before `start`. Zero: next_open(start).
  Instant add(Instant start, std::chrono::microseconds working) const;

  // Working time from `start` to `end`; negative when reversed.
  std::chrono::microseconds between(Instant start, Instant end) const;

  // `at` if it is open, else the next opening.
  Instant next_open(Instant at) const;

  // The latest instant, not after `at`, that has working time directly before it.
  Instant prev_open(Instant at) const;

  // As add, but says how much is owed instead of refusing when the known days end (also when `start` lies after
  // them). `working` must not be negative: Refused(invalid_argument).
  Reach reach(Instant start, std::chrono::microseconds working) const;

  // --- Working days -------------------------------------------------------------------------------------------

  // True if the day has hours.
  bool is_workday(Date date) const;

  // The n-th working day strictly after `date` (before, if negative). Zero: `date` if it is one, else the next.
  Date add_workdays(Date date, std::int64_t n) const;

  // Working days after `start` up to and including `end`; negative when reversed.
  std::int64_t between_workdays(Date start, Date end) const;

  // As add_workdays for n >= 0, but says how many are owed instead of refusing.
  ReachDay reach_workdays(Date date, std::int64_t n) const;

  // First opening and last closing of a day; none if it is not a working day.
  std::optional<Instant> opening(Date date) const;
  std::optional<Instant> closing(Date date) const;

  // Close of business of the n-th working day.
  Instant close_of(Date date, std::int64_t n) const;

  // --- Civil times --------------------------------------------------------------------------------------------

  // For the years 1 to 9999.
  LocalTime to_local(Instant at) const { return zone().to_local(at); }
  Instant to_instant(LocalTime local) const { return zone().to_instant(local); }
  Date date_of(Instant at) const { return Date(std::chrono::floor<std::chrono::days>(to_local(at))); }

  // For the library's own parts.
  const Definition& definition() const;
  const Timeline& timeline() const;

 private:
  struct Body;
  explicit Calendar(std::shared_ptr<const Body> body) : body_(std::move(body)) {}
  friend Calendar make_calendar(Definition definition);

  std::shared_ptr<const Body> body_;
};

}  // namespace zhuqi
