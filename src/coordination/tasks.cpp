#include <algorithm>
#include <set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/coordination/tasks.hpp>
#include <zhuqi/sla/clock.hpp>

namespace zhuqi {

namespace {

// An edge leads from a task to one that it waits for. Vertices are numbered by id.
using Waits = boost::adjacency_list<boost::setS, boost::vecS, boost::directedS>;

struct TaskGraph {
  std::vector<const Task*> tasks;  // by id
  Waits waits;

  explicit TaskGraph(const std::vector<Task>& all) {
    for (const Task& task : all) tasks.push_back(&task);
    std::stable_sort(tasks.begin(), tasks.end(), [](const Task* a, const Task* b) { return a->id < b->id; });
    waits = Waits(tasks.size());
    for (std::size_t i = 0; i < tasks.size(); ++i)
      for (const std::string& before : tasks[i]->after)
        if (const auto found = find(before); found != tasks.size()) boost::add_edge(i, found, waits);
  }

  std::size_t find(const std::string& id) const {
    const auto found =
        std::lower_bound(tasks.begin(), tasks.end(), id, [](const Task* a, const std::string& b) { return a->id < b; });
    return found != tasks.end() && (*found)->id == id ? static_cast<std::size_t>(found - tasks.begin()) : tasks.size();
  }

  std::vector<std::size_t> before(std::size_t task) const {
    const auto [first, last] = boost::out_edges(task, waits);
    std::vector<std::size_t> all;
    for (auto edge = first; edge != last; ++edge) all.push_back(boost::target(*edge, waits));
    return all;
  }
};

// A walk along what is waited for, kept within the strong component, comes back to a task that it passed: the circle
// from there. Empty if the first task is in none.
std::vector<std::size_t> circle_from(std::size_t first, const TaskGraph& graph,
                                     const std::vector<std::size_t>& component) {
  std::vector<std::size_t> path;
  std::size_t here = first;
  while (std::find(path.begin(), path.end(), here) == path.end()) {
    path.push_back(here);
    const auto before = graph.before(here);
    const auto inside = std::find_if(before.begin(), before.end(),
                                     [&](std::size_t task) { return component[task] == component[first]; });
    if (inside == before.end()) return {};
    here = *inside;
  }
  path.erase(path.begin(), std::find(path.begin(), path.end(), here));
  path.push_back(here);
  return path;
}

// One circle of each strong component.
void find_circles(const TaskGraph& graph, std::vector<std::string>& all) {
  std::vector<std::size_t> component(graph.tasks.size());
  boost::strong_components(graph.waits, component.data());
  std::set<std::size_t> told;
  for (std::size_t i = 0; i < component.size(); ++i) {
    if (!told.insert(component[i]).second) continue;
    std::string words;
    for (const std::size_t task : circle_from(i, graph, component))
      words += (words.empty() ? "" : " waits for ") + graph.tasks[task]->id;
    if (!words.empty()) all.push_back("tasks wait for each other in a circle: " + words);
  }
}

std::optional<Instant> after(std::optional<Instant> start, const std::optional<Target>& duration,
                             const Calendar& calendar) {
  return start && duration ? start_clock({}, *start, *duration, {}, calendar).due : std::nullopt;
}

// The later of the two; absent if one is, for then it is not known.
std::optional<Instant> later(std::optional<Instant> a, std::optional<Instant> b) {
  return a && b ? std::optional(std::max(*a, *b)) : std::nullopt;
}

class Planning {
 public:
  Planning(const std::vector<Task>& tasks, Instant start, Instant now, const Calendar& calendar)
      : graph_(tasks), start_(start), now_(now), calendar_(calendar), planned_(tasks.size()) {}

