#include <algorithm>
#include <tuple>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/assignment/backlog.hpp>

#include "assignment/candidates.hpp"
#include "assignment/office.hpp"

namespace zhuqi {
namespace {

template <class T>
T one_of(std::vector<T> items) {
  return *rc::gen::elementOf(items);
}

const std::vector<std::string> counties = {"530102", "530103", "530100"};

struct Office {
  Organisation organisation;
  Loads loads;
  std::vector<Wanted> needs;
};

// Officers in groups and with areas, some of them away or full; needs of some roles and skills.
Office any_office(int officers, int needs) {
  Office all;
  Organisation& o = all.organisation;
  o = sample_organisation();
  for (int i = 0; i < officers; ++i) {
    Officer& one = o.officers.emplace_back(officer("P-" + std::to_string(i), Role::tax, "tax-53"));
    one.regions = {one_of(counties)};
    if (*rc::gen::inRange(0, 4) == 0) one.enterprises = {EnterpriseId("E-1")};
  }
  for (Officer& one : o.officers) {
    if (*rc::gen::inRange(0, 5) > 0) one.capacity = *rc::gen::inRange(0, 4);
    if (*rc::gen::inRange(0, 4) == 0) one.leave = {{parse_date("2026-03-01"), parse_date("2026-03-02")}};
    if (*rc::gen::arbitrary<bool>()) one.skills = {"退税"};
    if (one.id.str() != "H-1" && *rc::gen::inRange(0, 3) == 0) one.stand_ins = {OfficerId("H-1")};
    Load& load = all.loads[one.id];
    load.open = *rc::gen::inRange(0, 3);
    if (*rc::gen::arbitrary<bool>()) load.served = minute(*rc::gen::inRange(0, 3));
  }
  for (int i = 0; i < needs; ++i) {
    Wanted need =
        wanted("N-" + std::to_string(i), one_of<Role>({Role::tax, Role::tax, Role::general}), one_of(counties));
    need.since = minute(*rc::gen::inRange(0, 3));
    if (*rc::gen::arbitrary<bool>()) need.enterprise = EnterpriseId("E-2");
    if (*rc::gen::inRange(0, 3) == 0) need.skills = {"退税"};
    all.needs.push_back(std::move(need));
  }
  return all;
}

void keeps_the_rules(const AssignmentPlan& plan, const Office& office, const Situation& now) {
  Loads after = office.loads;
  for (const Assignment& one : plan.assigned) {
    const Officer* officer = now.graph->officer(one.officer);
    RC_ASSERT(officer != nullptr && is_there(*officer, now));
    ++after[one.officer].open;
    RC_ASSERT(!officer->capacity || after[one.officer].open <= *officer->capacity);
  }
  RC_ASSERT(plan.assigned.size() + plan.waiting.size() == office.needs.size());
}

RC_GTEST_PROP(Assign, CapacitiesAreRespectedAndNobodyAbsentIsGiven, ()) {
  const Office office = any_office(*rc::gen::inRange(0, 5), *rc::gen::inRange(0, 15));
  const auto now = situation(office.organisation);
  keeps_the_rules(assign(office.needs, office.loads, now), office, now);
  keeps_the_rules(assign_one_by_one(office.needs, office.loads, now), office, now);
}

template <class T>
void shuffle(std::vector<T>& items) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[*rc::gen::inRange<std::size_t>(0, i)]);
}

RC_GTEST_PROP(Assign, TheOrderOfListsChangesNothing, ()) {
  Office office = any_office(*rc::gen::inRange(0, 5), *rc::gen::inRange(0, 10));
  const AssignmentPlan plan = assign(office.needs, office.loads, situation(office.organisation));
  const AssignmentPlan greedy = assign_one_by_one(office.needs, office.loads, situation(office.organisation));
  shuffle(office.needs);
  shuffle(office.organisation.officers);
  shuffle(office.organisation.groups);
  shuffle(office.organisation.departments);
  const AssignmentPlan again = assign(office.needs, office.loads, situation(office.organisation));
  RC_ASSERT(again.assigned == plan.assigned);
  RC_ASSERT(again.waiting == plan.waiting);
  RC_ASSERT(assign_one_by_one(office.needs, office.loads, situation(office.organisation)).assigned == greedy.assigned);
}

