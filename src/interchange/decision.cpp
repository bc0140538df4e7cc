#include <zhuqi/base/error.hpp>
#include <zhuqi/interchange/documents.hpp>

namespace zhuqi {

std::string decide_document(const DecisionTable& table, std::string_view facts) {
  return decide_document(table, parse_facts(facts));
}

std::string decide_document(const DecisionTable& table, const Facts& facts) {
  const Outcome outcome = table.decide(facts);
  if (outcome.error) throw Refused(outcome.error->code, outcome.error->message);
  return to_json_text(table, outcome);
}

std::string explain_document(const DecisionTable& table, std::string_view facts, std::string_view rule) {
  return to_json_text(table, table.explain(parse_facts(facts), rule));
}

}  // namespace zhuqi
