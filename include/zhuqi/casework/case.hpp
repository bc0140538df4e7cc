// A case: how far the work on a need is. Always the fold of its events; holds no personal data.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/casework/event.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/sla/clock.hpp>

namespace zhuqi {

enum class Stage {
  none,         // no event yet
  registered,   // no department has it: routing found none
  dispatched,   // waits for the lead's signature
  returned,     // given back; waits for dispatch by hand
  signed_,      // the lead has it
  in_progress,  // the lead works on it
  suspended,    // nothing can go on until somebody else has acted; its clocks stand still
  resolved,     // the lead holds it solved; the enterprise is asked
  confirmed,    // the enterprise agrees
  closed,
  declined,   // not taken up, for a reason
  withdrawn,  // the enterprise asks no more; waits for an independent call-back
  merged,     // waits for the answer of another need
  archived,
};

// Every stage, in order of the enumeration, but none.
const std::vector<Stage>& all_stages();

// True if nobody has to do anything about it any more: closed, declined or archived.
bool is_over(Stage stage);

// "in_progress"; 办理中.
std::string_view name(Stage stage);
std::string_view title(Stage stage);

struct CaseClock {
  ClockPlan plan;
  std::vector<int> stepped;        // which of the plan's steps are recorded; ascending
  bool breached = false;           // its breach was recorded
  std::optional<Instant> paused;   // since when it stands still; absent: it does not
  std::optional<Instant> stopped;  // absent: it runs, or stands still

  bool runs() const { return !stopped && !paused; }
  // When it falls due; absent: it has stopped, stands still, or is provisional.
  std::optional<Instant> due() const { return runs() ? plan.due : std::nullopt; }
  bool is_provisional() const { return !stopped && !plan.due; }

  bool operator==(const CaseClock&) const = default;
};

struct Suspension {
  Instant since;
  Stage stage = Stage::none;  // to which it goes back

  bool operator==(const Suspension&) const = default;
};

struct ExtensionRequest {
  Span span;
  std::string by;  // the actor who asked
  Instant at;

  bool operator==(const ExtensionRequest&) const = default;
};

// How long one holder had the need, in microseconds of elapsed time.
struct Share {
  std::string holder;       // "department"; "dispatch": it waited to be dispatched; "enterprise": answered, and asked;
                            // "archive": confirmed; "closed"
  DepartmentId department;  // of holder "department"
  std::int64_t elapsed = 0;
  std::int64_t paused = 0;  // of it: while the need was suspended

  bool operator==(const Share&) const = default;
};

// What a department was asked for. The last one asked of it.
struct SupportTask {
  Instant asked;
  std::optional<Span> within;
  std::vector<DepartmentId> after;
  std::optional<Instant> done;  // reported, or cancelled
  bool cancelled = false;

  bool operator==(const SupportTask&) const = default;
};

struct Case {
  NeedId id;
  Stage stage = Stage::none;
  EnterpriseId enterprise;
  std::string region;
  GroupId group;
  ServiceItemId service_item;
  std::string source;
  std::string channel;
  std::string urgency;
  SlaPolicy policy;
  DepartmentId lead;  // exactly one after dispatch; empty while returned
  std::vector<DepartmentId> supporting;
  OfficerId officer;          // who accompanies it; empty: nobody was there or had room
  Role role = Role::general;  // that it asks of the officer
  std::string rule;
  std::string because;
  Instant registered;  // its age counts from here and never stops
  Instant last;        // `at` of the last event
  int round = 0;       // 1 from registration, one more at each reopening
  int dispatches = 0;
  std::vector<DepartmentId> returned_by;  // in order
  DepartmentId suggested;                 // by the last return, until the next dispatch
  int rating = 0;                         // 1 to 5 of this round; 0 = none
  std::optional<Instant> resolved;        // of this round
  std::optional<Instant> contacted;       // the first time
  std::optional<Instant> closed;
  std::optional<Date> promised;  // by the answer of this round
  std::optional<Suspension> suspension;
  std::optional<ExtensionRequest> extension;  // asked for, not decided
  int extensions = 0;                         // granted in this round
  std::map<std::string, CaseClock> clocks;    // by name; what each last started
  std::map<std::string, SupportTask> tasks;   // by department
  bool ruled = false;                         // its lead was ruled: no further return
  std::string routed_by;                      // the row of the routing table by which it first went somewhere
  std::optional<CaseOutcome> outcome;         // of this round
  std::vector<Effect> effects;                // of all rounds
  std::optional<Instant> accepted;            // taken up by the office: not declined any more
  int urged = 0;
  bool supervised = false;
  bool rechecked = false;        // the promise of this round was checked
  std::string withdrawn_by;      // who withdrew it; empty: it is not withdrawn
  NeedId merged_into;            // empty: it is not merged
  std::vector<NeedId> absorbed;  // what waits for its answer
  std::vector<Share> shares;     // up to `last`; in the order in which each first had it

  // A supporting task that is neither reported nor cancelled; null if there is none.
  const SupportTask* open_task(const DepartmentId& department) const;
  bool has_open_task() const;
  // How long a supporting task was given, if this is the clock of one that was asked for by so long: then the policy
  // does not say.
  std::optional<Span> own_time(std::string_view clock) const;

  // Null if there never was a clock of this name.
  const CaseClock* clock(std::string_view name) const;

  bool operator==(const Case&) const = default;
};

// State is the fold of events: the case after `event`, which happened at `at`. Total: an event that makes no sense in
// the state is applied as far as it goes; it is decide that refuses.
Case evolve(Case state, const CaseEvent& event, Instant at);

// How long each holder had it, up to `now`, not before the last event. They partition its age exactly: the sum of
// `elapsed` is now - registered.
std::vector<Share> shares(const Case& state, Instant now);

}  // namespace zhuqi
