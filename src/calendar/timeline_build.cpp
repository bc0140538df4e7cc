#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "calendar/timeline.hpp"

namespace zhuqi {

using namespace std::chrono;

namespace {

// 32 MB of spans: thirty years of an interval every quarter of an hour.
constexpr std::size_t most_spans = 2'000'000;

std::int64_t microseconds_of(Instant at) { return at.time_since_epoch().count(); }
std::int32_t day_number(Date date) { return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count()); }

struct Piece {
  Instant begin, end;
};

}  // namespace

struct Timeline::Builder {
  Timeline& to;
  const Definition& definition;
  const Zone& zone;
  KnownDays known;
  std::map<int, std::uint32_t> plain_years = {};  // by length and first weekday
  Block next = {};

  void build() {
    // A block counts its days in 16 bits.
    if (definition.known && known.last.year() - known.first.year() < years(128)) {
      begin_block(known.first, build_pattern(known.first, known.last));
      end_blocks(known.last);
      return;
    }
    for (year y = known.first.year(); y <= known.last.year(); ++y)
      begin_block(std::max(y / January / 1, known.first), pattern_of(y));
    end_blocks(known.last);
  }

  void begin_block(Date first, std::uint32_t pattern) {
    next.begin = microseconds_of(midnight(first));
    next.first_day = day_number(first);
    next.pattern = pattern;
    to.blocks_.push_back(next);
    next.worked += to.patterns_[pattern].worked;
    next.workdays += static_cast<std::int32_t>(to.patterns_[pattern].workdays);
  }

  void end_blocks(Date last) {
    next.begin = microseconds_of(midnight(last, days(1)));
    next.first_day = day_number(last) + 1;
    to.blocks_.push_back(next);
  }

  Instant midnight(Date date, days later = days(0)) const { return zone.to_instant(local_days(date) + later); }

  // A year without dates of its own is like every other that is as long and begins on the same weekday.
  std::uint32_t pattern_of(year y) {
    const Date first = y / January / 1, last = y / December / 31;
    const auto single = definition.days.lower_bound(first);
    const bool has_own = single != definition.days.end() && single->first <= last;
    if (has_own || first < known.first || last > known.last)
      return build_pattern(std::max(first, known.first), std::min(last, known.last));
    const int kind = static_cast<int>(weekday(first).c_encoding()) + (y.is_leap() ? 7 : 0);
    const auto found = plain_years.find(kind);
    if (found != plain_years.end()) return found->second;
    return plain_years[kind] = build_pattern(first, last);
  }

  std::uint32_t build_pattern(Date first, Date last) {
    Pattern pattern;
    const std::size_t first_span = to.spans_.size();
    pattern.first_workday = static_cast<std::uint32_t>(to.workdays_.size());
    pattern.first_day = static_cast<std::uint32_t>(to.workdays_before_.size());
    to.spans_.push_back({0, 0});
    const Instant begin = midnight(first), end = midnight(last, days(1));
    for (sys_days day = first; day <= sys_days(last); day += days(1)) {
      to.workdays_before_.push_back(static_cast<std::uint16_t>(pattern.workdays));
      const Hours& hours = *definition.on(Date(day)).hours;
      if (hours.empty()) continue;
      to.workdays_.push_back(static_cast<std::uint16_t>((day - sys_days(first)).count()));
      ++pattern.workdays;
      add_spans(pattern, Date(day), hours, begin);
    }
    to.workdays_before_.push_back(static_cast<std::uint16_t>(pattern.workdays));
    to.spans_.push_back({INT64_MAX, pattern.worked});
    pattern.by_time = build_index<&Span::open>(first_span, (end - begin).count());
    pattern.by_work = build_index<&Span::worked>(first_span, pattern.worked);
    to.patterns_.push_back(pattern);
    return static_cast<std::uint32_t>(to.patterns_.size() - 1);
  }

  void add_spans(Pattern& pattern, Date date, const Hours& hours, Instant begin) {
    for (const Interval& interval : hours)
      for (const Piece& piece : pieces(date, interval)) {
        to.spans_.push_back({(piece.begin - begin).count(), pattern.worked});
        pattern.worked += (piece.end - piece.begin).count();
      }
    if (to.spans_.size() > most_spans)
      throw Refused(Code::too_large,
                    fmt::format("calendar «{}»: more than {} intervals in all its years", definition.name, most_spans));
  }

  // An interval of the clock on the wall as spans of the time line, without the second showing of an hour.
  std::vector<Piece> pieces(Date date, Interval interval) const {
    const auto instant = [&](int s) { return zone.to_instant(local_days(date) + seconds(s)); };
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

  // The widest buckets in none of which two spans begin, within reason.
  template <auto column>
  Index build_index(std::size_t first_span, std::int64_t length) {
    const Span* const first = to.spans_.data() + first_span;
    const Span* const last = to.spans_.data() + to.spans_.size() - 1;  // never reached
    const std::int64_t spans = last - first;
    Index index{static_cast<std::uint32_t>(to.buckets_.size()), 38};
    const auto crowded = [&] {
      for (const Span* span = first + 1; span + 1 < last; ++span)
        if (span[0].*column >> index.shift == span[1].*column >> index.shift) return true;
      return false;
    };
    while (index.shift > 28 && (length >> (index.shift - 1)) < 2 * spans + 64 && crowded()) --index.shift;
    const Span* span = first;
    for (std::int64_t bucket = 0; bucket <= length >> index.shift; ++bucket) {
      while (span + 1 < last && span[1].*column <= bucket << index.shift) ++span;
      to.buckets_.push_back(static_cast<std::uint32_t>(span - to.spans_.data()));
    }
    return index;
  }
};

Timeline::Timeline(const Definition& definition, const Zone& zone) : knows_all_(!definition.known) {
  const KnownDays known = definition.known.value_or(all_days);
  Builder{*this, definition, zone, known}.build();
  begin_ = blocks_.front().begin;
  end_ = blocks_.back().begin;
  first_day_ = day_number(known.first);
  last_day_ = day_number(known.last);
}

}  // namespace zhuqi
