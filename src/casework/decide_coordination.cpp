// Several departments on one need, and several needs with one answer.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/coordination/tasks.hpp>

#include "casework/decide_parts.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t most_merged = 1'000;  // one answer is written to all of them

// Those who support it under a new lead: a department does not support itself.
std::vector<DepartmentId> supporting_under(const Case& state, const DepartmentId& lead) {
  auto all = state.supporting;
  std::erase(all, lead);
  return all;
}

Events cancel_own_task(const Case& state, const DepartmentId& lead) {
  if (!state.open_task(lead)) return {};
  return {SupportCancelled{lead, "转为主办", {}}};
}

// The clock of a task that can begin at `start`; none if neither the command nor the policy says how long it has.
std::vector<ClockPlan> task_clock(const Case& state, const std::string& department, const std::optional<Span>& within,
                                  const CaseContext& context) {
  const StagePolicy* policy = state.policy.stage("support");
  if (!within && !policy) return {};
  StagePolicy stage = policy ? *policy : StagePolicy{*within, parse_ladder("")};
  if (within) stage.target = *within;
  return {start_clock("support:" + department, context.at, stage, *context.calendar)};
}

bool is_ready(const Case& state, const std::vector<DepartmentId>& after) {
  return std::none_of(after.begin(), after.end(), [&](const auto& id) { return state.open_task(id) != nullptr; });
}

// The clocks of the tasks that waited for `finished` alone.
std::vector<ClockPlan> clocks_after(const Case& state, const DepartmentId& finished, const CaseContext& context) {
  Case then = state;
  then.tasks[finished.str()].done = context.at;
  std::vector<ClockPlan> clocks;
  for (const auto& [department, task] : state.tasks) {
    if (task.done || is_ready(state, task.after) || !is_ready(then, task.after)) continue;
    for (auto& clock : task_clock(state, department, task.within, context)) clocks.push_back(std::move(clock));
  }
  return clocks;
}

void check_order(const Case& state, const AddSupport& command) {
  std::vector<Task> tasks;
  for (const auto& [department, task] : state.tasks) {
    if (task.done || department == command.department.str()) continue;
    Task open{department, DepartmentId(department), {}, {}, {}, false};
    for (const auto& id : task.after)
      if (state.open_task(id)) open.after.push_back(id.str());
    tasks.push_back(std::move(open));
  }
  Task asked{command.department.str(), command.department, {}, {}, {}, false};
  for (const auto& id : command.after) asked.after.push_back(id.str());
  tasks.push_back(std::move(asked));
  if (tasks.size() > most_tasks)
    refuse(Code::too_large, fmt::format("{} has {} open supporting tasks already", state.id.str(), most_tasks), "need");
  if (const auto wrong = faults(tasks); !wrong.empty())
    refuse(Code::invalid_argument, "after: " + wrong.front(), "after");
}

}  // namespace

Events cancel_tasks(const Case& state, const std::string& reason) {
  Events events;
  for (const auto& [department, task] : state.tasks)
    if (!task.done) events.push_back(SupportCancelled{DepartmentId(department), reason, {}});
  return events;
}

void check_return(const Case& state, const CaseContext& context) {
  const ReturnPolicy& returns = state.policy.returns;
  const auto times = std::ssize(state.returned_by);
  if (state.ruled)
    refuse(Code::illegal_state,
           fmt::format("{}: who leads it was ruled, and it is not returned any more", state.id.str()), "need");
  if (returns.most && times >= *returns.most)
    refuse(Code::illegal_state,
           fmt::format("{}: returned {} times, as often as policy {} allows: ask for a ruling", state.id.str(), times,
                       state.policy.name),
           "need");
  if (!returns.within) return;
  const Instant dispatched = state.clocks.at("sign").plan.start;
  const auto until = start_clock({}, dispatched, *returns.within, {}, *context.calendar).due;
  if (until && *until < context.at)
    refuse(Code::illegal_state,
           fmt::format("{}: dispatched {}; it is returned within {}, by {}: ask for a ruling", state.id.str(),
                       to_string(dispatched), to_string(*returns.within), to_string(*until)),
           "need");
}

namespace {

void check_ruler(const Case& state, const CaseContext& context) {
  const Ruler ruler = state.policy.returns.ruler;
  const Relations& actor = context.actor;
  if (ruler == Ruler::above || actor.administrator || actor.host || (ruler == Ruler::higher && actor.higher)) return;
  refuse(Code::not_allowed,
         fmt::format("policy {}: only {} rules", state.policy.name,
                     ruler == Ruler::higher ? "the level above the lead's superior" : "an administrator"),
         "actor");
}

}  // namespace

