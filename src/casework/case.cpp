#include <algorithm>

#include <zhuqi/casework/case.hpp>

#include "casework/documents.hpp"

namespace zhuqi {

std::string_view name(Stage stage) {
  for (const auto& [value, text] : names(Of<Stage>{}))
    if (value == stage) return text;
  return "";
}

std::string_view title(Stage stage) {
  switch (stage) {
    case Stage::none:
      return "无";
    case Stage::registered:
      return "已登记";
    case Stage::dispatched:
      return "已派单";
    case Stage::returned:
      return "已退单";
    case Stage::signed_:
      return "已签收";
    case Stage::in_progress:
      return "办理中";
    case Stage::suspended:
      return "已挂起";
    case Stage::resolved:
      return "已办结";
    case Stage::confirmed:
      return "已确认";
    case Stage::closed:
      return "已归档";
    case Stage::declined:
      return "不予受理";
    case Stage::withdrawn:
      return "已撤单待回访";
    case Stage::merged:
      return "已并单";
    case Stage::archived:
      return "已封存";
  }
  return "";
}

const std::vector<Stage>& all_stages() {
  static const std::vector<Stage> all = [] {
    std::vector<Stage> stages;
    for (const auto& [stage, text] : names(Of<Stage>{}))
      if (stage != Stage::none) stages.push_back(stage);
    return stages;
  }();
  return all;
}

bool is_over(Stage stage) { return stage == Stage::closed || stage == Stage::declined || stage == Stage::archived; }

namespace {

// Where a need is, as a share of its age.
Share holder_of(const Case& c) {
  switch (c.stage) {
    case Stage::none:
    case Stage::registered:
    case Stage::returned:
      return {"dispatch", {}};
    case Stage::dispatched:
    case Stage::signed_:
    case Stage::in_progress:
    case Stage::suspended:
    case Stage::merged:
      return {"department", c.lead};
    case Stage::resolved:
    case Stage::withdrawn:
      return {"enterprise", {}};
    case Stage::confirmed:
      return {"archive", {}};
    case Stage::closed:
    case Stage::declined:
    case Stage::archived:
      return {"closed", {}};
  }
  return {};
}

// Adds the time since the last event to whoever had it.
void add_share(std::vector<Share>& shares, const Case& c, Instant now) {
  if (c.stage == Stage::none || now <= c.last) return;
  const Share holder = holder_of(c);
  auto share = std::find_if(shares.begin(), shares.end(), [&](const Share& s) {
    return s.holder == holder.holder && s.department == holder.department;
  });
  if (share == shares.end()) share = shares.insert(shares.end(), holder);
  const auto passed = (now - c.last).count();
  share->elapsed += passed;
  if (c.suspension) share->paused += passed;
}

}  // namespace

const CaseClock* Case::clock(std::string_view name) const {
  const auto found = clocks.find(std::string(name));
  return found == clocks.end() ? nullptr : &found->second;
}

const SupportTask* Case::open_task(const DepartmentId& department) const {
  const auto found = tasks.find(department.str());
  return found == tasks.end() || found->second.done ? nullptr : &found->second;
}

std::optional<Span> Case::own_time(std::string_view clock) const {
  constexpr std::string_view prefix = "support:";
  if (!clock.starts_with(prefix)) return std::nullopt;
  const auto found = tasks.find(std::string(clock.substr(prefix.size())));
  return found == tasks.end() ? std::nullopt : found->second.within;
}

bool Case::has_open_task() const {
  return std::any_of(tasks.begin(), tasks.end(), [](const auto& task) { return !task.second.done; });
}

std::vector<Share> shares(const Case& state, Instant now) {
  auto all = state.shares;
  add_share(all, state, now);
  return all;
}

std::vector<const ClockPlan*> clocks_in(const CaseEvent& event) {
  return std::visit(
      []<class E>(const E& e) {
        std::vector<const ClockPlan*> plans;
        if constexpr (requires { e.resolve; }) plans.push_back(&e.resolve);
        if constexpr (requires { e.sign; }) plans.push_back(&e.sign);
        if constexpr (requires { e.plan; }) plans.push_back(&e.plan);
        if constexpr (requires { e.clocks; })
          for (const auto& plan : e.clocks) plans.push_back(&plan);
        return plans;
      },
      event);
}

}  // namespace zhuqi
