// Who has how much in hand: officers, the five roles, the service groups.
#include <algorithm>

#include "report/figures.hpp"

namespace zhuqi {

namespace {

bool was_done_in(const NeedRecord& need, const ReportQuery& period) {
  if (!need.is_resolved() || !need.resolved) return false;
  return (!period.from || *need.resolved >= *period.from) && (!period.until || *need.resolved < *period.until);
}

// `needs` in the order of registration in the ledger; the oldest is the one that was registered first.
class Team {
 public:
  void add(const NeedRecord& need, const Report& report) {
    load_.open += need.is_open() ? 1 : 0;
    load_.overdue += need.resolve.is_over(report.as_of) ? 1 : 0;
    load_.resolved += was_done_in(need, report.query) ? 1 : 0;
    if (need.is_open() && (oldest_ == nullptr || need.registered < oldest_->registered)) oldest_ = &need;
  }

  TeamLoad finish(std::string id, std::string name, Instant as_of) const {
    TeamLoad load = load_;
    load.id = std::move(id);
    load.name = std::move(name);
    if (oldest_ != nullptr) {
      load.oldest = oldest_->id;
      load.oldest_days = std::chrono::floor<std::chrono::days>(as_of - oldest_->registered).count();
    }
    return load;
  }

 private:
  TeamLoad load_;
  const NeedRecord* oldest_ = nullptr;
};

bool has_work(const TeamLoad& load) { return load.open + load.overdue + load.resolved > 0; }

void count_officers(const Needs& needs, const ReportContext& context, Report& report) {
  std::map<OfficerId, Team> by_officer;
  for (const auto* need : needs)
    if (!need->officer.empty()) by_officer[need->officer].add(*need, report);
  for (const auto& [officer, team] : by_officer) {
    const TeamLoad load = team.finish(officer.str(), {}, report.as_of);
    if (!has_work(load)) continue;
    Workload& row = report.workload.emplace_back();
    row.officer = officer;
    row.open = load.open;
    row.overdue = load.overdue;
    row.resolved = load.resolved;
    if (const auto known = context.officers.find(officer); known != context.officers.end()) {
      row.name = known->second.name;
      row.role = known->second.role;
    }
  }
  std::stable_sort(report.workload.begin(), report.workload.end(),
                   [](const auto& a, const auto& b) { return a.open > b.open; });
}

void count_roles(const Needs& needs, Report& report) {
  std::map<std::optional<Role>, Team> by_role;  // no role: never dispatched
  for (const auto* need : needs) by_role[need->role].add(*need, report);
  for (const Role role : {Role::general, Role::market_regulation, Role::tax, Role::investment, Role::building})
    report.roles.push_back(by_role[role].finish(std::string(name(role)), {}, report.as_of));
  // A table may ask for another role than these; and who was never dispatched is asked of nobody.
  for (const auto& [role, team] : by_role) {
    if (role && is_service_role(*role)) continue;
    TeamLoad load = team.finish(role ? std::string(name(*role)) : "", {}, report.as_of);
    if (has_work(load)) report.roles.push_back(std::move(load));
  }
}

void count_groups(const Needs& needs, const ReportContext& context, const std::string& region_prefix, Report& report) {
  std::map<GroupId, Team> by_group;
  for (const auto* need : needs) by_group[need->group].add(*need, report);
  if (report.query.department.empty())
    for (const auto& [id, group] : context.groups)
      if (group.region.starts_with(region_prefix)) by_group.try_emplace(id);
  for (const auto& [id, team] : by_group) {
    const auto known = context.groups.find(id);
    TeamLoad load = team.finish(id.str(), known == context.groups.end() ? "" : known->second.name, report.as_of);
    if (known != context.groups.end() || has_work(load)) report.groups.push_back(std::move(load));
  }
  std::stable_sort(report.groups.begin(), report.groups.end(),
                   [](const auto& a, const auto& b) { return a.open > b.open; });
}

}  // namespace

void count_workload(const Needs& needs, const ReportContext& context, const std::string& region_prefix,
                    Report& report) {
  count_officers(needs, context, report);
  count_roles(needs, report);
  count_groups(needs, context, region_prefix, report);
}

}  // namespace zhuqi
