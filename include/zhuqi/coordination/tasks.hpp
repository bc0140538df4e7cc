// Supporting tasks that depend on each other: in which order, until when all together, and what a late one holds up.
// Pure: the calendar and the instant of looking are arguments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/sla/target.hpp>

namespace zhuqi {

struct Task {
  std::string id;  // within the need: a number, or the department
  DepartmentId department;
  std::optional<Target> duration;     // from when it can begin; not negative; absent: nobody said, and it is never due
  std::vector<std::string> after;     // the tasks that must be done before it can begin
  std::optional<Instant> done;        // absent = open
  bool cancelled = false;             // takes no time, and nobody waits for its report
  std::optional<Instant> begun = {};  // when it could begin, if that is known; absent: as planned
  std::optional<Instant> due = {};    // of one that has begun, if its clock says so

  bool operator==(const Task&) const = default;
};

// Instants are absent where the calendar ends before they are reached, or nobody said how long something takes.
struct PlannedTask {
  std::string id;
  std::optional<Instant> start;       // by plan: when the last of those before it is due
  std::optional<Instant> due;         // by plan: start and duration
  std::optional<Instant> expected;    // as it stands: when it was done, else not before now, nor before those before it
  bool critical = false;              // on the critical path
  bool late = false;                  // open, and due before now; the due instant itself is in time
  std::vector<std::string> holds_up;  // if late: the open tasks that wait for it, directly or not, in order

  bool operator==(const PlannedTask&) const = default;
};

struct TaskPlan {
  std::vector<PlannedTask> tasks;     // in topological order; where the order is free, by id
  std::vector<std::string> critical;  // the chain of tasks that decides the joint due date, from first to last
  std::optional<Instant> due;         // of all together
  std::optional<Instant> expected;    // of all together, as it stands
};

// The most tasks of one need.
inline constexpr std::size_t most_tasks = 200;

// What is wrong with the tasks, one string each; empty if they can be planned: ids that are empty or stand twice, tasks
// that are waited for and do not exist, negative durations, and circles, each named ("A waits for B waits for A").
std::vector<std::string> faults(const std::vector<Task>& tasks);

// `start` is when the first can begin. Refused(invalid_argument) with all faults; Refused(too_large) for more than
// most_tasks. Without tasks, due and expected are `start`.
TaskPlan plan_tasks(const std::vector<Task>& tasks, Instant start, Instant now, const Calendar& calendar);

}  // namespace zhuqi
