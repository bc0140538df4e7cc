// Whether each item of the service list leads to somebody.
#include <fmt/format.h>

#include <zhuqi/routing/router.hpp>

#include "routing/outputs.hpp"

namespace zhuqi {

namespace {

// Why nobody handles the item; empty if somebody does.
std::string why_nobody(const ServiceItem& item, const DecisionTable& table, const OrganisationGraph& graph) {
  const Outcome outcome = table.decide({{"service_item", Value(item.id.str())}});
  if (outcome.error) return "the table cannot decide it: " + outcome.error->message;
  if (outcome.rules.empty()) return "no rule hits";
  const std::string lead = read_outputs(table, outcome.result).lead;
  const auto& rule = table.rule_id(outcome.rules.front());
  if (lead.empty()) return fmt::format("rule {} names no lead", rule);
  // A rule that hits when nothing is known at all takes whatever is left.
  if (const Outcome nothing = table.decide({});
      !nothing.rules.empty() && nothing.rules.front() == outcome.rules.front())
    return fmt::format("rule {} takes it as it takes anything", rule);
  if (!graph.has_function(lead)) return fmt::format("rule {} names {}, which no department has", rule, lead);
  return {};
}

}  // namespace

Findings check(const std::vector<ServiceItem>& items, const DecisionTable& table, const OrganisationGraph& graph) {
  Findings findings;
  for (const ServiceItem& item : items) {
    const std::string why = why_nobody(item, table, graph);
    if (why.empty()) continue;
    Finding finding;
    finding.severity = Finding::Severity::warning;
    finding.file = table.name();
    finding.value = item.id.str();
    finding.message = "nobody handles the item: " + why;
    finding.expected = "a rule for the item, whatever else is known";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace zhuqi
