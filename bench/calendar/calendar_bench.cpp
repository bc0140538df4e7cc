// Working-time additions a second: a day-by-day loop over Boost.Date_Time, and the tables, in one run on the same
// starts, spans and days. Every answer is compared before anything is timed.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <map>
#include <random>

#include <benchmark/benchmark.h>

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/calendar/columns.hpp>

#include "day_loop.hpp"

namespace zhuqi::bench {
namespace {

using namespace std::chrono;

constexpr std::size_t rows = 1 << 14;

struct Workload {
  std::vector<Instant> starts;
  std::vector<microseconds> working;
  std::vector<posix::ptime> local_starts;
  std::vector<posix::time_duration> local_working;
};

posix::ptime to_ptime(LocalTime local) {
  static const posix::ptime epoch(greg::date(1970, 1, 1));
  return epoch + posix::microseconds(local.time_since_epoch().count());
}

// A year's working days have 250 times seven hours.
Workload make_workload(int least_minutes, int most_minutes) {
  std::mt19937_64 random(20260214);
  std::uniform_int_distribution<std::int64_t> second(0, 17 * 365 * 86400LL), minute(least_minutes, most_minutes);
  Workload load;
  for (std::size_t i = 0; i < rows; ++i) {
    load.starts.push_back(sys_days(year(2007) / January / 2) + seconds(second(random)));
    load.working.push_back(minutes(minute(random)));
    load.local_starts.push_back(to_ptime(Calendar::china().to_local(load.starts.back())));
    load.local_working.push_back(posix::microseconds(load.working.back().count()));
  }
  return load;
}

const Workload& workload(const benchmark::State& state) {
  static std::map<std::pair<std::int64_t, std::int64_t>, Workload> made;
  const std::pair key(state.range(0), state.range(1));
  if (!made.contains(key)) made[key] = make_workload(static_cast<int>(key.first), static_cast<int>(key.second));
  return made[key];
}

const DayLoop& day_loop() {
  static const DayLoop loop(Calendar::china());
  return loop;
}

void check_answers(int least_minutes, int most_minutes) {
  const Workload load = make_workload(least_minutes, most_minutes);
  std::vector<Instant> results(rows);
  std::vector<Code> statuses(rows);
  const Calendar& china = Calendar::china();
  bool same = add(china, load.starts, load.working, results, statuses) == 0;
  for (std::size_t i = 0; i < rows; ++i)
    same = same &&
           to_ptime(china.to_local(results[i])) == day_loop().add(load.local_starts[i], load.local_working[i]) &&
           china.add(load.starts[i], load.working[i]) == results[i];
  if (same) return;
  std::fprintf(stderr, "the tables and the day loop disagree\n");
  std::exit(1);
}

void with_day_loop(benchmark::State& state) {
  const Workload& load = workload(state);
  for (auto _ : state)
    for (std::size_t i = 0; i < rows; ++i)
      benchmark::DoNotOptimize(day_loop().add(load.local_starts[i], load.local_working[i]));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
}

void with_tables(benchmark::State& state) {
  const Workload& load = workload(state);
  const Calendar& china = Calendar::china();
  for (auto _ : state)
    for (std::size_t i = 0; i < rows; ++i) benchmark::DoNotOptimize(china.add(load.starts[i], load.working[i]));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
}

void with_columns(benchmark::State& state) {
  const Workload& load = workload(state);
  std::vector<Instant> results(rows);
  std::vector<Code> statuses(rows);
  for (auto _ : state) {
    add(Calendar::china(), load.starts, load.working, results, statuses);
    benchmark::DoNotOptimize(results.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(rows));
}

// In seconds of processor time.
template <class Run>
double time_of(Run run) {
  const std::clock_t before = std::clock();
  run();
  return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

// How many times as fast: both in turn on the same rows, the best of each.
void print_ratio(int least_minutes, int most_minutes) {
  constexpr int passes = 100;  // of the tables in one measurement: a single one is too short for the clock
  const Workload load = make_workload(least_minutes, most_minutes);
  const Calendar& china = Calendar::china();
  double loop = std::numeric_limits<double>::max(), tables = loop;
  for (int turn = 0; turn < 5; ++turn) {
    loop = std::min(loop, time_of([&] {
                      for (std::size_t i = 0; i < rows; ++i)
                        benchmark::DoNotOptimize(day_loop().add(load.local_starts[i], load.local_working[i]));
                    }));
    tables = std::min(tables, time_of([&] {
                                for (int pass = 0; pass < passes; ++pass)
                                  for (std::size_t i = 0; i < rows; ++i)
                                    benchmark::DoNotOptimize(china.add(load.starts[i], load.working[i]));
                              }) / passes);
  }
  const auto million_a_second = [](double time) { return static_cast<double>(rows) / time / 1e6; };
  std::printf("%d to %d minutes: day loop %.2f, tables %.1f million additions a second: %.0f times\n", least_minutes,
              most_minutes, million_a_second(loop), million_a_second(tables), loop / tables);
}

// Spans of 30 to 4,800 minutes, and of about a year.
BENCHMARK(with_day_loop)->Args({30, 4800})->Args({100'000, 105'000});
BENCHMARK(with_tables)->Args({30, 4800})->Args({100'000, 105'000});
BENCHMARK(with_columns)->Args({30, 4800})->Args({100'000, 105'000});

}  // namespace
}  // namespace zhuqi::bench

int main(int argc, char** argv) {
  zhuqi::bench::check_answers(30, 4800);
  zhuqi::bench::check_answers(100'000, 105'000);
  zhuqi::bench::print_ratio(30, 4800);
  zhuqi::bench::print_ratio(100'000, 105'000);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