Events decide_rule(const Case& state, const Rule& command, const CaseContext& context) {
  require_text(command.reason, "reason");
  const auto& lead = require_department(command.lead, context, "lead");
  check_ruler(state, context);
  Events events = cancel_own_task(state, lead.id);
  events.push_back(NeedRuled{lead.id, command.reason});
  for (auto& event :
       dispatch_to(state, lead, supporting_under(state, lead.id), fmt::format("裁定由{}主办", lead.name), {}, context))
    events.push_back(std::move(event));
  return events;
}

Events decide_transfer(const Case& state, const Transfer& command, const CaseContext& context) {
  require_text(command.reason, "reason");
  const auto& lead = require_department(command.lead, context, "lead");
  if (lead.id == state.lead) refuse(Code::invalid_argument, "lead: it leads the need already", "lead");
  if (state.ruled)
    refuse(Code::illegal_state, fmt::format("{}: who leads it was ruled; only a ruling changes it", state.id.str()),
           "need");
  Events events = cancel_own_task(state, lead.id);
  events.push_back(NeedTransferred{state.lead, command.reason});
  for (auto& event :
       dispatch_to(state, lead, supporting_under(state, lead.id), fmt::format("转派至{}", lead.name), {}, context))
    events.push_back(std::move(event));
  return events;
}

Events decide_add(const Case& state, const AddSupport& command, const CaseContext& context) {
  require_text(command.task, "task");
  require_department(command.department, context, "department");
  if (command.department == state.lead)
    refuse(Code::invalid_argument, "department: the lead cannot support itself", "department");
  if (state.open_task(command.department))
    refuse(Code::already_exists, fmt::format("{}: a task of this department is open", state.id.str()), "department");
  if (command.within && command.within->amount <= 0)
    refuse(Code::invalid_argument, "within: expected a time, as 3wd", "within");
  std::vector<DepartmentId> after;  // what is done already need not be waited for
  for (const auto& id : command.after) {
    if (!state.tasks.contains(id.str()))
      refuse(Code::not_found, fmt::format("after: «{}» has no task here", id.str().substr(0, 60)), "after");
    if (state.open_task(id)) after.push_back(id);
  }
  AddSupport asked = command;
  asked.after = after;
  check_order(state, asked);
  SupportAdded added{command.department, command.task, command.within, after, {}};
  if (after.empty()) added.clocks = task_clock(state, command.department.str(), command.within, context);
  return {added};
}

Events decide_cancel(const Case& state, const CancelSupport& command, const CaseContext& context) {
  require_text(command.reason, "reason");
  if (!state.open_task(command.department))
    refuse(Code::not_found, fmt::format("{}: this department has no open task", state.id.str()), "department");
  return {SupportCancelled{command.department, command.reason, clocks_after(state, command.department, context)}};
}

Events decide_report(const Case& state, const ReportSupport& command, const CaseContext& context) {
  require_text(command.report, "report");
  const SupportTask* task = state.open_task(context.department);
  if (!task) refuse(Code::illegal_state, fmt::format("{}: your department has no open task", state.id.str()), "need");
  if (!is_ready(state, task->after))
    refuse(Code::illegal_state, fmt::format("{}: what your task waits for is not done", state.id.str()), "need");
  return {SupportReported{context.department, command.report, clocks_after(state, context.department, context)}};
}

Events decide_merge(const Case& state, const Merge& command, const CaseContext& context) {
  require_text(command.reason, "reason");
  if (command.into == command.need) refuse(Code::invalid_argument, "into: a need is not merged into itself", "into");
  if (!context.into || context.into->stage == Stage::none)
    refuse(Code::not_found, "into: there is no such need that this actor may see", "into");
  const Stage stage = context.into->stage;
  if (is_over(stage) || stage == Stage::merged || stage == Stage::withdrawn || stage == Stage::resolved ||
      stage == Stage::confirmed)
    refuse(Code::illegal_state,
           fmt::format("into: {} is {}: no answer will come from it", command.into.str(), name(stage)), "into");
  if (!context.waiting.empty())
    refuse(Code::illegal_state, fmt::format("{}: {} waits for its answer", state.id.str(), context.waiting[0].str()),
           "need");
  if (context.into->absorbed.size() >= most_merged)
    refuse(Code::too_large, fmt::format("into: {} needs were merged into it already", most_merged), "into");
  Events events = cancel_tasks(state, "并单");
  events.push_back(NeedMerged{command.into, command.reason});
  return events;
}

}  // namespace zhuqi
