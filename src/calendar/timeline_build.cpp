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
// No block is longer than 128 years, which is 2^32 seconds and some.
std::uint32_t seconds_in(microseconds duration) { return static_cast<std::uint32_t>(duration / seconds(1)); }
std::int32_t epoch_day(Date date) { return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count()); }

struct Piece {
  Instant begin, end;
};

}  // namespace

struct Timeline::Builder {
  Timeline& to;
  const Definition& definition;
  const Zone& zone;
  KnownDays known;
  std::map<int, const Pattern*> plain_years = {};  // by length and first weekday
  std::size_t spans = 0;                           // of all patterns
  Block next = {};

  void build() {
    // A block counts its days in 16 bits.
    to.is_one_block_ = definition.known && known.last.year() - known.first.year() < years(128);
    if (to.is_one_block_) {
      begin_block(known.first, build_pattern(known.first, known.last));
    } else {
      for (year y = known.first.year(); y <= known.last.year(); ++y)
        begin_block(std::max(y / January / 1, known.first), pattern_of(y));
    }
    end_blocks(known.last);
  }

  void begin_block(Date first, const Pattern* pattern) {
    next.begin = microseconds_of(midnight(first));
    next.first_day = epoch_day(first);
    next.pattern = pattern;
    to.blocks_.push_back(next);
    next.worked += pattern->worked;
    next.workdays += static_cast<std::int32_t>(pattern->workdays.size());
  }

  void end_blocks(Date last) {
    next.begin = microseconds_of(midnight(last, days(1)));
    next.first_day = epoch_day(last) + 1;
    to.blocks_.push_back(next);
  }

  Instant midnight(Date date, days later = days(0)) const { return zone.to_instant(local_days(date) + later); }

  // A year without dates of its own is like every other that is as long and begins on the same weekday.
  const Pattern* pattern_of(year y) {
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

  const Pattern* build_pattern(Date first, Date last) {
    auto built = std::make_unique<Pattern>();
    Pattern& pattern = *built;
    pattern.spans.push_back({0, 0});
    const Instant begin = midnight(first), end = midnight(last, days(1));
    for (sys_days day = first; day <= sys_days(last); day += days(1)) {
      pattern.workdays_before.push_back(static_cast<std::uint16_t>(pattern.workdays.size()));
      const Hours& hours = *definition.on(Date(day)).hours;
      if (hours.empty()) continue;
      pattern.workdays.push_back(static_cast<std::uint16_t>((day - sys_days(first)).count()));
      add_spans(pattern, Date(day), hours, begin);
    }
    pattern.workdays_before.push_back(static_cast<std::uint16_t>(pattern.workdays.size()));
    const std::uint32_t worked = seconds_in(microseconds(pattern.worked));
    pattern.by_time = build_index<&Span::open>(pattern.spans, seconds_in(end - begin));
    pattern.by_work = build_index<&Span::worked>(pattern.spans, worked);
    pattern.spans.push_back({UINT32_MAX, worked});
    pattern.spans.push_back({UINT32_MAX, UINT32_MAX});
    to.patterns_.push_back(std::move(built));
    return &pattern;
  }

  void add_spans(Pattern& pattern, Date date, const Hours& hours, Instant begin) {
    for (const Interval& interval : hours)
      for (const Piece& piece : pieces(date, interval)) {
        pattern.spans.push_back({seconds_in(piece.begin - begin), seconds_in(microseconds(pattern.worked))});
        pattern.worked += (piece.end - piece.begin).count();
        ++spans;
      }
    if (spans > most_spans)
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

  // The widest buckets in none of which three spans begin, within reason.
  template <auto column>
  static Index build_index(const std::vector<Span>& spans, std::uint32_t length) {
    Index index{{}, 18};
    const auto crowded = [&] {
      for (std::size_t i = 3; i < spans.size(); ++i)
        if (spans[i - 2].*column >> index.shift == spans[i].*column >> index.shift) return true;
      return false;
    };
    const std::size_t most = 2 * spans.size() + 64;
    while (index.shift > 8 && (length >> (index.shift - 1)) < most && crowded()) --index.shift;
    std::uint32_t span = 0;
    for (std::uint32_t bucket = 0; bucket <= length >> index.shift; ++bucket) {
      while (span + 1 < spans.size() && spans[span + 1].*column <= bucket << index.shift) ++span;
      index.buckets.push_back(span);
    }
    return index;
  }
};

Timeline::Timeline(const Definition& definition, const Zone& zone) : knows_all_(!definition.known) {
  const KnownDays known = definition.known.value_or(all_days);
  Builder{*this, definition, zone, known}.build();
  begin_ = blocks_.front().begin;
  end_ = blocks_.back().begin;
  first_day_ = epoch_day(known.first);
  last_day_ = epoch_day(known.last);
}

}  // namespace zhuqi
