// What a report keeps of one need: little, and nothing personal.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/casework/case.hpp>
#include <zhuqi/casework/event.hpp>

namespace zhuqi {

// How the runs of one clock of a need ended. Done at the due instant is in time.
struct ClockRecord {
  int in_time = 0;
  int late = 0;
  int extended = 0;     // of those in time: only because the deadline had been extended
  int given_back = 0;   // ended without what it asked for, and not late: returned, declined, withdrawn, merged
  int provisional = 0;  // ended before the calendar could say when it was due
  int not_due = 0;      // still running, in time: judged counts it, the fold never does
  bool running = false;
  bool paused = false;                // stands still: not over, whatever `due` was
  std::optional<Instant> due;         // of the present run; absent: provisional
  std::optional<Instant> unextended;  // the same, had no extension been approved

  void start(const ClockPlan& plan);
  void stop(Instant at);
  void give_back(Instant at);
  void extend(const std::optional<Instant>& until) { due = until; }
  void replace(const std::optional<Instant>& plan);  // settled, recalculated, or a pause taken in
  bool is_over(Instant as_of) const { return running && !paused && due && *due < as_of; }

  // As of an instant: the present run is counted too.
  ClockRecord judged(Instant as_of) const;
};

// A way in which it was lost, and what was written about it; the words are kept only if the report asks for them.
struct LossRecord {
  const char* name;
  std::int64_t seq = 0;
  DepartmentId department;
  std::string reason;
};

struct NeedRecord {
  NeedId id;
  std::int64_t order = 0;  // of registration, in the ledger
  bool counts = true;      // registered in the report's period; else it is only somebody's workload
  EnterpriseId enterprise;
  ServiceItemId service_item;
  std::string channel;
  Stage stage = Stage::none;
  DepartmentId lead;                      // at present
  std::vector<DepartmentId> returned_by;  // in order
  std::vector<DepartmentId> leads;        // every one that it was dispatched to, in order
  DepartmentId signer;                    // the first that signed
  OfficerId officer;                      // who accompanies it at present
  GroupId group;                          // of the enterprise, at registration
  std::optional<Role> role;               // that the last dispatch asks of the officer
  Instant registered{};
  std::optional<Instant> first_dispatch;
  std::optional<Instant> first_signature;
  std::optional<Instant> resolved;  // the resolution that stands
  std::optional<Instant> first_resolved;
  std::optional<Instant> confirmed;
  bool asked = false;  // was resolved at least once: the enterprise was asked
  int dispatches = 0;
  int reopened = 0;
  int vote = 0;  // the last one
  ClockRecord sign;
  ClockRecord resolve;
  Stage suspended_from = Stage::none;
  bool contacted = false;
  std::optional<Effect> effect;  // of the resolution that stands
  std::optional<bool> effect_holds;
  std::optional<Date> promised;  // the last promise
  std::optional<bool> promise_kept;
  std::vector<LossRecord> losses;

  // `seq` is the event's place in the ledger.
  void apply(const CaseEvent& event, Instant at, std::int64_t seq);

  bool is_open() const { return !is_over(stage); }
  bool is_resolved() const { return stage == Stage::resolved || is_confirmed(); }
  bool is_confirmed() const { return stage == Stage::confirmed || (is_over(stage) && resolved); }
  // Leads it, or led it and gave it back.
  bool concerns(const DepartmentId& department) const;
};

}  // namespace zhuqi
