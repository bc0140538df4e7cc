// A case: how far the work on a need is. Always the fold of its events; holds no personal data.
#pragma once

#include <optional>
#include <string>
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
  resolved,     // the lead holds it solved; the enterprise is asked
  confirmed,    // the enterprise agrees
  closed,
};

// "in_progress"; 办理中.
std::string_view name(Stage stage);
std::string_view title(Stage stage);

struct CaseClock {
  ClockPlan plan;
  int stepped = 0;                 // how many of the plan's steps are recorded
  bool breached = false;           // its breach was recorded
  std::optional<Instant> stopped;  // absent: it runs

  bool operator==(const CaseClock&) const = default;
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
  OfficerId officer;
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
  std::optional<Instant> closed;
  CaseClock sign;     // of the last dispatch
  CaseClock resolve;  // of this round

  bool operator==(const Case&) const = default;
};

// State is the fold of events: the case after `event`, which happened at `at`. Total: an event that makes no sense in
// the state is applied as far as it goes; it is decide that refuses.
Case evolve(Case state, const CaseEvent& event, Instant at);

}  // namespace zhuqi
