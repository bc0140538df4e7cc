// A backlog as a flow of minimum cost: a unit flows from the source through each need and an officer to the sink. What
// an officer's next need adds to the crowding grows with each, so that the cheapest flow is the most even one.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

#include <zhuqi/assignment/backlog.hpp>

#include "assignment/candidates.hpp"
#include "assignment/network.hpp"

namespace zhuqi {

namespace {

// Oldest first; each need once.
void put_in_order(std::vector<Wanted>& needs) {
  if (needs.size() > most_needs)
    throw Refused(Code::too_large,
                  fmt::format("{} needs at once: at most {}, take the oldest", needs.size(), most_needs), "needs");
  const auto older = [](const Wanted& a, const Wanted& b) {
    return std::tie(a.since, a.need) < std::tie(b.since, b.need);
  };
  std::sort(needs.begin(), needs.end(), older);
  std::set<NeedId> seen;
  std::erase_if(needs, [&](const Wanted& wanted) { return !seen.insert(wanted.need).second; });
}

// An officer's n-th further need: what it costs, and who of those alike comes first.
struct Slot {
  std::size_t officer;
  std::int64_t share;
  std::int64_t order = 0;  // its place among all slots: lightest first, then least recently served, then the draw
};

class Backlog {
 public:
  using Chosen = std::vector<std::pair<std::size_t, const Candidate*>>;

  Backlog(const std::vector<Wanted>& needs, const Loads& loads, const Situation& situation)
      : needs_(needs), loads_(loads) {
    for (const Wanted& wanted : needs) candidates_.push_back(candidates_for(wanted, situation));
    find_officers(situation.seed);
    find_slots();
    find_kinds();
  }

  // Who takes which need; by need.
  Chosen run() const {
    // Whether a set of needs can all be served is a matroid: any costs that grow with age keep the oldest in. So which
    // needs are served is settled first, and by whom they are served best second.
    std::vector<std::size_t> all(needs_.size()), served;
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    for (const auto& [need, candidate] : flow(all, true)) served.push_back(need);
    return flow(served, false);
  }

  const Candidates& candidates(std::size_t need) const { return candidates_[need]; }

 private:
  void find_officers(std::uint64_t seed) {
    std::vector<std::tuple<std::optional<Instant>, std::string, const Officer*>> order;
    std::set<const Officer*> seen;
    for (const Candidates& all : candidates_)
      for (const Candidate& c : all.there) {
        ++eligible_[c.officer];
        if (seen.insert(c.officer).second)
          order.emplace_back(load_of(*c.officer, loads_).served, draw(seed, {}, c.officer->id.str()), c.officer);
      }
    std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
    });
    for (const auto& [served, lot, officer] : order) {
      places_.emplace(officer, officers_.size());
      officers_.push_back(officer);
    }
  }

  void find_slots() {
    for (std::size_t i = 0; i < officers_.size(); ++i) {
      const std::int64_t open = load_of(*officers_[i], loads_).open;
      std::int64_t room = eligible_[officers_[i]];
      if (officers_[i]->capacity) room = std::min(room, *officers_[i]->capacity - open);
      for (std::int64_t n = 0; n < room; ++n) slots_.push_back({i, next_share(*officers_[i], open + n)});
    }
    std::vector<Slot*> order;
    for (Slot& slot : slots_) order.push_back(&slot);
    std::stable_sort(order.begin(), order.end(), [](const Slot* a, const Slot* b) {
      return std::tie(a->share, a->officer) < std::tie(b->share, b->officer);
    });
    for (std::size_t i = 0; i < order.size(); ++i) order[i]->order = static_cast<std::int64_t>(i);
  }

  // Needs with the same candidates are one kind: a few arcs stand for many.
  void find_kinds() {
    std::map<std::vector<std::pair<std::size_t, int>>, std::size_t> kinds;
    for (const Candidates& all : candidates_) {
      std::vector<std::pair<std::size_t, int>> list;
      for (const Candidate& c : all.there) list.emplace_back(places_.at(c.officer), c.rank);
      kind_of_.push_back(kinds.emplace(std::move(list), kinds.size()).first->second);
    }
    kind_count_ = kinds.size();
  }

