#include <utility>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/calendar/zone.hpp>

namespace zhuqi {

using namespace std::chrono;

// Reads zone texts from the left; every reader says whether it found what it looks for.
class ZoneReader {
 public:
  explicit ZoneReader(std::string_view text) : rest_(text) {}

  bool read(Zone& zone) { return read_fixed(zone) || read_posix(zone); }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool number(int low, int high, int& value) {
    std::size_t n = 0;
    for (value = 0; n < rest_.size() && n < 3 && is_digit(rest_[n]); ++n) value = value * 10 + (rest_[n] - '0');
    rest_.remove_prefix(n);
    return n > 0 && value >= low && value <= high;
  }

  // hh[:mm[:ss]]
  bool clock(seconds& value, int most_hours) {
    int h = 0, m = 0, s = 0;
    if (!number(0, most_hours, h)) return false;
    if (take(':') && !number(0, 59, m)) return false;
    if (m >= 0 && take(':') && !number(0, 59, s)) return false;
    value = hours(h) + minutes(m) + seconds(s);
    return value <= hours(most_hours);
  }

  bool signed_clock(seconds& value, int most_hours = 24) {
    const bool minus = take('-');
    if (!minus) take('+');
    if (!clock(value, most_hours)) return false;
    if (minus) value = -value;
    return true;
  }

  bool read_fixed(Zone& zone) {
    const std::string_view whole = rest_;
    if (rest_ == "Z" || rest_ == "UTC") return true;
    const bool has_form = rest_.size() == 6 && (rest_[0] == '+' || rest_[0] == '-') && rest_[3] == ':' &&
                          is_digit(rest_[1]) && is_digit(rest_[2]) && is_digit(rest_[4]) && is_digit(rest_[5]);
    seconds offset{};
    if (has_form && signed_clock(offset) && rest_.empty() && abs(offset) <= 18h) {
      zone.standard_ = zone.summer_ = offset;
      return true;
    }
    rest_ = whole;
    return false;
  }

  bool abbreviation() {
    std::size_t n = 0;
    if (take('<')) {
      while (n < rest_.size() && (is_letter(rest_[n]) || is_digit(rest_[n]) || rest_[n] == '+' || rest_[n] == '-')) ++n;
      rest_.remove_prefix(n);
      return n >= 3 && take('>');
    }
    while (n < rest_.size() && is_letter(rest_[n])) ++n;
    rest_.remove_prefix(n);
    return n >= 3;
  }

  bool read_posix(Zone& zone) {
    seconds west{};
    if (!abbreviation() || !signed_clock(west)) return false;
    zone.standard_ = zone.summer_ = -west;
    if (rest_.empty()) return true;
    zone.has_summer_ = true;
    zone.summer_ = zone.standard_ + 1h;
    if (!abbreviation()) return false;
    if (!rest_.empty() && rest_.front() != ',') {
      if (!signed_clock(west)) return false;
      zone.summer_ = -west;
    }
    return take(',') && rule(zone.begin_) && take(',') && rule(zone.end_) && rest_.empty() &&
           zone.summer_ != zone.standard_ && abs(zone.summer_ - zone.standard_) <= 6h;
  }

  bool rule(Zone::Rule& rule) {
    using Form = Zone::Rule::Form;
    int month = 0, week = 0, weekday = 0;
    if (take('M')) {
      if (!number(1, 12, month) || !take('.') || !number(1, 5, week) || !take('.') || !number(0, 6, weekday))
        return false;
      rule.month = static_cast<unsigned>(month);
      rule.week = static_cast<unsigned>(week);
      rule.weekday = static_cast<unsigned>(weekday);
    } else {
      rule.form = take('J') ? Form::julian : Form::zero_based;
      const bool julian = rule.form == Form::julian;
      if (!number(julian ? 1 : 0, 365, rule.day)) return false;
    }
    // Up to a week from that day, as RFC 8536 has it: Israel's clocks change a day after a Thursday.
    return (!take('/') || signed_clock(rule.time, 167)) && !rule.near_new_year();
  }

