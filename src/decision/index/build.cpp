// Building an index: cells to classes and keywords, rules to entries, entries to lists and rows.
#include <algorithm>
#include <cstring>
#include <map>
#include <optional>

#include "base/text.hpp"
#include "decision/feel/functions.hpp"
#include "decision/index/index.hpp"

namespace zhuqi {

using feel::Expression;
using feel::Op;

namespace {

constexpr std::uint32_t max_mask_classes = 16;
constexpr std::size_t max_entries_per_rule = 32;
constexpr std::uint32_t max_lists_per_class = 8;
constexpr std::uint32_t no_keyword = 0xFFFFFFFF;

// One way to satisfy a cell of keywords: `keyword` must occur, and if `check`, more than that.
struct Alternative {
  Keyword keyword;
  bool check = false;
};

bool is_call(const Expression& e, std::string_view name) { return e.op == Op::call && e.function->name == name; }

std::optional<Keyword> as_keyword(const Expression& e) {
  if (!is_call(e, "contains")) return std::nullopt;
  const auto& text = e.operands[0];
  const auto& word = e.operands[1];
  const auto word_literal = [](const Expression& w) { return w.op == Op::literal && w.value.string() != nullptr; };
  if (text.op == Op::input && word_literal(word) && !word.value.string()->empty())
    return Keyword{*word.value.string(), false};
  const bool folded = is_call(text, "fold") && text.operands[0].op == Op::input && is_call(word, "fold") &&
                      word_literal(word.operands[0]);
  if (!folded) return std::nullopt;
  auto folded_word = fold(*word.operands[0].value.string());
  return folded_word.empty() ? std::nullopt : std::optional(Keyword{std::move(folded_word), true});
}

// The keywords of which one must occur for the test to hold; nothing if there are no such.
std::optional<std::vector<Alternative>> alternatives(const Expression& e) {
  if (auto keyword = as_keyword(e)) return std::vector{Alternative{std::move(*keyword), false}};
  if (e.op == Op::either || e.op == Op::any_of) {
    std::vector<Alternative> all;
    for (const auto& operand : e.operands) {
      auto some = alternatives(operand);
      if (!some) return std::nullopt;
      all.insert(all.end(), std::make_move_iterator(some->begin()), std::make_move_iterator(some->end()));
    }
    return all;
  }
  if (e.op != Op::both) return std::nullopt;
  std::optional<std::vector<Alternative>> best;
  for (const auto& operand : e.operands) {
    auto some = alternatives(operand);
    if (some && (!best || some->size() < best->size())) best = std::move(some);
  }
  if (best)
    for (auto& alternative : *best) alternative.check = true;
  return best;
}

// A cell, as far as the index knows it.
struct Cell {
  bool any = false;                                      // says nothing, or nothing that the index can hold
  bool check = false;                                    // and must be checked
  std::vector<ClassRange> ranges;                        // else the classes in which it holds
  std::vector<std::pair<std::uint32_t, bool>> keywords;  // or the keywords, each with whether to check
};

struct Entry {
  std::uint32_t rule = 0;
  std::uint32_t keyword = no_keyword;
  bool check = false;
  std::vector<const std::vector<ClassRange>*> sets;  // by column; a null pointer: any class
  std::vector<ClassRange> ranges;  // by column: the piece of a range column that this entry stands for
};

}  // namespace

class IndexBuilder {
 public:
  IndexBuilder(const DecisionTable::Compiled& table, const IndexOptions& options)
      : table_(table), options_(options), index_(std::make_shared<Index>()) {}

  std::shared_ptr<const Index> run() {
    for (const auto& input : table_.inputs) add_column(input);
    index_->finder_.seal();
    assign_fields();
    for (std::uint32_t r = 0; r < table_.rules.size(); ++r) add_entries(r);
    build_lists();
    return index_;
  }

