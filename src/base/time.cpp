#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/base/time.hpp>

namespace zhuqi {

using namespace std::chrono;

namespace {

// Reads `count` digits at the front of `text` and cuts them off; -1 if they are not there.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text, Date& date) {
  const int y = take_digits(text, 4);
  const bool first = take(text, '-');
  const int m = take_digits(text, 2);
  const bool second = take(text, '-');
  const int d = take_digits(text, 2);
  if (y < 1 || m < 1 || d < 1 || !first || !second) return false;
  date = year(y) / month(static_cast<unsigned>(m)) / day(static_cast<unsigned>(d));
  return date.ok();
}

bool take_clock(std::string_view& text, microseconds& since_midnight) {
  const int h = take_digits(text, 2);
  const bool first = take(text, ':');
  const int m = take_digits(text, 2);
  const bool second = take(text, ':');
  const int s = take_digits(text, 2);
  if (h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59 || !first || !second) return false;
  since_midnight = hours(h) + minutes(m) + seconds(s);
  if (!take(text, '.')) return true;
  int digits = 0;
  for (microseconds unit = 100ms; !text.empty() && text.front() >= '0' && text.front() <= '9'; unit /= 10, ++digits) {
    since_midnight += (text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  return digits >= 1 && digits <= 6;
}

bool take_zone(std::string_view& text, minutes& offset) {
  if (take(text, 'Z')) return true;
  const bool west = !text.empty() && text.front() == '-';
  if (!take(text, '+') && !take(text, '-')) return false;
  const int h = take_digits(text, 2);
  const bool colon = take(text, ':');
  const int m = take_digits(text, 2);
  if (h < 0 || h > 23 || m < 0 || m > 59 || !colon) return false;
  offset = (west ? -1 : 1) * (hours(h) + minutes(m));
  return true;
}

// Many instants are written for every event: a format string for each would cost more than all the rest of them.
void put_digits(std::string& text, std::size_t at, std::size_t count, std::int64_t value) {
  for (auto place = at + count; place-- > at; value /= 10) text[place] = static_cast<char>('0' + value % 10);
}

}  // namespace

Instant system_now() { return time_point_cast<microseconds>(system_clock::now()); }

std::string to_string(Date date) {
  const int y = int(date.year());
  if (y < 0 || y > 9999) return fmt::format("{:04}-{:02}-{:02}", y, unsigned(date.month()), unsigned(date.day()));
  std::string text = "0000-00-00";
  put_digits(text, 0, 4, y);
  put_digits(text, 5, 2, unsigned(date.month()));
  put_digits(text, 8, 2, unsigned(date.day()));
  return text;
}

std::string to_string(Instant instant) {
  const auto midnight = floor<days>(instant);
  const hh_mm_ss<microseconds> clock(instant - midnight);
  std::string text = to_string(Date(midnight));
  const auto end = text.size();
  text += "T00:00:00";
  put_digits(text, end + 1, 2, clock.hours().count());
  put_digits(text, end + 4, 2, clock.minutes().count());
  put_digits(text, end + 7, 2, clock.seconds().count());
  if (clock.subseconds().count() != 0) {
    text += ".000000";
    put_digits(text, end + 10, 6, clock.subseconds().count());
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text + 'Z';
}

Date parse_date(std::string_view text) {
  std::string_view rest = text;
  Date date;
  if (!take_date(rest, date) || !rest.empty())
    throw Refused(Code::invalid_argument,
                  fmt::format("«{}» is not a date: write it as 2026-02-14", text.substr(0, 40)));
  return date;
}

Instant parse_instant(std::string_view text) {
  std::string_view rest = text;
  Date date;
  microseconds clock{};
  minutes offset{};
  if (!take_date(rest, date) || !take(rest, 'T') || !take_clock(rest, clock) || !take_zone(rest, offset) ||
      !rest.empty())
    throw Refused(
        Code::invalid_argument,
        fmt::format("«{}» is not an instant: write it as 2026-02-14T16:00:00+08:00 or ...Z", text.substr(0, 40)));
  return sys_days(date) + clock - offset;
}

}  // namespace zhuqi
