// Functions of dates, times and durations.
#include "decision/feel/function_tools.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::feel {

namespace {

Value date(const Arguments& a) {
  if (a.size() == 3) {
    const auto y = integer(a, 0), m = integer(a, 1), d = integer(a, 2);
    if (!y || !m || !d || *y < 1 || *y > 9999 || *m < 1 || *m > 12 || *d < 1 || *d > 31) return {};
    const Date made = std::chrono::year(static_cast<int>(*y)) / static_cast<unsigned>(*m) / static_cast<unsigned>(*d);
    return made.ok() ? Value(made) : Value();
  }
  if (a[0].date_time()) return a[0].date_time()->date;
  if (a[0].date()) return a[0];
  const auto parsed = text(a, 0) ? temporal::parse_date(*text(a, 0)) : std::nullopt;
  return parsed ? Value(*parsed) : Value();
}

Value time(const Arguments& a) {
  if (a.size() >= 3) {
    const auto h = integer(a, 0), m = integer(a, 1);
    const auto fine = a[2].number() ? multiply(*a[2].number(), 1'000'000) : std::nullopt;
    const auto whole = fine ? round(*fine, 0, Decimal::Rounding::down) : std::nullopt;
    const auto s = whole ? whole->to_int64() : std::nullopt;  // in microseconds
    if (!h || !m || !s || *h < 0 || *h > 23 || *m < 0 || *m > 59 || *s < 0 || *s >= 60'000'000) return {};
    TimeOfDay made{std::chrono::hours(*h) + std::chrono::minutes(*m) + std::chrono::microseconds(*s), {}};
    if (a.size() < 4 || a[3].is_null()) return made;
    if (!a[3].days_duration() || std::chrono::abs(a[3].days_duration()->length) > std::chrono::hours(14)) return {};
    made.offset = std::chrono::duration_cast<std::chrono::seconds>(a[3].days_duration()->length);
    return made;
  }
  if (a[0].date_time()) return a[0].date_time()->time;
  if (a[0].date()) return TimeOfDay{{}, std::chrono::seconds(0)};
  if (a[0].time()) return a[0];
  const auto parsed = text(a, 0) ? temporal::parse_time(*text(a, 0)) : std::nullopt;
  return parsed ? Value(*parsed) : Value();
}

Value date_and_time(const Arguments& a) {
  if (a.size() == 2) {
    const auto* day = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
    return day && a[1].time() ? Value(DateTime{*day, *a[1].time()}) : Value();
  }
  if (a[0].date_time()) return a[0];
  if (a[0].date()) return DateTime{*a[0].date(), {}};
  const auto parsed = text(a, 0) ? temporal::parse_date_time(*text(a, 0)) : std::nullopt;
  return parsed ? Value(*parsed) : Value();
}

Value months_between(const Arguments& a) {
  const auto* from = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
  const auto* to = a[1].date_time() ? &a[1].date_time()->date : a[1].date();
  if (!from || !to) return {};
  std::int64_t months =
      (int(to->year()) - int(from->year())) * 12 + int(unsigned(to->month())) - int(unsigned(from->month()));
  if (months > 0 && to->day() < from->day()) --months;
  if (months < 0 && to->day() > from->day()) ++months;
  return MonthsDuration{months};
}

Value named_day(const Arguments& a, bool month) {
  static constexpr std::string_view days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                              "Friday", "Saturday", "Sunday"};
  static constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                                "July",    "August",   "September", "October", "November", "December"};
  const auto* day = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
  if (!day) return {};
  if (month) return months[unsigned(day->month()) - 1];
  return days[std::chrono::weekday(std::chrono::sys_days(*day)).iso_encoding() - 1];
}

Value day_of_year(const Arguments& a) {
  const auto* day = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
  if (!day) return {};
  const std::chrono::sys_days first = day->year() / std::chrono::January / 1;
  return static_cast<int>((std::chrono::sys_days(*day) - first).count()) + 1;
}

// ISO 8601: the week with the year's first Thursday is the first.
Value week_of_year(const Arguments& a) {
  const auto* day = a[0].date_time() ? &a[0].date_time()->date : a[0].date();
  if (!day) return {};
  const std::chrono::sys_days date(*day);
  const auto thursday = date + std::chrono::days(4 - static_cast<int>(std::chrono::weekday(date).iso_encoding()));
  const auto year = std::chrono::year_month_day(thursday).year();
  return static_cast<int>((thursday - std::chrono::sys_days(year / std::chrono::January / 1)).count()) / 7 + 1;
}

Value duration(const Arguments& a) {
  if (a[0].days_duration() || a[0].months_duration()) return a[0];
  return text(a, 0) ? temporal::parse_duration(*text(a, 0)) : Value();
}
Value day_of_week(const Arguments& a) { return named_day(a, false); }
Value month_of_year(const Arguments& a) { return named_day(a, true); }

constexpr Function time_table[] = {{"date", 1, 3, false, date, "from|year,month,day"},
                                   {"time", 1, 4, false, time, "from|hour,minute,second,offset"},
                                   {"date and time", 1, 2, false, date_and_time, "from|date,time"},
                                   {"duration", 1, 1, false, duration, "from"},
                                   {"years and months duration", 2, 2, false, months_between, "from,to"},
                                   {"day of week", 1, 1, false, day_of_week, "date"},
                                   {"month of year", 1, 1, false, month_of_year, "date"},
                                   {"day of year", 1, 1, false, day_of_year, "date"},
                                   {"week of year", 1, 1, false, week_of_year, "date"}};

}  // namespace

std::span<const Function> time_functions() { return time_table; }

}  // namespace zhuqi::feel
