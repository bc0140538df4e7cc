#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/casework/decide.hpp>

#include "base/variants.hpp"
#include "casework/decide_parts.hpp"
#include "casework/documents.hpp"
#include "casework/permissions.hpp"

namespace zhuqi {

std::string_view name(const CaseCommand& command) { return kind_of(command); }

void authorise(const Case& state, std::string_view command, const Relations& actor) {
  bool ever = false;
  std::string stages;
  for (const auto& row : permissions()) {
    if (row.command != command || !holds(row.relation, actor)) continue;
    ever = true;
    if (std::find(row.stages.begin(), row.stages.end(), state.stage) != row.stages.end()) return;
    for (const Stage stage : row.stages)
      if (stages.find(name(stage)) == std::string::npos)
        stages += fmt::format("{}{}", stages.empty() ? "" : ", ", name(stage));
  }
  if (!ever)
    throw Refused(Code::not_allowed, fmt::format("this actor may not give the command {} here", command), "actor");
  throw Refused(
      Code::illegal_state,
      fmt::format("{} is {}: {} is possible only when it is {}", state.id.str(), name(state.stage), command, stages),
      "stage");
}

namespace {}  // namespace

const Department& require_department(const DepartmentId& id, const CaseContext& context, const char* field) {
  const auto& all = context.organisation->departments;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Department& d) { return d.id == id; });
  if (found == all.end())
    throw Refused(Code::not_found, fmt::format("{}: there is no department «{}»", field, id.str().substr(0, 60)),
                  field);
  return *found;
}

namespace {

// The clock that every policy gives.
ClockPlan clock_of(const char* stage, const Case& state, const CaseContext& context) {
  return start_stages(state.policy, {stage}, context.at, *context.calendar).at(0);
}

// One function per command: what happens, given that the actor may and the stage fits.
struct Decide {
  const Case& state;
  const CaseContext& context;

