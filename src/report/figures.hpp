// From the records of needs to the figures of a report.
#pragma once

#include <vector>

#include <zhuqi/report/build.hpp>

#include "report/enterprise_book.hpp"
#include "report/need_record.hpp"

namespace zhuqi {

using Needs = std::vector<const NeedRecord*>;

// How many fulfil the condition.
template <class Condition>
std::int64_t count(const Needs& needs, const Condition& condition) {
  std::int64_t n = 0;
  for (const auto* need : needs) n += condition(*need) ? 1 : 0;
  return n;
}

inline constexpr std::size_t oldest_shown = 20;
inline constexpr std::size_t circles_shown = 10;

// Fills in all that comes from needs, judged at report.as_of. `needs` in the order of registration.
void count_needs(const Needs& needs, const ReportContext& context, Report& report);

// Its parts, a file each.
void count_doors(const Needs& needs, const ReportContext& context, Report& report);
void measure_times(const Needs& needs, const ReportContext& context, Report& report);

// Of all needs, whenever they were registered; `region_prefix` says which groups are shown that have nothing to do.
void count_workload(const Needs& needs, const ReportContext& context, const std::string& region_prefix, Report& report);

// Who belongs to which group is judged for each need by the day on which it was registered.
void judge_fairness(const Needs& needs, const EnterpriseBook& enterprises, const ReportContext& context,
                    Report& report);

// The rates, in the order in which they are printed.
std::vector<RateFigure> rates_of(const Needs& needs, Instant as_of);

Durations durations_of(std::vector<Instant::duration> values);

// Working time; nothing without a calendar, or where it does not know the days.
std::optional<Instant::duration> worked_between(const std::optional<Calendar>& calendar, Instant from, Instant until);

}  // namespace zhuqi