RC_GTEST_PROP(Assign, IsAtLeastAsGoodAsOneByOne, ()) {
  const Office office = any_office(*rc::gen::inRange(0, 5), *rc::gen::inRange(0, 20));
  const AssignmentPlan plan = assign(office.needs, office.loads, situation(office.organisation));
  const AssignmentPlan greedy = assign_one_by_one(office.needs, office.loads, situation(office.organisation));
  RC_ASSERT(plan.greedy == greedy.measure);
  RC_ASSERT(plan.measure.assigned >= greedy.measure.assigned);
  const auto served = [](const AssignmentPlan& one) {
    std::vector<NeedId> needs;
    for (const Assignment& assignment : one.assigned) needs.push_back(assignment.need);
    return needs;
  };
  if (served(plan) != served(greedy)) return;  // other needs: the plan's are more, or older
  const auto cost = [](const Measure& m) { return std::tuple(m.misfit, m.crowding); };
  RC_ASSERT(cost(plan.measure) <= cost(greedy.measure));
}

// Where all officers are alike, nothing but the balance is left to decide.
RC_GTEST_PROP(Assign, IsAtLeastAsBalancedAsOneByOne, ()) {
  Organisation o = pool({"A", "B", "C", "D"}, "530102", 1000);
  Loads loads;
  for (Officer& one : o.officers) {
    one.regions.clear();
    for (const auto& region : {"530102", "530103", "532501"})
      if (*rc::gen::arbitrary<bool>()) one.regions.emplace_back(region);
    if (one.regions.empty()) one.regions = {"530102", "530103", "532501"};
    loads[one.id].open = *rc::gen::inRange(0, 6);
  }
  std::vector<Wanted> needs;
  for (int i = *rc::gen::inRange(0, 25); i > 0; --i)
    needs.push_back(wanted("N-" + std::to_string(i), Role::tax, one_of<std::string>({"530102", "530103", "532501"})));
  const AssignmentPlan plan = assign(needs, loads, situation(o));
  RC_ASSERT(plan.measure.assigned == plan.greedy.assigned);
  RC_ASSERT(plan.measure.crowding <= plan.greedy.crowding);
  RC_ASSERT(plan.measure.fullest <= plan.greedy.fullest);
}

// Every way to give the needs to officers or to nobody, one after the other.
struct Best {
  std::vector<bool> served;  // by age
  std::int64_t misfit = 0, crowding = 0;

  bool operator<(const Best& other) const {
    return std::tuple(other.served, misfit, crowding) < std::tuple(served, other.misfit, other.crowding);
  }
};

void search(const std::vector<Candidates>& all, std::size_t need, Loads& loads, Best here, Best& best) {
  if (need == all.size()) {
    if (here < best) best = here;
    return;
  }
  here.served.push_back(false);
  search(all, need + 1, loads, here, best);
  here.served.back() = true;
  for (const Candidate& c : all[need].there) {
    Load& load = loads[c.officer->id];
    if (!has_room(*c.officer, load)) continue;
    Best with = here;
    with.misfit += c.rank;
    with.crowding += next_share(*c.officer, load.open++);
    search(all, need + 1, loads, with, best);
    --loads[c.officer->id].open;
  }
}

RC_GTEST_PROP(Assign, NoPlanIsBetter, ()) {
  Office office = any_office(*rc::gen::inRange(0, 3), *rc::gen::inRange(1, 5));
  for (std::size_t i = 0; i < office.needs.size(); ++i) office.needs[i].since = minute(static_cast<int>(i));
  const auto now = situation(office.organisation);
  std::vector<Candidates> all;
  for (const Wanted& need : office.needs) all.push_back(candidates_for(need, now));
  Loads loads = office.loads;
  Best best{std::vector<bool>(all.size(), false)};
  search(all, 0, loads, {}, best);
  const AssignmentPlan plan = assign(office.needs, office.loads, now);
  std::vector<bool> served;
  for (const Wanted& need : office.needs)
    served.push_back(std::any_of(plan.assigned.begin(), plan.assigned.end(),
                                 [&](const Assignment& one) { return one.need == need.need; }));
  RC_ASSERT(served == best.served);
  RC_ASSERT(plan.measure.misfit == best.misfit);
  RC_ASSERT(plan.measure.crowding == best.crowding);
}

}  // namespace
}  // namespace zhuqi
