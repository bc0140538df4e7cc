#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>

#include <zhuqi/model/codes.hpp>
#include <zhuqi/routing/graph.hpp>

#include "routing/level.hpp"

namespace zhuqi {

namespace {

// Departments by function and region: no region code contains a line break.
std::string place(std::string_view function, std::string_view region) {
  return std::string(region).append("\n").append(function);
}

template <class T>
using ById = std::unordered_map<std::string_view, const T*>;

template <class T>
ById<T> by_id(const std::vector<T>& items) {
  ById<T> index;
  for (const T& item : items) index.emplace(item.id.str(), &item);
  return index;
}

template <class T>
const T* find(const ById<T>& index, std::string_view id) {
  const auto found = index.find(id);
  return found == index.end() ? nullptr : found->second;
}

// Officers are vertices by their place in the document; an edge leads to who stands in, in the order of preference.
using StandIns = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

class Discovered : public boost::default_bfs_visitor {
 public:
  explicit Discovered(std::vector<std::size_t>& order) : order_(order) {}
  void discover_vertex(std::size_t officer, const StandIns&) { order_.push_back(officer); }

 private:
  std::vector<std::size_t>& order_;
};

template <class T>
bool earlier(const T* a, const T* b) {
  return a->id < b->id;
}

}  // namespace

// The values, and maps that point into them; never moved once built.
struct OrganisationGraph::Index {
  explicit Index(Organisation o)
      : organisation(std::move(o)),
        departments(by_id(organisation.departments)),
        officers(by_id(organisation.officers)),
        groups(by_id(organisation.groups)),
        stand_ins(organisation.officers.size()) {
    for (const Department& d : organisation.departments) {
      places.emplace(place(d.function, d.region), &d);
      functions.emplace(d.function, &d);
    }
    for (const ServiceGroup& g : organisation.groups) {
      const auto [slot, is_new] = group_places.emplace(g.region, &g);
      if (!is_new && earlier(&g, slot->second)) slot->second = &g;
      for (const EnterpriseId& enterprise : g.enterprises) group_enterprises.emplace(enterprise.str(), &g);
      for (const std::string& building : g.buildings) group_buildings.emplace(building, &g);
      for (const auto& [role, member] : g.members) members.insert(member.str());
    }
    for (std::size_t i = 0; i < organisation.officers.size(); ++i)
      for (const OfficerId& other : organisation.officers[i].stand_ins)
        boost::add_edge(i, place_of(*find(officers, other.str())), stand_ins);
    for (const Officer& o : organisation.officers) posts[o.department.str()].push_back(&o);
    for (auto& [department, holders] : posts) std::sort(holders.begin(), holders.end(), earlier<Officer>);
    top_resort = find_top_resort();
  }

  std::size_t place_of(const Officer& officer) const {
    return static_cast<std::size_t>(&officer - organisation.officers.data());
  }

  const Department* find_top_resort() const {
    const Department* top = nullptr;
    for (const Department& d : organisation.departments) {
      if (d.function != last_resort_function) continue;
      const auto rank = [](const Department& x) { return std::pair(level_of(x.region), x.id); };
      if (top == nullptr || rank(d) < rank(*top)) top = &d;
    }
    return top;
  }

