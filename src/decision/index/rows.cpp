#include "decision/index/rows.hpp"

#include <algorithm>

namespace zhuqi {

namespace {

constexpr std::uint64_t max_combined_rows = 2048;

std::size_t words_for(std::size_t bits) { return (bits + 1023) / 1024 * 16; }

}  // namespace

// Small columns are combined: fewer rows to AND. A table of no columns has one group of one row.
std::vector<RowBuilder::Group> RowBuilder::groups() const {
  std::vector<std::size_t> columns;
  for (std::size_t c = 0; c < index_.columns_.size(); ++c)
    if (index_.columns_[c].indexed) columns.push_back(c);
  const auto classes = [&](std::size_t c) { return index_.columns_[c].domain.class_count(); };
  std::stable_sort(columns.begin(), columns.end(), [&](auto a, auto b) { return classes(a) < classes(b); });
  std::vector<Group> groups(1);
  for (const auto c : columns) {
    if (!groups.back().columns.empty() && groups.back().rows * classes(c) > max_combined_rows) groups.emplace_back();
    groups.back().columns.push_back(c);
    groups.back().rows *= classes(c);
  }
  return groups;
}

bool RowBuilder::build(std::uint64_t max_bits) {
  if (entries_.empty()) return false;
  const auto all = groups();
  const auto words = words_for(entries_.size());
  std::uint64_t rows = 0;
  for (const auto& group : all) rows += group.rows;
  if (rows * words * 64 > max_bits) return false;
  index_.row_lines_.resize(rows * words / 8);
  auto* bits = index_.row_lines_.data()->words.data();
  std::uint64_t at = 0;
  for (std::size_t g = 0; g < all.size(); ++g) {
    write(all[g], bits + at);
    std::uint64_t weight = words;
    for (const auto c : all[g].columns) {
      auto& column = index_.columns_[c];
      column.group = static_cast<std::int32_t>(g);
      column.row_weight = static_cast<std::uint32_t>(weight);
      column.row_base = c == all[g].columns[0] ? static_cast<std::uint32_t>(at) : 0;
      weight *= column.domain.class_count();
    }
    at += all[g].rows * words;
  }
  for (const auto* entry : entries_) index_.row_rules_.push_back(entry->rule);
  index_.rows_ = {bits, index_.row_rules_.data(), static_cast<std::uint32_t>(words),
                  static_cast<std::uint32_t>(all.size())};
  return true;
}

std::vector<std::uint64_t> RowBuilder::own_rows(std::size_t column, std::size_t words) const {
  const auto classes = index_.columns_[column].domain.class_count();
  std::vector<std::uint64_t> any(words, 0), rows;
  for (std::size_t e = 0; e < entries_.size(); ++e)
    if (entries_[e]->sets[column] == nullptr) any[e / 64] |= std::uint64_t{1} << (e % 64);
  for (std::uint32_t c = 0; c < classes; ++c) rows.insert(rows.end(), any.begin(), any.end());
  for (std::size_t e = 0; e < entries_.size(); ++e) {
    if (entries_[e]->sets[column] == nullptr) continue;
    const auto set = [&](const ClassRange& range) {
      for (std::size_t c = range.lo; c <= range.hi; ++c) rows[c * words + e / 64] |= std::uint64_t{1} << (e % 64);
    };
    if (index_.columns_[column].mask)
      std::for_each(entries_[e]->sets[column]->begin(), entries_[e]->sets[column]->end(), set);
    else
      set(entries_[e]->ranges[column]);
  }
  return rows;
}

// Row by row would ask each entry for each row; instead the columns' own rows are made, and ANDed.
void RowBuilder::write(const Group& group, std::uint64_t* rows) const {
  const auto words = words_for(entries_.size());
  std::vector<std::uint64_t> every(words, 0);
  for (std::size_t e = 0; e < entries_.size(); ++e) every[e / 64] |= std::uint64_t{1} << (e % 64);
  for (std::uint64_t r = 0; r < group.rows; ++r) std::copy(every.begin(), every.end(), rows + r * words);
  std::uint64_t weight = 1;
  for (const auto column : group.columns) {
    const auto classes = index_.columns_[column].domain.class_count();
    const auto own = own_rows(column, words);
    for (std::uint64_t r = 0; r < group.rows; ++r) {
      const auto* with = own.data() + r / weight % classes * words;
      for (std::size_t w = 0; w < words; ++w) rows[r * words + w] &= with[w];
    }
    weight *= classes;
  }
}

}  // namespace zhuqi