  std::string_view rest_;
};

namespace {

// A year can be reckoned by itself only if no clock changes where it meets the next.
constexpr days new_year_margin{3};

// Every length of year with every weekday of its first day.
constexpr int first_kind_of_year = 1970;
constexpr int last_kind_of_year = 1997;

}  // namespace

local_seconds Zone::Rule::in(std::chrono::year year) const {
  if (form == Form::month_week_day) {
    const auto of_month = year / std::chrono::month(month);
    if (week == 5) return local_days(of_month / std::chrono::weekday(weekday)[last]) + time;
    return local_days(of_month / std::chrono::weekday(weekday)[week]) + time;
  }
  int index = form == Form::julian ? day - 1 : day;
  if (form == Form::julian && year.is_leap() && day >= 60) ++index;
  return local_days(year / January / 1) + days(index) + time;
}

bool Zone::Rule::near_new_year() const {
  for (int y = first_kind_of_year; y <= last_kind_of_year; ++y) {
    const local_seconds at = in(std::chrono::year(y));
    if (at < local_days(std::chrono::year(y) / January / 1) + new_year_margin ||
        at >= local_days(std::chrono::year(y + 1) / January / 1) - new_year_margin)
      return true;
  }
  return false;
}

Zone Zone::parse(std::string_view text) {
  Zone zone;
  if (text.size() > 100 || !ZoneReader(text).read(zone))
    throw Refused(Code::invalid_argument,
                  fmt::format("«{}» is not a zone: write an offset like +08:00, or a POSIX zone like "
                              "CET-1CEST,M3.5.0,M10.5.0/3 whose clocks do not change around New Year",
                              text.substr(0, 40)));
  zone.text_ = text;
  if (zone.has_summer_) zone.check_order();
  return zone;
}

void Zone::check_order() const {
  const auto first = changes(std::chrono::year(first_kind_of_year));
  for (int y = first_kind_of_year; y <= last_kind_of_year; ++y) {
    const auto two = changes(std::chrono::year(y));
    if ((*two)[0].before != (*first)[0].before || (*two)[1].at - (*two)[0].at < days(7))
      throw Refused(
          Code::invalid_argument,
          fmt::format("«{}»: the two clock changes must be a week apart, in the same order every year", text_));
  }
}

std::optional<std::array<Zone::Change, 2>> Zone::changes(std::chrono::year year) const {
  if (!has_summer_) return std::nullopt;
  const auto instant = [](local_seconds local, seconds offset) {
    return sys_seconds(local.time_since_epoch() - offset);
  };
  std::array<Change, 2> two{Change{instant(begin_.in(year), standard_), standard_, summer_},
                            Change{instant(end_.in(year), summer_), summer_, standard_}};
  if (two[1].at < two[0].at) std::swap(two[0], two[1]);
  return two;
}

seconds Zone::offset_at(Instant at) const {
  if (!has_summer_) return standard_;
  // No change is near New Year, so that the standard offset is good enough to tell the year.
  const auto two = changes(year_month_day(floor<days>(at + standard_)).year());
  if (at < (*two)[0].at) return (*two)[0].before;
  return at < (*two)[1].at ? (*two)[0].after : (*two)[1].after;
}

LocalTime Zone::to_local(Instant at) const { return LocalTime(at.time_since_epoch() + offset_at(at)); }

Instant Zone::to_instant(LocalTime local) const {
  const auto as_if = [&](seconds offset) { return Instant(local.time_since_epoch() - offset); };
  if (!has_summer_) return as_if(standard_);
  const auto two = changes(year_month_day(floor<days>(local)).year());
  for (const Change& change : *two) {
    if (as_if(change.before) < change.at) return as_if(change.before);
    if (as_if(change.after) < change.at) return change.at;
  }
  return as_if((*two)[1].after);
}

}  // namespace zhuqi
