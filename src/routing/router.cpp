#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/routing/router.hpp>

#include "routing/because.hpp"
#include "routing/outputs.hpp"
#include "routing/roles.hpp"

namespace zhuqi {

namespace {

bool contains(const std::vector<const Department*>& departments, const Department* one) {
  return std::find(departments.begin(), departments.end(), one) != departments.end();
}

// One routing in the making: the parts of `because` are gathered on the way.
class Route {
 public:
  Route(const DecisionTable& table, const OrganisationGraph& graph, const std::string& region)
      : table_(table), graph_(graph), region_(region) {}

  Routed run(const Facts& facts) {
    const Outcome outcome = table_.decide(facts);
    const Department* lead = nullptr;
    RoutingOutputs outputs;
    if (outcome.error) {
      because_ = because_undecided(table_, outcome);
    } else if (outcome.rules.empty()) {
      because_ = "路由表无规则命中";
    } else {
      outputs = read_outputs(table_, outcome.result);
      routed_.rule = table_.rule_id(outcome.rules.front());
      because_ = because_hit(table_, facts, outcome.rules.front());
      lead = find_lead(outputs.lead);
    }
    if (lead == nullptr) lead = take_last_resort();
    routed_.lead = lead->id;
    routed_.urgency = outputs.urgency.empty() ? "normal" : outputs.urgency;
    routed_.sla = outputs.sla;
    find_supporting(outputs.supporting, lead);
    find_role(outputs.role);
    routed_.because = std::move(because_);
    return std::move(routed_);
  }

 private:
  const Department* find_lead(const std::string& function) {
    if (function.empty()) {
      because_ += " → 未指定主办";
      return nullptr;
    }
    const Department* lead = graph_.nearest(function, region_);
    because_ += " → " + function;
    if (lead != nullptr) {
      because_ += " → " + because_department(*lead, region_);
    } else {
      because_ += " (无此部门)";
      routed_.notes.push_back(fmt::format("主办 {}: 无此部门", function));
    }
    return lead;
  }

  const Department* take_last_resort() {
    const Department& owner = graph_.last_resort(region_);
    because_ += fmt::format(" → 兜底 {} → {}", owner.function, because_department(owner, region_));
    return &owner;
  }

  void find_supporting(const std::vector<std::string>& functions, const Department* lead) {
    std::vector<const Department*> found;
    std::string names;
    for (const std::string& function : functions) {
      const Department* department = graph_.nearest(function, region_);
      if (department == nullptr) routed_.notes.push_back(fmt::format("协办 {}: 无此部门", function));
      if (department == nullptr || department == lead || contains(found, department)) continue;
      found.push_back(department);
      routed_.supporting.push_back(department->id);
      names += (names.empty() ? "" : "、") + because_department(*department, region_);
    }
    if (!names.empty()) because_ += "; 协办 " + names;
  }

  void find_role(const std::string& wanted) {
    if (wanted.empty()) return;
    const auto role = service_role(wanted);
    if (role)
      routed_.role = *role;
    else
      routed_.notes.push_back(fmt::format("专员 {}: 无此角色", wanted));
  }

  const DecisionTable& table_;
  const OrganisationGraph& graph_;
  const std::string& region_;
  Routed routed_;
  std::string because_;
};

}  // namespace

NeedRouter::NeedRouter(DecisionTable table, std::shared_ptr<const OrganisationGraph> graph)
    : table_(std::move(table)), graph_(std::move(graph)) {
  if (Findings findings = check_routing_outputs(table_); has_errors(findings))
    throw InvalidDocument(std::move(findings));
}

Routed NeedRouter::route(const Facts& facts, const std::string& region) const {
  return Route(table_, *graph_, region).run(facts);
}

}  // namespace zhuqi
