#include <fmt/format.h>

#include <zhuqi/interchange/documents.hpp>

#include "interchange/json_string.hpp"

namespace zhuqi {

namespace {

std::string to_document(const DecisionTable& table, const Outcome& outcome) {
  if (outcome.error) throw Refused(outcome.error->code, outcome.error->message);
  std::string rules;
  for (std::uint32_t rule : outcome.rules) {
    if (!rules.empty()) rules += ',';
    rules += json_string(table.rule_id(rule));
  }
  return fmt::format(R"({{"result":{},"rules":[{}]}})", to_json_text(outcome.result), rules);
}

std::string error_document(const Outcome::Error& error) {
  return fmt::format(R"({{"error":{}}})", to_json_text(Refused(error.code, error.message)));
}

std::string conditions_text(const std::vector<Explanation::Condition>& conditions) {
  std::string text;
  for (const auto& condition : conditions) {
    if (!text.empty()) text += ',';
    text += fmt::format(R"({{"input":{},"cell":{},"value":{},"holds":{}}})", json_string(condition.input),
                        json_string(condition.cell), to_json_text(condition.value), condition.holds);
  }
  return text;
}

Explanation explanation_of(const DecisionTable& table, const Facts& facts, std::string_view rule) {
  if (rule.empty()) return table.explain(facts);
  const auto number = table.find_rule(rule);
  if (!number) throw Refused(Code::not_found, fmt::format("the table {} has no rule «{}»", table.name(), rule), "rule");
  return table.explain(facts, *number);
}

}  // namespace

std::string decide_document(const DecisionTable& table, std::string_view facts) {
  return to_document(table, table.decide(parse_facts(facts)));
}

std::string explain_document(const DecisionTable& table, std::string_view facts, std::string_view rule) {
  const Explanation explanation = explanation_of(table, parse_facts(facts), rule);
  const Outcome& outcome = explanation.outcome;
  return fmt::format(R"({{"rule":{},"hit":{},"conditions":[{}],"decision":{},"table":{},"text":{}}})",
                     explanation.rule ? json_string(table.rule_id(*explanation.rule)) : "null", explanation.hit,
                     conditions_text(explanation.conditions),
                     outcome.error ? error_document(*outcome.error) : to_document(table, outcome),
                     json_string(explanation.table), json_string(explanation.text));
}

}  // namespace zhuqi
