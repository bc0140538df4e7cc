#include "decision/temporal.hpp"

#include <cstdlib>
#include <limits>

#include <fmt/format.h>

#include "base/sheet_date.hpp"

namespace zhuqi::temporal {

using namespace std::chrono;

namespace {

// Reads between `least` and `most` digits off the front; nothing if there are fewer.
std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::int64_t value = 0;
  std::size_t count = 0;
  while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9')
    value = value * 10 + (text[count++] - '0');
  if (count < least) return std::nullopt;
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view sign) {
  if (text.substr(0, sign.size()) != sign) return false;
  text.remove_prefix(sign.size());
  return true;
}

std::optional<Date> make_date(std::int64_t y, std::int64_t m, std::int64_t d) {
  const Date date = year(static_cast<int>(y)) / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d));
  return y >= 1 && y <= 9999 && date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<microseconds> take_fraction(std::string_view& text) {
  microseconds fraction{0};
  if (!take(text, ".")) return fraction;
  std::size_t digits = 0;
  for (microseconds unit = 100ms; !text.empty() && text.front() >= '0' && text.front() <= '9'; ++digits, unit /= 10) {
    fraction += (text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  return digits >= 1 && digits <= 9 ? std::optional(fraction) : std::nullopt;
}

bool take_offset(std::string_view& text, std::optional<seconds>& offset) {
  if (text.empty()) return true;
  if (take(text, "Z")) {
    offset = 0s;
    return true;
  }
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, "-") && !take(text, "+")) return false;
  const auto h = take_digits(text, 2, 2);
  if (!h || *h > 14 || !take(text, ":")) return false;
  const auto m = take_digits(text, 2, 2);
  if (!m || *m > 59) return false;
  offset = sign * (hours(*h) + minutes(*m));
  return true;
}

std::string offset_text(const std::optional<seconds>& offset) {
  if (!offset) return {};
  if (*offset == 0s) return "Z";
  const auto total = std::abs(offset->count()) / 60;
  return fmt::format("{}{:02}:{:02}", offset->count() < 0 ? '-' : '+', total / 60, total % 60);
}

std::string seconds_text(microseconds time) {
  auto text = fmt::format("{:02}", time.count() / 1000000 % 60);
  if (time.count() % 1000000 == 0) return text;
  text += fmt::format(".{:06}", time.count() % 1000000);
  return text.substr(0, text.find_last_not_of('0') + 1);
}

std::string time_text(const TimeOfDay& t) {
  const auto total = t.since_midnight;
  return fmt::format("{:02}:{:02}:{}{}", total / 1h, total / 1min % 60, seconds_text(total), offset_text(t.offset));
}

std::string duration_text(microseconds length) {
  if (length == 0s) return "PT0S";
  std::string text = length < 0s ? "-P" : "P";
  if (length < 0s) length = -length;
  if (length >= days(1)) text += fmt::format("{}D", length / days(1));
  length %= days(1);
  if (length == 0s) return text;
  text += 'T';
  if (length >= 1h) text += fmt::format("{}H", length / 1h);
  if (length / 1min % 60 != 0) text += fmt::format("{}M", length / 1min % 60);
  if (length % 1min == 0s) return text;
  auto rest = seconds_text(length % 1min);
  return text + (rest.front() == '0' ? rest.substr(1) : rest) + "S";
}

std::string months_text(std::int64_t months) {
  if (months == 0) return "P0M";
  std::string text = months < 0 ? "-P" : "P";
  if (months < 0) months = -months;
  if (months >= 12) text += fmt::format("{}Y", months / 12);
  return months % 12 == 0 ? text : text + fmt::format("{}M", months % 12);
}

// Nothing beyond 64 bits of microseconds, some 292,000 years.
std::optional<microseconds> sum(microseconds a, microseconds b) {
  std::int64_t total = 0;
  if (__builtin_add_overflow(a.count(), b.count(), &total)) return std::nullopt;
  return microseconds(total);
}

microseconds line(const DateTime& t) { return sys_days(t.date).time_since_epoch() + t.time.since_midnight; }

Value from_line(std::optional<microseconds> at, std::optional<seconds> offset) {
  constexpr microseconds far = days(4'000'000);  // past the year 9999
  if (!at || *at > far || *at < -far) return {};
  const auto day = floor<days>(*at);
  const Date date{sys_days(day)};
  if (int(date.year()) < 1 || int(date.year()) > 9999) return {};
  return DateTime{date, {*at - day, offset}};
}

