#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/policy/match.hpp>

namespace zhuqi {
namespace {

const std::vector<std::string> numbers = {"staff", "revenue", "assets", "research"};

// Conditions "at least 5" and "below 5": a fact of 0 or 9 decides each.
Policy any_policy() {
  Policy p;
  p.id = PolicyId("P");
  p.region = "530000";
  p.from = p.until = parse_date("2026-01-01");
  const auto branches = *rc::gen::inRange(1, 4);
  for (int b = 0; b < branches; ++b) {
    auto& branch = p.branches.emplace_back();
    const auto conditions = *rc::gen::inRange(0, 4);
    for (int c = 0; c < conditions; ++c)
      branch.push_back({*rc::gen::elementOf(numbers), *rc::gen::element<std::string>(">= 5", "< 5"), ""});
  }
  return p;
}

Facts any_facts() {
  Facts facts{{"region", Value("530102")}};
  for (const auto& name : numbers) facts.emplace(name, Value(*rc::gen::element(0, 9)));
  return facts;
}

Facts some_of(const Facts& all) {
  Facts some;
  for (const auto& [name, value] : all)
    if (*rc::gen::arbitrary<bool>()) some.emplace(name, value);
  return some;
}

bool holds(const Condition& condition, const Facts& facts) {
  const bool large = facts.at(condition.fact) == Value(9);
  return large == (condition.test == ">= 5");
}

bool eligible(const Policy& policy, const Facts& facts) {
  return std::any_of(policy.branches.begin(), policy.branches.end(), [&](const auto& branch) {
    return std::all_of(branch.begin(), branch.end(), [&](const Condition& c) { return holds(c, facts); });
  });
}

RC_GTEST_PROP(Match, WithAllKnownItIsPlainLogic, ()) {
  const Policy policy = any_policy();
  const Facts facts = any_facts();
  const auto verdict = CompiledPolicy(policy).match(facts, policy.from).verdict;
  RC_ASSERT(verdict == (eligible(policy, facts) ? Verdict::match : Verdict::no_match));
}

RC_GTEST_PROP(Match, LearningAFactNeverTurnsAnAnswer, ()) {
  const Policy policy = any_policy();
  const CompiledPolicy compiled(policy);
  const Facts more = any_facts();
  const auto before = compiled.match(some_of(more), policy.from).verdict;
  const auto after = compiled.match(more, policy.from).verdict;
  RC_ASSERT(before == Verdict::unknown || before == after);
}

// What is called missing is missing; with it known as the conditions ask, the policy matches, unless they contradict
// each other; and no single one of them is idle.
RC_GTEST_PROP(Match, WhatIsMissingDecides, ()) {
  const Policy policy = any_policy();
  const CompiledPolicy compiled(policy);
  const Facts known = some_of(any_facts());
  const Match match = compiled.match(known, policy.from);
  RC_ASSERT((match.verdict == Verdict::unknown) == !match.missing.empty());
  for (const auto& fact : match.missing) RC_ASSERT(known.count(fact) == 0);

  bool can_match = false, all_unknown_without = true;
  const std::size_t count = match.missing.size();
  for (std::size_t choice = 0; count > 0 && choice < std::size_t{1} << count; ++choice) {
    Facts completed = known;
    for (std::size_t i = 0; i < count; ++i)
      completed.emplace(match.missing[i],
                        match.missing[i] == "region" ? Value("530102") : Value(choice >> i & 1 ? 9 : 0));
    can_match = can_match || compiled.match(completed, policy.from).verdict == Verdict::match;
    for (std::size_t i = 0; i < count; ++i) {
      Facts one_less = completed;
      one_less.erase(match.missing[i]);
      all_unknown_without = all_unknown_without && compiled.match(one_less, policy.from).verdict != Verdict::match;
    }
  }
  RC_PRE(count > 0);
  if (!can_match) {
    const auto contradictory = std::any_of(policy.branches.begin(), policy.branches.end(), [](const auto& branch) {
      return std::any_of(branch.begin(), branch.end(), [&](const Condition& a) {
        return std::any_of(branch.begin(), branch.end(),
                           [&](const Condition& b) { return a.fact == b.fact && a.test != b.test; });
      });
    });
    RC_ASSERT(contradictory);
  }
  RC_ASSERT(all_unknown_without);
}

}  // namespace
}  // namespace zhuqi
