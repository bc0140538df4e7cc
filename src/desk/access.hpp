// How an actor stands to a need, and what a viewer may see: from the published organisation, and from nothing else.
#pragma once

#include <string>
#include <vector>

#include <zhuqi/casework/decide.hpp>
#include <zhuqi/model/actor.hpp>
#include <zhuqi/routing/graph.hpp>
#include <zhuqi/store/session.hpp>

namespace zhuqi {

// Who answers for a need: its lead, or, while it is given back and waits, the department that gave it back; empty if
// it was never dispatched.
const DepartmentId& answerable(const Case& state);

// Relations to a case. An officer whom the organisation does not list has none.
Relations relations_to(const Case& state, const Actor& actor, const OrganisationGraph& organisation);

// The case of a need. Refused(not_found) if there is none, or none that this actor may see: nobody is told which.
Case load_seen(Session& session, const NeedId& id, const Actor& actor, const OrganisationGraph& organisation);
[[noreturn]] void refuse_unseen(const NeedId& id);

// Relations where there is no case yet: to an enterprise and its service group.
Relations relations_to(const EnterpriseId& enterprise, const GroupId& group, const Actor& actor,
                       const OrganisationGraph& organisation);

// One of the ways in which a viewer comes to see needs: all of this enterprise, officer, service group or department.
struct Way {
  enum class Kind { enterprise, officer, group, department };
  Kind kind;
  std::string id;

  bool operator==(const Way&) const = default;
};

// Which needs a viewer may see: all, or those that some way leads to.
struct Sight {
  bool all = false;
  std::vector<Way> ways;

  bool has(const Way& way) const;
  // The same as a condition in SQL on the table `cases`, and its parameters in order.
  std::string condition() const;
  std::vector<std::string> parameters() const;
};
Sight sight_of(const Actor& viewer, const OrganisationGraph& organisation);

}  // namespace zhuqi
