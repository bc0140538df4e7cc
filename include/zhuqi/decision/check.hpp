// What an operator wants to know about a table before it goes live.
#pragma once

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

// Looks for rules that can never win, rules that contradict each other, records that no rule catches, and keywords that
// hold another one. Each contradiction and each gap comes with a record that shows it (as JSON, in Finding::expected);
// what is not found may still be there, and where the search was cut short a note says so. Findings are warnings and
// notes: Finding::row is the rule's 1-based number, Finding::value its id. Seconds for 10,000 rules.
Findings check(const DecisionTable& table);

}  // namespace zhuqi
