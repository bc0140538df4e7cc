// A policy with its tests compiled: each condition is a decision table of one input and one rule.
#pragma once

#include <vector>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/policy/match.hpp>

namespace zhuqi {

struct CompiledPolicy::Compiled {
  struct Test {
    const Condition* condition;  // in `policy`
    DecisionTable table;         // hits if the condition holds
  };

  Policy policy;
  std::vector<std::vector<Test>> branches;
};

// A table that hits if the test holds: the test is a cell in a column of the fact's type, as in any other table.
DecisionTable one_test(const FactType& fact, const std::string& test);

}  // namespace zhuqi
