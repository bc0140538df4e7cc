// Whether a table asks for what is known of a need.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/decision/origin.hpp>

namespace zhuqi {

namespace {

std::string known_names(std::span<const std::string_view> also) {
  std::string names;
  for (const auto& type : fact_types()) names += (names.empty() ? "one of " : ", ") + std::string(type.name);
  for (const auto name : also) names += ", " + std::string(name);
  return names;
}

// The heading that names it; the whole table if it stands in an expression.
Finding finding_at(const DecisionTable& table, const std::string& datum) {
  const auto& inputs = table.inputs();
  const auto found =
      std::find_if(inputs.begin(), inputs.end(), [&](const Clause& input) { return input.name == datum; });
  if (found != inputs.end()) return finding_at_input(table, static_cast<std::size_t>(found - inputs.begin()));
  Finding finding;
  finding.file = table.name();
  finding.value = datum;
  return finding;
}

}  // namespace

Findings check_facts(const DecisionTable& table, std::span<const std::string_view> also) {
  Findings findings;
  for (const auto& datum : data_of(table)) {
    if (fact_type(datum.name) != nullptr || std::find(also.begin(), also.end(), datum.name) != also.end()) continue;
    auto finding = finding_at(table, datum.name);
    finding.severity = Finding::Severity::warning;
    finding.message = "is no fact of a need: always null";
    finding.expected = known_names(also);
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace zhuqi
