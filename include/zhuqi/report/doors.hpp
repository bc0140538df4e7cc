// Where doors stay closed: needs that got lost, the rolling shutter and the revolving door, the last mile, the vote of
// trust, and what help brought. docs/report.md has the definitions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/report/phrase.hpp>

namespace zhuqi {

// Elapsed time, nights and holidays included, or working time, as said where it stands. The p-th percentile is the
// smallest value that at least p % of the values do not exceed.
struct Durations {
  std::int64_t count = 0;           // without any, the rest is zero
  std::int64_t median_seconds = 0;  // cut to whole seconds
  std::int64_t p90_seconds = 0;

  bool operator==(const Durations&) const = default;
};

// What a rate leaves out, and why.
struct Exclusion {
  Phrase reason;
  std::int64_t count = 0;

  bool operator==(const Exclusion&) const = default;
};

struct RateFigure {
  std::string name;  // "on_time"
  Phrase title;      // 按时办结率
  Phrase formula;    // what is counted over what, in words
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::vector<Exclusion> excluded;

  bool operator==(const RateFigure&) const = default;
};

// A way in which needs fall out between found and confirmed.
struct Loss {
  std::string name;  // "declined"
  Phrase title;
  std::int64_t needs = 0;

  bool operator==(const Loss&) const = default;
};

// What somebody wrote when a need was lost: personal data, only in a report that asks for it.
struct WrittenReason {
  std::string loss;  // the name of the Loss
  NeedId need;
  DepartmentId department;  // who wrote it for: the lead then; empty: nobody led it
  std::string text;         // empty: redacted

  bool operator==(const WrittenReason&) const = default;
};

// A round that a need made: it came back to a department that had it.
struct RoundTrip {
  std::vector<DepartmentId> circle;
  std::int64_t needs = 0;

  bool operator==(const RoundTrip&) const = default;
};

// How long each part of the way took, in working time of the calendar.
struct StageTime {
  std::string stage;        // "to_dispatch", "to_sign", "to_resolve", "to_confirm"
  DepartmentId department;  // of the first signature; empty: all
  Durations worked;
  std::int64_t unknown = 0;  // left out: the calendar does not know these days

  bool operator==(const StageTime&) const = default;
};

// Needs by whether they are solved in the enterprise's eyes and whether it is satisfied: two questions.
struct Trust {
  std::int64_t solved_satisfied = 0;
  std::int64_t solved_unsatisfied = 0;
  std::int64_t unsolved_satisfied = 0;
  std::int64_t unsolved_unsatisfied = 0;
  std::int64_t silent = 0;  // asked, without a vote: counted as neither

  bool operator==(const Trust&) const = default;
};

// What help brought, by kind and unit.
struct EffectFigure {
  std::string kind;                  // "loan"
  std::string unit;                  // "yuan"
  std::int64_t claimed_needs = 0;    // that the lead department says it had
  std::int64_t claimed = 0;          // their amounts
  std::int64_t confirmed_needs = 0;  // of these, confirmed by the enterprise
  std::int64_t confirmed = 0;
  std::int64_t lasting_needs = 0;  // of these, found to hold at the last follow-up
  std::int64_t lasting = 0;

  bool operator==(const EffectFigure&) const = default;
};

// Promised plans whose day has come, and those that wait for it.
struct PromiseFigures {
  std::int64_t made = 0;
  std::int64_t fell_due = 0;
  std::int64_t kept = 0;  // of those that fell due, by the last re-check
  std::int64_t not_kept = 0;
  std::int64_t unchecked = 0;

  bool operator==(const PromiseFigures&) const = default;
};

}  // namespace zhuqi
