#include "assignment/candidates.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>

#include <fmt/format.h>

#include <zhuqi/model/codes.hpp>

#include "base/sha256.hpp"

namespace zhuqi {

namespace {

// Ranks: the order in which officers are tried. Whoever lacks a skill comes after all who have it.
constexpr int rank_post = 0, rank_general = 1, rank_group = 2, rank_stand_in = 3, rank_area = 20, rank_unskilled = 50;

void append(std::string& list, std::string_view words) {
  if (!list.empty()) list += ", ";
  list += words;
}

template <class T>
bool contains(const std::vector<T>& list, const T& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool has_skills(const Officer& officer, const std::vector<std::string>& skills) {
  return std::all_of(skills.begin(), skills.end(), [&](const auto& skill) { return contains(officer.skills, skill); });
}

// Gathers candidates in the order of their ranks; of an officer who comes in twice the first counts.
class Search {
 public:
  Search(const Wanted& wanted, const Situation& situation)
      : wanted_(wanted), situation_(situation), graph_(*situation.graph) {}

  Candidates run(Among among) {
    if (const ServiceGroup* group = find_group()) {
      try_group(*group);
    } else {
      append(all_.absent, "该地区无服务专员组");
    }
    if (among == Among::all) try_areas();
    std::sort(all_.there.begin(), all_.there.end(), [](const Candidate& a, const Candidate& b) {
      return std::tie(a.rank, a.officer->id) < std::tie(b.rank, b.officer->id);
    });
    all_.lacks_skill = !all_.there.empty() && all_.there.front().rank >= rank_unskilled;
    return std::move(all_);
  }

 private:
  const ServiceGroup* find_group() const {
    const ServiceGroup* group = wanted_.group.empty() ? nullptr : graph_.group(wanted_.group);
    return group != nullptr ? group : graph_.group_of(wanted_.enterprise, wanted_.building, wanted_.region);
  }

  void try_group(const ServiceGroup& group) {
    const Officer* post = member(group, wanted_.role);
    const Officer* general = member(group, Role::general);
    if (post == nullptr) append(all_.absent, fmt::format("{}空缺", title(wanted_.role)));
    consider(post, rank_post, fmt::format("本组{}", title(wanted_.role)), true);
    consider(general, rank_general, fmt::format("本组{}代理", title(Role::general)), true);
    for (const auto& [role, id] : group.members) {
      const Officer* other = graph_.officer(id);
      consider(other, rank_group, fmt::format("本组{}代理", title(other->role)), false);
    }
    consider_stand_ins(post);
    consider_stand_ins(general);
  }

  const Officer* member(const ServiceGroup& group, Role role) const {
    const auto found = group.members.find(std::string(name(role)));
    return found == group.members.end() ? nullptr : graph_.officer(found->second);
  }

  void consider_stand_ins(const Officer* absent) {
    if (absent == nullptr) return;
    for (const Officer* stand_in : graph_.stand_ins(absent->id)) {
      consider(stand_in, std::min(rank_stand_in + stand_ins_, rank_area - 1), absent->name + "指定代理", false);
      ++stand_ins_;
    }
  }

  // Officers of the role whose area takes the need in. Members of groups serve by their groups, unless an area of their
  // own is stated.
  void try_areas() {
    for (const Officer& officer : graph_.organisation().officers) {
      if (officer.role != wanted_.role) continue;
      if (contains(officer.enterprises, wanted_.enterprise)) {
        consider(&officer, rank_area, "负责该企业", false);
      } else if (!wanted_.building.empty() && contains(officer.buildings, wanted_.building)) {
        consider(&officer, rank_area + 1, "负责" + wanted_.building, false);
      } else if (!officer.regions.empty()) {
        consider_regions(officer, officer.regions);
      } else if (officer.enterprises.empty() && officer.buildings.empty() && !graph_.is_in_group(officer.id)) {
        consider_regions(officer, {graph_.department(officer.department)->region});
      }
    }
  }

  void consider_regions(const Officer& officer, const std::vector<std::string>& regions) {
    int rank = rank_area + 2;
    if (!is_region_code(wanted_.region)) return;
    for (std::string here = wanted_.region; !here.empty(); here = parent_region(here), ++rank)
      if (contains(regions, here)) return consider(&officer, rank, "负责地区 " + here, false);
  }

  void consider(const Officer* officer, int rank, std::string way, bool say_why_not) {
    if (officer == nullptr || !seen_.insert(officer->id.str()).second) return;
    if (!is_there(*officer, situation_)) {
      if (say_why_not) append(all_.absent, officer->name + why_not_there(*officer));
      return;
    }
    if (!has_skills(*officer, wanted_.skills)) rank += rank_unskilled;
    all_.there.push_back({officer, rank, std::move(way)});
  }

  std::string why_not_there(const Officer& officer) const {
    if (situation_.gone.contains(officer.id)) return "已离岗";
    return on_leave(officer, situation_.day) ? "休假" : "当日不上班";
  }

  const Wanted& wanted_;
  const Situation& situation_;
  const OrganisationGraph& graph_;
  Candidates all_;
  std::unordered_set<std::string_view> seen_;
  int stand_ins_ = 0;
};

std::int64_t capacity_of(const Officer& officer) {
  return std::max<std::int64_t>(1, officer.capacity.value_or(unstated_capacity));
}

}  // namespace

Candidates candidates_for(const Wanted& wanted, const Situation& situation, Among among) {
  return Search(wanted, situation).run(among);
}

bool is_of_group(int rank) { return rank < rank_area; }

const Load& load_of(const Officer& officer, const Loads& loads) {
  static const Load nothing;
  const auto found = loads.find(officer.id);
  return found == loads.end() ? nothing : found->second;
}

bool has_room(const Officer& officer, const Load& load) { return !officer.capacity || load.open < *officer.capacity; }

std::int64_t next_share(const Officer& officer, std::int64_t open) {
  return (2 * open + 1) * 1'000'000 / capacity_of(officer);
}

std::int64_t fullness(const Officer& officer, std::int64_t open) { return open * 1'000 / capacity_of(officer); }

std::string in_hand(const Officer& officer, std::int64_t open) {
  return officer.capacity ? fmt::format("{}/{}", open, *officer.capacity) : std::to_string(open);
}

std::string draw(std::uint64_t seed, std::string_view need, std::string_view officer) {
  return sha256_hex(fmt::format("{}\n{}\n{}", seed, need, officer));
}

std::string because_chosen(const Wanted& wanted, const Candidates& all, const Candidate& chosen, std::int64_t open,
                           const std::string& passed_over, const std::string& tie) {
  std::string before = all.absent;
  if (!passed_over.empty()) append(before, passed_over);
  std::string words = before.empty() ? std::string() : before + "; ";
  words += fmt::format("由{}跟进 ({}, 在手 {})", chosen.officer->name, chosen.way, in_hand(*chosen.officer, open));
  if (chosen.rank >= rank_unskilled) words += fmt::format("; 无人可派且具备 {}", fmt::join(wanted.skills, "、"));
  if (!tie.empty()) words += "; " + tie;
  return words;
}

std::string because_nobody(const Candidates& all, const Loads& loads) {
  std::string before = all.absent;
  for (const Candidate& candidate : all.there)
    append(before, fmt::format("{}已满 {}", candidate.officer->name,
                               in_hand(*candidate.officer, load_of(*candidate.officer, loads).open)));
  return before.empty() ? "无可派专员" : before + "; 无可派专员";
}

}  // namespace zhuqi
