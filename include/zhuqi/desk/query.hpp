// What can be asked of a desk, and what it answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/casework/case.hpp>
#include <zhuqi/coordination/circles.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/model/need.hpp>

namespace zhuqi {

// All parts that are given must hold.
struct NeedQuery {
  std::optional<Stage> stage;
  bool open_only = false;   // not closed, declined or archived
  EnterpriseId enterprise;  // empty = any; likewise below
  DepartmentId department;  // leads or supports
  OfficerId officer;
  std::string region;                 // a region code; those inside it too
  std::optional<Instant> due_before;  // resolve due before this instant
  // At risk: less than so many seconds of working time from now until resolve is due, or overdue; 1 or more. Where the
  // calendar does not reach so far, all that are due.
  std::optional<std::int64_t> remaining_below;
  std::int64_t limit = 100;  // at most 10,000
};

struct NeedSummary {
  NeedId id;
  Stage stage = Stage::registered;
  EnterpriseId enterprise;
  std::string enterprise_name;
  ServiceItemId service_item;
  DepartmentId lead;
  std::string lead_name;
  OfficerId officer;
  Instant registered;
  std::optional<Instant> due;  // of resolving; absent: not running, or provisional
  bool overdue = false;        // a breach of resolving was recorded in this round
  // Seconds of working time from now until due, by the calendar in force; negative: since then. Absent as `due` is, or
  // where the calendar does not reach.
  std::optional<std::int64_t> remaining_seconds;

  bool operator==(const NeedSummary&) const = default;
};

// One event of a need, as people read it.
struct HistoryLine {
  std::int64_t seq = 0;
  std::string kind;
  Instant at;
  std::string actor;
  std::string text;

  bool operator==(const HistoryLine&) const = default;
};

struct NeedView {
  NeedSummary summary;
  Case state;  // the fold of its events
  Need need;   // text and contact are empty after redaction
  std::vector<HistoryLine> history;
};

// Why the routing table sent a need where it went, or why another rule did not.
struct RoutingExplanation {
  NeedId need;
  std::int64_t event = 0;  // sequence number of the event that dispatched it
  DecisionTable table;     // that was in force then
  std::string rule;        // the id of the rule that decided, as recorded; empty: none did
  std::string because;     // as recorded; it quotes the table and the organisation, never the need
  // By the table with the values that it saw: those of the enterprise as it was then, and what the need said. Absent
  // if the need is redacted, for what it said is gone.
  std::optional<Explanation> why;
};

// {"need":…,"event":17,"table":hash,"rule":"R2","because":…,"redacted":false,"why":{…}}: `rule` null if none decided,
// `why` as to_json_text gives an Explanation, null if the need is redacted.
std::string to_json_text(const RoutingExplanation& explanation);
// How long one holder had a need: see Share.
struct HolderShare {
  std::string holder;
  DepartmentId department;
  std::string name;  // of the department, as the organisation has it now
  std::int64_t elapsed = 0;
  std::int64_t paused = 0;

  bool operator==(const HolderShare&) const = default;
};

// Whose time the age of a need was, up to `at`; all in microseconds of elapsed time.
struct NeedShares {
  NeedId need;
  Instant at;
  std::int64_t age = 0;             // since registration
  std::vector<HolderShare> shares;  // in the order in which each first had it; their `elapsed` sum to `age` exactly
};

// What a supporting department was asked for. Instants are absent where nobody said how long it has, or the calendar
// does not reach.
struct SupportView {
  DepartmentId department;
  std::string name;  // as the organisation has it now
  Instant asked;
  std::vector<DepartmentId> after;  // whose tasks it waits for
  std::optional<Instant> done;      // reported, or cancelled
  bool cancelled = false;
  std::optional<Instant> start, due;  // when it could, or can by plan, begin; when it must be reported
  std::optional<Instant> expected;    // as it stands: when it was done, else not before now
  bool critical = false;
  bool late = false;
  std::vector<DepartmentId> holds_up;  // if late: who waits for it, directly or not

  bool operator==(const SupportView&) const = default;
};

// The supporting tasks of a need together.
struct NeedTasks {
  NeedId need;
  std::vector<SupportView> tasks;      // what is waited for comes first
  std::vector<DepartmentId> critical;  // the chain that decides the joint due date, from first to last
  std::optional<Instant> due;          // of all together
  std::optional<Instant> expected;

  bool operator==(const NeedTasks&) const = default;
};

// A need that came back to a department that had it.
struct NeedCircle {
  NeedId need;
  std::vector<Comeback> comebacks;
};

// Where needs go round in circles: the newest such needs first, and the pairs of departments that send needs to each
// other most.
struct Circles {
  std::vector<NeedCircle> needs;
  std::vector<Exchange> pairs;
};

// How one policy fits one enterprise.
struct PolicyMatch {
  PolicyId policy;
  std::string title;
  std::string verdict;               // "match", "no match", "unknown"
  std::string because;               // the first failing condition with its value, or what is missing
  std::vector<std::string> missing;  // facts that would decide it

  bool operator==(const PolicyMatch&) const = default;
};

}  // namespace zhuqi
