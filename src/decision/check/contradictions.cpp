// Rules that contradict each other under UNIQUE and ANY.
#include <map>

#include <fmt/format.h>

#include "decision/check/overlaps.hpp"
#include "decision/check/run.hpp"
#include "decision/decide.hpp"

namespace zhuqi::checking {

namespace {

constexpr std::size_t most_partners = 9;  // that are shown for one rule
constexpr std::uint64_t steps_an_attempt = 200;

// By rule, a number that equal results share; nothing where results are computed.
std::vector<std::uint32_t> numbered_results(const DecisionTable::Compiled& table) {
  std::map<std::string, std::uint32_t> numbers;
  std::vector<std::uint32_t> by_rule;
  for (const auto& result : table.results)
    by_rule.push_back(numbers.try_emplace(to_feel(result), static_cast<std::uint32_t>(numbers.size())).first->second);
  return by_rule;
}

struct Partners {
  std::vector<std::uint32_t> rules;
  ValueContext example;  // with the first of them
};

class Contradictions {
 public:
  Contradictions(Run& run, std::uint64_t& steps) : run_(run), steps_(steps), table_(run.space.table()) {
    if (table_.policy == HitPolicy::any && table_.constant_outputs) results_ = numbered_results(table_);
  }

  bool find(const std::vector<bool>& dead) {
    std::vector<std::uint32_t> order, later;
    for (std::uint32_t rule = 0; rule < run_.space.rule_count(); ++rule)
      if (order.push_back(rule); !dead[rule]) later.push_back(rule);
    const bool finished =
        for_each_overlap(run_.space, {order, later, results_}, steps_, [&](std::uint32_t rule, std::uint32_t earlier) {
          if (!dead[earlier] && wants_more(rule)) consider(rule, earlier);
          return wants_more(rule);
        });
    report(finished);
    return finished;
  }

 private:
  bool wants_more(std::uint32_t rule) const {
    const auto known = found_.find(rule);
    return known == found_.end() ? found_.size() <= run_.limit : known->second.rules.size() < most_partners;
  }

  void consider(std::uint32_t rule, std::uint32_t earlier) {
    const auto spent = std::min(steps_, steps_an_attempt);
    steps_ -= spent;
    const auto common = spent > 0 ? common_record(run_.space, rule, earlier, steps_) : Common{std::nullopt, false};
    if (common.record ? !contradict(*common.record, rule, earlier) : !common.is_certain) ++undecided_;
  }

  // Decides the record that both rules hit.
  bool contradict(const ValueContext& record, std::uint32_t rule, std::uint32_t earlier) {
    const auto outcome = decide_record(table_, Facts(record.begin(), record.end()));
    const auto hits = [&](std::uint32_t one) {
      return std::find(outcome.rules.begin(), outcome.rules.end(), one) != outcome.rules.end();
    };
    if (!outcome.error || !hits(rule) || !hits(earlier)) return false;
    auto& partners = found_[rule];
    if (partners.rules.empty()) partners.example = record;
    partners.rules.push_back(earlier);
    return true;
  }

  void report(bool finished) {
    std::size_t told = 0;
    for (const auto& [rule, partners] : found_) {
      if (++told > run_.limit) break;
      std::vector<std::uint32_t> rules{rule};
      rules.insert(rules.end(), partners.rules.begin(), partners.rules.end());
      std::string others;
      for (std::size_t i = 1; i < partners.rules.size(); ++i)
        others += (i > 1 ? ", " : "") + run_.id(partners.rules[i]);
      run_.warn(Run::Kind::overlap, rules,
                fmt::format("contradicts rule {}{}; both hit", run_.id(partners.rules[0]),
                            others.empty() ? "" : " (and others: " + others + ")"),
                to_json_text(partners.example));
    }
    if (found_.size() > run_.limit)
      run_.warn(Run::Kind::overlap, {}, fmt::format("more rules contradict each other than {}", run_.limit));
    if (!finished || (undecided_ > 0 && steps_ == 0))
      run_.note(Run::Kind::undecided, {}, "overlaps: not decided for all rules within the budget");
    else if (undecided_ > 0)
      run_.note(
          Run::Kind::undecided, {},
          fmt::format("overlaps: not decided for {} pairs of rules, which expressions may keep apart", undecided_));
  }

  Run& run_;
  std::uint64_t& steps_;
  const DecisionTable::Compiled& table_;
  std::vector<std::uint32_t> results_;
  std::map<std::uint32_t, Partners> found_;
  std::uint64_t undecided_ = 0;
};

}  // namespace

void find_overlaps(Run& run, const std::vector<bool>& dead) {
  const auto policy = run.space.table().policy;
  if (policy != HitPolicy::unique && policy != HitPolicy::any) return;
  run.within(run.steps / 4 * 3, [&](std::uint64_t& steps) { return Contradictions(run, steps).find(dead); });
}

}  // namespace zhuqi::checking
