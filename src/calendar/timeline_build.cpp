#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "calendar/timeline.hpp"

namespace zhuqi {

using namespace std::chrono;

namespace {

// About 32 MB of spans: a hundred years of an interval every ten minutes.
constexpr std::size_t most_spans = 4'000'000;

std::int64_t microseconds_of(Instant at) { return at.time_since_epoch().count(); }
std::int32_t day_number(Date date) { return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count()); }

struct Piece {
  sys_seconds begin, end;
};

}  // namespace

struct Timeline::Builder {
  Timeline& to;
  const Definition& definition;
  const Zone& zone;
  KnownDays known;
  std::map<int, std::uint32_t> plain_years;  // by length and first weekday

  void build() {
    Year next{0, 0, day_number(known.first.year() / January / 1), 0, 0};
    for (year y = known.first.year(); y <= known.last.year(); ++y) {
      next.begin = microseconds_of(zone.to_instant(local_days(y / January / 1)));
      next.pattern = pattern_of(y);
      to.years_.push_back(next);
      const Pattern& pattern = to.patterns_[next.pattern];
      next.worked += std::int64_t{pattern.worked} * 1'000'000;
      next.workdays += static_cast<std::int32_t>(pattern.workdays);
      next.first_day += y.is_leap() ? 366 : 365;
    }
    next.begin = microseconds_of(zone.to_instant(local_days((known.last.year() + years(1)) / January / 1)));
    to.years_.push_back(next);
  }

  // A year without dates of its own is like every other that is as long and begins on the same weekday.
  std::uint32_t pattern_of(year y) {
    const Date first = y / January / 1, last = y / December / 31;
    const auto single = definition.days.lower_bound(first);
    const bool plain =
        (single == definition.days.end() || single->first > last) && known.first <= first && known.last >= last;
    if (!plain) return build_pattern(y);
    const int kind = static_cast<int>(weekday(first).c_encoding()) + (y.is_leap() ? 7 : 0);
    const auto found = plain_years.find(kind);
    if (found != plain_years.end()) return found->second;
    return plain_years[kind] = build_pattern(y);
  }

  std::uint32_t build_pattern(year y) {
    Pattern pattern;
    pattern.first_span = static_cast<std::uint32_t>(to.spans_.size());
    pattern.first_workday = static_cast<std::uint32_t>(to.workdays_.size());
    pattern.first_day = static_cast<std::uint32_t>(to.workdays_before_.size());
    to.spans_.push_back({0, 0});
    const sys_days end = y / December / 31;
    const sys_days begin = y / January / 1;
    for (sys_days day = begin; day <= end; day += days(1)) add_day(pattern, day, begin);
    to.workdays_before_.push_back(static_cast<std::uint16_t>(pattern.workdays));
    to.spans_.push_back({UINT32_MAX, pattern.worked});
    const auto length = static_cast<std::uint32_t>(seconds(end - begin + days(2)).count());
    pattern.by_time = build_index<&Span::open>(pattern, length);
    pattern.by_work = build_index<&Span::worked>(pattern, pattern.worked);
    to.patterns_.push_back(pattern);
    return static_cast<std::uint32_t>(to.patterns_.size() - 1);
  }

  void add_day(Pattern& pattern, sys_days day, sys_days year_begin) {
    to.workdays_before_.push_back(static_cast<std::uint16_t>(pattern.workdays));
    const Date date(day);
    if (date < known.first || date > known.last) return;
    const Hours& hours = *definition.on(date).hours;
    if (hours.empty()) return;
    to.workdays_.push_back(static_cast<std::uint16_t>((day - year_begin).count()));
    ++pattern.workdays;
    const Instant zero = zone.to_instant(local_days(date.year() / January / 1));
    for (const Interval& interval : hours)
      for (const Piece& piece : pieces(date, interval)) {
        to.spans_.push_back({static_cast<std::uint32_t>(floor<seconds>(piece.begin - zero).count()), pattern.worked});
        pattern.worked += static_cast<std::uint32_t>((piece.end - piece.begin).count());
      }
    if (to.spans_.size() > most_spans)
      throw Refused(Code::too_large,
                    fmt::format("calendar «{}»: more than {} intervals in all its years", definition.name, most_spans));
  }

  // An interval of the clock on the wall as spans of the time line, without the second showing of an hour.
  std::vector<Piece> pieces(Date date, Interval interval) const {
    const auto instant = [&](int s) { return floor<seconds>(zone.to_instant(local_days(date) + seconds(s))); };
    std::vector<Piece> found{{instant(interval.begin), instant(interval.end)}};
    if (const auto changes = zone.changes(date.year()))
      for (const Zone::Change& change : *changes) {
        const Piece repeated{change.at, change.at + (change.before - change.after)};
        if (repeated.end <= repeated.begin) continue;
        const Piece whole = found.back();
        if (whole.end <= repeated.begin || whole.begin >= repeated.end) continue;
        found.back().end = repeated.begin;
        if (whole.end > repeated.end) found.push_back({repeated.end, whole.end});
      }
    std::erase_if(found, [](const Piece& piece) { return piece.end <= piece.begin; });
    return found;
  }

  // The widest buckets of which none begins more than two spans, within reason.
  template <auto column>
  Index build_index(const Pattern& pattern, std::uint32_t length) {
    const Span* const first = to.spans_.data() + pattern.first_span;
    const Span* const last = to.spans_.data() + to.spans_.size() - 1;  // never reached
    const auto spans = static_cast<std::uint32_t>(last - first);
    Index index{static_cast<std::uint32_t>(to.buckets_.size()), 18};
    const auto crowded = [&] {
      for (const Span* span = first + 1; span + 2 < last; ++span)
        if (span[0].*column >> index.shift == span[2].*column >> index.shift) return true;
      return false;
    };
    while (index.shift > 8 && (length >> (index.shift - 1)) < 4 * spans + 64 && crowded()) --index.shift;
    const Span* span = first;
    for (std::uint32_t bucket = 0; bucket <= length >> index.shift; ++bucket) {
      while (span + 1 < last && span[1].*column <= bucket << index.shift) ++span;
      to.buckets_.push_back(static_cast<std::uint32_t>(span - first));
    }
    return index;
  }
};

Timeline::Timeline(const Definition& definition, const Zone& zone) : knows_all_(!definition.known) {
  const KnownDays known = definition.known.value_or(all_days);
  Builder{*this, definition, zone, known, {}}.build();
  begin_ = microseconds_of(zone.to_instant(local_days(known.first)));
  end_ = microseconds_of(zone.to_instant(local_days(known.last) + days(1)));
  first_day_ = day_number(known.first);
  last_day_ = day_number(known.last);
}

}  // namespace zhuqi
