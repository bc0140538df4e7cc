#include "desk/access.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace zhuqi {

namespace {

bool is_office_role(Role role) { return role == Role::handler || role == Role::supervisor; }

bool is_member(const GroupId& id, const OfficerId& officer, const OrganisationGraph& organisation) {
  const ServiceGroup* group = organisation.group(id);
  return group && std::any_of(group->members.begin(), group->members.end(),
                              [&](const auto& member) { return member.second == officer; });
}

bool supervises(const Officer& officer, const DepartmentId& department, const OrganisationGraph& organisation) {
  return officer.role == Role::supervisor && !department.empty() &&
         (officer.department == department || organisation.is_above(officer.department, department));
}

// "?, ?, ?" for as many values.
std::string placeholders(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += i == 0 ? "?" : ", ?";
  return text;
}

}  // namespace

const DepartmentId& answerable(const Case& state) {
  return state.lead.empty() && !state.returned_by.empty() ? state.returned_by.back() : state.lead;
}

Relations relations_to(const EnterpriseId& enterprise, const GroupId& group, const Actor& actor,
                       const OrganisationGraph& organisation) {
  Relations r;
  r.host = actor.kind == Actor::Kind::host;
  r.enterprise = actor.kind == Actor::Kind::enterprise && actor.id == enterprise.str();
  if (actor.kind != Actor::Kind::officer) return r;
  const Officer* officer = organisation.officer(OfficerId(actor.id));
  if (!officer) return r;
  r.administrator = officer->role == Role::administrator;
  r.group = is_member(group, officer->id, organisation);
  return r;
}

Relations relations_to(const Case& state, const Actor& actor, const OrganisationGraph& organisation) {
  Relations r = relations_to(state.enterprise, state.group, actor, organisation);
  const Officer* officer = actor.kind == Actor::Kind::officer ? organisation.officer(OfficerId(actor.id)) : nullptr;
  if (!officer) return r;
  r.group = r.group || officer->id == state.officer;
  if (is_office_role(officer->role)) {
    r.lead = !state.lead.empty() && officer->department == state.lead;
    r.supporting =
        std::find(state.supporting.begin(), state.supporting.end(), officer->department) != state.supporting.end();
  }
  // A need that was given back is still the business of those above the department that gave it back.
  const DepartmentId& lead = answerable(state);
  r.above = supervises(*officer, lead, organisation);
  const auto superiors = organisation.supervisors_of(lead);
  r.higher = r.above && !superiors.empty() && organisation.is_above(officer->department, superiors.front()->department);
  return r;
}

Sight sight_of(const Actor& viewer, const OrganisationGraph& organisation) {
  switch (viewer.kind) {
    case Actor::Kind::host:
    case Actor::Kind::clock:
      return {"1", {}};
    case Actor::Kind::enterprise:
      return {"cases.enterprise = ?", {viewer.id}};
    case Actor::Kind::officer:
      break;
  }
  const Officer* officer = organisation.officer(OfficerId(viewer.id));
  if (!officer) return {"0", {}};
  if (officer->role == Role::administrator) return {"1", {}};

  Sight sight{"cases.officer = ?", {viewer.id}};
  for (const auto& group : organisation.organisation().groups) {
    if (!is_member(group.id, officer->id, organisation)) continue;
    sight.condition += " OR cases.service_group = ?";
    sight.parameters.push_back(group.id.str());
  }
  std::vector<std::string> departments;
  if (is_office_role(officer->role)) departments.push_back(officer->department.str());
  if (officer->role == Role::supervisor)
    for (const auto& department : organisation.organisation().departments)
      if (organisation.is_above(officer->department, department.id)) departments.push_back(department.id.str());
  if (!departments.empty()) {
    sight.condition +=
        fmt::format(" OR EXISTS (SELECT 1 FROM case_departments d WHERE d.need = cases.need AND d.department IN ({}))",
                    placeholders(departments.size()));
    sight.parameters.insert(sight.parameters.end(), departments.begin(), departments.end());
  }
  sight.condition = "(" + sight.condition + ")";
  return sight;
}

}  // namespace zhuqi
