// The tables behind a calendar: open spans on the UTC time line and the working time before each, with direct indexes
// both ways. The time line is cut into blocks: a calendar of up to 128 known years is one block, which is fastest; else
// each year is a block, and years of one kind share their tables, so that a calendar of all years is small too.
#pragma once

#include <cstdint>
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

  struct Span {
    std::int64_t open;    // since the block began
    std::int64_t worked;  // before it, in this block
  };

  // Where in a sorted column of spans to begin looking for a value: the last span not above the bucket's lower end.
  struct Index {
    std::uint32_t first_bucket = 0;
    std::uint32_t shift = 0;
  };

  // All blocks of one kind. Spans begin with an empty one at 0 and end with one that is never reached.
  struct Pattern {
    Index by_time, by_work;
    std::int64_t worked = 0;
    std::uint32_t first_workday = 0;  // in workdays_: the day of the block of each working day
    std::uint32_t first_day = 0;      // in workdays_before_: one for each day of the block and one more
    std::uint32_t workdays = 0;
  };

  struct Block {
    std::int64_t begin;      // µs since 1970, UTC
    std::int64_t worked;     // µs, before this block
    std::int32_t first_day;  // days since 1970
    std::int32_t workdays;   // before this block
    std::uint32_t pattern;
  };

  bool knows(std::int64_t at) const noexcept { return at >= begin_ && at < end_; }
  // The end of the last known day needs no unknown one.
  bool reckons(std::int64_t at) const noexcept { return at >= begin_ && at <= end_; }
  bool knows_day(std::int32_t day) const noexcept { return day >= first_day_ && day <= last_day_; }
  Code unknown() const noexcept { return knows_all_ ? Code::invalid_argument : Code::calendar_unknown; }
  Code exhausted() const noexcept { return knows_all_ ? Code::illegal_state : Code::calendar_unknown; }

  const Block& block_at(std::int64_t at) const noexcept;
  const Block& block_of_day(std::int32_t day) const noexcept;
  // The last block whose `column` is not above `value`; `near` is where to begin looking.
  template <auto column>
  const Block& block_reaching(std::int64_t value, const Block& near) const noexcept;
  template <auto column>
  const Span* last_not_above(Index index, std::int64_t value) const noexcept;

  // Working time from the beginning of the time line.
  std::int64_t worked(std::int64_t at, const Block& block) const noexcept;
  // The instant before which `work` has been worked, and after which more follows at once.
  std::int64_t place(std::int64_t work, const Block& near) const noexcept;
  std::int64_t workdays_before(std::int32_t day) const noexcept;
  std::int64_t workdays_through(std::int32_t day) const noexcept;
  std::int32_t workday(std::int64_t number, const Block& near) const noexcept;

  std::vector<Block> blocks_;  // and one more, where the last ends
  std::vector<Pattern> patterns_;
  std::vector<Span> spans_;
  std::vector<std::uint32_t> buckets_;
  std::vector<std::uint16_t> workdays_;
  std::vector<std::uint16_t> workdays_before_;
  std::int64_t begin_ = 0, end_ = 0;
  std::int32_t first_day_ = 0, last_day_ = 0;
  bool knows_all_ = false;
};

}  // namespace zhuqi