  Organisation organisation;
  ById<Department> departments;
  ById<Officer> officers;
  ById<ServiceGroup> groups;
  StandIns stand_ins;
  std::unordered_map<std::string, const Department*> places;
  std::unordered_map<std::string_view, const Department*> functions;
  std::unordered_map<std::string_view, const ServiceGroup*> group_places, group_enterprises, group_buildings;
  std::unordered_set<std::string_view> members;  // of any group
  std::unordered_map<std::string_view, std::vector<const Officer*>> posts;
  const Department* top_resort = nullptr;
};

OrganisationGraph::OrganisationGraph(Organisation organisation, std::string_view file) {
  if (Findings findings = check(organisation, file); has_errors(findings)) throw InvalidDocument(std::move(findings));
  index_ = std::make_shared<const Index>(std::move(organisation));
}

const Organisation& OrganisationGraph::organisation() const { return index_->organisation; }

const Department* OrganisationGraph::department(const DepartmentId& id) const {
  return find(index_->departments, id.str());
}

const Officer* OrganisationGraph::officer(const OfficerId& id) const { return find(index_->officers, id.str()); }

const ServiceGroup* OrganisationGraph::group(const GroupId& id) const { return find(index_->groups, id.str()); }

bool OrganisationGraph::is_in_group(const OfficerId& officer) const { return index_->members.contains(officer.str()); }

const Department* OrganisationGraph::nearest(std::string_view function, std::string_view region) const {
  if (!is_region_code(region)) return nullptr;
  for (std::string here(region); !here.empty(); here = parent_region(here))
    if (const auto found = index_->places.find(place(function, here)); found != index_->places.end())
      return found->second;
  return nullptr;
}

const Department& OrganisationGraph::last_resort(std::string_view region) const {
  const Department* found = nearest(last_resort_function, region);
  return found != nullptr ? *found : *index_->top_resort;
}

const ServiceGroup* OrganisationGraph::group_of(const EnterpriseId& enterprise, std::string_view building,
                                                std::string_view region) const {
  if (const auto named = index_->group_enterprises.find(enterprise.str()); named != index_->group_enterprises.end())
    return named->second;
  if (const auto housed = index_->group_buildings.find(building); housed != index_->group_buildings.end())
    return housed->second;
  return group_of_region(region);
}

const ServiceGroup* OrganisationGraph::group_of_region(std::string_view region) const {
  if (!is_region_code(region)) return nullptr;
  for (std::string here(region); !here.empty(); here = parent_region(here))
    if (const auto found = index_->group_places.find(here); found != index_->group_places.end()) return found->second;
  return nullptr;
}

bool OrganisationGraph::has_function(std::string_view function) const { return index_->functions.contains(function); }

std::vector<const Department*> OrganisationGraph::above(const DepartmentId& id) const {
  std::vector<const Department*> levels;
  const Department* here = department(id);
  while (here != nullptr && !here->parent.empty()) levels.push_back(here = department(here->parent));
  return levels;
}

bool OrganisationGraph::is_above(const DepartmentId& a, const DepartmentId& b) const {
  const Department* here = department(b);
  while (here != nullptr && !here->parent.empty()) {
    if (here->parent == a) return true;
    here = department(here->parent);
  }
  return false;
}

std::vector<const Officer*> OrganisationGraph::stand_ins(const OfficerId& id) const {
  std::vector<const Officer*> found;
  const Officer* absent = officer(id);
  if (absent == nullptr || absent->stand_ins.empty()) return found;
  std::vector<std::size_t> order;
  boost::breadth_first_search(index_->stand_ins, index_->place_of(*absent), boost::visitor(Discovered(order)));
  for (std::size_t i = 1; i < order.size(); ++i) found.push_back(&index_->organisation.officers[order[i]]);
  return found;
}

std::vector<const Officer*> OrganisationGraph::staff(const DepartmentId& department, Role role) const {
  std::vector<const Officer*> in_role;
  const auto found = index_->posts.find(department.str());
  if (found == index_->posts.end()) return in_role;
  for (const Officer* officer : found->second)
    if (officer->role == role) in_role.push_back(officer);
  return in_role;
}

std::vector<const Officer*> OrganisationGraph::supervisors_of(const DepartmentId& id) const {
  auto supervisors = staff(id, Role::supervisor);
  for (const Department* here = department(id); supervisors.empty() && here != nullptr && !here->parent.empty();) {
    here = department(here->parent);
    supervisors = staff(here->id, Role::supervisor);
  }
  return supervisors;
}

}  // namespace zhuqi
