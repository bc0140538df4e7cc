// How long each part of the way took, in elapsed and in working time.
#include <algorithm>
#include <map>

#include <zhuqi/base/error.hpp>

#include "report/figures.hpp"

namespace zhuqi {

namespace {

using Spans = std::vector<Instant::duration>;

std::int64_t seconds_of(Instant::duration d) { return std::chrono::floor<std::chrono::seconds>(d).count(); }

// The smallest value that at least `percent` % of the values do not exceed.
std::int64_t percentile(const Spans& sorted, std::size_t percent) {
  const std::size_t rank = (sorted.size() * percent + 99) / 100;
  return seconds_of(sorted[rank - 1]);
}

// A part of a need's way; absent as long as it is not over.
struct Part {
  const char* name;
  std::optional<std::pair<Instant, Instant>> (*of)(const NeedRecord&);
};

std::optional<std::pair<Instant, Instant>> span(std::optional<Instant> from, std::optional<Instant> until) {
  if (!from || !until || *until < *from) return std::nullopt;
  return std::pair(*from, *until);
}

constexpr Part parts[] = {
    {"to_dispatch", [](const NeedRecord& n) { return span(n.registered, n.first_dispatch); }},
    {"to_sign", [](const NeedRecord& n) { return span(n.first_dispatch, n.first_signature); }},
    {"to_resolve", [](const NeedRecord& n) { return span(n.first_signature, n.first_resolved); }},
    {"to_confirm", [](const NeedRecord& n) { return span(n.resolved, n.confirmed); }},
};

struct Measured {
  Spans worked;
  std::int64_t unknown = 0;

  void add(std::optional<Instant::duration> time) {
    if (time)
      worked.push_back(*time);
    else
      ++unknown;
  }
};

}  // namespace

Durations durations_of(Spans values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  return {static_cast<std::int64_t>(values.size()), percentile(values, 50), percentile(values, 90)};
}

std::optional<Instant::duration> worked_between(const std::optional<Calendar>& calendar, Instant from, Instant until) {
  if (!calendar) return std::nullopt;
  try {
    return calendar->between(from, until);
  } catch (const Refused&) {
    return std::nullopt;
  }
}

void measure_times(const Needs& needs, const ReportContext& context, Report& report) {
  Spans to_sign, to_resolve, to_confirm;
  for (const auto* need : needs) {
    if (need->first_dispatch && need->first_signature)
      to_sign.push_back(*need->first_signature - *need->first_dispatch);
    if (need->resolved) to_resolve.push_back(*need->resolved - need->registered);
    if (need->resolved && need->confirmed) to_confirm.push_back(*need->confirmed - *need->resolved);
  }
  report.time_to_sign = durations_of(std::move(to_sign));
  report.time_to_resolve = durations_of(std::move(to_resolve));
  report.to_confirm = durations_of(std::move(to_confirm));

  for (const auto& part : parts) {
    std::map<DepartmentId, Measured> by_department;  // the empty id: all
    for (const auto* need : needs) {
      const auto ends = part.of(*need);
      if (!ends) continue;
      const auto time = worked_between(context.calendar, ends->first, ends->second);
      by_department[{}].add(time);
      if (!need->signer.empty()) by_department[need->signer].add(time);
    }
    for (auto& [department, measured] : by_department)
      report.stage_times.push_back({part.name, department, durations_of(std::move(measured.worked)), measured.unknown});
  }
}

}  // namespace zhuqi
