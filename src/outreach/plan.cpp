#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include <zhuqi/model/codes.hpp>
#include <zhuqi/outreach/plan.hpp>

#include "outreach/documents.hpp"

namespace zhuqi {

namespace {

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool lies_in(std::string region, const std::string& area) {
  for (; !region.empty(); region = parent_region(region))
    if (region == area) return true;
  return false;
}

// Neighbours stand beside each other.
auto place(const DueVisit& visit) { return std::tie(visit.region, visit.building, visit.enterprise); }

Findings check(const VisitPlan& plan, std::string_view file) {
  Findings findings;
  const auto add = [&](std::string message, std::string value, std::string expected) {
    findings.push_back(
        {Finding::Severity::error, std::string(file), 0, 0, std::move(value), std::move(message), std::move(expected)});
  };
  if (plan.id.empty()) add("id is empty", "", "an id of its own");
  if (plan.until < plan.from) add("until lies before from", to_string(plan.until), "the last day");
  for (const auto& region : plan.regions)
    if (const auto fault = region_code_fault(region)) add("regions: " + *fault, region, "six digits, as in 530100");
  if (plan.every_days < 1 || plan.every_days > 3'660)
    add("every_days is 1 to 3660", std::to_string(plan.every_days), "");
  if (plan.per_day < 1 || plan.per_day > 100) add("per_day is 1 to 100", std::to_string(plan.per_day), "");
  for (const Role role : plan.roles)
    if (!is_service_role(role)) add("roles: none of a service group", std::string(name(role)), "general, tax, …");
  return findings;
}

}  // namespace

VisitPlan parse_visit_plan(std::string_view json, std::string_view file) {
  Findings findings;
  VisitPlan plan;
  try {
    plan = from_json<VisitPlan>(parse_json(json, "plan of visits"));
    findings = check(plan, file);
  } catch (const Refused& refused) {
    if (refused.code() != Code::invalid_argument && refused.code() != Code::invalid_document) throw;
    findings.push_back({Finding::Severity::error, std::string(file), 0, 0, "", refused.what(), ""});
  }
  if (!findings.empty()) throw InvalidDocument(std::move(findings));
  return plan;
}

bool selects(const VisitPlan& plan, const Enterprise& enterprise, Date day) {
  const auto one_of = [](const auto& list, const auto& holds) {
    return list.empty() || std::any_of(list.begin(), list.end(), holds);
  };
  return (plan.tiers.empty() || contains(plan.tiers, on_day(enterprise, day).tier)) &&
         one_of(plan.regions, [&](const auto& area) { return lies_in(enterprise.region, area); }) &&
         one_of(plan.buildings, [&](const auto& building) { return building == enterprise.building; }) &&
         one_of(plan.tags, [&](const auto& tag) { return contains(enterprise.tags, tag); });
}

Date due_on(const VisitPlan& plan, std::optional<Date> last_visit) {
  if (!last_visit) return plan.from;
  const Date next = std::chrono::sys_days(*last_visit) + std::chrono::days(plan.every_days);
  return std::max(plan.from, next);
}

std::vector<Role> roles_for(const std::vector<DueVisit>& due, const std::vector<Role>& given) {
  static const std::vector<Role> all = {Role::general, Role::market_regulation, Role::tax, Role::investment,
                                        Role::building};
  const auto& roles = given.empty() ? all : given;
  std::map<GroupId, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < due.size(); ++i) groups[due[i].group].push_back(i);
  std::vector<Role> chosen(due.size(), roles.front());
  for (auto& [group, members] : groups) {
    std::sort(members.begin(), members.end(),
              [&](std::size_t a, std::size_t b) { return place(due[a]) < place(due[b]); });
    for (std::size_t i = 0; i < members.size(); ++i) chosen[members[i]] = roles[i * roles.size() / members.size()];
  }
  return chosen;
}

std::vector<PlannedVisit> round_of(const OfficerId& officer, std::vector<DueVisit> enterprises,
                                   const std::vector<Date>& slots) {
  if (enterprises.size() > slots.size()) {
    std::sort(enterprises.begin(), enterprises.end(), [](const DueVisit& a, const DueVisit& b) {
      return std::tie(a.due, a.enterprise) < std::tie(b.due, b.enterprise);
    });
    enterprises.resize(slots.size());
  }
  std::sort(enterprises.begin(), enterprises.end(),
            [](const DueVisit& a, const DueVisit& b) { return place(a) < place(b); });
  std::vector<PlannedVisit> round;
  for (std::size_t i = 0; i < enterprises.size(); ++i)
    round.push_back({enterprises[i].enterprise, officer, slots[i * slots.size() / enterprises.size()]});
  return round;
}

}  // namespace zhuqi