std::optional<Date> add_months(Date date, std::int64_t months) {
  if (months > 120000 || months < -120000) return std::nullopt;
  const auto moved = year_month(date.year(), date.month()) + std::chrono::months(months);
  const auto last = moved / std::chrono::last;
  const auto day = std::min(date.day(), year_month_day(last).day());
  return make_date(int(moved.year()), unsigned(moved.month()), unsigned(day));
}

Value add_days(const Value& a, microseconds length) {
  if (const auto* date = a.date()) {
    const auto moved = from_line(sum(line({*date, {}}), length), {});
    return moved.date_time() != nullptr ? Value(moved.date_time()->date) : Value();
  }
  if (const auto* at = a.date_time()) return from_line(sum(line(*at), length), at->time.offset);
  if (const auto* time = a.time()) {
    auto moved = (time->since_midnight + length % days(1)) % days(1);
    if (moved < 0s) moved += days(1);
    return TimeOfDay{moved, time->offset};
  }
  if (const auto* duration = a.days_duration()) {
    const auto total = sum(duration->length, length);
    return total ? Value(DaysDuration{*total}) : Value();
  }
  return {};
}

Value add_months_to(const Value& a, std::int64_t months) {
  if (const auto* date = a.date()) {
    const auto moved = add_months(*date, months);
    return moved ? Value(*moved) : Value();
  }
  if (const auto* at = a.date_time()) {
    const auto moved = add_months(at->date, months);
    return moved ? Value(DateTime{*moved, at->time}) : Value();
  }
  if (const auto* duration = a.months_duration()) {
    std::int64_t total = 0;
    if (__builtin_add_overflow(duration->months, months, &total)) return {};
    return MonthsDuration{total};
  }
  return {};
}

std::optional<DateTime> as_date_time(const Value& value) {
  if (const auto* at = value.date_time()) return *at;
  if (const auto* date = value.date()) return DateTime{*date, {0s, {}}};
  return std::nullopt;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  const auto y = take_digits(text, 4, 4);
  if (!y || !take(text, "-")) return std::nullopt;
  const auto m = take_digits(text, 2, 2);
  if (!m || !take(text, "-")) return std::nullopt;
  const auto d = take_digits(text, 2, 2);
  return d && text.empty() ? make_date(*y, *m, *d) : std::nullopt;
}

std::optional<DateTime> parse_any_date_time(std::string_view text) {
  if (const auto at = parse_date_time(text)) return at;
  const auto date = take_sheet_date(text);
  if (!date || !date->ok()) return std::nullopt;
  if (text.empty()) return DateTime{*date, {}};
  if (!take(text, " ")) return std::nullopt;
  const auto h = take_digits(text, 1, 2);
  if (!h || *h > 23 || !take(text, ":")) return std::nullopt;
  const auto m = take_digits(text, 2, 2);
  if (!m || *m > 59) return std::nullopt;
  std::optional<std::int64_t> s = 0;
  if (take(text, ":")) s = take_digits(text, 2, 2);
  if (!s || *s > 59 || !text.empty()) return std::nullopt;
  return DateTime{*date, {hours(*h) + minutes(*m) + seconds(*s), {}}};
}

std::optional<TimeOfDay> parse_time(std::string_view text) {
  const auto h = take_digits(text, 2, 2);
  if (!h || *h > 23 || !take(text, ":")) return std::nullopt;
  const auto m = take_digits(text, 2, 2);
  if (!m || *m > 59 || !take(text, ":")) return std::nullopt;
  const auto s = take_digits(text, 2, 2);
  if (!s || *s > 59) return std::nullopt;
  const auto fraction = take_fraction(text);
  TimeOfDay time;
  if (!fraction || !take_offset(text, time.offset) || !text.empty()) return std::nullopt;
  time.since_midnight = hours(*h) + minutes(*m) + seconds(*s) + *fraction;
  return time;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  const auto split = text.find('T');
  const auto date = parse_date(text.substr(0, split));
  if (!date) return std::nullopt;
  if (split == std::string_view::npos) return DateTime{*date, {}};
  const auto time = parse_time(text.substr(split + 1));
  return time ? std::optional(DateTime{*date, *time}) : std::nullopt;
}

