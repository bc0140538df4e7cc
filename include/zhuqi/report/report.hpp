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
#include <zhuqi/report/doors.hpp>
#include <zhuqi/report/fairness.hpp>
#include <zhuqi/report/policies.hpp>
#include <zhuqi/report/workload.hpp>

namespace zhuqi {

// Which needs a report is about: all parts that are given must hold.
struct ReportQuery {
  std::optional<Instant> from;   // registered at this instant or later
  std::optional<Instant> until;  // registered before this instant
  std::string region;            // of the enterprise at registration: a region code; those inside it too
  DepartmentId department;       // leads it, or led it and gave it back
  bool reasons = false;          // with what was written where a need was lost: personal data

  bool operator==(const ReportQuery&) const = default;
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

  std::map<DepartmentId, std::string> names;  // of the departments that stand in this report, where they are known

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
  std::vector<Loss> losses;            // where needs fall out between found and confirmed; a need may count in several
  std::vector<WrittenReason> reasons;  // if the query asks for them; in the ledger's order
  std::vector<StageTime> stage_times;  // all first, then by department
  std::vector<RateFigure> doors;       // rolling shutter, glass door, revolving door, last mile
  std::vector<RoundTrip> circles;      // most needs first
  Durations to_confirm;  // elapsed, from the resolution that stands to the enterprise's word: the last mile
  Trust trust;
  std::vector<EffectFigure> effects;  // by kind, then unit
  PromiseFigures promises;
  std::vector<Workload> workload;       // most open first, then by officer
  std::vector<TeamLoad> roles;          // the five, then the needs that were never dispatched
  std::vector<TeamLoad> groups;         // most open first, then by id; also those with nothing to do, if the query
                                        // names no department
  std::vector<FairGroup> fairness;      // small, private, remote, remote and micro
  std::vector<PolicyFigures> policies;  // by id; these two are empty if the query names a department
  std::optional<Population> population;
  std::optional<VisitFigures> visits;  // absent if the query names a department: a visit belongs to none

  bool operator==(const Report&) const = default;
};

// For a terminal: tables aligned by the width of characters. What could move a cursor or turn the direction
// of text is shown as U+FFFD.
std::string to_text(const Report& report, Language language = Language::chinese);

// One file for a browser, both languages in it, with a switch; pictures as SVG; no network, no script from elsewhere.
// Readable on a phone and in print. Whatever came from outside is inert.
std::string to_html(const Report& report);

// Every figure a row: section, item, figure, value, numerator, denominator, excluded. Inert in a spreadsheet. UTF-8.
std::string to_csv(const Report& report);

// Canonical JSON: keys sorted, whole numbers only.
std::string to_json_text(const Report& report);

}  // namespace zhuqi
