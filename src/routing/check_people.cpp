// What is wrong with officers and service groups, and whom nobody serves.
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include <zhuqi/model/codes.hpp>

#include "routing/findings.hpp"
#include "routing/roles.hpp"

namespace zhuqi {

namespace {

template <class T>
std::unordered_map<std::string_view, const T*> index(const std::vector<T>& items) {
  std::unordered_map<std::string_view, const T*> by_id;
  for (const T& item : items) by_id.emplace(item.id.str(), &item);
  return by_id;
}

std::string_view text_of(const std::string& text) { return text; }
template <class Tag>
std::string_view text_of(const Id<Tag>& id) {
  return id.str();
}

// Which group named an enterprise or a building first: another group must not.
using Named = std::unordered_map<std::string_view, std::size_t>;

template <class T>
void check_named(const std::vector<T>& names, const char* list, std::size_t group, Named& named,
                 OrganisationFindings& findings) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto text = text_of(names[i]);
    const auto where = fmt::format("groups[{}].{}[{}]", group, list, i);
    const auto [slot, is_new] = named.emplace(text, group);
    if (text.empty()) {
      findings.add(where + " is empty", {}, "a name");
    } else if (!is_new && slot->second != group) {
      findings.add(fmt::format("{} has the group groups[{}] already", where, slot->second), text,
                   "one group for each enterprise");
    }
  }
}

void check_member(const std::string& where, const std::string& role, const OfficerId& member,
                  const std::unordered_map<std::string_view, const Officer*>& officers,
                  OrganisationFindings& findings) {
  const auto wanted = service_role(role);
  if (!wanted || name(*wanted) != role) {
    findings.add(where + " is not a service role", role, "general, market_regulation, tax, investment or building");
    return;
  }
  const auto found = officers.find(member.str());
  if (found == officers.end()) {
    findings.add(where + " does not exist", member.str(), "the id of an officer");
  } else if (const Role actual = found->second->role; actual != *wanted) {
    findings.add(fmt::format("{} is a {}", where, name(actual)), member.str(),
                 fmt::format("an officer of the role {}", role));
  }
}

}  // namespace

bool OrganisationFindings::check_region(const std::string& where, const std::string& region) {
  if (is_region_code(region)) return true;
  add(where + " is not a region code", region, "six digits, as in 530102");
  return false;
}

void check_officers(const Organisation& organisation, OrganisationFindings& findings) {
  const auto departments = index(organisation.departments);
  const auto officers = index(organisation.officers);
  for (std::size_t i = 0; i < organisation.officers.size(); ++i) {
    const Officer& o = organisation.officers[i];
    const auto where = fmt::format("officers[{}]", i);
    if (!departments.contains(o.department.str()))
      findings.add(where + ".department does not exist", o.department.str(), "the id of a department");
    for (std::size_t r = 0; r < o.regions.size(); ++r)
      findings.check_region(fmt::format("{}.regions[{}]", where, r), o.regions[r]);
    if (o.capacity && *o.capacity < 0)
      findings.add(where + ".capacity is negative", std::to_string(*o.capacity), "how many open needs at once");
    for (std::size_t l = 0; l < o.leave.size(); ++l)
      if (o.leave[l].until < o.leave[l].from)
        findings.add(fmt::format("{}.leave[{}] ends before it begins", where, l),
                     to_string(o.leave[l].from) + " - " + to_string(o.leave[l].until), "from and until, both included");
    for (std::size_t s = 0; s < o.stand_ins.size(); ++s) {
      const auto stand_in = fmt::format("{}.stand_ins[{}]", where, s);
      if (!officers.contains(o.stand_ins[s].str()))
        findings.add(stand_in + " does not exist", o.stand_ins[s].str(), "the id of an officer");
      else if (o.stand_ins[s] == o.id)
        findings.add(stand_in + " is the officer", o.id.str(), "another officer");
    }
  }
}

void check_groups(const Organisation& organisation, OrganisationFindings& findings) {
  const auto officers = index(organisation.officers);
  Named enterprises, buildings;
  for (std::size_t i = 0; i < organisation.groups.size(); ++i) {
    const ServiceGroup& group = organisation.groups[i];
    const auto where = fmt::format("groups[{}]", i);
    findings.check_region(where + ".region", group.region);
    check_named(group.enterprises, "enterprises", i, enterprises, findings);
    check_named(group.buildings, "buildings", i, buildings, findings);
    for (const auto& [role, member] : group.members)
      check_member(fmt::format("{}.members.{}", where, role), role, member, officers, findings);
    for (const Role role : service_roles) {
      if (group.members.contains(std::string(name(role)))) continue;
      const bool stands_in = role != Role::general;
      findings.add(fmt::format("{} has no {} ({})", where, name(role), title(role)), group.id.str(),
                   stands_in ? "one officer of each service role; the general one stands in"
                             : "one officer of each service role",
                   stands_in ? Finding::Severity::warning : Finding::Severity::error);
    }
  }
}

void check_served(const Organisation& organisation, OrganisationFindings& findings) {
  std::set<std::string> regions;
  for (std::size_t i = 0; i < organisation.regions.size(); ++i)
    if (findings.check_region(fmt::format("regions[{}]", i), organisation.regions[i]))
      regions.insert(organisation.regions[i]);
  if (organisation.regions.empty()) {
    for (const Department& d : organisation.departments)
      if (is_region_code(d.region)) regions.insert(d.region);
    // A region that contains others is where their departments sit; enterprises are in those that contain none.
    for (const std::string& region : std::set<std::string>(regions))
      for (auto above = parent_region(region); !above.empty(); above = parent_region(above)) regions.erase(above);
  }
  std::unordered_set<std::string_view> served;
  for (const ServiceGroup& group : organisation.groups) served.insert(group.region);
  for (const std::string& region : regions) {
    bool is_served = false;
    for (std::string here = region; !here.empty() && !is_served; here = parent_region(here))
      is_served = served.contains(here);
    if (!is_served)
      findings.add("no group serves the region", region, "a group of the region or of one that contains it",
                   Finding::Severity::warning);
  }
}

}  // namespace zhuqi
