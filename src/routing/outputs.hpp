// What a routing table gives, read out of its result.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

struct RoutingOutputs {
  std::string lead;                     // a function; empty if the rule gives none
  std::vector<std::string> supporting;  // functions
  std::string role, urgency, sla;       // empty if the rule gives none
};

// `result` is an Outcome::result or a rule_result of `table`; of several hits the first counts.
RoutingOutputs read_outputs(const DecisionTable& table, const Value& result);

// "工信, 财政、司法" -> 工信 | 财政 | 司法.
std::vector<std::string> split_functions(std::string_view text);

// Whether the table's shape is that of a routing table.
Findings check_routing_outputs(const DecisionTable& table);

}  // namespace zhuqi
