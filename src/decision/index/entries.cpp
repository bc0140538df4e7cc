#include "decision/index/entries.hpp"

#include <algorithm>

namespace zhuqi {

using feel::Op;

namespace {

constexpr std::size_t max_entries_per_rule = 32;

}  // namespace

EntryReader::EntryReader(const DecisionTable::Compiled& table, std::vector<Index::Column>& columns,
                         std::vector<Index::Text>& texts, std::vector<Conjunction>& conjunctions)
    : table_(table), columns_(columns), texts_(texts), conjunctions_(conjunctions) {}

void EntryReader::read_columns() {
  columns_.resize(table_.inputs.size());
  cells_.resize(table_.inputs.size());
  for (std::size_t c = 0; c < columns_.size(); ++c) read_column(c);
  for (auto& text : texts_) text.finder.seal();
}

std::uint32_t EntryReader::number(std::size_t column, std::string text, bool folded) {
  const auto next = static_cast<std::uint32_t>(lengths_.size());
  const auto [at, added] = numbers_.emplace(std::tuple(column, folded, text), next);
  if (!added) return at->second;
  auto form = std::find_if(texts_.begin(), texts_.end(),
                           [&](const auto& t) { return t.column == column && t.folded == folded; });
  if (form == texts_.end()) form = texts_.insert(form, Index::Text{column, folded, {}});
  lengths_.push_back(text.size());
  form->finder.add(std::move(text), next);
  return next;
}

void EntryReader::read_column(std::size_t c) {
  const auto& input = table_.inputs[c];
  auto& column = columns_[c];
  auto& cells = cells_[c];
  cells.resize(input.cells.size());
  Domain domain(input.type);
  std::vector<std::size_t> by_class;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& test = input.cells[i].expression;
    std::optional<Alternatives> words;
    if (test.op != Op::any && input.type == "string")
      words = keyword_alternatives(test, [&](auto text, bool folded) { return number(c, std::move(text), folded); });
    if (test.op == Op::any) {
      cells[i].any = true;
    } else if (words) {
      cells[i].keywords = std::move(*words);
    } else if (domain.usable() && domain.add_cuts(test)) {
      by_class.push_back(i);
    } else {
      cells[i].any = cells[i].plain = true;
    }
  }
  if (!domain.seal()) {
    for (const auto i : by_class) cells[i].any = cells[i].plain = true;
    by_class.clear();
    domain = Domain(input.type);
    domain.seal();
  }
  std::vector<std::vector<ClassRange>> tests;
  for (const auto i : by_class) tests.push_back(domain.ranges(input.cells[i].expression));
  const ClassRange not_null{1, static_cast<std::uint16_t>(domain.class_count() - 1)};
  tests.push_back({not_null});  // what a cell of keywords needs
  domain.merge(tests);
  for (std::size_t k = 0; k < by_class.size(); ++k) cells[by_class[k]].ranges = std::move(tests[k]);
  column.indexed = !by_class.empty();
  for (auto& cell : cells) {
    const bool without_keyword = std::any_of(cell.keywords.begin(), cell.keywords.end(),
                                             [](const auto& alternative) { return alternative.all.empty(); });
    if (!without_keyword) continue;
    cell.ranges = tests.back();
    column.indexed = true;
  }
  column.domain = std::move(domain);
}

void EntryReader::give_up(std::size_t column) {
  columns_[column].indexed = false;
  for (auto& cell : cells_[column]) {
    if (cell.any || cell.ranges.empty()) continue;
    cell.ranges.clear();
    cell.plain = true;
    cell.any = cell.keywords.empty();
  }
}

std::vector<Entry> EntryReader::read_entries() {
  std::vector<Entry> entries;
  for (std::uint32_t r = 0; r < table_.rules.size(); ++r) add(r, entries);
  return entries;
}

void EntryReader::add(std::uint32_t rule, std::vector<Entry>& entries) {
  Entry entry;
  entry.rule = rule;
  entry.sets.resize(cells_.size());
  entry.ranges.resize(cells_.size());
  std::vector<std::size_t> split;  // range columns with several ranges
  Alternatives keywords{{}};
  std::size_t pieces = 1;
  for (std::size_t c = 0; c < cells_.size(); ++c) {
    const auto& cell = cells_[c][table_.rules[rule].tests[c]];
    entry.condition.plain = entry.condition.plain || cell.plain;
    if (cell.any) continue;
    if (!cell.keywords.empty()) {
      if (auto joined = both(keywords, cell.keywords))
        keywords = std::move(*joined);
      else
        entry.condition.plain = true;
      if (cell.ranges.empty()) continue;
    }
    if (cell.ranges.empty()) return;  // can never hold
    entry.sets[c] = &cell.ranges;
    entry.ranges[c] = cell.ranges[0];
    if (columns_[c].mask || cell.ranges.size() == 1) continue;
    if (pieces * cell.ranges.size() > max_entries_per_rule) {
      entry.sets[c] = nullptr;
      entry.condition.plain = true;
      continue;
    }
    pieces *= cell.ranges.size();
    split.push_back(c);
  }
  add_pieces(entry, split, keywords, entries);
}

void EntryReader::add_pieces(Entry& entry, std::span<const std::size_t> split, const Alternatives& keywords,
                             std::vector<Entry>& entries) {
  if (!split.empty()) {
    for (const auto& range : *entry.sets[split[0]]) {
      entry.ranges[split[0]] = range;
      add_pieces(entry, split.subspan(1), keywords, entries);
    }
    return;
  }
  for (const auto& alternative : keywords) {
    auto& added = entries.emplace_back(entry);
    if (!alternative.all.empty()) added.keyword = leader(alternative.all);
    if (alternative.all.size() < 2 && alternative.none.empty()) continue;
    added.condition.keywords = static_cast<std::int32_t>(conjunctions_.size());
    conjunctions_.push_back(alternative);
  }
}

// The longest keyword occurs least.
std::uint32_t EntryReader::leader(const std::vector<std::uint32_t>& keywords) const {
  return *std::max_element(keywords.begin(), keywords.end(), [&](auto a, auto b) { return lengths_[a] < lengths_[b]; });
}

}  // namespace zhuqi
