// The tables behind a calendar: open spans on the UTC time line and the working time before each, with direct indexes
// both ways. The time line is cut into blocks: a calendar of up to 128 known years is one block, which is fastest; else
// each year is a block, and years of one kind share their tables, so that a calendar of all years is small too.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include <zhuqi/base/error.hpp>
#include <zhuqi/base/time.hpp>

#include "calendar/definition.hpp"

namespace zhuqi {

// Immutable. Instants and durations are microseconds; days are days since 1970. Nothing here throws but the
// constructor; a status says why there is no answer:
//   calendar_unknown   a day that is not known is needed
//   illegal_state      all days are known, and there is not that much work in them
//   invalid_argument   outside the years 1 to 9999
class Timeline {
 public:
  Timeline(const Definition& definition, const Zone& zone);

  Code is_open(std::int64_t at, bool& open) const noexcept;
  Code add(std::int64_t start, std::int64_t working, std::int64_t& result) const noexcept;
  Code between(std::int64_t start, std::int64_t end, std::int64_t& result) const noexcept;
  Code next_open(std::int64_t at, std::int64_t& result) const noexcept;
  Code prev_open(std::int64_t at, std::int64_t& result) const noexcept;

  Code is_workday(std::int32_t day, bool& workday) const noexcept;
  Code add_workdays(std::int32_t day, std::int64_t n, std::int32_t& result) const noexcept;
  Code between_workdays(std::int32_t start, std::int32_t end, std::int64_t& result) const noexcept;

  // The first instant of the first known day, and the first after the last.
  std::int64_t begin() const { return begin_; }
  std::int64_t end() const { return end_; }
  std::int32_t first_day() const { return first_day_; }
  std::int32_t last_day() const { return last_day_; }

 private:
  struct Builder;

  // Opens and closes on whole seconds. Half as wide as microseconds: it is the cache that an addition waits for.
  struct Span {
    std::uint32_t open;    // s since the block began
    std::uint32_t worked;  // s before it, in this block

    std::int64_t idle() const noexcept { return std::int64_t{open - worked} * 1'000'000; }  // µs before it
  };

  // Where to begin looking for a value in a sorted column of spans: for each bucket of values the number of the last
  // span that is not above its lower end.
  struct Index {
    std::vector<std::uint32_t> buckets;
    unsigned shift = 0;
  };

  // The tables of all blocks of one kind. Spans begin with an empty one at 0 and end with two that are never reached.
  struct Pattern {
    std::vector<Span> spans;
    Index by_time, by_work;
    std::int64_t worked = 0;
    std::vector<std::uint16_t> workdays;         // the day of the block of each working day
    std::vector<std::uint16_t> workdays_before;  // one for each day of the block and one more

    // The last span whose `column` is not above `value`, in µs.
    template <auto column>
    const Span* last_not_above(const Index& index, std::int64_t value) const noexcept;
  };

  struct Block {
    std::int64_t begin;      // µs since 1970, UTC
    std::int64_t worked;     // µs, before this block
    std::int32_t first_day;  // days since 1970
    std::int32_t workdays;   // before this block
    const Pattern* pattern;
  };

  bool knows(std::int64_t at) const noexcept { return at >= begin_ && at < end_; }
  // The end of the last known day needs no unknown one.
  bool reckons(std::int64_t at) const noexcept { return at >= begin_ && at <= end_; }
  bool knows_day(std::int32_t day) const noexcept { return day >= first_day_ && day <= last_day_; }
  Code unknown() const noexcept { return knows_all_ ? Code::invalid_argument : Code::calendar_unknown; }
  Code exhausted() const noexcept { return knows_all_ ? Code::illegal_state : Code::calendar_unknown; }

  const Block& block_at(std::int64_t at) const noexcept;
  const Block& year_at(std::int64_t at) const noexcept;
  const Block& block_of_day(std::int32_t day) const noexcept;
  // The last block whose `column` is not above `value`; `near` is where to begin looking.
  template <auto column>
  const Block& block_reaching(std::int64_t value, const Block& near) const noexcept;
  template <auto column>
  const Block& year_reaching(std::int64_t value, const Block& near) const noexcept;

  // Working time from the beginning of the time line.
  std::int64_t worked(std::int64_t at, const Block& block) const noexcept;
  // The instant before which `work` has been worked, and after which more follows at once.
  std::int64_t place(std::int64_t work, const Block& near) const noexcept;
  std::int64_t workdays_before(std::int32_t day) const noexcept;
  std::int64_t workdays_through(std::int32_t day) const noexcept;
  std::int32_t workday(std::int64_t number, const Block& near) const noexcept;

  std::vector<Block> blocks_;  // and one more, where the last ends
  std::vector<std::unique_ptr<const Pattern>> patterns_;
  std::int64_t begin_ = 0, end_ = 0;
  std::int32_t first_day_ = 0, last_day_ = 0;
  bool is_one_block_ = false;
  bool knows_all_ = false;
};

// What an addition consists of is inline: it is so short that a call would cost a good part of it.

inline const Timeline::Block& Timeline::block_at(std::int64_t at) const noexcept {
  return is_one_block_ ? blocks_.front() : year_at(at);
}

template <auto column>
inline const Timeline::Block& Timeline::block_reaching(std::int64_t value, const Block& near) const noexcept {
  return is_one_block_ ? near : year_reaching<column>(value, near);
}

template <auto column>
inline const Timeline::Span* Timeline::Pattern::last_not_above(const Index& index, std::int64_t value) const noexcept {
  const auto second = static_cast<std::uint32_t>(static_cast<std::uint64_t>(value) / 1'000'000);
  const Span* span = spans.data() + index.buckets[second >> index.shift];
  // Buckets are cut so that two steps are nearly always enough; without a branch they cost least.
  span += int{span[1].*column <= second} + int{span[2].*column <= second};
  while (span[1].*column <= second) ++span;
  return span;
}

inline std::int64_t Timeline::worked(std::int64_t at, const Block& block) const noexcept {
  const std::int64_t since = at - block.begin;
  const Span* span = block.pattern->last_not_above<&Span::open>(block.pattern->by_time, since);
  return block.worked + std::min(since - span->idle(), std::int64_t{span[1].worked} * 1'000'000);
}

inline std::int64_t Timeline::place(std::int64_t work, const Block& near) const noexcept {
  const Block& block = block_reaching<&Block::worked>(work, near);
  const std::int64_t rest = work - block.worked;
  const Span* span = block.pattern->last_not_above<&Span::worked>(block.pattern->by_work, rest);
  return block.begin + span->idle() + rest;
}

// Forward, the last microsecond worked is looked for and the result is its end: that is the earliest instant by which
// the work is done, be it a closing. Backward it is the beginning of the first one: the latest instant.
inline Code Timeline::add(std::int64_t start, std::int64_t working, std::int64_t& result) const noexcept {
  if (!reckons(start)) return unknown();
  const Block& block = block_at(start);
  const std::int64_t before = worked(start, block);
  const std::int64_t all = blocks_.back().worked;
  if (working > 0) {
    if (working > all - before) return exhausted();
    result = place(before + working - 1, block) + 1;
    return Code::ok;
  }
  if (working < -before || before + working >= all) return exhausted();
  result = place(before + working, block);
  return Code::ok;
}

}  // namespace zhuqi
