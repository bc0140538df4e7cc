// Columns answer as single operations do, row by row; and nothing is allocated on the way.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/calendar/columns.hpp>

#include "calendar/count_allocations.hpp"
#include "calendar/random_calendar.hpp"

namespace zhuqi {
namespace {

using namespace std::chrono;

// Some rows, with results and statuses that cannot be mistaken for an answer.
struct Rows {
  static constexpr std::size_t count = 24;
  std::vector<Instant> starts = std::vector<Instant>(count), ends = starts, times = starts;
  std::vector<microseconds> working = std::vector<microseconds>(count), spans = working;
  std::vector<sys_days> days = std::vector<sys_days>(count), end_days = days, found_days = days;
  std::vector<std::int64_t> n = std::vector<std::int64_t>(count), counts = n;
  std::vector<std::uint8_t> truths = std::vector<std::uint8_t>(count, 7);
  std::vector<Code> status = std::vector<Code>(count, Code::internal);

  static Rows random() {
    Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
      rows.starts[i] = i == 3 ? Instant::min() : random_instant();
      rows.ends[i] = i == 5 ? Instant::max() : random_instant();
      rows.working[i] = seconds(*rc::gen::inRange<std::int64_t>(-400'000, 400'000));
      rows.days[i] = i == 3 ? sys_days(parse_date("0001-01-01")) - std::chrono::days(1)
                            : floor<std::chrono::days>(random_instant());
      rows.end_days[i] = floor<std::chrono::days>(random_instant());
      rows.n[i] = *rc::gen::inRange(-30, 30);
    }
    return rows;
  }

  // What `single(i)` gives or throws, the columns gave too; `refused` is how many they counted.
  template <class Single, class Results>
  void agree(std::size_t refused, const Results& results, Single single) const {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < count; ++i) {
      try {
        const auto expected = single(i);
        RC_ASSERT(status[i] == Code::ok);
        RC_ASSERT(results[i] == expected);
      } catch (const Refused& why) {
        RC_ASSERT(status[i] == why.code());
        ++seen;
      }
    }
    RC_ASSERT(seen == refused);
  }
};

Instant or_refuse(std::optional<Instant> at) {
  if (!at) throw Refused(Code::not_found, "not worked");
  return *at;
}

RC_GTEST_PROP(Columns, AnswerAsSingleOperationsDo, (const RandomCalendar& random)) {
  const Calendar calendar = random.make();
  Rows r = Rows::random();
  const auto on = [&](std::size_t i) { return Date(r.days[i]); };
  r.agree(is_open(calendar, r.starts, r.truths, r.status), r.truths,
          [&](std::size_t i) { return std::uint8_t{calendar.is_open(r.starts[i])}; });
  r.agree(next_open(calendar, r.starts, r.times, r.status), r.times,
          [&](std::size_t i) { return calendar.next_open(r.starts[i]); });
  r.agree(prev_open(calendar, r.starts, r.times, r.status), r.times,
          [&](std::size_t i) { return calendar.prev_open(r.starts[i]); });
  r.agree(add(calendar, r.starts, r.working, r.times, r.status), r.times,
          [&](std::size_t i) { return calendar.add(r.starts[i], r.working[i]); });
  r.agree(between(calendar, r.starts, r.ends, r.spans, r.status), r.spans,
          [&](std::size_t i) { return calendar.between(r.starts[i], r.ends[i]); });
  r.agree(is_workday(calendar, r.days, r.truths, r.status), r.truths,
          [&](std::size_t i) { return std::uint8_t{calendar.is_workday(on(i))}; });
  r.agree(add_workdays(calendar, r.days, r.n, r.found_days, r.status), r.found_days,
          [&](std::size_t i) { return sys_days(calendar.add_workdays(on(i), r.n[i])); });
  r.agree(between_workdays(calendar, r.days, r.end_days, r.counts, r.status), r.counts,
          [&](std::size_t i) { return calendar.between_workdays(on(i), Date(r.end_days[i])); });
  r.agree(opening(calendar, r.days, r.times, r.status), r.times,
          [&](std::size_t i) { return or_refuse(calendar.opening(on(i))); });
  r.agree(closing(calendar, r.days, r.times, r.status), r.times,
          [&](std::size_t i) { return or_refuse(calendar.closing(on(i))); });
  r.agree(close_of(calendar, r.days, r.n, r.times, r.status), r.times,
          [&](std::size_t i) { return calendar.close_of(on(i), r.n[i]); });
}

