#include "desk/access.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "desk/projections.hpp"

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

void refuse_unseen(const NeedId& id) {
  throw Refused(Code::not_found, fmt::format("there is no need «{}» that this actor may see", id.str().substr(0, 40)),
                "need");
}

Case load_seen(Session& session, const NeedId& id, const Actor& actor, const OrganisationGraph& organisation) {
  Case state = load_case(session, id);
  if (state.stage == Stage::none || !relations_to(state, actor, organisation).any()) refuse_unseen(id);
  return state;
}

bool Sight::has(const Way& way) const { return all || std::find(ways.begin(), ways.end(), way) != ways.end(); }

std::string Sight::condition() const {
  if (all) return "1";
  std::string text, departments;
  for (const auto& way : ways) {
    if (way.kind == Way::Kind::department) {
      departments += departments.empty() ? "?" : ", ?";
      continue;
    }
    text += text.empty() ? "" : " OR ";
    text += way.kind == Way::Kind::enterprise ? "cases.enterprise = ?"
            : way.kind == Way::Kind::officer  ? "cases.officer = ?"
                                              : "cases.service_group = ?";
  }
  if (!departments.empty())
    text +=
        fmt::format("{}EXISTS (SELECT 1 FROM case_departments d WHERE d.need = cases.need AND d.department IN ({}))",
                    text.empty() ? "" : " OR ", departments);
  return text.empty() ? "0" : "(" + text + ")";
}

std::vector<std::string> Sight::parameters() const {
  std::vector<std::string> all_ids;
  for (const bool departments : {false, true})
    for (const auto& way : ways)
      if ((way.kind == Way::Kind::department) == departments) all_ids.push_back(way.id);
  return all_ids;
}

Sight sight_of(const Actor& viewer, const OrganisationGraph& organisation) {
  switch (viewer.kind) {
    case Actor::Kind::host:
    case Actor::Kind::clock:
      return {true, {}};
    case Actor::Kind::enterprise:
      return {false, {{Way::Kind::enterprise, viewer.id}}};
    case Actor::Kind::officer:
      break;
  }
  const Officer* officer = organisation.officer(OfficerId(viewer.id));
  if (!officer) return {};
  if (officer->role == Role::administrator) return {true, {}};

  Sight sight{false, {{Way::Kind::officer, viewer.id}}};
  for (const auto& group : organisation.organisation().groups)
    if (is_member(group.id, officer->id, organisation)) sight.ways.push_back({Way::Kind::group, group.id.str()});
  if (is_office_role(officer->role)) sight.ways.push_back({Way::Kind::department, officer->department.str()});
  if (officer->role == Role::supervisor)
    for (const auto& department : organisation.organisation().departments)
      if (organisation.is_above(officer->department, department.id))
        sight.ways.push_back({Way::Kind::department, department.id.str()});
  return sight;
}

}  // namespace zhuqi
