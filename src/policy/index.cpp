// Gathers the distinct conditions of many policies.
#include <map>

#include <zhuqi/model/codes.hpp>

#include "decision/compiled.hpp"
#include "policy/built.hpp"
#include "policy/compiled.hpp"

namespace zhuqi {

namespace {

using Built = PolicyIndex::Built;

// The prefix that the codes of a region and of all that lies in it share.
std::string prefix_of(const std::string& region) {
  return region.ends_with("0000") ? region.substr(0, 2) : region.ends_with("00") ? region.substr(0, 4) : region;
}

class Gather {
 public:
  explicit Gather(Built& built) : built_(built) {}

  void run() {
    for (const auto& policy : built_.policies) {
      auto& plan = built_.plans.emplace_back();
      plan.from = policy.policy().from;
      plan.until = policy.policy().until;
      plan.inside = number("region", prefix_of(policy.policy().region), true,
                           [&] { return one_test(*fact_type("region"), prefix_of(policy.policy().region)); });
      for (const auto& branch : policy.compiled().branches) {
        auto& numbers = plan.branches.emplace_back();
        for (const auto& test : branch)
          numbers.push_back(number(test.condition->fact, test.condition->test, false, [&] { return test.table; }));
      }
    }
    std::map<std::string_view, std::vector<const Found*>> by_fact;
    built_.fact_of.resize(found_.size());
    for (const auto& found : order_) by_fact[found->fact].push_back(found);
    for (const auto& [fact, tests] : by_fact) add_fact(fact, tests);
  }

 private:
  struct Found {
    std::string fact;
    Built::Number number = 0;
    bool region_only = false;
    DecisionTable table;
  };

  template <class Table>
  Built::Number number(const std::string& fact, const std::string& test, bool region_only, const Table& table) {
    const auto key = std::tuple(fact, test, region_only);
    auto found = found_.find(key);
    if (found == found_.end()) {
      const auto next = static_cast<Built::Number>(found_.size());
      found = found_.emplace(key, Found{fact, next, region_only, table()}).first;
      order_.push_back(&found->second);
    }
    return found->second.number;
  }

  static const feel::Expression& expression(const Found& found) {
    return found.table.compiled().inputs[0].cells[0].expression;
  }

  void add_fact(std::string_view name, const std::vector<const Found*>& tests) {
    Built::FactTests fact;
    fact.fact = fact_type(name);
    fact.domain = Domain(tests.front()->table.compiled().inputs[0].type);
    std::vector<const Found*> ranged;
    for (const auto* test : tests) {
      built_.fact_of[test->number] = static_cast<std::uint32_t>(built_.facts.size());
      fact.conditions.push_back(test->number);
      if (fact.domain.usable() && fact.domain.add_cuts(expression(*test)))
        ranged.push_back(test);
      else
        fact.plain.push_back({test->number, test->table});
    }
    if (fact.domain.usable() && fact.domain.seal()) {
      for (const auto* test : ranged)
        fact.ranged.push_back({test->number, fact.domain.ranges(expression(*test)), test->region_only});
    } else {
      for (const auto* test : ranged) fact.plain.push_back({test->number, test->table});
    }
    built_.facts.push_back(std::move(fact));
  }

  Built& built_;
  std::map<std::tuple<std::string, std::string, bool>, Found> found_;
  std::vector<const Found*> order_;
};

}  // namespace

PolicyIndex::PolicyIndex(std::vector<CompiledPolicy> policies) {
  auto built = std::make_shared<Built>();
  built->policies = std::move(policies);
  Gather(*built).run();
  built_ = std::move(built);
}

const std::vector<CompiledPolicy>& PolicyIndex::policies() const { return built_->policies; }
std::size_t PolicyIndex::condition_count() const { return built_->fact_of.size(); }

}  // namespace zhuqi
