// All policies of an index: their distinct conditions by fact, and the policies as lists of condition numbers.
#pragma once

#include <string>
#include <vector>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/policy/index.hpp>

#include "decision/index/domain.hpp"

namespace zhuqi {

struct PolicyIndex::Built {
  using Number = std::uint32_t;  // of a condition

  // A test that is a union of ranges of the fact's values: looked at once for each class of values.
  struct Ranged {
    Number condition = 0;
    std::vector<ClassRange> classes;
    bool region_only = false;  // holds only for what is a region code at all: of a policy's region
  };
  // Any other test: looked at once for each distinct value.
  struct Plain {
    Number condition = 0;
    DecisionTable table;
  };
  struct FactTests {
    const FactType* fact = nullptr;
    Domain domain;
    std::vector<Ranged> ranged;
    std::vector<Plain> plain;
    std::vector<Number> conditions;  // all of them
  };
  struct Plan {
    Date from, until;
    Number inside = 0;  // the condition that the enterprise lies in the policy's region
    std::vector<std::vector<Number>> branches;
  };

  std::vector<CompiledPolicy> policies;
  std::vector<FactTests> facts;
  std::vector<std::uint32_t> fact_of;  // by condition: which of `facts`
  std::vector<Plan> plans;             // by policy
};

// The tags in a cell: ; ； or 、 between them; or, if the cell begins with it, the unit separator alone.
inline constexpr char tag_separator = '\x1f';
ValueList tags_in(std::string_view cell);

}  // namespace zhuqi
