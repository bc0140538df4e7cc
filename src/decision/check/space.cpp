#include "decision/check/space.hpp"

#include <algorithm>

namespace zhuqi::checking {

Space::Space(const DecisionTable::Compiled& table) : table_(table) {
  for (std::size_t c = 0; c < table.inputs.size(); ++c) {
    if (texts_.add(c, table.inputs[c])) continue;
    values_.emplace_back(table.inputs[c]);
    value_columns_.push_back(c);
  }
  texts_.seal();
}

TextSearch::Cells Space::text_cells(std::uint32_t rule) const {
  TextSearch::Cells cells;
  for (std::size_t t = 0; t < texts_.size(); ++t)
    cells.push_back(&texts_.cell(t, table_.rules[rule].tests[texts_.column(t)]));
  return cells;
}

TextSearch::Cells Space::open_cells() const {
  static const TextCell open{{}, true, true, true};
  return TextSearch::Cells(texts_.size(), &open);
}

std::optional<ValueContext> Space::record(const Choice& choice) const {
  std::vector<Value> by_column(table_.inputs.size());
  for (std::size_t v = 0; v < values_.size(); ++v) {
    const auto& witness = values_[v].witness(choice.classes[v]);
    if (!witness) return std::nullopt;
    by_column[value_columns_[v]] = *witness;
  }
  for (std::size_t t = 0; t < texts_.size(); ++t)
    if (choice.texts[t]) by_column[texts_.column(t)] = *choice.texts[t];
  ValueContext record;
  for (std::size_t c = 0; c < by_column.size(); ++c) {
    const auto& input = table_.inputs[c];
    if (!input.plain) continue;
    const auto same = [&](std::size_t other) {
      return table_.inputs[other].plain && table_.inputs[other].expression.text() == input.expression.text();
    };
    for (std::size_t other = 0; other < c; ++other)
      if (same(other) && by_column[other] != by_column[c]) return std::nullopt;
    const bool told = std::any_of(record.begin(), record.end(),
                                  [&](const auto& entry) { return entry.first == input.expression.text(); });
    if (!told && !by_column[c].is_null()) record.emplace_back(input.expression.text(), by_column[c]);
  }
  return record;
}

}  // namespace zhuqi::checking
