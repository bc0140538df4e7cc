// Why a record is decided as it is: the conditions of one rule beside the values that they saw.
#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"
#include "decision/decide.hpp"

namespace zhuqi {

namespace {

using Compiled = DecisionTable::Compiled;

std::string describe(const Compiled& table, const Explanation& explanation) {
  std::string text;
  if (explanation.outcome.error) text += explanation.outcome.error->message + "\n";
  if (!explanation.rule) {
    if (!explanation.outcome.error) text += "no rule hits\n";
  } else {
    text += fmt::format("rule {} {}", table.rules[*explanation.rule].id, explanation.hit ? "hits" : "does not hit");
    if (explanation.hit) text += fmt::format(": {}", to_text(table.results[*explanation.rule]));
    text += '\n';
    for (const auto& condition : explanation.conditions)
      text += fmt::format("  {} {} {}, was {}\n", condition.holds ? "✓" : "✗", condition.input, condition.cell,
                          cut(to_text(condition.value), 200));
  }
  return text + fmt::format("table {} {}", table.name, table.hash.substr(0, 12));
}

Explanation explain_rule(const Compiled& table, const Facts& facts, std::optional<std::uint32_t> rule) {
  Explanation explanation;
  explanation.table = table.hash;
  explanation.outcome = decide_record(table, facts);
  if (!rule && !explanation.outcome.rules.empty()) rule = explanation.outcome.rules.front();
  explanation.rule = rule;
  const auto record = prepare(table, facts);
  if (rule && !record.error) {
    explanation.hit = true;
    const auto& tests = table.rules[*rule].tests;
    for (std::size_t c = 0; c < tests.size() && explanation.hit; ++c) {
      const auto& cell = table.inputs[c].cells[tests[c]];
      if (cell.expression.op == feel::Op::any) continue;
      explanation.hit = feel::holds(cell.expression, record.scope(c));
      explanation.conditions.push_back({table.input_clauses[c].name, cell.text, record.inputs[c], explanation.hit});
    }
  }
  explanation.text = describe(table, explanation);
  return explanation;
}

}  // namespace

std::vector<Explanation::Condition> DecisionTable::conditions(std::uint32_t rule) const {
  std::vector<Explanation::Condition> conditions;
  const auto& tests = compiled_->rules.at(rule).tests;
  for (std::size_t c = 0; c < tests.size(); ++c) {
    const auto& cell = compiled_->inputs[c].cells[tests[c]];
    if (cell.expression.op != feel::Op::any)
      conditions.push_back({compiled_->input_clauses[c].name, cell.text, {}, false});
  }
  return conditions;
}

Explanation DecisionTable::explain(const Facts& facts) const { return explain_rule(*compiled_, facts, std::nullopt); }

Explanation DecisionTable::explain(const Facts& facts, std::uint32_t rule) const {
  if (rule >= rule_count())
    throw Refused(Code::invalid_argument, fmt::format("there is no rule {}: the table has {}", rule, rule_count()),
                  "rule");
  return explain_rule(*compiled_, facts, rule);
}

Explanation DecisionTable::explain(const Facts& facts, std::string_view rule_id) const {
  if (rule_id.empty()) return explain(facts);
  if (const auto rule = find_rule(rule_id)) return explain(facts, *rule);
  throw Refused(Code::not_found, fmt::format("the table {} has no rule «{}»", name(), cut(rule_id, 60)), "rule");
}

}  // namespace zhuqi
