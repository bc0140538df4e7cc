#include <fmt/format.h>

#include <zhuqi/interchange/documents.hpp>

#include "interchange/json_string.hpp"

namespace zhuqi {

namespace {

std::string to_document(const TableFinding& finding) {
  std::string rules;
  for (const auto& rule : finding.rules) rules += (rules.empty() ? "" : ",") + json_string(rule);
  auto text = fmt::format(R"({{"severity":"{}","kind":"{}")",
                          finding.severity == Finding::Severity::warning ? "warning" : "note", name(finding.kind));
  if (!rules.empty()) text += fmt::format(R"(,"rules":[{}])", rules);
  if (finding.row > 0) text += fmt::format(R"(,"row":{})", finding.row);
  if (!finding.example.empty()) text += R"(,"example":)" + finding.example;
  return text + R"(,"message":)" + json_string(finding.message) + '}';
}

}  // namespace

std::string to_json_text(const std::vector<TableFinding>& findings) {
  std::string text;
  for (const auto& finding : findings) text += (text.empty() ? "" : ",") + to_document(finding);
  return '[' + text + ']';
}

}  // namespace zhuqi
