#include "calendar/timeline.hpp"

#include <algorithm>

namespace zhuqi {

namespace {

constexpr std::int64_t mean_year = 31'556'952'000'000;  // of the 400-block cycle

}  // namespace

// Blocks of more than one are years. The mean year is never off by more than a few days, so that the guess is off by
// one at most.
const Timeline::Block& Timeline::year_at(std::int64_t at) const noexcept {
  const auto last = static_cast<std::int64_t>(blocks_.size()) - 2;
  std::int64_t i = std::clamp<std::int64_t>((at - blocks_[0].begin) / mean_year, 0, last);
  i += i < last && at >= blocks_[i + 1].begin;
  i -= i > 0 && at < blocks_[i].begin;
  return blocks_[i];
}

const Timeline::Block& Timeline::block_of_day(std::int32_t day) const noexcept {
  if (is_one_block_) return blocks_.front();
  const auto last = static_cast<std::int64_t>(blocks_.size()) - 2;
  std::int64_t i = std::clamp<std::int64_t>(std::int64_t{day - blocks_[0].first_day} * 400 / 146'097, 0, last);
  i += i < last && day >= blocks_[i + 1].first_day;
  i -= i > 0 && day < blocks_[i].first_day;
  return blocks_[i];
}

template <auto column>
const Timeline::Block& Timeline::year_reaching(std::int64_t value, const Block& near) const noexcept {
  const auto above = [](std::int64_t v, const Block& block) { return v < block.*column; };
  const Block* const end = blocks_.data() + blocks_.size() - 1;
  if (value < near.*column) return *(std::upper_bound(blocks_.data(), &near, value, above) - 1);
  const Block* block = &near;
  for (int step = 0; step < 4; ++step, ++block)
    if (value < block[1].*column || block + 1 == end) return *block;
  return *(std::upper_bound(block, end, value, above) - 1);
}

template const Timeline::Block& Timeline::year_reaching<&Timeline::Block::worked>(std::int64_t,
                                                                                  const Block&) const noexcept;

Code Timeline::is_open(std::int64_t at, bool& open) const noexcept {
  if (!knows(at)) return unknown();
  const Block& block = block_at(at);
  const std::int64_t since = at - block.begin;
  const Span* span = block.pattern->last_not_above<&Span::open>(block.pattern->by_time, since);
  open = since - span->idle() < std::int64_t{span[1].worked} * 1'000'000;
  return Code::ok;
}

Code Timeline::between(std::int64_t start, std::int64_t end, std::int64_t& result) const noexcept {
  if (!reckons(start) || !reckons(end)) return unknown();
  result = worked(end, block_at(end)) - worked(start, block_at(start));
  return Code::ok;
}

Code Timeline::next_open(std::int64_t at, std::int64_t& result) const noexcept { return add(at, 0, result); }

Code Timeline::prev_open(std::int64_t at, std::int64_t& result) const noexcept {
  if (!reckons(at)) return unknown();
  const Block& block = block_at(at);
  const std::int64_t before = worked(at, block);
  if (before == 0) return exhausted();
  result = place(before - 1, block) + 1;
  return Code::ok;
}

std::int64_t Timeline::workdays_before(std::int32_t day) const noexcept {
  const Block& block = block_of_day(day);
  return block.workdays + block.pattern->workdays_before[static_cast<std::uint32_t>(day - block.first_day)];
}

std::int64_t Timeline::workdays_through(std::int32_t day) const noexcept {
  const Block& block = block_of_day(day);
  return block.workdays + block.pattern->workdays_before[static_cast<std::uint32_t>(day - block.first_day) + 1];
}

std::int32_t Timeline::workday(std::int64_t number, const Block& near) const noexcept {
  const Block& block = block_reaching<&Block::workdays>(number, near);
  return block.first_day + block.pattern->workdays[static_cast<std::uint32_t>(number - block.workdays)];
}

Code Timeline::is_workday(std::int32_t day, bool& workday) const noexcept {
  if (!knows_day(day)) return unknown();
  workday = workdays_through(day) != workdays_before(day);
  return Code::ok;
}

Code Timeline::add_workdays(std::int32_t day, std::int64_t n, std::int32_t& result) const noexcept {
  if (!knows_day(day)) return unknown();
  const std::int64_t all = blocks_.back().workdays;
  const std::int64_t counted = n > 0 ? workdays_through(day) : workdays_before(day);
  if (n > all - counted || n < -counted || (n == 0 && counted == all)) return exhausted();
  result = workday(n > 0 ? counted + n - 1 : counted + n, block_of_day(day));
  return Code::ok;
}

Code Timeline::between_workdays(std::int32_t start, std::int32_t end, std::int64_t& result) const noexcept {
  if (!knows_day(start) || !knows_day(end)) return unknown();
  result = workdays_through(end) - workdays_through(start);
  return Code::ok;
}

}  // namespace zhuqi
