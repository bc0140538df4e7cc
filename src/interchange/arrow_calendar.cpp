#include <algorithm>
#include <array>
#include <functional>

#include <fmt/format.h>

#include <zhuqi/calendar/columns.hpp>
#include <zhuqi/interchange/arrow_calendar.hpp>

#include "interchange/arrow_export.hpp"
#include "interchange/arrow_times.hpp"

namespace zhuqi {

using namespace std::chrono;

namespace {

enum class Gives { truth, count, duration, time, day };

// Rows of a batch on the way through one operation.
struct Rows {
  const Calendar& calendar;
  const std::vector<TimeType>& types;             // of the columns
  std::vector<std::vector<std::int64_t>> values;  // of the columns
  std::vector<std::uint8_t> bits;                 // rows that have all their values
  std::vector<Code> statuses;
  std::vector<std::int64_t> results;           // in the unit of what the operation gives
  std::function<void(std::size_t)> once_more;  // the operation on one row, to be refused in words

  std::size_t size() const { return statuses.size(); }
  Validity valid() const { return {bits.data()}; }

  std::vector<Instant> instants(std::size_t column) const;
  std::vector<sys_days> days(std::size_t column) const;
  std::vector<microseconds> working() const;
  template <class Result>
  void take(const std::vector<Result>& found);
};

// A little more than the years 1 to 9999: what lies beyond is refused by every calendar.
constexpr std::int64_t first_day = sys_days(year(-1) / January / 1).time_since_epoch().count();
constexpr std::int64_t last_day = sys_days(year(10'001) / January / 1).time_since_epoch().count();
constexpr std::int64_t day_us = 86'400'000'000;

LocalTime local_time(std::int64_t us) {
  return LocalTime(microseconds(std::clamp(us, first_day * day_us, last_day * day_us)));
}
Instant instant(std::int64_t us) { return Instant(local_time(us).time_since_epoch()); }
sys_days day(std::int64_t n) { return sys_days(std::chrono::days(std::clamp(n, first_day, last_day))); }
sys_days day(LocalTime local) { return sys_days(floor<std::chrono::days>(local).time_since_epoch()); }

std::int64_t number(Instant at) { return at.time_since_epoch().count(); }
std::int64_t number(LocalTime local) { return local.time_since_epoch().count(); }
std::int64_t number(microseconds duration) { return duration.count(); }
std::int64_t number(sys_days date) { return date.time_since_epoch().count(); }
std::int64_t number(std::int64_t n) { return n; }

std::vector<Instant> Rows::instants(std::size_t column) const {
  const TimeKind kind = types[column].kind;
  std::vector<Instant> found(size());
  for (std::size_t row = 0; row < size(); ++row) {
    const std::int64_t value = values[column][row];
    found[row] = kind == TimeKind::instant ? instant(value)
                 : kind == TimeKind::date  ? calendar.to_instant(LocalTime(day(value).time_since_epoch()))
                                           : calendar.to_instant(local_time(value));
  }
  return found;
}

std::vector<sys_days> Rows::days(std::size_t column) const {
  const TimeKind kind = types[column].kind;
  std::vector<sys_days> found(size());
  for (std::size_t row = 0; row < size(); ++row) {
    const std::int64_t value = values[column][row];
    found[row] = kind == TimeKind::date      ? day(value)
                 : kind == TimeKind::instant ? day(calendar.to_local(instant(value)))
                                             : day(local_time(value));
  }
  return found;
}

std::vector<microseconds> Rows::working() const {
  constexpr std::int64_t most = INT64_MAX / 1'000'000;
  const std::int64_t unit = types[1].kind == TimeKind::integer ? 1'000'000 : 1;
  std::vector<microseconds> found(size());
  for (std::size_t row = 0; row < size(); ++row) {
    const std::int64_t value = values[1][row];
    found[row] = microseconds(unit == 1 ? value : std::clamp(value, -most, most) * unit);
  }
  return found;
}

template <class Result>
void Rows::take(const std::vector<Result>& found) {
  results.resize(size());
  std::transform(found.begin(), found.end(), results.begin(), [](const Result& one) { return number(one); });
}

// --- The operations ---------------------------------------------------------------------------------------------

template <auto column_operation, auto operation>
void of_instants(Rows& rows) {
  const auto at = rows.instants(0);
  std::vector<Instant> found(rows.size());
  column_operation(rows.calendar, at, found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, at](std::size_t row) { (rows.calendar.*operation)(at[row]); };
}

void run_is_open(Rows& rows) {
  const auto at = rows.instants(0);
  std::vector<std::uint8_t> found(rows.size());
  is_open(rows.calendar, at, found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, at](std::size_t row) { rows.calendar.is_open(at[row]); };
}

void run_add(Rows& rows) {
  const auto starts = rows.instants(0);
  const auto working = rows.working();
  std::vector<Instant> found(rows.size());
  add(rows.calendar, starts, working, found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, starts, working](std::size_t row) { rows.calendar.add(starts[row], working[row]); };
}

void run_between(Rows& rows) {
  const auto starts = rows.instants(0), ends = rows.instants(1);
  std::vector<microseconds> found(rows.size());
  between(rows.calendar, starts, ends, found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, starts, ends](std::size_t row) { rows.calendar.between(starts[row], ends[row]); };
}

void run_is_workday(Rows& rows) {
  const auto dates = rows.days(0);
  std::vector<std::uint8_t> found(rows.size());
  is_workday(rows.calendar, dates, found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, dates](std::size_t row) { rows.calendar.is_workday(Date(dates[row])); };
}

template <auto column_operation, auto operation>
void of_days(Rows& rows) {
  const auto dates = rows.days(0);
  std::vector<Instant> found(rows.size());
  column_operation(rows.calendar, dates, found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, dates](std::size_t row) { (rows.calendar.*operation)(Date(dates[row])); };
}

void count_on(Rows& rows, const std::vector<sys_days>& dates) {
  std::vector<sys_days> found(rows.size());
  add_workdays(rows.calendar, dates, rows.values[1], found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, dates](std::size_t row) {
    rows.calendar.add_workdays(Date(dates[row]), rows.values[1][row]);
  };
}

void run_add_workdays(Rows& rows) { count_on(rows, rows.days(0)); }

void run_find_workday(Rows& rows) {
  const auto starts = rows.days(0);
  const auto& n = rows.values[1];
  const std::vector<std::int64_t> none(rows.size(), 0);
  auto dates = starts;
  auto first = rows.statuses;
  add_workdays(rows.calendar, starts, none, dates, first, rows.valid());
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (n[row] <= 0) dates[row] = starts[row];
  count_on(rows, dates);
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (n[row] > 0 && first[row] != Code::ok) rows.statuses[row] = first[row];
  rows.once_more = [&rows, starts](std::size_t row) {
    const Date start(starts[row]);
    const std::int64_t days = rows.values[1][row];
    rows.calendar.add_workdays(days > 0 ? rows.calendar.add_workdays(start, 0) : start, days);
  };
}

void run_between_workdays(Rows& rows) {
  const auto starts = rows.days(0), ends = rows.days(1);
  std::vector<std::int64_t> found(rows.size());
  between_workdays(rows.calendar, starts, ends, found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, starts, ends](std::size_t row) {
    rows.calendar.between_workdays(Date(starts[row]), Date(ends[row]));
  };
}

void run_close_of(Rows& rows) {
  const auto dates = rows.days(0);
  std::vector<Instant> found(rows.size());
  close_of(rows.calendar, dates, rows.values[1], found, rows.statuses, rows.valid());
  rows.take(found);
  rows.once_more = [&rows, dates](std::size_t row) { rows.calendar.close_of(Date(dates[row]), rows.values[1][row]); };
}

struct Operation {
  std::string_view name;
  std::string_view second;  // the column beside `start`
  Gives gives;
  void (*run)(Rows&);
};

constexpr std::array operations{
    Operation{"is_workday", "", Gives::truth, run_is_workday},
    Operation{"is_open", "", Gives::truth, run_is_open},
    Operation{"next_open", "", Gives::time, of_instants<next_open, &Calendar::next_open>},
    Operation{"prev_open", "", Gives::time, of_instants<prev_open, &Calendar::prev_open>},
    Operation{"opening", "", Gives::time, of_days<opening, &Calendar::opening>},
    Operation{"closing", "", Gives::time, of_days<closing, &Calendar::closing>},
    Operation{"add_seconds", "seconds", Gives::time, run_add},
    Operation{"between_seconds", "end", Gives::duration, run_between},
    Operation{"add_workdays", "days", Gives::day, run_add_workdays},
    Operation{"find_workday", "days", Gives::day, run_find_workday},
    Operation{"between_workdays", "end", Gives::count, run_between_workdays},
    Operation{"close_of", "days", Gives::time, run_close_of},
};

const Operation& operation_named(std::string_view name) {
  std::string names;
  for (const Operation& one : operations) {
    if (one.name == name) return one;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", one.name);
  }
  throw Refused(Code::invalid_argument, fmt::format("expected one of {}", names), "operation");
}

void check_type(std::string_view column, const TimeType& type) {
  const bool is_time = type.kind == TimeKind::instant || type.kind == TimeKind::local || type.kind == TimeKind::date;
  const bool is_number = type.kind == TimeKind::integer;
  const bool is_length = is_number || type.kind == TimeKind::real || type.kind == TimeKind::duration;
  const auto [fits, expected] = column == "seconds" ? std::pair(is_length, "a duration or a number of seconds")
                                : column == "days"  ? std::pair(is_number, "a whole number")
                                                    : std::pair(is_time, "a timestamp or a date");
  if (!fits && type.kind != TimeKind::nothing)
    throw Refused(Code::invalid_argument, fmt::format("column «{}»: expected {}", column, expected),
                  std::string(column));
}

}  // namespace

// --- In and out -------------------------------------------------------------------------------------------------

struct ArrowCalendar::State {
  Calendar calendar;
  const Operation& operation;
  std::vector<ArrowField> fields;
  std::vector<TimeType> types;

  State(Calendar of, std::string_view name, const ArrowSchema& schema)
      : calendar(std::move(of)), operation(operation_named(name)) {
    for (const std::string_view column : {std::string_view("start"), operation.second}) {
      if (column.empty()) continue;
      types.push_back(read_time_type(schema, column, fields));
      check_type(column, types.back());
    }
  }

  bool gives_date() const { return operation.gives == Gives::day && types[0].kind == TimeKind::date; }

  std::string format() const {
    switch (operation.gives) {
      case Gives::truth:
        return "b";
      case Gives::count:
        return "l";
      case Gives::duration:
        return "tDu";
      default:
        return gives_date() ? "tdD" : "tsu:" + types[0].zone;
    }
  }

  // Times as they cross: in the style of the start.
  std::int64_t outward(const Rows& rows, std::size_t row) const {
    const std::int64_t result = rows.results[row];
    const bool is_instant = types[0].kind == TimeKind::instant;
    if (operation.gives == Gives::time) return is_instant ? result : number(calendar.to_local(instant(result)));
    if (operation.gives != Gives::day || gives_date()) return result;
    const std::int64_t start = rows.values[0][row];
    const LocalTime from = is_instant ? calendar.to_local(instant(start)) : local_time(start);
    const LocalTime to = LocalTime(day(result).time_since_epoch()) + (from - floor<std::chrono::days>(from));
    return is_instant ? number(calendar.to_instant(to)) : number(to);
  }

  ArrowArray results(const Rows& rows) const {
    const auto length = static_cast<std::int64_t>(rows.size());
    ValidityBuilder validity(length), truth(length);
    std::vector<std::int64_t> wide(operation.gives == Gives::truth || gives_date() ? 0 : rows.size(), 0);
    std::vector<std::int32_t> dates(gives_date() ? rows.size() : 0, 0);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const bool is_there = rows.valid()[row] && rows.statuses[row] == Code::ok;
      validity.set(static_cast<std::int64_t>(row), is_there);
      if (operation.gives == Gives::truth) {
        truth.set(static_cast<std::int64_t>(row), is_there && rows.results[row] != 0);
      } else if (is_there) {
        gives_date() ? void(dates[row] = static_cast<std::int32_t>(rows.results[row]))
                     : void(wide[row] = outward(rows, row));
      }
    }
    const std::int64_t nulls = validity.nulls();
    ArrowBuffer values = operation.gives == Gives::truth ? std::move(truth).bits()
                         : gives_date()                  ? arrow_buffer(std::move(dates))
                                                         : arrow_buffer(std::move(wide));
    return make_array(length, nulls, {std::move(validity).buffer(), std::move(values)});
  }

  ArrowArray errors(const Rows& rows) const {
    TextBuilder texts(static_cast<std::int64_t>(rows.size()));
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const Code status = rows.valid()[row] ? rows.statuses[row] : Code::ok;
      if (status == Code::ok || status == Code::not_found) {
        texts.add_null();
        continue;
      }
      try {
        rows.once_more(row);
        texts.add(name(status));
      } catch (const Refused& refused) {
        texts.add(fmt::format("{}: {}", name(refused.code()), refused.what()));
      }
    }
    return std::move(texts).build();
  }
};

ArrowCalendar::ArrowCalendar(Calendar calendar, std::string_view operation, const ArrowSchema& schema)
    : state_(std::make_unique<State>(std::move(calendar), operation, schema)) {}
ArrowCalendar::~ArrowCalendar() = default;
ArrowCalendar::ArrowCalendar(ArrowCalendar&&) noexcept = default;
ArrowCalendar& ArrowCalendar::operator=(ArrowCalendar&&) noexcept = default;

ArrowSchema ArrowCalendar::result_schema() const {
  return make_schema("+s", "", {make_schema(state_->format(), "result"), make_schema("u", "error")});
}

ArrowArray ArrowCalendar::run(const ArrowArray& array) {
  const ArrowColumns columns(state_->fields, array);
  const Batch batch = columns.batch();
  const auto length = static_cast<std::size_t>(batch.rows);
  Rows rows{state_->calendar,
            state_->types,
            {},
            std::vector<std::uint8_t>((length + 7) / 8 + 1, 0xFF),
            std::vector<Code>(length, Code::ok),
            {},
            {}};
  for (std::size_t i = 0; i < batch.columns.size(); ++i) {
    rows.values.push_back(read_times(state_->types[i], batch.columns[i]));
    clear_nulls(batch.columns[i], rows.bits);
  }
  state_->operation.run(rows);
  ArrowArray results = state_->results(rows);
  try {
    return make_array(batch.rows, 0, {nullptr}, {results, state_->errors(rows)});
  } catch (...) {
    results.release(&results);
    throw;
  }
}

}  // namespace zhuqi
