#include <array>
#include <cmath>

#include <fmt/chrono.h>

#include <zhuqi/calendar/days.hpp>
#include <zhuqi/calendar/horizon.hpp>
#include <zhuqi/calendar/operations.hpp>

#include "base/json.hpp"

namespace zhuqi {

using namespace std::chrono;

namespace {

constexpr std::size_t max_line_bytes = 64 << 10;

// A time as it was given: a civil time, whether it was only a date, and with how many digits of a fraction.
struct When {
  LocalTime local;
  Instant at;
  bool is_date;
  std::size_t digits;

  Date date() const { return Date(sys_days(floor<days>(local).time_since_epoch())); }
};

// With at least `digits` digits of a fraction, and as many as the time needs.
std::string text_of(LocalTime local, std::size_t digits) {
  constexpr std::size_t whole = 19;  // 2026-02-14T16:00:00
  std::string text = to_string(Instant(local.time_since_epoch()));
  text.pop_back();
  if (digits == 0) return text;
  if (text.size() == whole) text += '.';
  if (text.size() < whole + 1 + digits) text.resize(whole + 1 + digits, '0');
  return text;
}

// A time in the hour that clocks show twice, shown the second time, needs its offset to be told from the first.
std::string offset_if_shown_again(const Calendar& calendar, Instant at) {
  const LocalTime local = calendar.to_local(at);
  if (calendar.to_instant(local) == at) return "";
  const auto offset = floor<minutes>(local.time_since_epoch() - at.time_since_epoch());
  return fmt::format("{}{:%H:%M}", offset < minutes(0) ? '-' : '+', abs(offset));
}

std::size_t fraction_digits(const std::string& text) {
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return 0;
  return std::min(text.find_first_not_of("0123456789", point + 1), text.size()) - point - 1;
}

const Json& need(const Json& line, const char* key) {
  const auto at = line.find(key);
  if (at == line.end()) throw Refused(Code::invalid_argument, fmt::format("{} is missing", key), key);
  return *at;
}

When time_in(const Calendar& calendar, const Json& line, const char* key) {
  const Json& value = need(line, key);
  if (!value.is_string())
    throw Refused(Code::invalid_argument, fmt::format("{}: expected a time like 2026-02-14T16:00:00", key), key);
  const auto& text = value.get_ref<const std::string&>();
  if (text.size() == 10) {
    const LocalTime midnight = local_days(parse_date(text));
    return {midnight, calendar.to_instant(midnight), true, 0};
  }
  if (text.find_first_of("Z+-", std::min<std::size_t>(text.size(), 11)) != std::string::npos) {
    const Instant at = parse_instant(text);
    return {calendar.to_local(at), at, false, fraction_digits(text)};
  }
  const LocalTime local(parse_instant(text + "Z").time_since_epoch());
  return {local, calendar.to_instant(local), false, fraction_digits(text)};
}

microseconds duration_in(const Json& line) {
  const Json& value = need(line, "seconds");
  constexpr double most = 9e12;  // in microseconds this still fits 64 bits
  if (!value.is_number() || !(std::abs(value.get<double>()) <= most))
    throw Refused(Code::invalid_argument, "seconds: expected a number of seconds", "seconds");
  if (value.is_number_integer()) return seconds(value.get<std::int64_t>());
  return microseconds(std::llround(value.get<double>() * 1e6));
}

std::int64_t days_in(const Json& line) {
  const Json& value = need(line, "days");
  if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
    throw Refused(Code::invalid_argument, "days: expected a whole number", "days");
  return value.get<std::int64_t>();
}

Json seconds_of(microseconds duration) {
  if (duration % seconds(1) == microseconds::zero()) return duration.count() / 1'000'000;
  return static_cast<double>(duration.count()) / 1e6;
}

class Operations {
 public:
  Operations(const Calendar& calendar, const Json& line) : calendar_(calendar), line_(line) {}

