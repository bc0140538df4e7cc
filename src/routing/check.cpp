// What is wrong with an organisation: every rule by itself, all findings at once. Departments here, people in
// check_people.cpp.
#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/strong_components.hpp>
#include <fmt/format.h>

#include <zhuqi/model/codes.hpp>
#include <zhuqi/routing/graph.hpp>

#include "routing/findings.hpp"
#include "routing/level.hpp"

namespace zhuqi {

namespace {

using Above = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

class Check {
 public:
  Check(const Organisation& organisation, std::string_view file) : all_(organisation), findings_(file) {}

  Findings run() {
    index("departments", all_.departments, departments_);
    index("officers", all_.officers, officers_);
    ById groups;
    index("groups", all_.groups, groups);
    check_departments();
    check_cycles();
    check_ways_up();
    check_last_resort();
    check_officers(all_, findings_);
    check_groups(all_, findings_);
    check_served(all_, findings_);
    return findings_.take();
  }

 private:
  using ById = std::unordered_map<std::string_view, std::size_t>;

  template <class T>
  void index(const char* list, const std::vector<T>& items, ById& by_id) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string& id = items[i].id.str();
      if (id.empty()) findings_.add(fmt::format("{}[{}].id is empty", list, i), {}, "an id of its own");
      const auto [slot, is_new] = by_id.emplace(id, i);
      if (!is_new && !id.empty())
        findings_.add(fmt::format("{}[{}].id stands already in {}[{}]", list, i, list, slot->second), id,
                      "an id of its own");
    }
  }

  void check_departments() {
    std::map<std::pair<std::string_view, std::string_view>, std::size_t> places;
    for (std::size_t i = 0; i < all_.departments.size(); ++i) {
      const Department& d = all_.departments[i];
      const auto where = fmt::format("departments[{}]", i);
      findings_.check_region(where + ".region", d.region);
      if (d.function.empty()) findings_.add(where + ".function is empty", d.id.str(), "what it does, as in 税务");
      if (!d.parent.empty() && !departments_.contains(d.parent.str()))
        findings_.add(where + ".parent does not exist", d.parent.str(), "the id of a department");
      const auto [slot, is_new] =
          places.emplace(std::pair<std::string_view, std::string_view>(d.function, d.region), i);
      if (!is_new)
        findings_.add(fmt::format("{} has the function and region of departments[{}]", where, slot->second),
                      d.function + " " + d.region, "one department for each function in a region");
    }
  }

  // Departments are vertices, an edge leads to the parent; a cycle is a component of more than one, or a loop.
  void check_cycles() {
    Above above(all_.departments.size());
    for (std::size_t i = 0; i < all_.departments.size(); ++i)
      if (const auto parent = parent_of(i)) boost::add_edge(i, *parent, above);
    std::vector<std::size_t> component(all_.departments.size());
    const std::size_t count = boost::strong_components(above, component.data());
    std::vector<std::size_t> size(count), first(count, all_.departments.size());
    for (std::size_t i = component.size(); i-- > 0;) {
      ++size[component[i]];
      first[component[i]] = i;
    }
    std::sort(first.begin(), first.end());
    for (const std::size_t i : first)
      if (size[component[i]] > 1 || parent_of(i) == i) name_cycle(i);
  }

  void name_cycle(std::size_t first) {
    std::string path = all_.departments[first].id.str();
    std::size_t here = first;
    do {
      here = *parent_of(here);
      path += " → " + all_.departments[here].id.str();
    } while (here != first);
    findings_.add(fmt::format("departments[{}] stands above itself", first), path, "a parent that is not below it");
  }

  void check_ways_up() {
    const auto top = top_level();
    for (std::size_t i = 0; i < all_.departments.size(); ++i) {
      const Department& d = all_.departments[i];
      if (d.parent.empty() && is_region_code(d.region) && level_of(d.region) != top)
        findings_.add(fmt::format("departments[{}] has no way up", i), d.id.str(),
                      "a parent: only the highest level has none");
    }
  }

  void check_last_resort() {
    const auto top = top_level();
    for (const Department& d : all_.departments)
      if (d.function == last_resort_function && is_region_code(d.region) && level_of(d.region) == top) return;
    findings_.add("there is no owner of last resort at the top", {},
                  fmt::format("a department of the highest level with the function {}", last_resort_function));
  }

  std::optional<std::size_t> parent_of(std::size_t department) const {
    const auto found = departments_.find(all_.departments[department].parent.str());
    if (all_.departments[department].parent.empty() || found == departments_.end()) return std::nullopt;
    return found->second;
  }

  // The highest level that any department has: a city's organisation needs no province.
  Level top_level() const {
    Level top = Level::county;
    for (const Department& d : all_.departments)
      if (is_region_code(d.region)) top = std::min(top, level_of(d.region));
    return top;
  }

  const Organisation& all_;
  ById departments_, officers_;
  OrganisationFindings findings_;
};

}  // namespace

Findings OrganisationGraph::check(const Organisation& organisation, std::string_view file) {
  return Check(organisation, file).run();
}

}  // namespace zhuqi