Value parse_duration(std::string_view text) {
  const int sign = take(text, "-") ? -1 : 1;
  if (!take(text, "P") || text.empty()) return {};
  std::int64_t months = 0;
  microseconds length{0};
  bool has_months = false, has_days = false, in_time = false;
  std::string_view units = "YMD";
  while (!text.empty()) {
    if (!in_time && take(text, "T")) {
      in_time = true;
      units = "HMS";
      if (text.empty()) return {};
    }
    const auto number = take_digits(text, 1, 9);
    if (!number) return {};
    const bool fractional = !text.empty() && text.front() == '.';
    const auto fraction = take_fraction(text);
    if (!fraction || text.empty()) return {};
    const char unit = text.front();
    const auto at = units.find(unit);
    if (at == std::string_view::npos || (fractional && unit != 'S')) return {};
    text.remove_prefix(1);
    units.remove_prefix(at + 1);
    (in_time || unit == 'D' ? has_days : has_months) = true;
    if (!in_time && unit == 'Y') months += *number * 12;
    if (!in_time && unit == 'M') months += *number;
    if (unit == 'D' && *number > 100'000'000) return {};  // 64 bits of microseconds end soon after
    if (unit == 'D') length += days(*number);
    if (unit == 'H') length += hours(*number);
    if (in_time && unit == 'M') length += minutes(*number);
    if (unit == 'S') length += seconds(*number) + *fraction;
  }
  if (has_months == has_days) return {};
  return has_months ? Value(MonthsDuration{sign * months}) : Value(DaysDuration{sign * length});
}

Value parse_any(std::string_view text) {
  if (const auto date = parse_date(text)) return *date;
  if (const auto at = parse_date_time(text)) return *at;
  if (const auto time = parse_time(text)) return *time;
  return parse_duration(text);
}

std::string to_string(const Value& value) {
  if (const auto* date = value.date()) return zhuqi::to_string(*date);
  if (const auto* time = value.time()) return time_text(*time);
  if (const auto* at = value.date_time()) return zhuqi::to_string(at->date) + "T" + time_text(at->time);
  if (const auto* duration = value.days_duration()) return duration_text(duration->length);
  if (const auto* duration = value.months_duration()) return months_text(duration->months);
  return {};
}

std::optional<std::strong_ordering> compare(const TimeOfDay& a, const TimeOfDay& b) {
  if (a.offset.has_value() != b.offset.has_value()) return std::nullopt;
  return a.since_midnight - a.offset.value_or(0s) <=> b.since_midnight - b.offset.value_or(0s);
}

std::optional<std::strong_ordering> compare(const DateTime& a, const DateTime& b) {
  if (a.time.offset.has_value() != b.time.offset.has_value()) return std::nullopt;
  return line(a) - a.time.offset.value_or(0s) <=> line(b) - b.time.offset.value_or(0s);
}

Value add(const Value& a, const Value& b) {
  if (const auto* duration = b.days_duration()) return add_days(a, duration->length);
  if (const auto* duration = b.months_duration()) return add_months_to(a, duration->months);
  if (a.days_duration() != nullptr || a.months_duration() != nullptr)
    return b.days_duration() == nullptr && b.months_duration() == nullptr && b.number() == nullptr ? add(b, a)
                                                                                                   : Value();
  return {};
}

Value subtract(const Value& a, const Value& b) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min();  // it has no opposite
  if (const auto* duration = b.days_duration())
    return duration->length.count() == least ? Value() : add_days(a, -duration->length);
  if (const auto* duration = b.months_duration())
    return duration->months == least ? Value() : add_months_to(a, -duration->months);
  if (a.time() != nullptr && b.time() != nullptr) {
    if (a.time()->offset.has_value() != b.time()->offset.has_value()) return {};
    return DaysDuration{a.time()->since_midnight - a.time()->offset.value_or(0s) - b.time()->since_midnight +
                        b.time()->offset.value_or(0s)};
  }
  const auto x = as_date_time(a), y = as_date_time(b);
  if (!x || !y || x->time.offset.has_value() != y->time.offset.has_value()) return {};
  return DaysDuration{line(*x) - x->time.offset.value_or(0s) - line(*y) + y->time.offset.value_or(0s)};
}

}  // namespace zhuqi::temporal
