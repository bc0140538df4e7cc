#include <zhuqi/decision/origin.hpp>

#include "base/text.hpp"
#include "decision/compiled.hpp"

namespace zhuqi {

namespace {

Finding finding_at(const ModelSource& source, const CellSource& cell) {
  Finding finding;
  finding.file = source.file;
  finding.row = cell.row;
  finding.column = cell.column;
  finding.value = cut(cell.text, 200);
  return finding;
}

const TableSource* source_of(const DecisionTable::Compiled& compiled) {
  const auto& decisions = compiled.source().decisions;
  return compiled.selected < decisions.size() ? decisions[compiled.selected].logic.table.get() : nullptr;
}

}  // namespace

std::vector<Clause> data_of(const DecisionTable& table) { return table.compiled().asked; }

Finding finding_at_input(const DecisionTable& table, std::size_t input) {
  const auto& compiled = table.compiled();
  const auto* source = source_of(compiled);
  const CellSource none{compiled.input_clauses.at(input).name};
  return finding_at(compiled.source(), source != nullptr ? source->inputs.at(input).expression : none);
}

Finding finding_at_output(const DecisionTable& table, std::uint32_t rule, std::size_t output) {
  const auto& compiled = table.compiled();
  const auto* source = source_of(compiled);
  return finding_at(compiled.source(), source != nullptr ? source->rules.at(rule).outputs.at(output) : CellSource{});
}

}  // namespace zhuqi
