// Building an index: cells to classes and keywords, rules to entries, entries to lists and rows.
#include <algorithm>

#include "base/spare.hpp"
#include "decision/index/entries.hpp"
#include "decision/index/index.hpp"
#include "decision/index/lists.hpp"
#include "decision/index/rows.hpp"
#include "decision/index/single.hpp"

namespace zhuqi {

namespace {

constexpr std::uint32_t max_mask_classes = 16;

}  // namespace

class IndexBuilder {
 public:
  IndexBuilder(const DecisionTable::Compiled& table, const IndexOptions& options)
      : options_(options),
        index_(std::make_shared<Index>()),
        reader_(table, index_->columns_, index_->texts_, index_->conjunctions_) {}

  std::shared_ptr<const Index> run() {
    reader_.read_columns();
    assign_fields();
    build_lists(reader_.read_entries());
    index_->room_ = std::make_shared<Spare<SingleRoom>>();
    return index_;
  }

 private:
  // Small columns share 16-bit masks; the others are ranges. A column for which no field is left is checked.
  void assign_fields() {
    auto& columns = index_->columns_;
    std::vector<std::size_t> small;
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (columns[c].indexed && columns[c].domain.class_count() <= max_mask_classes) small.push_back(c);
    std::stable_sort(small.begin(), small.end(),
                     [&](auto a, auto b) { return columns[a].domain.class_count() > columns[b].domain.class_count(); });
    std::vector<std::uint32_t> used;
    for (const auto c : small) {
      auto& column = columns[c];
      const auto classes = column.domain.class_count();
      std::size_t m = 0;
      while (m < used.size() && used[m] + classes > 16) ++m;
      if (m == max_fields) continue;
      if (m == used.size()) used.push_back(0);
      column.mask = true;
      column.field = static_cast<std::int32_t>(m);
      column.shift = static_cast<std::uint16_t>(used[m]);
      used[m] += classes;
    }
    index_->lists_.masks = static_cast<std::uint32_t>(used.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
      auto& column = columns[c];
      if (!column.indexed || column.mask) continue;
      if (index_->lists_.masks + index_->lists_.ranges < max_fields)
        column.field = static_cast<std::int32_t>(index_->lists_.masks + index_->lists_.ranges++);
      else
        reader_.give_up(c);
    }
  }

  void build_lists(const std::vector<Entry>& entries) {
    std::vector<std::vector<const Entry*>> by_keyword(reader_.keyword_count()), conditional(reader_.keyword_count());
    std::vector<const Entry*> free, free_conditional;
    for (const auto& entry : entries) {
      const bool asks = entry.is_conditional();
      if (entry.keyword == no_keyword)
        (asks ? free_conditional : free).push_back(&entry);
      else
        (asks ? conditional : by_keyword)[entry.keyword].push_back(&entry);
    }
    ListBuilder lists(*index_);
    for (const auto& list : by_keyword) index_->by_keyword_.push_back(lists.add(list));
    if (!RowBuilder(*index_, free).build(options_.max_row_bits)) index_->free_ = lists.add(lists.add_pivots(free));
    for (const auto& list : conditional) index_->conditional_by_keyword_.push_back(lists.add_conditional(list));
    index_->free_conditional_ = lists.add_conditional(free_conditional);
    lists.finish();
  }

  const IndexOptions& options_;
  std::shared_ptr<Index> index_;
  EntryReader reader_;
};

std::shared_ptr<const Index> Index::build(const DecisionTable::Compiled& table, const IndexOptions& options) {
  if (table.expression || !table.required.empty() || table.inputs.empty()) return nullptr;
  for (const auto& input : table.inputs)
    if (!input.plain || input.allowed || !Domain(input.type).usable()) return nullptr;
  for (const auto& [name, type] : table.data)
    if (std::none_of(table.inputs.begin(), table.inputs.end(),
                     [&name = name](const auto& input) { return input.expression.text() == name; }))
      return nullptr;
  return IndexBuilder(table, options).run();
}

std::uint64_t Index::bytes() const {
  auto bytes = (block_lines_.size() + row_lines_.size()) * sizeof(Line) + row_rules_.size() * 4;
  bytes += (by_keyword_.size() + conditional_by_keyword_.size()) * 4 + conditions_.size() * sizeof(Condition);
  for (const auto& pivot : pivots_) bytes += (pivot.offsets.size() + pivot.heads.size()) * 4;
  return bytes;
}

}  // namespace zhuqi
