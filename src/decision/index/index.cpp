#include "decision/index/index.hpp"

#include <algorithm>

namespace zhuqi {

void Index::fill_fields(const std::uint16_t* classes, std::uint16_t* fields) const {
  for (std::uint32_t f = 0; f < lists_.masks; ++f) fields[f] = 0;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const auto& column = columns_[c];
    if (column.field < 0) continue;
    if (column.mask)
      fields[column.field] = static_cast<std::uint16_t>(fields[column.field] | 1u << (column.shift + classes[c]));
    else
      fields[column.field] = classes[c];
  }
}

std::uint32_t Index::first_free(const Kernels& kernels, const std::uint16_t* classes,
                                const std::uint16_t* fields) const {
  if (row_words_ > 0) {
    const std::uint64_t* rows[max_fields + 1];
    std::uint32_t count = 0;
    const auto* base = rows_.data()->words.data();
    for (const auto c : row_columns_) rows[count++] = base + columns_[c].rows[classes[c]];
    const auto bit = kernels.first_in_rows(rows, count, row_words_);
    return bit == no_rule ? no_rule : row_rules_[bit];
  }
  std::uint32_t best = no_rule;
  for (const auto& pivot : pivots_) {
    const auto c = classes[pivot.column];
    for (auto i = pivot.offsets[c]; i < pivot.offsets[c + 1u]; ++i)
      best = kernels.first_in_list(lists_, pivot.heads[i], fields, best);
  }
  return kernels.first_in_list(lists_, free_clean_, fields, best);
}

void Index::matches(const std::uint16_t* classes, const std::uint16_t* fields, std::span<const std::uint32_t> found,
                    bool clean, std::uint32_t limit, std::vector<std::uint32_t>& rules) const {
  for (const auto keyword : found) matches_in_list((clean ? clean_ : checked_)[keyword], fields, limit, rules);
  matches_in_list(clean ? free_clean_ : free_checked_, fields, limit, rules);
  if (!clean) return;
  for (const auto& pivot : pivots_) {
    const auto c = classes[pivot.column];
    for (auto i = pivot.offsets[c]; i < pivot.offsets[c + 1u]; ++i)
      matches_in_list(pivot.heads[i], fields, limit, rules);
  }
}

void Index::matches_in_list(std::uint32_t head, const std::uint16_t* fields, std::uint32_t limit,
                            std::vector<std::uint32_t>& rules) const {
  for (const auto* block = lists_.blocks + std::uint64_t{head} * lists_.stride();; block += lists_.stride()) {
    const auto* numbers = reinterpret_cast<const std::uint32_t*>(block);
    if (numbers[0] >= limit) return;
    for (std::uint32_t lane = 0; lane < lanes && numbers[lane] < limit; ++lane) {
      const auto* field = block + 32 + lane;
      bool hit = true;
      for (std::uint32_t m = 0; m < lists_.masks; ++m, field += lanes) hit = hit && (*field & fields[m]) == 0;
      for (std::uint32_t r = 0; r < lists_.ranges; ++r, field += 2 * lanes)
        hit = hit && static_cast<std::uint16_t>(fields[lists_.masks + r] - field[0]) <= field[lanes];
      if (hit) rules.push_back(numbers[lane]);
    }
  }
}

std::uint64_t Index::bytes() const { return (blocks_.size() + rows_.size()) * sizeof(Line); }

}  // namespace zhuqi
