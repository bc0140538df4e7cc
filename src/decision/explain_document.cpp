// What a table decided, and why, as JSON.
#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

namespace {

std::string json(std::string_view text) { return to_json_text(Value(std::string(text))); }

}  // namespace

std::string to_json_text(const DecisionTable& table, const Outcome& outcome) {
  if (outcome.error)
    return fmt::format(R"({{"error":{{"code":{},"message":{}}}}})", json(name(outcome.error->code)),
                       json(outcome.error->message));
  std::string rules;
  for (const auto rule : outcome.rules) rules += (rules.empty() ? "" : ",") + json(table.rule_id(rule));
  return fmt::format(R"({{"result":{},"rules":[{}]}})", to_json_text(outcome.result), rules);
}

std::string to_json_text(const DecisionTable& table, const Explanation& explanation) {
  std::string conditions;
  for (const auto& condition : explanation.conditions)
    conditions +=
        fmt::format(R"({}{{"input":{},"cell":{},"value":{},"holds":{}}})", conditions.empty() ? "" : ",",
                    json(condition.input), json(condition.cell), to_json_text(condition.value), condition.holds);
  return fmt::format(R"({{"rule":{},"hit":{},"conditions":[{}],"decision":{},"table":{},"text":{}}})",
                     explanation.rule ? json(table.rule_id(*explanation.rule)) : "null", explanation.hit, conditions,
                     to_json_text(table, explanation.outcome), json(explanation.table), json(explanation.text));
}

}  // namespace zhuqi