TEST(Columns, ARowWithoutAValueIsLeftAsItIs) {
  const std::vector<Instant> starts(3, parse_instant("2026-02-14T08:00:00Z"));
  const std::vector<microseconds> working{1h, 1h, 20 * 365 * 24h};
  std::vector<Instant> results(3, Instant::min());
  std::vector<Code> status(3, Code::internal);
  const std::uint8_t bits = 0b101;
  EXPECT_EQ(add(Calendar::china(), starts, working, results, status, {&bits}), 1u);
  EXPECT_EQ(status, (std::vector{Code::ok, Code::internal, Code::calendar_unknown}));
  EXPECT_EQ(results, (std::vector{parse_instant("2026-02-14T09:00:00Z"), Instant::min(), Instant::min()}));
}

TEST(Columns, MustBeOfOneLength) {
  std::vector<Instant> starts(2), results(2);
  std::vector<microseconds> working(3);
  std::vector<Code> status(2);
  EXPECT_THROW(add(Calendar::china(), starts, working, results, status), Refused);
}

// The counter counts, and no operation allocates, on one value or on columns, near or years away.
TEST(Allocations, NoOperationMakesAny) {
  const Calendar& china = Calendar::china();
  const Calendar paris = Calendar::parse(
      R"({"zone":"CET-1CEST,M3.5.0,M10.5.0/3","week":{"mon":[["09:00","17:00"]],"sun":[["00:00","24:00"]]}})",
      "p.json");
  const Instant start = parse_instant("2008-03-03T02:00:00Z"), end = parse_instant("2025-10-26T01:30:00Z");
  const Date day = parse_date("2015-02-28");
  Rows rows;
  std::fill(rows.starts.begin(), rows.starts.end(), start);
  std::fill(rows.days.begin(), rows.days.end(), sys_days(day));
  if (allocations_made() == 0) GTEST_SKIP() << "this sanitizer does not let operator new be counted";
  const std::size_t before = allocations_made();
  std::int64_t sum = 0;
  for (const Calendar* calendar : {&china, &paris}) {
    sum += calendar->is_open(start) + calendar->is_workday(day);
    for (const microseconds working : {microseconds(1), microseconds(8h), microseconds(2000h), microseconds(-9h)})
      sum += calendar->add(end, -working).time_since_epoch().count() + calendar->between(start, end).count();
    sum += (calendar->next_open(start) - calendar->prev_open(end)).count();
    sum += calendar->between_workdays(day, calendar->add_workdays(day, 250)) + calendar->add_workdays(day, -9).ok();
    sum += (calendar->close_of(day, 20) - *calendar->opening(calendar->add_workdays(day, 0))).count();
    sum += calendar->reach(start, 100h).owed.count() + calendar->reach_workdays(day, 9).owed;
    add(*calendar, rows.starts, rows.working, rows.times, rows.status);
    next_open(*calendar, rows.starts, rows.times, rows.status);
    between_workdays(*calendar, rows.days, rows.days, rows.counts, rows.status);
    close_of(*calendar, rows.days, rows.n, rows.times, rows.status);
  }
  EXPECT_EQ(allocations_made() - before, 0u);
  EXPECT_NE(sum, 0);
  const auto counted = std::make_unique<int>(1);
  EXPECT_GT(allocations_made(), before);
}

}  // namespace
}  // namespace zhuqi
