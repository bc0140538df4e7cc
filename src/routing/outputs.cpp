#include "routing/outputs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/decision/origin.hpp>
#include <zhuqi/routing/router.hpp>

#include "base/text.hpp"
#include "routing/roles.hpp"

namespace zhuqi {

namespace {

// The output of this name: an entry of a result with several, or the result itself where the table has one output.
const Value* output(const DecisionTable& table, const Value& row, std::string_view name) {
  if (table.outputs().size() > 1) return row.find(name);
  return !table.outputs().empty() && table.outputs()[0].name == name ? &row : nullptr;
}

std::string text_of(const Value* value) {
  return value != nullptr && value->string() != nullptr ? std::string(trim(*value->string())) : std::string();
}

std::vector<std::string> texts_of(const Value* value) {
  if (value == nullptr || value->list() == nullptr) return split_functions(text_of(value));
  std::vector<std::string> all;
  for (const Value& item : *value->list())
    if (auto text = text_of(&item); !text.empty()) all.push_back(std::move(text));
  return all;
}

bool gives_rows(HitPolicy policy) {
  switch (policy) {
    case HitPolicy::collect_sum:
    case HitPolicy::collect_min:
    case HitPolicy::collect_max:
    case HitPolicy::collect_count:
      return false;
    default:
      return true;
  }
}

Finding finding(const DecisionTable& table, Finding::Severity severity, std::string message, std::string value,
                std::string expected) {
  Finding f;
  f.severity = severity;
  f.file = table.name();
  f.value = cut(value, 200);
  f.message = std::move(message);
  f.expected = std::move(expected);
  return f;
}

std::size_t place_of(const DecisionTable& table, std::string_view output) {
  const auto& outputs = table.outputs();
  return static_cast<std::size_t>(
      std::find_if(outputs.begin(), outputs.end(), [&](const Clause& clause) { return clause.name == output; }) -
      outputs.begin());
}

void check_rule(const DecisionTable& table, std::uint32_t rule, const RoutingOutputs& outputs,
                const OrganisationGraph& graph, Findings& findings) {
  const auto add = [&](Finding::Severity severity, std::string_view output, std::string_view what, std::string value,
                       std::string expected) {
    auto finding = finding_at_output(table, rule, place_of(table, output));
    finding.severity = severity;
    finding.message = fmt::format("rule {}: {}", table.rule_id(rule), what);
    finding.value = cut(value, 200);
    finding.expected = std::move(expected);
    findings.push_back(std::move(finding));
  };
  constexpr auto error = Finding::Severity::error;
  if (outputs.lead.empty())
    add(error, "lead", "names no lead", {}, "a function");
  else if (!graph.has_function(outputs.lead))
    add(error, "lead", "no department has the lead's function", outputs.lead, "a function of the organisation");
  for (const std::string& function : outputs.supporting)
    if (!graph.has_function(function))
      add(Finding::Severity::warning, "supporting", "no department has the supporting function", function,
          "a function of the organisation");
  if (!outputs.role.empty() && !service_role(outputs.role))
    add(error, "role", "the role is no service role", outputs.role,
        "general, market_regulation, tax, investment or building");
}

}  // namespace

std::vector<std::string> split_functions(std::string_view text) {
  std::vector<std::string> all;
  while (!text.empty()) {
    std::size_t end = text.size(), next = text.size();
    for (const std::string_view mark : {",", "，", "、"})
      if (const auto found = text.find(mark); found < end) {
        end = found;
        next = found + mark.size();
      }
    if (const auto word = trim(text.substr(0, end)); !word.empty()) all.emplace_back(word);
    text.remove_prefix(next);
  }
  return all;
}

RoutingOutputs read_outputs(const DecisionTable& table, const Value& result) {
  // A policy of several hits gives a list of rows; one hit under any other gives a row.
  const bool several = table.hit_policy() == HitPolicy::rule_order || table.hit_policy() == HitPolicy::output_order ||
                       table.hit_policy() == HitPolicy::collect;
  const Value& row = several && result.list() != nullptr && !result.list()->empty() ? result.list()->front() : result;
  return {text_of(output(table, row, "lead")), texts_of(output(table, row, "supporting")),
          text_of(output(table, row, "role")), text_of(output(table, row, "urgency")),
          text_of(output(table, row, "sla"))};
}

Findings check_routing_outputs(const DecisionTable& table) {
  Findings findings;
  const auto& outputs = table.outputs();
  if (std::none_of(outputs.begin(), outputs.end(), [](const Clause& clause) { return clause.name == "lead"; }))
    findings.push_back(finding(table, Finding::Severity::error, "a routing table needs an output lead", {},
                               "a column «then lead» with the function of a department"));
  if (!gives_rows(table.hit_policy()))
    findings.push_back(finding(table, Finding::Severity::error, "a routing table cannot add up its hits",
                               std::string(name(table.hit_policy())), "UNIQUE, FIRST, PRIORITY or ANY"));
  return findings;
}

Findings check(const DecisionTable& table, const OrganisationGraph& graph) {
  Findings findings = check_routing_outputs(table);
  if (has_errors(findings)) return findings;
  for (std::uint32_t rule = 0; rule < table.rule_count(); ++rule) {
    const Value& result = table.rule_result(rule);
    if (!result.is_null()) check_rule(table, rule, read_outputs(table, result), graph, findings);
  }
  for (auto& finding : check_facts(table)) findings.push_back(std::move(finding));
  return findings;
}

}  // namespace zhuqi