  Json run() const {
    struct Named {
      const char* name;
      Json (Operations::*run)() const;
    };
    static constexpr std::array named{Named{"is_workday", &Operations::is_workday},
                                      Named{"is_open", &Operations::is_open},
                                      Named{"next_open", &Operations::next_open},
                                      Named{"prev_open", &Operations::prev_open},
                                      Named{"opening", &Operations::opening},
                                      Named{"closing", &Operations::closing},
                                      Named{"add_seconds", &Operations::add_seconds},
                                      Named{"between_seconds", &Operations::between_seconds},
                                      Named{"add_workdays", &Operations::add_workdays},
                                      Named{"find_workday", &Operations::find_workday},
                                      Named{"between_workdays", &Operations::between_workdays},
                                      Named{"close_of", &Operations::close_of},
                                      Named{"workdays_left", &Operations::days_left},
                                      Named{"days", &Operations::days_counted}};
    if (!line_.is_object()) throw Refused(Code::invalid_argument, "expected an operation: a JSON object");
    const Json& op = need(line_, "op");
    const std::string asked = op.is_string() ? op.get<std::string>() : "";
    std::string names;
    for (const Named& one : named) {
      if (asked == one.name) return (this->*one.run)();
      names += fmt::format("{}{}", names.empty() ? "" : ", ", one.name);
    }
    throw Refused(Code::invalid_argument, fmt::format("op: expected one of {}", names), "op");
  }

 private:
  When start() const { return time_in(calendar_, line_, "start"); }
  When end() const { return time_in(calendar_, line_, "end"); }
  // In the style of the start.
  Json local(Instant at, const When& as) const { return local(at, as.digits); }
  Json local(Instant at, std::size_t digits) const {
    return text_of(calendar_.to_local(at), digits) + offset_if_shown_again(calendar_, at);
  }
  Json day_end(std::optional<Instant> at) const { return at ? local(*at, 0) : Json(); }

  Json is_workday() const { return calendar_.is_workday(start().date()); }
  Json is_open() const { return calendar_.is_open(start().at); }
  Json opening() const { return day_end(calendar_.opening(start().date())); }
  Json closing() const { return day_end(calendar_.closing(start().date())); }
  Json close_of() const { return day_end(calendar_.close_of(start().date(), days_in(line_))); }
  Json between_seconds() const { return seconds_of(calendar_.between(start().at, end().at)); }
  Json between_workdays() const { return calendar_.between_workdays(start().date(), end().date()); }

  Json days_left() const {
    const std::optional<std::int64_t> left = workdays_left(calendar_, start().date());
    return left ? Json(*left) : Json();
  }

  Json next_open() const {
    const When from = start();
    return local(calendar_.next_open(from.at), from);
  }

  Json prev_open() const {
    const When from = start();
    return local(calendar_.prev_open(from.at), from);
  }

  Json add_seconds() const {
    const When from = start();
    return local(calendar_.add(from.at, duration_in(line_)), from);
  }

  Json add_workdays() const {
    const When from = start();
    return day_in_style(calendar_.add_workdays(from.date(), days_in(line_)), from);
  }

  Json find_workday() const {
    const When from = start();
    const std::int64_t n = days_in(line_);
    return day_in_style(calendar_.add_workdays(n > 0 ? calendar_.add_workdays(from.date(), 0) : from.date(), n), from);
  }

  Json day_in_style(Date date, const When& as) const {
    if (as.is_date) return to_string(date);
    return text_of(local_days(date) + (as.local - floor<days>(as.local)), as.digits);
  }

  Json days_counted() const {
    Json list = Json::array();
    for (const CalendarDay& day : counted_days(calendar_, start().at, end().at))
      list.push_back({{"date", to_string(day.date)},
                      {"kind", name(day.kind)},
                      {"name", day.name},
                      {"hours", day.hours},
                      {"seconds", seconds_of(day.counted)}});
    return list;
  }

  const Calendar& calendar_;
  const Json& line_;
};

}  // namespace

std::string calendar_result(const Calendar& calendar, std::string_view line) {
  const Json operation = parse_json(line, "operation", max_line_bytes);
  return Json{{"result", Operations(calendar, operation).run()}}.dump();
}

std::string calendar_operation(const Calendar& calendar, std::string_view line) {
  try {
    return calendar_result(calendar, line);
  } catch (const Refused& refused) {
    const Json answer{{"error", {{"code", name(refused.code())}, {"message", refused.what()}}}};
    // A message may cut a character of what was read.
    return answer.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
}

}  // namespace zhuqi
