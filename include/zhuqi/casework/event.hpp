// What happens to a need. Events are never changed: a new kind of fact is a new event or a new optional field.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <zhuqi/casework/command.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/model/need.hpp>
#include <zhuqi/model/organisation.hpp>
#include <zhuqi/sla/clock.hpp>

namespace zhuqi {

// A need that may say the same: who registers is told.
struct SimilarNeed {
  NeedId need;
  std::string likeness;  // "likely_the_same", "possibly_related"
  int alike = 0;         // shared words of all, in thousandths

  bool operator==(const SimilarNeed&) const = default;
};

// need.registered: its age starts, and never stops.
struct NeedRegistered {
  Need need;
  std::string region;                     // of the enterprise, at that time
  GroupId group;                          // the enterprise's service group, at that time
  std::string urgency;                    // as routed: normal, high, urgent
  SlaPolicy policy;                       // what it stands under from now on
  ClockPlan resolve;                      // counts from registration, survives return and dispatch
  std::vector<ClockPlan> clocks = {};     // the others that start here: contact, plan
  std::vector<SimilarNeed> similar = {};  // the most alike first
};

// need.dispatched: it has a lead. The sign clock starts anew.
struct NeedDispatched {
  DepartmentId lead;
  std::vector<DepartmentId> supporting;
  OfficerId officer;    // of the enterprise's service group, by the role that the table asks for
  std::string rule;     // of the routing table; empty if dispatched by hand
  std::string because;  // in words; quotes the table and the organisation, never what anybody wrote of the need
  ClockPlan sign;
  Role role = Role::general;  // that the need asks of the officer
  std::string reason = {};    // personal; of a dispatch by hand
  NeedId precedent = {};      // the last need of this row of the table whose lead was ruled
};

// need.reassigned: another officer accompanies it; whoever did so before does not any more.
struct NeedReassigned {
  OfficerId officer;
  std::string because;
};

struct NeedSigned {};  // need.signed
struct NeedReturned {  // need.returned
  std::string reason;  // personal
  DepartmentId suggested;
};
struct NeedStarted {  // need.started
  std::string note;   // personal
};
struct NeedContacted {  // need.contacted
  Instant when;
  std::string with;  // personal
  std::string how;
  std::string note;  // personal
};
struct NeedPlanned {  // need.planned
  std::string text;   // personal
};
struct NeedSuspended {     // need.suspended: the running clocks stand still
  std::string reason;      // personal
  std::string allowed_by;  // officer or host
};
struct NeedResumed {              // need.resumed
  std::string note;               // personal
  std::vector<ClockPlan> clocks;  // those that stood still, with the pause taken in
};
struct ExtensionRequested {  // extension.requested
  Span span;
  std::string reason;  // personal
  std::string by;      // the actor
};
struct ExtensionApproved {  // extension.approved
  std::string note;         // personal
  ClockPlan resolve;
};
struct ExtensionRefused {  // extension.refused
  std::string reason;      // personal
};
struct NeedResolved {  // need.resolved
  std::string answer;  // personal
  std::optional<Date> promised = {};
  std::vector<ClockPlan> clocks = {};  // callback; recheck, if a date was promised
  CaseOutcome outcome = CaseOutcome::solved;
  std::string reason = {};  // personal; of not_possible
  std::optional<Effect> effect = {};
  NeedId answered_by = {};  // the need into which it was merged; empty: it was answered itself
};
struct NeedConfirmed {};  // need.confirmed
struct NeedDisputed {     // need.disputed
  std::string reason;     // personal
};
struct NeedReopened {  // need.reopened: a new round; the lead keeps it. A resolve clock that still runs goes on
  std::string cause;   // "disputed", "rated", "reopened", "effect", "promise", "withdrawal"
  ClockPlan resolve;
  std::string reason = {};                   // personal
  std::vector<std::string> recipients = {};  // who is told: its lead department, its officer
};
struct NeedRated {  // need.rated
  int level = 0;
  std::string comment;  // personal
};
struct NeedClosed {                    // need.closed
  std::vector<ClockPlan> clocks = {};  // followup
};
struct NeedCommented {  // need.commented
  std::string text;     // personal
};

struct NeedAccepted {  // need.accepted
  std::string note;    // personal
};
struct NeedDeclined {  // need.declined
  std::string reason;  // personal
};
struct NeedRuled {  // need.ruled: the dispatch follows
  DepartmentId lead;
  std::string reason;  // personal
};
struct NeedTransferred {  // need.transferred: the dispatch follows
  DepartmentId from;
  std::string reason;  // personal
};
struct SupportAdded {  // support.added
  DepartmentId department;
  std::string task;  // personal
  std::optional<Span> within;
  std::vector<DepartmentId> after;
  std::vector<ClockPlan> clocks;  // its own, if it can begin
};
struct SupportCancelled {  // support.cancelled
  DepartmentId department;
  std::string reason;             // personal
  std::vector<ClockPlan> clocks;  // of those that can begin now
};
struct SupportReported {  // support.reported
  DepartmentId department;
  std::string report;             // personal
  std::vector<ClockPlan> clocks;  // of those that can begin now
};
struct NeedUrged {   // need.urged
  std::string note;  // personal
};
struct NeedSupervised {     // need.supervised
  std::string instruction;  // personal
};
struct NeedFollowedUp {  // need.followed_up
  bool holds = false;
  std::string note;  // personal
};
struct NeedRechecked {  // need.rechecked
  bool kept = false;
  std::string note;  // personal
};
struct NeedWithdrawn {                 // need.withdrawn: all clocks stop but that of resolving
  std::string reason;                  // personal
  std::string by;                      // the actor
  std::vector<ClockPlan> clocks = {};  // callback
};
struct WithdrawalChecked {  // withdrawal.checked
  bool of_own_will = false;
  std::string with;  // personal
  std::string how;
};
struct NeedMerged {  // need.merged
  NeedId into;
  std::string reason;  // personal
};
struct NeedAbsorbed {  // need.absorbed: another was merged into it
  NeedId need;
};
struct NeedAttached {     // need.attached
  std::string name;       // personal
  std::string reference;  // personal
  std::string sha256;
};
struct NeedCorrected {  // need.corrected
  std::int64_t event = 0;
  std::string text;    // personal
  std::string reason;  // personal
};
struct NeedArchived {};  // need.archived
struct NeedRedacted {    // need.redacted: personal data of the events before it is gone
  std::string reason;
};

// clock.stepped: a step of a ladder fell due. `at` of the event is the instant on which it did.
struct ClockStepped {
  std::string clock;
  int index = 0;  // of the plan's steps
  std::string kind;
  std::string tell;
  std::vector<std::string> recipients;  // officers or departments, as the organisation in force had it
  std::optional<Instant> tell_at = {};  // from when it may be told; absent in ledgers of old: told already
};

// clock.settled: the calendar has learnt the days that a provisional clock was waiting for.
struct ClockSettled {
  ClockPlan plan;
};

// clock.recalculated: a policy or a calendar was published, to hold for open needs too.
struct ClocksRecalculated {
  std::optional<SlaPolicy> policy;  // what it stands under from now on; absent: as before
  std::vector<ClockPlan> clocks;    // with start, pauses and extensions as they were
};

using CaseEvent =
    std::variant<NeedRegistered, NeedDispatched, NeedReassigned, NeedSigned, NeedReturned, NeedStarted, NeedContacted,
                 NeedPlanned, NeedSuspended, NeedResumed, ExtensionRequested, ExtensionApproved, ExtensionRefused,
                 NeedResolved, NeedConfirmed, NeedDisputed, NeedReopened, NeedRated, NeedClosed, NeedCommented,
                 ClockStepped, ClockSettled, ClocksRecalculated, NeedDeclined, NeedRuled, NeedTransferred, SupportAdded,
                 SupportCancelled, SupportReported, NeedUrged, NeedSupervised, NeedFollowedUp, NeedRechecked,
                 NeedWithdrawn, WithdrawalChecked, NeedMerged, NeedAbsorbed, NeedAttached, NeedCorrected, NeedArchived,
                 NeedRedacted, NeedAccepted>;

// The clocks that an event starts or puts anew; they live as long as the event.
std::vector<const ClockPlan*> clocks_in(const CaseEvent& event);

}  // namespace zhuqi
