// Matching enterprises with policies, beside a plain loop in the same run, every answer compared.
//
//   bench_policy [ENTERPRISES [POLICIES]]        without them 100,000 and 1,000
//
// Prints a line for each figure: processor time on one thread, the median of five runs (of the loop, three). The loop
// has the shorter task: it leaves off at the first condition that decides, and does not tell who is one step short.
// Ends with 1 if any verdict differs.
#include <algorithm>
#include <ctime>

#include <fmt/format.h>

#include <zhuqi/policy/index.hpp>

#include "loop.hpp"

namespace {

using namespace zhuqi;
using namespace zhuqi::bench;

template <class Run>
double median_seconds(std::size_t runs, Run run) {
  std::vector<double> times;
  for (std::size_t i = 0; i < runs; ++i) {
    const auto start = std::clock();
    run();
    times.push_back(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::sort(times.begin(), times.end());
  return times[runs / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t rows = argc > 1 ? std::stoul(argv[1]) : 100'000, count = argc > 2 ? std::stoul(argv[2]) : 1000;
  const Enterprises enterprises = make_enterprises(rows);
  const Policies policies = make_policies(count);
  const auto columns = enterprises.columns();
  const Batch batch{static_cast<std::int64_t>(rows), columns};

  std::vector<CompiledPolicy> compiled;
  const double compiling = median_seconds(1, [&] {
    for (const auto& policy : policies.feel) compiled.emplace_back(policy);
  });
  std::optional<PolicyIndex> index;
  const double building = median_seconds(1, [&] { index.emplace(compiled); });
  Verdicts verdicts;
  const Date date = parse_date("2026-06-01");
  const double matching = median_seconds(5, [&] { PolicyMatcher(*index).match(batch, date, verdicts); });
  std::vector<std::uint8_t> expected;
  const double looping = median_seconds(3, [&] { expected = loop(enterprises, policies.plain); });

  std::size_t wrong = 0, matches = 0, unknown = 0, one_short = 0;
  for (std::size_t p = 0; p < count; ++p)
    for (std::size_t i = 0; i < rows; ++i) {
      const auto row = static_cast<std::int64_t>(i);
      const Verdict verdict = verdicts.at(p, row);
      const int as_number = verdict == Verdict::match ? 2 : verdict == Verdict::unknown ? 1 : 0;
      wrong += as_number != expected[i * count + p];
      matches += as_number == 2;
      unknown += as_number == 1;
      one_short += verdicts.is_one_short(p, row);
    }
  // One after the other by the library's own plain way, for as many as that allows.
  std::size_t plain = 0;
  const std::size_t some = std::min<std::size_t>(rows, 50);
  const double one_by_one = median_seconds(1, [&] {
    for (std::size_t i = 0; i < some; ++i) {
      const Facts facts = enterprise_facts(batch, static_cast<std::int64_t>(i));
      for (std::size_t p = 0; p < count; ++p) {
        const Match match = compiled[p].match(facts, date);
        const auto row = static_cast<std::int64_t>(i);
        wrong += match.verdict != verdicts.at(p, row) || match.short_of.has_value() != verdicts.is_one_short(p, row);
        ++plain;
      }
    }
  });
  fmt::print(
      "{} enterprises x {} policies ({} distinct conditions): {:.3f} s; a plain loop {:.2f} s, {:.0f} times as "
      "long; {} wrong verdicts\n",
      rows, count, index->condition_count(), matching, looping, looping / matching, wrong);
  fmt::print(
      "of them {} match, {} are unknown, {} are one condition short; policies compiled in {:.0f} ms, indexed in "
      "{:.0f} ms; one pair by itself, with its reason, {:.1f} us\n",
      matches, unknown, one_short, compiling * 1e3, building * 1e3, 1e6 * one_by_one / static_cast<double>(plain));
  return wrong == 0 ? 0 : 1;
}
