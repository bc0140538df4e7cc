// The decider: state + command + context → events, or a refusal. A pure function.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/casework/case.hpp>
#include <zhuqi/casework/command.hpp>
#include <zhuqi/casework/event.hpp>
#include <zhuqi/model/organisation.hpp>

namespace zhuqi {

// How the actor stands to the need; several may hold. Worked out by the desk from the published organisation.
struct Relations {
  bool host = false;        // the embedding system itself
  bool enterprise = false;  // the enterprise whose need it is
  bool group = false;       // a member of the enterprise's service group
  bool lead = false;        // acts for the lead department
  bool supporting = false;  // acts for a supporting department
  bool above = false;       // supervisor of a department above the lead, or of the lead itself
  bool higher = false;      // supervisor of a level above the one that supervises the lead
  bool administrator = false;
  bool self = false;  // the officer whom the command names as the one who acted

  bool any() const {
    return host || enterprise || group || lead || supporting || above || higher || administrator || self;
  }
};

// What the decision needs besides state and command, all as of `at`.
struct CaseContext {
  Instant at;
  Relations actor;
  std::string actor_name;  // "officer:O-001"
  Relations named;         // of the officer whom the command names as the one who allowed it
  const Calendar* calendar = nullptr;
  const Organisation* organisation = nullptr;
  OfficerId officer;                     // for a dispatch: who accompanies it
  std::string officer_because;           // and why; empty: whoever did so before
  DepartmentId department;               // of the actor; empty: none
  std::optional<SlaPolicy> policy = {};  // that the need is to stand under with its new lead; absent: as before
  std::vector<NeedId> waiting = {};      // the needs that are merged into this one and not answered
  std::optional<Case> into = {};         // for a merge: the other need; absent: there is none that the actor may see
};

// Throws Refused(illegal_state) if the command does not fit the stage, Refused(not_allowed) if the actor may not,
// Refused(invalid_argument) if something is missing in the command.
std::vector<CaseEvent> decide(const Case& state, const CaseCommand& command, const CaseContext& context);

// The steps of all clocks that fell due before `now` and are not recorded, by instant (at the same one by the clock's
// name). What is done at the due instant itself is still in time, and a step of that instant has not come yet. A clock
// that stands still has none. Recipients are left empty: the desk fills them in.
struct DueStep {
  ClockStepped event;
  Instant at;
};
std::vector<DueStep> due_steps(const Case& state, Instant now);

// The next instant on which a step falls due; absent if none is planned.
std::optional<Instant> next_step(const Case& state);

// The clocks of these stages that the policy has, started at `start`.
std::vector<ClockPlan> start_stages(const SlaPolicy& policy, std::initializer_list<std::string_view> stages,
                                    Instant start, const Calendar& calendar);

// What puts all clocks that have not stopped anew under `policy` and `calendar`, with start, pauses and extensions as
// they were; a clock whose stage the policy does not have any more ends. Absent: nothing changes. A stage that is new
// starts no clock: its beginning lies in the past.
std::optional<ClocksRecalculated> recalculated(const Case& state, const SlaPolicy& policy, const Calendar& calendar);

// Throws Refused(not_allowed) if the permission table lets no such actor give this command at any stage, and
// Refused(illegal_state) if not at the stage that the need is in.
void authorise(const Case& state, std::string_view command, const Relations& actor);

// Who may do what: one table. A row allows a command in some stages to actors of one relation.
struct Permission {
  std::string_view command;   // "sign"
  std::string_view relation;  // "lead"
  std::vector<Stage> stages;
};
const std::vector<Permission>& permissions();

// The table as Markdown, for the docs.
std::string permissions_markdown();

// "sign" for Sign: the name of a command in documents, refusals and the permission table.
std::string_view name(const CaseCommand& command);

}  // namespace zhuqi
