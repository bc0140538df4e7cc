#include "calendar/timeline.hpp"

#include <algorithm>

namespace zhuqi {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t mean_year = 31'556'952 * second;  // of the 400-year cycle

}  // namespace

// The mean year is never off by more than a few days, so that the guess is off by one year at most.
const Timeline::Year& Timeline::year_at(std::int64_t at) const noexcept {
  const auto last = static_cast<std::int64_t>(years_.size()) - 2;
  std::int64_t i = std::clamp<std::int64_t>((at - years_[0].begin) / mean_year, 0, last);
  i += i < last && at >= years_[i + 1].begin;
  i -= i > 0 && at < years_[i].begin;
  return years_[i];
}

const Timeline::Year& Timeline::year_of_day(std::int32_t day) const noexcept {
  const auto last = static_cast<std::int64_t>(years_.size()) - 2;
  std::int64_t i = std::clamp<std::int64_t>(std::int64_t{day - years_[0].first_day} * 400 / 146'097, 0, last);
  i += i < last && day >= years_[i + 1].first_day;
  i -= i > 0 && day < years_[i].first_day;
  return years_[i];
}

template <auto column>
const Timeline::Year& Timeline::year_reaching(std::int64_t value, const Year& near) const noexcept {
  const auto above = [](std::int64_t v, const Year& year) { return v < year.*column; };
  const Year* const end = years_.data() + years_.size() - 1;
  if (value < near.*column) return *(std::upper_bound(years_.data(), &near, value, above) - 1);
  const Year* year = &near;
  for (int step = 0; step < 4; ++step, ++year)
    if (year + 1 == end || value < year[1].*column) return *year;
  return *(std::upper_bound(year, end, value, above) - 1);
}

template <auto column>
const Timeline::Span* Timeline::last_not_above(const Pattern& pattern, Index index,
                                               std::uint32_t value) const noexcept {
  const Span* span = spans_.data() + pattern.first_span + buckets_[index.first_bucket + (value >> index.shift)];
  // Buckets are cut so that two steps are nearly always enough; without a branch they cost least.
  span += span[1].*column <= value;
  span += span[1].*column <= value;
  while (span[1].*column <= value) ++span;
  return span;
}

std::int64_t Timeline::worked(std::int64_t at, const Year& year) const noexcept {
  const Pattern& pattern = patterns_[year.pattern];
  const std::int64_t since = at - year.begin;
  const Span* span = last_not_above<&Span::open>(pattern, pattern.by_time, static_cast<std::uint32_t>(since / second));
  const std::int64_t inside = std::min(since - span->open * second, (span[1].worked - span->worked) * second);
  return year.worked + span->worked * second + inside;
}

std::int64_t Timeline::place(std::int64_t work, const Year& near) const noexcept {
  const Year& year = year_reaching<&Year::worked>(work, near);
  const Pattern& pattern = patterns_[year.pattern];
  const std::int64_t rest = work - year.worked;
  const Span* span = last_not_above<&Span::worked>(pattern, pattern.by_work, static_cast<std::uint32_t>(rest / second));
  return year.begin + span->open * second + (rest - span->worked * second);
}

Code Timeline::is_open(std::int64_t at, bool& open) const noexcept {
  if (!knows(at)) return unknown();
  const Year& year = year_at(at);
  const Pattern& pattern = patterns_[year.pattern];
  const auto since = static_cast<std::uint32_t>((at - year.begin) / second);
  const Span* span = last_not_above<&Span::open>(pattern, pattern.by_time, since);
  open = since - span->open < span[1].worked - span->worked;
  return Code::ok;
}

// Forward, the last microsecond worked is looked for and the result is its end: that is the earliest instant by which
// the work is done, be it a closing. Backward it is the beginning of the first one: the latest instant.
Code Timeline::add(std::int64_t start, std::int64_t working, std::int64_t& result) const noexcept {
  if (!reckons(start)) return unknown();
  const Year& year = year_at(start);
  const std::int64_t before = worked(start, year);
  const std::int64_t all = years_.back().worked;
  if (working > 0) {
    if (working > all - before) return exhausted();
    result = place(before + working - 1, year) + 1;
    return Code::ok;
  }
  if (working < -before || before + working >= all) return exhausted();
  result = place(before + working, year);
  return Code::ok;
}

Code Timeline::between(std::int64_t start, std::int64_t end, std::int64_t& result) const noexcept {
  if (!reckons(start) || !reckons(end)) return unknown();
  result = worked(end, year_at(end)) - worked(start, year_at(start));
  return Code::ok;
}

Code Timeline::next_open(std::int64_t at, std::int64_t& result) const noexcept { return add(at, 0, result); }

Code Timeline::prev_open(std::int64_t at, std::int64_t& result) const noexcept {
  if (!reckons(at)) return unknown();
  const Year& year = year_at(at);
  const std::int64_t before = worked(at, year);
  if (before == 0) return exhausted();
  result = place(before - 1, year) + 1;
  return Code::ok;
}

std::int64_t Timeline::workdays_before(std::int32_t day) const noexcept {
  const Year& year = year_of_day(day);
  return year.workdays +
         workdays_before_[patterns_[year.pattern].first_day + static_cast<std::uint32_t>(day - year.first_day)];
}

std::int64_t Timeline::workdays_through(std::int32_t day) const noexcept {
  const Year& year = year_of_day(day);
  const auto next = static_cast<std::uint32_t>(day - year.first_day) + 1;
  return year.workdays + workdays_before_[patterns_[year.pattern].first_day + next];
}

std::int32_t Timeline::workday(std::int64_t number, const Year& near) const noexcept {
  const Year& year = year_reaching<&Year::workdays>(number, near);
  const auto in_year = static_cast<std::uint32_t>(number - year.workdays);
  return year.first_day + workdays_[patterns_[year.pattern].first_workday + in_year];
}

Code Timeline::is_workday(std::int32_t day, bool& workday) const noexcept {
  if (!knows_day(day)) return unknown();
  workday = workdays_through(day) != workdays_before(day);
  return Code::ok;
}

Code Timeline::add_workdays(std::int32_t day, std::int64_t n, std::int32_t& result) const noexcept {
  if (!knows_day(day)) return unknown();
  const std::int64_t all = years_.back().workdays;
  const std::int64_t counted = n > 0 ? workdays_through(day) : workdays_before(day);
  if (n > all - counted || n < -counted || (n == 0 && counted == all)) return exhausted();
  result = workday(n > 0 ? counted + n - 1 : counted + n, year_of_day(day));
  return Code::ok;
}

Code Timeline::between_workdays(std::int32_t start, std::int32_t end, std::int64_t& result) const noexcept {
  if (!knows_day(start) || !knows_day(end)) return unknown();
  result = workdays_through(end) - workdays_through(start);
  return Code::ok;
}

}  // namespace zhuqi
