#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/coordination/tasks.hpp>

namespace zhuqi {
namespace {

// By the calendar of China, +08:00, 09:00-12:00 and 13:30-17:30.
Instant local(const char* time) { return parse_instant(std::string(time) + ":00+08:00"); }

std::string shown(std::optional<Instant> at) {
  if (!at) return "unknown";
  const auto text = to_string(*at + std::chrono::hours(8));
  return text.substr(5, 11);
}

Task task(std::string id, const char* duration, std::vector<std::string> after = {}) {
  return {std::move(id), DepartmentId("d"), parse_span(duration), std::move(after), {}, false};
}

std::string joined(const std::vector<std::string>& ids) {
  std::string text;
  for (const auto& id : ids) text += (text.empty() ? "" : " ") + id;
  return text;
}

const PlannedTask& of(const TaskPlan& plan, const std::string& id) {
  return *std::find_if(plan.tasks.begin(), plan.tasks.end(), [&](const auto& one) { return one.id == id; });
}

std::string order(const TaskPlan& plan) {
  std::vector<std::string> ids;
  for (const auto& one : plan.tasks) ids.push_back(one.id);
  return joined(ids);
}

// Land first, then power and fire, and both before the acceptance.
const std::vector<Task> factory = {task("验收", "1wd", {"供电", "消防"}), task("供电", "5wd", {"用地"}),
                                   task("消防", "2wd", {"用地"}), task("用地", "3wd")};

// What has begun is due when its clock says, whatever was planned; those that wait for it go by that.
TEST(Tasks, WhatHasBegunIsDueByItsClock) {
  std::vector<Task> tasks = {task("A", "3wd"), task("B", "2wd", {"A"})};
  tasks[0].begun = local("2026-03-03T10:00");
  tasks[0].due = local("2026-03-10T17:30");  // it stood still for two days
  const TaskPlan plan = plan_tasks(tasks, local("2026-03-02T10:00"), local("2026-03-09T09:00"), Calendar::china());
  EXPECT_EQ(shown(of(plan, "A").start), "03-03T10:00");
  EXPECT_EQ(shown(of(plan, "A").due), "03-10T17:30");
  EXPECT_FALSE(of(plan, "A").late);
  EXPECT_EQ(shown(plan.due), "03-12T17:30");
  EXPECT_EQ(joined(plan.critical), "A B");
}

TEST(Tasks, WithoutATimeThereIsNoDueDateAndNoJointOne) {
  std::vector<Task> tasks = {task("A", "3wd"), task("B", "2wd")};
  tasks[1].duration.reset();
  const TaskPlan plan = plan_tasks(tasks, local("2026-03-02T10:00"), local("2026-04-01T09:00"), Calendar::china());
  EXPECT_EQ(shown(of(plan, "A").due), "03-05T17:30");
  EXPECT_EQ(shown(of(plan, "B").due), "unknown");
  EXPECT_FALSE(of(plan, "B").late) << "nobody said until when";
  EXPECT_EQ(shown(plan.due), "unknown");
}

TEST(Tasks, TheJointDueDateIsTheEndOfTheCriticalPath) {
  const Instant start = local("2026-02-11T10:00");  // the 14th is a make-up Saturday, the 15th to 23rd are holidays
  const TaskPlan plan = plan_tasks(factory, start, start, Calendar::china());
  EXPECT_EQ(order(plan), "用地 供电 消防 验收");
  EXPECT_EQ(joined(plan.critical), "用地 供电 验收");
  EXPECT_EQ(shown(of(plan, "用地").due), "02-14T17:30");
  EXPECT_EQ(shown(of(plan, "消防").start), "02-14T17:30");
  EXPECT_EQ(shown(of(plan, "消防").due), "02-25T17:30");
  EXPECT_EQ(shown(of(plan, "供电").due), "02-28T17:30");  // a make-up Saturday again
  EXPECT_EQ(shown(plan.due), "03-02T17:30");
  EXPECT_EQ(plan.expected, plan.due);
  EXPECT_FALSE(of(plan, "消防").critical);
}

TEST(Tasks, ALateTaskIsShownWithWhatItHoldsUp) {
  const Instant start = local("2026-02-11T10:00");
  const auto at_due = plan_tasks(factory, start, local("2026-02-14T17:30"), Calendar::china());
  EXPECT_FALSE(of(at_due, "用地").late);  // the due instant itself is in time
  const auto plan = plan_tasks(factory, start, local("2026-02-25T10:00"), Calendar::china());
  EXPECT_TRUE(of(plan, "用地").late);
  EXPECT_EQ(joined(of(plan, "用地").holds_up), "供电 消防 验收");
  EXPECT_FALSE(of(plan, "消防").late);
  EXPECT_EQ(joined(of(plan, "消防").holds_up), "");
  EXPECT_EQ(shown(plan.due), "03-02T17:30");       // what was planned
  EXPECT_EQ(shown(plan.expected), "03-04T17:30");  // if it were done at once
}

TEST(Tasks, WhatIsDoneHoldsNothingUp) {
  const Instant start = local("2026-02-11T10:00");
  auto tasks = factory;
  tasks[3].done = local("2026-02-24T12:00");
  const auto plan = plan_tasks(tasks, start, local("2026-02-25T10:00"), Calendar::china());
  EXPECT_FALSE(of(plan, "用地").late);
  EXPECT_EQ(shown(of(plan, "用地").expected), "02-24T12:00");
  EXPECT_EQ(shown(of(plan, "供电").expected), "03-02T17:30");
  tasks[1].done = tasks[2].done = tasks[0].done = local("2026-02-25T12:00");
  EXPECT_EQ(shown(plan_tasks(tasks, start, local("2026-03-10T10:00"), Calendar::china()).expected), "02-25T12:00");
}

TEST(Tasks, ACancelledTaskTakesNoTimeButWhatStoodBeforeItStays) {
  const Instant start = local("2026-03-02T10:00");
  auto tasks = std::vector<Task>{task("A", "1wd"), task("B", "5wd", {"A"}), task("C", "1wd", {"B"})};
  tasks[1].cancelled = true;
  const auto plan = plan_tasks(tasks, start, local("2026-03-04T10:00"), Calendar::china());
  EXPECT_EQ(shown(plan.due), "03-04T17:30");
  EXPECT_EQ(joined(of(plan, "A").holds_up), "C");
  EXPECT_FALSE(of(plan, "B").late);
}

TEST(Tasks, WorkingHoursAndPlainHours) {
  const Instant start = local("2026-03-02T16:30");
  const auto plan = plan_tasks({task("A", "2wh"), task("B", "24h", {"A"})}, start, start, Calendar::china());
  EXPECT_EQ(shown(of(plan, "A").due), "03-03T10:00");
  EXPECT_EQ(shown(plan.due), "03-04T10:00");
}

TEST(Tasks, PastTheCalendarNothingIsInvented) {
  const Instant start = local("2026-12-30T10:00");
  const auto plan =
      plan_tasks({task("A", "1wd"), task("B", "5wd", {"A"}), task("C", "1h", {"B"})}, start, start, Calendar::china());
  EXPECT_EQ(shown(of(plan, "A").due), "12-31T17:30");
  EXPECT_EQ(shown(of(plan, "B").due), "unknown");
  EXPECT_EQ(shown(of(plan, "C").start), "unknown");
  EXPECT_EQ(shown(plan.due), "unknown");
  EXPECT_TRUE(plan.critical.empty());
}

TEST(Tasks, WithoutTasksThereIsNothingToWaitFor) {
  const Instant start = local("2026-03-02T10:00");
  EXPECT_EQ(plan_tasks({}, start, start, Calendar::china()).due, start);
}

TEST(Tasks, EveryFaultIsTold) {
  const auto told = [](const std::vector<Task>& tasks) {
    std::string text;
    for (const auto& fault : faults(tasks)) text += fault + "\n";
    return text;
  };
  EXPECT_EQ(told(factory), "");
  EXPECT_EQ(told({task("A", "1wd", {"B"}), task("B", "1wd", {"C"}), task("C", "1wd", {"B"}), task("D", "1wd", {"D"})}),
            "tasks wait for each other in a circle: B waits for C waits for B\n"
            "tasks wait for each other in a circle: D waits for D\n");
  EXPECT_EQ(
      told({task("", "1wd"), task("A", "-1wd"), task("A", "1wd", {"X"})}),
      "a task has no id\nA: the duration is negative\ntwo tasks have the id A\nA waits for X, which is no task\n");
}

TEST(Tasks, ACircleIsRefusedByName) {
  const Instant now = local("2026-03-02T10:00");
  try {
    plan_tasks({task("财政", "1wd", {"税务"}), task("税务", "1wd", {"财政"})}, now, now, Calendar::china());
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code(), Code::invalid_argument);
    EXPECT_STREQ(refused.what(), "tasks wait for each other in a circle: 税务 waits for 财政 waits for 税务");
  }
  EXPECT_THROW(plan_tasks(std::vector<Task>(most_tasks + 1), now, now, Calendar::china()), Refused);
}

std::vector<Task> any_tasks(bool circles) {
  std::vector<Task> tasks;
  const int count = *rc::gen::inRange(0, 9);
  for (int i = 0; i < count; ++i) {
    Task& one = tasks.emplace_back(task(std::to_string(i), *rc::gen::element("0h", "5h", "3wh", "1wd", "4wd")));
    for (int before = 0; before < (circles ? count : i); ++before)
      if (*rc::gen::inRange(0, 4) == 0) one.after.push_back(std::to_string(before));
    one.cancelled = *rc::gen::inRange(0, 6) == 0;
  }
  return tasks;
}

RC_GTEST_PROP(Tasks, ThePlanIsALongestPath, ()) {
  const auto tasks = any_tasks(false);
  const Instant start = local("2026-02-12T10:00");
  const auto plan = plan_tasks(tasks, start, start, Calendar::china());
  std::set<std::string> seen;
  Instant last = start;
  for (const PlannedTask& planned : plan.tasks) {
    const Task& one = tasks[std::stoul(planned.id)];
    Instant ready = start;
    for (const auto& before : one.after) {
      RC_ASSERT(seen.contains(before));  // topological
      ready = std::max(ready, *of(plan, before).due);
    }
    seen.insert(planned.id);
    RC_ASSERT((planned.start == ready));
    RC_ASSERT((planned.due >= planned.start));
    last = std::max(last, *planned.due);
  }
  RC_ASSERT(seen.size() == tasks.size());
  RC_ASSERT((plan.due == last));
  // The critical path is a chain without a gap from start to due.
  std::optional<Instant> here = start;
  for (const auto& id : plan.critical) {
    RC_ASSERT((of(plan, id).start == here));
    here = of(plan, id).due;
  }
  RC_ASSERT((here == plan.due));
}

RC_GTEST_PROP(Tasks, TheOrderOfTheListChangesNothing, ()) {
  auto tasks = any_tasks(false);
  const Instant start = local("2026-02-12T10:00");
  const auto plan = plan_tasks(tasks, start, start, Calendar::china());
  std::reverse(tasks.begin(), tasks.end());
  for (Task& one : tasks) std::reverse(one.after.begin(), one.after.end());
  const auto again = plan_tasks(tasks, start, start, Calendar::china());
  RC_ASSERT(again.tasks == plan.tasks);
  RC_ASSERT(again.critical == plan.critical);
}

// A circle is told exactly if some task, waited for step by step, is reached from itself.
RC_GTEST_PROP(Tasks, CirclesAreFound, ()) {
  const auto tasks = any_tasks(true);
  bool circle = false;
  for (const Task& first : tasks) {
    std::set<std::string> reached(first.after.begin(), first.after.end());
    for (std::size_t size = 0; size != reached.size();) {
      size = reached.size();
      for (const auto& id : std::set<std::string>(reached))
        reached.insert(tasks[std::stoul(id)].after.begin(), tasks[std::stoul(id)].after.end());
    }
    circle = circle || reached.contains(first.id);
  }
  RC_ASSERT(faults(tasks).empty() != circle);
}

}  // namespace
}  // namespace zhuqi