 private:
  void add_column(const CompiledInput& input) {
    auto& column = index_->columns_.emplace_back();
    auto& cells = cells_.emplace_back(input.cells.size());
    Domain domain(input.type);
    std::vector<bool> by_class(input.cells.size(), false);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto& test = input.cells[i].expression;
      if (test.op == Op::any) {
        cells[i].any = true;
      } else if (auto words = input.type == "string" ? alternatives(test) : std::nullopt) {
        for (const auto& word : *words) cells[i].keywords.emplace_back(index_->finder_.add(word.keyword), word.check);
        column.keywords = true;
      } else if (domain.usable() && domain.add_cuts(test)) {
        by_class[i] = true;
      } else {
        cells[i].any = cells[i].check = true;
      }
    }
    if (!domain.seal()) {
      for (std::size_t i = 0; i < cells.size(); ++i)
        if (by_class[i]) cells[i].any = cells[i].check = true;
      domain = Domain(input.type);
      domain.seal();
      by_class.assign(cells.size(), false);
    }
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!by_class[i]) continue;
      cells[i].ranges = domain.ranges(input.cells[i].expression);
      column.indexed = true;
    }
    column.domain = std::move(domain);
  }

  // Small columns share 16-bit masks; the others are ranges. A column for which no field is left is checked.
  void assign_fields() {
    std::vector<std::uint32_t> used;
    auto& columns = index_->columns_;
    for (auto& column : columns) {
      const auto classes = column.domain.class_count();
      if (!column.indexed || classes > max_mask_classes) continue;
      std::size_t m = 0;
      while (m < used.size() && used[m] + classes > 16) ++m;
      if (m == used.size()) used.push_back(0);
      column.mask = true;
      column.field = static_cast<std::int32_t>(m);
      column.shift = static_cast<std::uint16_t>(used[m]);
      used[m] += classes;
    }
    index_->lists_.masks = static_cast<std::uint32_t>(used.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
      auto& column = columns[c];
      if (column.indexed && !column.mask && index_->field_count() < max_fields)
        column.field = static_cast<std::int32_t>(index_->lists_.masks + index_->lists_.ranges++);
      if (!column.indexed || (column.field >= 0 && column.field < static_cast<std::int32_t>(max_fields))) continue;
      column.indexed = column.mask = false;
      column.field = -1;
      for (auto& cell : cells_[c])
        if (!cell.any && cell.keywords.empty()) cell.any = cell.check = true;
    }
    index_->lists_.masks = std::min(index_->lists_.masks, max_fields);
  }

  void add_entries(std::uint32_t rule) {
    Entry entry;
    entry.rule = rule;
    entry.sets.resize(cells_.size());
    entry.ranges.resize(cells_.size());
    std::vector<std::size_t> split;  // range columns with several ranges
    const Cell* words = nullptr;
    std::size_t pieces = 1;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      const auto& cell = cells_[c][table_.rules[rule].tests[c]];
      entry.check = entry.check || cell.check;
      if (cell.any) continue;
      if (!cell.keywords.empty()) {
        entry.check = entry.check || words != nullptr;  // two cells of keywords: one leads, the other is checked
        if (words == nullptr || cell.keywords.size() < words->keywords.size()) words = &cell;
        continue;
      }
      if (cell.ranges.empty()) return;  // can never hold
      entry.sets[c] = &cell.ranges;
      entry.ranges[c] = cell.ranges[0];
      if (index_->columns_[c].mask || cell.ranges.size() == 1) continue;
      if (pieces * cell.ranges.size() > max_entries_per_rule) {
        entry.sets[c] = nullptr;
        entry.check = true;
        continue;
      }
      pieces *= cell.ranges.size();
      split.push_back(c);
    }
    add_pieces(entry, split, words);
  }

  void add_pieces(Entry& entry, std::span<const std::size_t> split, const Cell* words) {
    if (!split.empty()) {
      for (const auto& range : *entry.sets[split[0]]) {
        entry.ranges[split[0]] = range;
        add_pieces(entry, split.subspan(1), words);
      }
      return;
    }
    if (words == nullptr) {
      entries_.push_back(entry);
      return;
    }
    for (const auto& [keyword, check] : words->keywords) {
      entries_.push_back(entry);
      entries_.back().keyword = keyword;
      entries_.back().check = entry.check || check;
    }
  }

  void build_lists() {
    std::vector<std::vector<const Entry*>> clean(index_->finder_.size()), checked(index_->finder_.size());
    std::vector<const Entry*> free_clean, free_checked;
    for (const auto& entry : entries_) {
      index_->has_checked_ = index_->has_checked_ || entry.check;
      if (entry.keyword == no_keyword)
        (entry.check ? free_checked : free_clean).push_back(&entry);
      else
        (entry.check ? checked : clean)[entry.keyword].push_back(&entry);
    }
    stride_ = index_->lists_.stride();
    empty_ = add_list({});
    for (const auto& list : clean) index_->clean_.push_back(add_list(list));
    for (const auto& list : checked) index_->checked_.push_back(add_list(list));
    index_->free_checked_ = add_list(free_checked);
    if (!build_rows(free_clean)) free_clean = build_pivots(free_clean);
    index_->free_clean_ = add_list(free_clean);
    finish_blocks();
  }

  // Appends a list and the block that ends it; the number of its first block.
  std::uint32_t add_list(const std::vector<const Entry*>& entries) {
    if (entries.empty() && empty_ != no_keyword) return empty_;
    const auto head = static_cast<std::uint32_t>(blocks_.size() / stride_);
    for (std::size_t first = 0; first < entries.size(); first += lanes) {
      auto* block = add_block();
      for (std::size_t lane = 0; lane < std::min<std::size_t>(lanes, entries.size() - first); ++lane)
        put(block, lane, *entries[first + lane]);
    }
    add_block();
    return head;
  }

  // A block that matches nothing: range fields cannot say so, the rule numbers can.
  std::uint16_t* add_block() {
    blocks_.resize(blocks_.size() + stride_, 0);
    auto* block = blocks_.data() + blocks_.size() - stride_;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      std::memcpy(block + 2 * lane, &no_rule, 4);
      for (std::uint32_t m = 0; m < index_->lists_.masks; ++m) block[32 + m * lanes + lane] = 0xFFFF;
    }
    return block;
  }

  void put(std::uint16_t* block, std::size_t lane, const Entry& entry) {
    std::memcpy(block + 2 * lane, &entry.rule, 4);
    const auto masks = index_->lists_.masks;
    for (std::uint32_t m = 0; m < masks; ++m) block[32 + m * lanes + lane] = 0;
    for (std::uint32_t r = 0; r < index_->lists_.ranges; ++r) block[32 + (masks + 2 * r + 1) * lanes + lane] = 0xFFFF;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      const auto& column = index_->columns_[c];
      if (entry.sets[c] == nullptr || column.field < 0) continue;
      const auto field = static_cast<std::uint32_t>(column.field);
      if (column.mask) {
        auto allowed = 0u;
        for (const auto& range : *entry.sets[c])
          for (std::uint32_t k = range.lo; k <= range.hi; ++k) allowed |= 1u << (column.shift + k);
        const auto all = ((1u << column.domain.class_count()) - 1) << column.shift;
        block[32 + field * lanes + lane] =
            static_cast<std::uint16_t>(block[32 + field * lanes + lane] | (all & ~allowed));
      } else {
        auto* low = block + 32 + (masks + 2 * (field - masks)) * lanes + lane;
        low[0] = entry.ranges[c].lo;
        low[lanes] = static_cast<std::uint16_t>(entry.ranges[c].hi - entry.ranges[c].lo);
      }
    }
  }

  // Bit rows for rules without keywords; false if they would be too large.
  bool build_rows(const std::vector<const Entry*>& entries) {
    std::uint64_t classes = 0;
    for (const auto& column : index_->columns_) classes += column.indexed ? column.domain.class_count() : 0;
    if (entries.empty() || entries.size() * classes > options_.max_row_bits) return false;
    const auto words = static_cast<std::uint32_t>((entries.size() + 511) / 512 * 8);
    index_->row_words_ = words;
    for (const auto* entry : entries) index_->row_rules_.push_back(entry->rule);
    std::map<std::vector<std::uint64_t>, std::uint32_t> stored;
    for (std::size_t c = 0; c < cells_.size(); ++c) {
      auto& column = index_->columns_[c];
      if (!column.indexed) continue;
      index_->row_columns_.push_back(c);
      for (const auto& row : rows_of(entries, c, words)) column.rows.push_back(store(row, stored));
    }
    if (!index_->row_columns_.empty()) return true;
    auto& column = index_->columns_.front();  // no column says anything: every rule matches, and one row says so
    index_->row_columns_.push_back(0);
    std::vector<std::uint64_t> all(words, 0);
    for (std::size_t e = 0; e < entries.size(); ++e) all[e / 64] |= std::uint64_t{1} << (e % 64);
    column.rows.assign(column.domain.class_count(), store(all, stored));
    return true;
  }

  std::vector<std::vector<std::uint64_t>> rows_of(const std::vector<const Entry*>& entries, std::size_t c,
                                                  std::uint32_t words) const {
    std::vector<std::uint64_t> any(words, 0);
    for (std::size_t e = 0; e < entries.size(); ++e)
      if (entries[e]->sets[c] == nullptr) any[e / 64] |= std::uint64_t{1} << (e % 64);
    std::vector<std::vector<std::uint64_t>> rows(index_->columns_[c].domain.class_count(), any);
    for (std::size_t e = 0; e < entries.size(); ++e) {
      if (entries[e]->sets[c] == nullptr) continue;
      const auto set = [&](const ClassRange& range) {
        for (std::uint32_t k = range.lo; k <= range.hi; ++k) rows[k][e / 64] |= std::uint64_t{1} << (e % 64);
      };
      if (index_->columns_[c].mask)
        for (const auto& range : *entries[e]->sets[c]) set(range);
      else
        set(entries[e]->ranges[c]);
    }
    return rows;
  }

  std::uint32_t store(const std::vector<std::uint64_t>& row,
                      std::map<std::vector<std::uint64_t>, std::uint32_t>& stored) {
    const auto [at, added] = stored.emplace(row, static_cast<std::uint32_t>(index_->rows_.size() * 8));
    for (std::size_t w = 0; added && w < row.size(); w += 8) {
      auto& line = index_->rows_.emplace_back();
      std::copy_n(row.begin() + static_cast<std::ptrdiff_t>(w), 8, line.words.begin());
    }
    return at->second;
  }

  // Lists by the column that tells most; what none of them takes is returned.
  std::vector<const Entry*> build_pivots(const std::vector<const Entry*>& entries) {
    std::vector<std::map<ClassRange, std::vector<const Entry*>>> by_range(cells_.size());
    std::vector<bool> usable(cells_.size());
    for (std::size_t c = 0; c < cells_.size(); ++c) usable[c] = is_pivot(entries, c);
    std::vector<const Entry*> rest;
    for (const auto* entry : entries) {
      std::optional<std::size_t> best;
      double share = 0.5;
      for (std::size_t c = 0; c < cells_.size(); ++c) {
        if (!usable[c] || entry->sets[c] == nullptr) continue;
        const auto s = width(*entry, c) / index_->columns_[c].domain.class_count();
        if (s < share) share = s, best = c;
      }
      if (!best) {
        rest.push_back(entry);
      } else if (index_->columns_[*best].mask) {
        for (const auto& range : *entry->sets[*best])
          for (std::uint32_t k = range.lo; k <= range.hi; ++k)
            by_range[*best][{static_cast<std::uint16_t>(k), static_cast<std::uint16_t>(k)}].push_back(entry);
      } else {
        by_range[*best][entry->ranges[*best]].push_back(entry);
      }
    }
    for (std::size_t c = 0; c < cells_.size(); ++c)
      if (!by_range[c].empty()) add_pivot(c, by_range[c]);
    return rest;
  }

  double width(const Entry& entry, std::size_t c) const {
    if (!index_->columns_[c].mask) return entry.ranges[c].hi - entry.ranges[c].lo + 1.0;
    double classes = 0;
    for (const auto& range : *entry.sets[c]) classes += range.hi - range.lo + 1.0;
    return classes;
  }

  // Small columns have a list per class; in a large one few ranges may lie over each class.
  bool is_pivot(const std::vector<const Entry*>& entries, std::size_t c) const {
    const auto& column = index_->columns_[c];
    if (!column.indexed || column.mask) return column.indexed;
    std::vector<ClassRange> ranges;
    for (const auto* entry : entries)
      if (entry->sets[c] != nullptr) ranges.push_back(entry->ranges[c]);
    std::sort(ranges.begin(), ranges.end());
    ranges.erase(std::unique(ranges.begin(), ranges.end()), ranges.end());
    std::vector<std::int32_t> steps(column.domain.class_count() + 1, 0);
    for (const auto& range : ranges) ++steps[range.lo], --steps[range.hi + 1u];
    std::int32_t depth = 0;
    return std::all_of(steps.begin(), steps.end(), [&](std::int32_t step) {
      return (depth += step) <= static_cast<std::int32_t>(max_lists_per_class);
    });
  }

  void add_pivot(std::size_t c, const std::map<ClassRange, std::vector<const Entry*>>& lists) {
    std::vector<std::vector<std::uint32_t>> by_class(index_->columns_[c].domain.class_count());
    for (const auto& [range, entries] : lists) {
      const auto head = add_list(entries);
      for (std::uint32_t k = range.lo; k <= range.hi; ++k) by_class[k].push_back(head);
    }
    auto& pivot = index_->pivots_.emplace_back();
    pivot.column = c;
    for (const auto& heads : by_class) {
      pivot.offsets.push_back(static_cast<std::uint32_t>(pivot.heads.size()));
      pivot.heads.insert(pivot.heads.end(), heads.begin(), heads.end());
    }
    pivot.offsets.push_back(static_cast<std::uint32_t>(pivot.heads.size()));
  }

  void finish_blocks() {
    index_->blocks_.resize((blocks_.size() + 31) / 32);
    std::memcpy(static_cast<void*>(index_->blocks_.data()), blocks_.data(), blocks_.size() * sizeof(std::uint16_t));
    index_->lists_.blocks = reinterpret_cast<const std::uint16_t*>(index_->blocks_.data());
  }

  const DecisionTable::Compiled& table_;
  const IndexOptions& options_;
  std::shared_ptr<Index> index_;
  std::vector<std::vector<Cell>> cells_;  // by column, as table_.inputs[c].cells
  std::vector<Entry> entries_;
  std::vector<std::uint16_t> blocks_;
  std::uint32_t stride_ = 0, empty_ = no_keyword;
};

std::shared_ptr<const Index> Index::build(const DecisionTable::Compiled& table, const IndexOptions& options) {
  if (table.expression || !table.required.empty() || table.inputs.empty()) return nullptr;
  for (const auto& input : table.inputs)
    if (!input.plain || input.allowed || Domain(input.type).usable() == false) return nullptr;
  for (const auto& [name, type] : table.data)
    if (std::none_of(table.inputs.begin(), table.inputs.end(),
                     [&](const auto& input) { return input.expression.text == name; }))
      return nullptr;
  return IndexBuilder(table, options).run();
}

}  // namespace zhuqi
