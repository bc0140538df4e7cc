// The organisation as a graph: who stands above whom, which department is nearest, who is in which group.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/model/organisation.hpp>

namespace zhuqi {

// The function of the owners of last resort: whatever no rule sends elsewhere goes to the nearest of them.
inline constexpr std::string_view last_resort_function = "综合服务";

// An organisation that fits together, indexed. Immutable, cheap to copy (copies share one), usable from any number of
// threads at once. Pointers live as long as the graph or a copy of it. Look-ups are by hash; those that climb take a
// step per level.
class OrganisationGraph {
 public:
  // Everything that is wrong, at once: ids that are empty or stand twice, parents, departments and officers that do not
  // exist, cycles, departments without a way up, malformed regions, two departments of one function in one region,
  // groups with a wrong or a missing member, enterprises and buildings of two groups, no owner of last resort. A vacant
  // post in a group is a warning (the general officer stands in), a vacant post of the general officer an error; a
  // region that no group serves is a warning. `file` stands in the findings.
  static Findings check(const Organisation& organisation, std::string_view file = {});

  // Throws InvalidDocument with all findings if there is an error among them.
  explicit OrganisationGraph(Organisation organisation, std::string_view file = {});

  const Organisation& organisation() const;

  // Null if there is none.
  const Department* department(const DepartmentId& id) const;
  const Officer* officer(const OfficerId& id) const;
  const ServiceGroup* group(const GroupId& id) const;

  // The department of this function in the region, else in the region that contains it, up to the province; null if
  // there is none, or if `region` is not a region code.
  const Department* nearest(std::string_view function, std::string_view region) const;

  // The nearest owner of last resort; for a region without one, the first by id of those at the top.
  const Department& last_resort(std::string_view region) const;

  // The one group of an enterprise: the group that names it, else that of its building (which may be empty), else that
  // of its region. Null if there is none.
  const ServiceGroup* group_of(const EnterpriseId& enterprise, std::string_view building,
                               std::string_view region) const;

  // The group of the region, else of the region that contains it; of several the first by id. Null if there is none.
  const ServiceGroup* group_of_region(std::string_view region) const;

  // True if any group has the officer as a member.
  bool is_in_group(const OfficerId& officer) const;

  // True if any department has this function.
  bool has_function(std::string_view function) const;

  // The departments above, from the parent to the top; empty at the top and for an unknown id.
  std::vector<const Department*> above(const DepartmentId& id) const;
  // True if `a` is among the departments above `b`. A department is not above itself.
  bool is_above(const DepartmentId& a, const DepartmentId& b) const;

  // Who stands in for an officer: those whom the officer names, in that order, then those whom they name, and so on;
  // each once, without the officer. Empty for an unknown id.
  std::vector<const Officer*> stand_ins(const OfficerId& officer) const;

  // The officers of the department in this role, by id.
  std::vector<const Officer*> staff(const DepartmentId& department, Role role) const;
  // The supervisors of the department itself, else of the first department above that has any; by id.
  std::vector<const Officer*> supervisors_of(const DepartmentId& department) const;

 private:
  struct Index;
  std::shared_ptr<const Index> index_;
};

}  // namespace zhuqi