  Events operator()(const Dispatch& command) const {
    require_text(command.reason, "reason");
    const auto& lead = require_department(command.lead, context, "lead");
    for (const auto& id : command.supporting) {
      require_department(id, context, "supporting");
      if (id == command.lead)
        throw Refused(Code::invalid_argument, "supporting: the lead cannot support itself", "supporting");
    }
    return dispatch_to(state, lead, command.supporting, fmt::format("人工派单至{}", lead.name), command.reason,
                       context);
  }
  Events operator()(const Sign&) const { return {NeedSigned{}}; }
  Events operator()(const Return& command) const {
    require_text(command.reason, "reason");
    require_department(command.suggested, context, "suggested");
    if (command.suggested == state.lead)
      throw Refused(Code::invalid_argument, "suggested: the department that returns cannot suggest itself",
                    "suggested");
    check_return(state, context);
    Events events = cancel_tasks(state, "主办部门退单");
    events.push_back(NeedReturned{command.reason, command.suggested});
    return events;
  }
  Events operator()(const Start& command) const {
    check_optional(command.note, "note");
    return {NeedStarted{command.note}};
  }
  Events operator()(const Contact& command) const { return decide_contact(state, command, context); }
  Events operator()(const Plan& command) const {
    require_text(command.text, "text");
    return {NeedPlanned{command.text}};
  }
  Events operator()(const Suspend& command) const { return decide_suspend(state, command, context); }
  Events operator()(const Resume& command) const { return decide_resume(state, command, context); }
  Events operator()(const RequestExtension& command) const { return decide_request(state, command, context); }
  Events operator()(const ApproveExtension& command) const { return decide_approve(state, command, context); }
  Events operator()(const RefuseExtension& command) const { return decide_refuse(state, command, context); }
  Events operator()(const Resolve& command) const { return decide_resolve(state, command, context); }
  Events operator()(const Confirm&) const { return {NeedConfirmed{}}; }
  Events operator()(const Dispute& command) const {
    require_text(command.reason, "reason");
    return {NeedDisputed{command.reason}, reopened(state, "disputed", {}, context)};
  }
  Events operator()(const Rate& command) const {
    if (command.level < 1 || command.level > 5)
      throw Refused(Code::invalid_argument, "level: a rating is 1 (非常不满意) to 5 (非常满意)", "level");
    if (state.rating != 0)
      throw Refused(Code::illegal_state, fmt::format("{} is rated already in this round", state.id.str()), "stage");
    check_optional(command.comment, "comment");
    Events events{NeedRated{command.level, command.comment}};
    const bool reopens = command.level <= 2 && state.stage != Stage::closed;
    if (reopens) events.push_back(reopened(state, "rated", {}, context));
    return events;
  }
  Events operator()(const Close&) const {
    // Resolving asks for the same: this holds for what was resolved in a ledger of old.
    if (state.has_open_task())
      throw Refused(Code::illegal_state, fmt::format("{}: a supporting task is open", state.id.str()), "need");
    return {NeedClosed{start_stages(state.policy, {"followup"}, context.at, *context.calendar)}};
  }
  Events operator()(const Comment& command) const {
    require_text(command.text, "text");
    return {NeedCommented{command.text}};
  }
  Events operator()(const Accept& command) const {
    check_optional(command.note, "note");
    if (state.accepted)
      throw Refused(Code::illegal_state, fmt::format("{} is accepted already", state.id.str()), "need");
    return {NeedAccepted{command.note}};
  }
  Events operator()(const Decline& command) const { return decide_decline(state, command, context); }
  Events operator()(const Rule& command) const { return decide_rule(state, command, context); }
  Events operator()(const Transfer& command) const { return decide_transfer(state, command, context); }
  Events operator()(const AddSupport& command) const { return decide_add(state, command, context); }
  Events operator()(const CancelSupport& command) const { return decide_cancel(state, command, context); }
  Events operator()(const ReportSupport& command) const { return decide_report(state, command, context); }
  Events operator()(const Urge& command) const {
    check_optional(command.note, "note");
    return {NeedUrged{command.note}};
  }
  Events operator()(const Supervise& command) const {
    require_text(command.instruction, "instruction");
    return {NeedSupervised{command.instruction}};
  }
  Events operator()(const FollowUp& command) const { return decide_follow_up(state, command, context); }
  Events operator()(const Recheck& command) const { return decide_recheck(state, command, context); }
  Events operator()(const Reopen& command) const {
    require_text(command.reason, "reason");
    return {reopened(state, "reopened", command.reason, context)};
  }
  Events operator()(const Withdraw& command) const { return decide_withdraw(state, command, context); }
  Events operator()(const CheckWithdrawal& command) const { return decide_check(state, command, context); }
  Events operator()(const Merge& command) const { return decide_merge(state, command, context); }
  Events operator()(const Attach& command) const {
    require_text(command.name, "name");
    require_text(command.reference, "reference");
    const bool is_hash =
        command.sha256.size() == 64 && command.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!is_hash) throw Refused(Code::invalid_argument, "sha256: expected 64 lower-case hexadecimal digits", "sha256");
    return {NeedAttached{command.name, command.reference, command.sha256}};
  }
  Events operator()(const Correct& command) const {
    require_text(command.text, "text");
    require_text(command.reason, "reason");
    return {NeedCorrected{command.event, command.text, command.reason}};
  }
  Events operator()(const Archive&) const { return decide_archive(state, context); }
  Events operator()(const Redact& command) const {
    require_text(command.reason, "reason");
    return {NeedRedacted{command.reason}};
  }
};

}  // namespace

Events dispatch_to(const Case& state, const Department& lead, std::vector<DepartmentId> supporting,
                   const std::string& why, const std::string& reason, const CaseContext& context) {
  Events events;
  Case under = state;
  if (context.policy && *context.policy != state.policy) {
    if (auto changed = recalculated(state, *context.policy, *context.calendar)) events.push_back(*std::move(changed));
    under.policy = *context.policy;
  }
  events.push_back(NeedDispatched{lead.id,
                                  std::move(supporting),
                                  context.officer,
                                  {},
                                  why + (context.officer_because.empty() ? "" : "; ") + context.officer_because,
                                  clock_of("sign", under, context),
                                  state.role,
                                  reason,
                                  {}});
  return events;
}

NeedReopened reopened(const Case& state, const char* cause, const std::string& reason, const CaseContext& context) {
  const CaseClock* resolve = state.clock("resolve");
  const bool goes_on = resolve && !resolve->stopped;
  NeedReopened event{
      cause, goes_on ? settle(resolve->plan, *context.calendar) : clock_of("resolve", state, context), reason, {}};
  if (!state.lead.empty()) event.recipients.push_back(state.lead.str());
  if (!state.officer.empty()) event.recipients.push_back(state.officer.str());
  return event;
}

std::vector<CaseEvent> decide(const Case& state, const CaseCommand& command, const CaseContext& context) {
  authorise(state, name(command), context.actor);
  return std::visit(Decide{state, context}, command);
}

}  // namespace zhuqi
