// The supporting tasks of a need: in which order, until when, and what a late one holds up.
#include <algorithm>

#include <zhuqi/coordination/tasks.hpp>

#include "desk/access.hpp"
#include "desk/impl.hpp"

namespace zhuqi {

namespace {

// How long a department has: as it was told, else as the policy says.
std::optional<Target> duration_of(const Case& state, const SupportTask& task) {
  if (task.within) return Target(*task.within);
  const StagePolicy* policy = state.policy.stage("support");
  return policy ? std::optional(policy->target) : std::nullopt;
}

Task task_of(const Case& state, const std::string& department, const SupportTask& asked) {
  Task task{department, DepartmentId(department), duration_of(state, asked), {}, asked.done, asked.cancelled};
  for (const auto& id : asked.after) task.after.push_back(id.str());
  if (const CaseClock* clock = state.clock("support:" + department)) {
    task.begun = clock->plan.start;
    task.due = clock->plan.due;
  } else if (asked.after.empty()) {
    task.begun = asked.asked;
  }
  return task;
}

std::vector<DepartmentId> departments(const std::vector<std::string>& ids) {
  return std::vector<DepartmentId>(ids.begin(), ids.end());
}

NeedTasks plan_of(const Case& state, const OrganisationGraph& organisation, const Calendar& calendar, Instant now) {
  NeedTasks answer{state.id, {}, {}, {}, {}};
  if (state.tasks.empty()) return answer;
  std::vector<Task> tasks;
  Instant start = Instant::max();
  for (const auto& [department, asked] : state.tasks) {
    tasks.push_back(task_of(state, department, asked));
    start = std::min(start, asked.asked);
  }
  // While the need is suspended nothing gets late.
  const auto plan = plan_tasks(tasks, start, state.suspension ? state.suspension->since : now, calendar);
  for (const auto& planned : plan.tasks) {
    const DepartmentId id(planned.id);
    const Department* department = organisation.department(id);
    const SupportTask& asked = state.tasks.at(planned.id);
    answer.tasks.push_back({id, department ? department->name : planned.id, asked.asked, asked.after, asked.done,
                            asked.cancelled, planned.start, planned.due, planned.expected, planned.critical,
                            planned.late, departments(planned.holds_up)});
  }
  answer.critical = departments(plan.critical);
  answer.due = plan.due;
  answer.expected = plan.expected;
  return answer;
}

}  // namespace

NeedTasks ServiceDesk::tasks(const NeedId& id, const Actor& viewer, const AsOf& as_of) const {
  return impl_->read(as_of, impl_->streams_about(id, as_of), [&](Reader& reader, Instant now) {
    InForce in_force(reader, impl_->library, now);
    const auto organisation = in_force.organisation();
    return plan_of(load_seen(reader.session(), id, viewer, *organisation), *organisation, in_force.calendar(), now);
  });
}

}  // namespace zhuqi