  TaskPlan run() {
    boost::topological_sort(graph_.waits, std::back_inserter(order_));  // what is waited for comes first
    TaskPlan plan;
    plan.due = plan.expected = start_;
    for (const std::size_t i : order_) {
      schedule(i);
      plan.due = later(plan.due, planned_[i].due);
      plan.expected = later(plan.expected, planned_[i].expected);
    }
    if (plan.due) mark_critical(*plan.due, plan);
    for (const std::size_t i : order_)
      if (planned_[i].late) find_held_up(i);
    for (const std::size_t i : order_) plan.tasks.push_back(std::move(planned_[i]));
    return plan;
  }

 private:
  bool is_open(std::size_t i) const { return !graph_.tasks[i]->done && !graph_.tasks[i]->cancelled; }

  void schedule(std::size_t i) {
    const Task& task = *graph_.tasks[i];
    PlannedTask& planned = planned_[i];
    std::optional<Instant> start = start_, ready = start_;
    for (const std::size_t before : graph_.before(i)) {
      start = later(start, planned_[before].due);
      ready = later(ready, planned_[before].expected);
    }
    if (task.begun) start = ready = task.begun;
    const auto ends = [&](std::optional<Instant> begin) {
      return task.begun && task.due ? task.due : after(begin, task.duration, calendar_);
    };
    planned.id = task.id;
    planned.start = start;
    planned.due = task.cancelled ? start : ends(start);
    planned.late = is_open(i) && planned.due && *planned.due < now_;
    planned.expected = ready;
    if (is_open(i)) planned.expected = later(ends(ready), now_);
    if (task.done) planned.expected = task.done;
  }

  // Back from the task that is due last, each time to one that ends when the task begins.
  void mark_critical(Instant due, TaskPlan& plan) {
    const auto ends = [&](const std::vector<std::size_t>& tasks, Instant at) {
      return std::find_if(tasks.begin(), tasks.end(), [&](std::size_t i) { return planned_[i].due == at; });
    };
    auto candidates = order_;
    for (auto last = ends(candidates, due); last != candidates.end(); last = ends(candidates, due)) {
      PlannedTask& task = planned_[*last];
      task.critical = true;
      plan.critical.insert(plan.critical.begin(), task.id);
      due = *task.start;
      candidates = graph_.before(*last);
    }
  }

  void find_held_up(std::size_t late) {
    std::vector<bool> waits(planned_.size());
    waits[late] = true;
    for (const std::size_t i : order_) {
      const auto before = graph_.before(i);
      if (graph_.tasks[i]->done || std::none_of(before.begin(), before.end(), [&](std::size_t b) { return waits[b]; }))
        continue;
      waits[i] = true;
      if (is_open(i)) planned_[late].holds_up.push_back(graph_.tasks[i]->id);
    }
  }

  TaskGraph graph_;
  Instant start_, now_;
  const Calendar& calendar_;
  std::vector<PlannedTask> planned_;
  std::vector<std::size_t> order_;
};

}  // namespace

std::vector<std::string> faults(const std::vector<Task>& tasks) {
  std::vector<std::string> all;
  std::set<std::string> ids;
  for (const Task& task : tasks) {
    if (task.id.empty())
      all.emplace_back("a task has no id");
    else if (!ids.insert(task.id).second)
      all.push_back("two tasks have the id " + task.id);
    if (task.duration && task.duration->span.amount < 0)
      all.push_back(fmt::format("{}: the duration is negative", task.id));
  }
  for (const Task& task : tasks)
    for (const std::string& before : task.after)
      if (!ids.contains(before)) all.push_back(fmt::format("{} waits for {}, which is no task", task.id, before));
  find_circles(TaskGraph(tasks), all);
  return all;
}

TaskPlan plan_tasks(const std::vector<Task>& tasks, Instant start, Instant now, const Calendar& calendar) {
  if (tasks.size() > most_tasks)
    throw Refused(Code::too_large, fmt::format("{} tasks: a need has at most {}", tasks.size(), most_tasks), "tasks");
  if (const auto wrong = faults(tasks); !wrong.empty())
    throw Refused(Code::invalid_argument, fmt::format("{}", fmt::join(wrong, "; ")), "tasks");
  return Planning(tasks, start, now, calendar).run();
}

}  // namespace zhuqi
