#include <array>

#include <fmt/format.h>

#include <zhuqi/decision/check.hpp>

#include "decision/check/run.hpp"

namespace zhuqi {

namespace checking {

namespace {

// Where the rules stand in the file.
const std::vector<RuleSource>* sources_of(const DecisionTable::Compiled& table) {
  const auto& decisions = table.source().decisions;
  if (table.selected >= decisions.size()) return nullptr;
  const auto& logic = decisions[table.selected].logic;
  return logic.table != nullptr && logic.table->rules.size() == table.rules.size() ? &logic.table->rules : nullptr;
}

}  // namespace

void Run::add(Kind kind, Finding::Severity severity, const std::vector<std::uint32_t>& rules, std::string message,
              std::string example) {
  constexpr std::size_t most_named = 10;
  TableFinding finding;
  finding.kind = kind;
  finding.severity = severity;
  for (std::size_t i = 0; i < std::min(most_named, rules.size()); ++i) finding.rules.push_back(id(rules[i]));
  const auto* sources = sources_of(space.table());
  if (!rules.empty() && sources != nullptr && !(*sources)[rules[0]].tests.empty())
    finding.row = (*sources)[rules[0]].tests[0].row;
  finding.message = std::move(message);
  finding.example = std::move(example);
  findings.push_back(std::move(finding));
}

}  // namespace checking

std::string_view name(TableFinding::Kind kind) {
  constexpr std::array<std::string_view, 8> names = {"overlap",  "shadowed",       "unreachable",    "gap",
                                                     "complete", "no_last_resort", "nested_keyword", "undecided"};
  return names[static_cast<std::size_t>(kind)];
}

std::string to_string(const TableFinding& f, std::string_view file) {
  std::string line(file);
  if (f.row > 0) line += fmt::format("{}{}", file.empty() ? "row " : ":", f.row);
  if (!line.empty()) line += ": ";
  line += f.severity == Finding::Severity::warning ? "warning: " : "note: ";
  if (!f.rules.empty()) line += f.rules[0] + ": ";
  line += f.message;
  if (!f.example.empty()) line += ": " + f.example;
  return line;
}

std::vector<TableFinding> check(const DecisionTable& table, const CheckOptions& options) {
  if (table.compiled().expression) return {};
  const checking::Space space(table.compiled());
  checking::Run run(space, options);
  const auto dead = checking::find_unreachable(run);
  checking::find_overlaps(run, dead);
  checking::find_shadowed(run, dead);
  std::stable_sort(run.findings.begin(), run.findings.end(), [](const auto& a, const auto& b) {
    return (a.row == 0) != (b.row == 0) ? b.row == 0 : a.row < b.row;
  });
  checking::find_gaps(run);
  checking::find_nested_keywords(run);
  return std::move(run.findings);
}

}  // namespace zhuqi
