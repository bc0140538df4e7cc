// One record by the index.
#include <algorithm>

#include "decision/decide.hpp"
#include "decision/index/index.hpp"

namespace zhuqi {

std::vector<std::uint32_t> indexed_hits(const DecisionTable::Compiled& table, const Record& record) {
  const auto& index = *table.index;
  const auto& kernels = *supported_kernels().data[0];
  std::vector<std::uint16_t> classes(record.inputs.size());
  std::vector<std::uint32_t> found, hits;
  std::size_t texts = 0;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const auto& column = index.columns()[c];
    classes[c] = column.domain.class_of(record.inputs[c]);
    if (!column.keywords) continue;
    ++texts;
    if (const auto* text = record.inputs[c].string()) index.keywords().find(*text, found);
  }
  std::uint16_t fields[max_fields];
  index.fill_fields(classes.data(), fields);
  auto limit = no_rule;
  if (table.policy == HitPolicy::first && texts < 2) {
    limit = index.first_free(kernels, classes.data(), fields);
    for (const auto keyword : found) limit = index.first_of_keyword(kernels, keyword, fields, limit);
    if (limit != no_rule) hits.push_back(limit);
  } else {
    index.matches(classes.data(), fields, found, true, no_rule, hits);
  }
  // With several columns of keywords one may have been found in another column than its own.
  const auto certain = texts > 1 ? 0 : static_cast<std::ptrdiff_t>(hits.size());
  index.matches(classes.data(), fields, found, false, limit, hits);
  hits.erase(
      std::remove_if(hits.begin() + certain, hits.end(), [&](auto rule) { return !rule_hits(table, record, rule); }),
      hits.end());
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
  if (table.policy == HitPolicy::first && hits.size() > 1) hits.resize(1);
  return hits;
}

}  // namespace zhuqi
