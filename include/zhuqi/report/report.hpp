// The report: what a head of office asks, as values, as text, as JSON. Every figure is a count; a rate keeps its
// numerator, its denominator and what it leaves out, and is divided only where people read it. docs/report.md has the
// definitions.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// Which needs a report is about: all parts that are given must hold.
struct ReportQuery {
  std::optional<Instant> from;   // registered at this instant or later
  std::optional<Instant> until;  // registered before this instant
  std::string region;            // of the enterprise at registration: a region code; those inside it too
  DepartmentId department;       // leads it, or led it and gave it back

  bool operator==(const ReportQuery&) const = default;
};

// What a rate leaves out, and why.
struct Exclusion {
  std::string reason;
  std::int64_t count = 0;

  bool operator==(const Exclusion&) const = default;
};

struct RateFigure {
  std::string name;     // "on_time"
  std::string title;    // 按时办结率
  std::string formula;  // what is counted over what, in words
  std::int64_t numerator = 0;
  std::int64_t denominator = 0;
  std::vector<Exclusion> excluded;

  bool operator==(const RateFigure&) const = default;
};

// The needs of one department, service item or channel. The rows of a table add up to the whole, column by column.
struct ReportRow {
  std::string id;    // empty: the needs without one
  std::string name;  // empty: not known
  std::int64_t found = 0;
  std::int64_t open = 0;       // not closed
  std::int64_t resolved = 0;   // held solved at present: resolved, confirmed or closed
  std::int64_t confirmed = 0;  // of these, confirmed by the enterprise: confirmed or closed
  std::int64_t overdue = 0;    // not resolved, and the time to resolve is over
  std::int64_t returns = 0;    // by department: times that it gave a need back; else: times that these needs were

  bool operator==(const ReportRow&) const = default;
};

// Elapsed time, nights and holidays included. The p-th percentile is the smallest value that at least p % of the
// values do not exceed.
struct Durations {
  std::int64_t count = 0;           // without any, the rest is zero
  std::int64_t median_seconds = 0;  // cut to whole seconds
  std::int64_t p90_seconds = 0;

  bool operator==(const Durations&) const = default;
};

struct OpenNeed {
  NeedId id;
  EnterpriseId enterprise;
  DepartmentId lead;          // empty: none at present
  std::string lead_name;      // empty: not known
  std::string stage;          // "in_progress"
  std::int64_t age_days = 0;  // whole days since registration
  bool overdue = false;

  bool operator==(const OpenNeed&) const = default;
};

struct VisitFigures {
  std::int64_t made = 0;
  std::int64_t with_needs = 0;
  std::int64_t needs_found = 0;

  bool operator==(const VisitFigures&) const = default;
};

struct Report {
  Instant as_of{};
  ReportQuery query;
  std::int64_t ledger_seq = 0;  // the last event that was read

  std::int64_t found = 0;
  std::int64_t dispatched = 0;  // at least once; likewise signed
  std::int64_t signed_ = 0;
  std::int64_t resolved = 0;   // held solved at present: a reopened need is not
  std::int64_t confirmed = 0;  // of these, by the enterprise
  std::int64_t closed = 0;
  std::int64_t open = 0;  // not closed

  std::map<std::string, std::int64_t> stages;  // every stage by its name; a need is in exactly one
  std::vector<ReportRow> channels;             // these three: most found first, then by id
  std::vector<ReportRow> departments;          // by the lead at present
  std::vector<ReportRow> service_items;

  std::int64_t overdue = 0;        // needs not resolved whose time to resolve is over
  std::int64_t breached = 0;       // needs that were resolved late or are overdue, in any round
  std::int64_t sign_breaches = 0;  // dispatches not signed in time
  std::int64_t returns = 0;        // times that a department gave a need back
  std::int64_t reopened = 0;       // needs reopened at least once

  std::map<std::string, std::int64_t> votes;  // needs by their last vote, "1" to "5"; those without one: "none"
  std::vector<RateFigure> rates;
  Durations time_to_sign;              // from the first dispatch to the first signature
  Durations time_to_resolve;           // from registration to the resolution that stands
  std::vector<OpenNeed> oldest;        // the five oldest open needs
  std::optional<VisitFigures> visits;  // absent if the query names a department: a visit belongs to none

  bool operator==(const Report&) const = default;
};

// For a terminal: Chinese, tables aligned by the width of characters. What could move a cursor or turn the direction
// of text is shown as U+FFFD.
std::string to_text(const Report& report);

// Canonical JSON: keys sorted, whole numbers only.
std::string to_json_text(const Report& report);

}  // namespace zhuqi
