#include <set>

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
  const auto& decisions = compiled.source.decisions;
  return compiled.selected < decisions.size() ? decisions[compiled.selected].logic.table.get() : nullptr;
}

// The names that the decision requires, and those that what it requires requires.
std::set<std::string> required_by(const ModelSource& model, const DecisionSource& decision) {
  std::set<std::string> names;
  std::vector<const DecisionSource*> open{&decision};
  while (!open.empty()) {
    const auto* next = open.back();
    open.pop_back();
    for (const auto& name : next->required) {
      if (!names.insert(name).second) continue;
      for (const auto* all : {&model.decisions, &model.knowledge})
        for (const auto& other : *all)
          if (other.name == name) open.push_back(&other);
    }
  }
  return names;
}

}  // namespace

std::vector<Clause> data_of(const DecisionTable& table) {
  const auto& compiled = table.compiled();
  const auto& model = compiled.source;
  const bool all = model.sugar || compiled.selected >= model.decisions.size();  // of a spreadsheet every input is data
  const auto required = all ? std::set<std::string>() : required_by(model, model.decisions[compiled.selected]);
  std::vector<Clause> data;
  for (const auto& [name, type] : compiled.data)
    if (all || required.contains(name)) data.push_back({name, type});
  return data;
}

Finding finding_at_input(const DecisionTable& table, std::size_t input) {
  const auto& compiled = table.compiled();
  const auto* source = source_of(compiled);
  const CellSource none{compiled.input_clauses.at(input).name};
  return finding_at(compiled.source, source != nullptr ? source->inputs.at(input).expression : none);
}

Finding finding_at_output(const DecisionTable& table, std::uint32_t rule, std::size_t output) {
  const auto& compiled = table.compiled();
  const auto* source = source_of(compiled);
  return finding_at(compiled.source, source != nullptr ? source->rules.at(rule).outputs.at(output) : CellSource{});
}

}  // namespace zhuqi
