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

namespace {

constexpr std::size_t longest_text = 10'000;  // characters are at most four bytes each

}  // namespace

void require_text(const std::string& text, const char* field) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    throw Refused(Code::invalid_argument, fmt::format("{} is missing", field), field);
  if (text.size() > 4 * longest_text)
    throw Refused(Code::too_large, fmt::format("{} is longer than {} characters", field, longest_text), field);
}

void check_optional(const std::string& text, const char* field) {
  if (!text.empty()) require_text(text, field);
}

namespace {

const Department& require_department(const DepartmentId& id, const CaseContext& context, const char* field) {
  const auto& all = context.organisation->departments;
  const auto found = std::find_if(all.begin(), all.end(), [&](const Department& d) { return d.id == id; });
  if (found == all.end())
    throw Refused(Code::not_found, fmt::format("{}: there is no department «{}»", field, id.str().substr(0, 60)),
                  field);
  return *found;
}

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
    return {NeedDispatched{command.lead,
                           command.supporting,
                           context.officer,
                           {},
                           fmt::format("人工派单至{}:{}{}{}", lead.name, command.reason,
                                       context.officer_because.empty() ? "" : "; ", context.officer_because),
                           clock_of("sign", state, context),
                           state.role}};
  }
  Events operator()(const Sign&) const { return {NeedSigned{}}; }
  Events operator()(const Return& command) const {
    require_text(command.reason, "reason");
    require_department(command.suggested, context, "suggested");
    if (command.suggested == state.lead)
      throw Refused(Code::invalid_argument, "suggested: the department that returns cannot suggest itself",
                    "suggested");
    return {NeedReturned{command.reason, command.suggested}};
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
    return {NeedDisputed{command.reason}, NeedReopened{"disputed", clock_of("resolve", state, context)}};
  }
  Events operator()(const Rate& command) const {
    if (command.level < 1 || command.level > 5)
      throw Refused(Code::invalid_argument, "level: a rating is 1 (非常不满意) to 5 (非常满意)", "level");
    if (state.rating != 0)
      throw Refused(Code::illegal_state, fmt::format("{} is rated already in this round", state.id.str()), "stage");
    check_optional(command.comment, "comment");
    Events events{NeedRated{command.level, command.comment}};
    const bool reopens = command.level <= 2 && state.stage != Stage::closed;
    if (reopens) events.push_back(NeedReopened{"rated", clock_of("resolve", state, context)});
    return events;
  }
  Events operator()(const Close&) const {
    return {NeedClosed{start_stages(state.policy, {"followup"}, context.at, *context.calendar)}};
  }
  Events operator()(const Comment& command) const {
    require_text(command.text, "text");
    return {NeedCommented{command.text}};
  }
};

}  // namespace

std::vector<CaseEvent> decide(const Case& state, const CaseCommand& command, const CaseContext& context) {
  authorise(state, name(command), context.actor);
  return std::visit(Decide{state, context}, command);
}

}  // namespace zhuqi