  // With `which`, as many of `needs` as can be served, and the oldest; else all of them, where they fit best. Only the
  // order of the slots' costs counts: which slots serve a set of needs is a matroid too.
  Chosen flow(const std::vector<std::size_t>& needs, bool which) const {
    constexpr std::size_t source = 0, sink = 1, first_need = 2;
    const std::size_t first_kind = first_need + needs.size(), first_officer = first_kind + kind_count_;
    const auto unit = which ? 0 : static_cast<std::int64_t>(slots_.size() * needs.size() + 1);
    Network network(first_officer + officers_.size());
    std::vector<std::size_t> served;                             // arcs, by need
    std::vector<std::vector<std::size_t>> members(kind_count_);  // places in `needs`, the oldest first
    for (std::size_t i = 0; i < needs.size(); ++i) {
      const std::size_t kind = kind_of_[needs[i]];
      members[kind].push_back(i);
      network.add(source, first_need + i, 0);
      served.push_back(network.add(first_need + i, first_kind + kind, 0));
      if (which) network.add(first_need + i, sink, static_cast<std::int64_t>(needs.size() - i));
    }
    std::vector<std::vector<std::size_t>> links(kind_count_);  // arcs, by candidate
    for (std::size_t kind = 0; kind < kind_count_; ++kind) {
      if (members[kind].empty()) continue;
      for (const Candidate& c : candidates_[needs[members[kind].front()]].there)
        links[kind].push_back(network.add(first_kind + kind, first_officer + places_.at(c.officer), c.rank * unit,
                                          static_cast<std::int64_t>(members[kind].size())));
    }
    for (const Slot& slot : slots_) network.add(first_officer + slot.officer, sink, which ? 0 : slot.order);
    network.solve(source, sink);

    // Of one kind the oldest get the better candidates.
    Chosen chosen;
    for (std::size_t kind = 0; kind < kind_count_; ++kind) {
      std::erase_if(members[kind], [&](std::size_t i) { return network.carried(served[i]) == 0; });
      auto next = members[kind].begin();
      for (std::size_t c = 0; c < links[kind].size(); ++c)
        for (auto units = network.carried(links[kind][c]); units > 0; --units, ++next)
          chosen.emplace_back(needs[*next], &candidates_[needs[*next]].there[c]);
    }
    std::sort(chosen.begin(), chosen.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return chosen;
  }

  const std::vector<Wanted>& needs_;
  const Loads& loads_;
  std::vector<Candidates> candidates_;
  std::vector<const Officer*> officers_;
  std::unordered_map<const Officer*, std::size_t> places_;
  std::unordered_map<const Officer*, std::int64_t> eligible_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> kind_of_;  // by need
  std::size_t kind_count_ = 0;
};

// Counts a need that the candidate takes, and puts it into the loads.
void take(const Candidate& candidate, Loads& loads, Measure& measure) {
  std::int64_t& open = loads[candidate.officer->id].open;
  measure.crowding += next_share(*candidate.officer, open);
  measure.misfit += candidate.rank;
  measure.fullest = std::max(measure.fullest, fullness(*candidate.officer, ++open));
  ++measure.assigned;
}

// Those who stand before the one who took it, and so must be full.
std::string full_before(const Candidates& all, const Candidate& chosen) {
  std::string words;
  for (const Candidate& c : all.there) {
    if (c.rank >= chosen.rank) break;
    words += fmt::format("{}{}已满", words.empty() ? "" : ", ", c.officer->name);
  }
  return words;
}

Measure one_by_one(const std::vector<Wanted>& needs, Loads loads, const Situation& situation, AssignmentPlan* plan) {
  Measure measure;
  for (const Wanted& wanted : needs) {
    Choice choice = choose(wanted, loads, situation);
    if (!choice.officer.empty()) {
      const auto all = candidates_for(wanted, situation);
      take(*std::find_if(all.there.begin(), all.there.end(),
                         [&](const Candidate& c) { return c.officer->id == choice.officer; }),
           loads, measure);
    }
    if (plan != nullptr)
      (choice.officer.empty() ? plan->waiting : plan->assigned)
          .push_back({wanted.need, choice.officer, std::move(choice.because)});
  }
  return measure;
}

}  // namespace

AssignmentPlan assign(std::vector<Wanted> needs, const Loads& loads, const Situation& situation) {
  put_in_order(needs);
  const Backlog backlog(needs, loads, situation);
  const auto chosen = backlog.run();
  AssignmentPlan plan;
  Loads after = loads;
  std::vector<std::size_t> waiting;
  auto next = chosen.begin();
  for (std::size_t i = 0; i < needs.size(); ++i) {
    if (next == chosen.end() || next->first != i) {
      waiting.push_back(i);
      continue;
    }
    const Candidate& candidate = *next++->second;
    const Candidates& all = backlog.candidates(i);
    plan.assigned.push_back(
        {needs[i].need, candidate.officer->id,
         because_chosen(needs[i], all, candidate, load_of(*candidate.officer, after).open, full_before(all, candidate),
                        fmt::format("{} 件一并均衡分派", needs.size()))});
    take(candidate, after, plan.measure);
  }
  for (const std::size_t i : waiting)
    plan.waiting.push_back({needs[i].need, {}, because_nobody(backlog.candidates(i), after)});
  plan.greedy = one_by_one(needs, loads, situation, nullptr);
  return plan;
}

AssignmentPlan assign_one_by_one(std::vector<Wanted> needs, const Loads& loads, const Situation& situation) {
  put_in_order(needs);
  AssignmentPlan plan;
  plan.measure = plan.greedy = one_by_one(needs, loads, situation, &plan);
  return plan;
}

AssignmentPlan reassign(const OfficerId& leaver, std::vector<Wanted> needs, Loads loads, Situation situation) {
  situation.gone.insert(leaver);
  loads.erase(leaver);
  return assign(std::move(needs), loads, situation);
}

}  // namespace zhuqi
