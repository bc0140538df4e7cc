#include "decision/index/matcher.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include <zhuqi/decision/columns.hpp>

namespace zhuqi {

Matcher::Matcher(const Index& index, const Kernels& kernels)
    : index_(index), kernels_(kernels), present_(index.keyword_count() / 64 + 1), row_bits_(index.rows().words) {}

void Matcher::find_keywords(const EncodedBlock& block) {
  found_count_ = 0;
  for (std::size_t text = 0; text < block.texts.size(); ++text)
    found_count_ = index_.texts()[text].finder.find(kernels_, block.texts[text], places_, found_, found_count_);
}

void Matcher::find(const EncodedBlock& block) {
  find_keywords(block);
  group_by_record(block.count);
}

void Matcher::group_by_record(std::uint32_t records) {
  starts_.assign(records + 2, 0);
  const std::span<const Visit> all(found_.data(), found_count_);
  for (const auto& found : all) ++starts_[found.record + 2];
  for (std::uint32_t i = 2; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  by_record_.resize(all.size());
  for (const auto& found : all) by_record_[starts_[found.record + 1]++] = found;
}

void Matcher::lower(const EncodedBlock& block, std::span<const std::uint32_t> heads, std::span<const Visit> visits) {
  kernels_.lower(index_.lists(), heads.data(), visits.data(), static_cast<std::uint32_t>(visits.size()),
                 block.fields.data(), index_.field_stride(), best_.data());
}

// The lists that concern the records by their values in the pivot columns, and the one that concerns all.
void Matcher::lower_by_values(const EncodedBlock& block) {
  for (const auto& pivot : index_.pivots()) {
    const auto* classes = block.classes.data() + pivot.column * block.count;
    visits_.clear();
    for (std::uint32_t i = 0; i < block.count; ++i)
      for (auto h = pivot.offsets[classes[i]]; h < pivot.offsets[classes[i] + 1u]; ++h) visits_.push_back({h, i});
    lower(block, pivot.heads, visits_);
  }
  if (const auto list = index_.free_list(); list != 0) {
    visits_.clear();
    for (std::uint32_t i = 0; i < block.count; ++i) visits_.push_back({0, i});
    lower(block, {&list, 1}, visits_);
  }
}

void Matcher::first_hits(const EncodedBlock& block, PlainCheck& check, std::int32_t* out) {
  best_.assign(block.count, no_rule);
  if (index_.rows().words > 0) kernels_.first_in_rows(index_.rows(), block.rows.data(), block.count, best_.data());
  lower_by_values(block);
  find_keywords(block);
  lower(block, index_.by_keyword(), {found_.data(), found_count_});
  if (index_.has_conditions()) {
    group_by_record(block.count);
    for (std::uint32_t i = 0; i < block.count; ++i)
      if (block.invalid[i] == 0) best_[i] = first_conditional(block, check, i, best_[i]);
  }
  for (std::uint32_t i = 0; i < block.count; ++i) {
    const auto rule = best_[i] == no_rule ? row_unmatched : static_cast<std::int32_t>(best_[i]);
    out[i] = block.invalid[i] != 0 ? row_invalid : rule;
  }
}

// Calls each(block, lane, rule) for every rule of the list that matches and is below the limit; it may return false to
// end it.
template <class Each>
void Matcher::each_match(std::uint32_t list, const std::uint16_t* fields, std::uint32_t limit, Each each) const {
  auto next = Index::rule_at(index_.block(list), 0);
  for (auto b = list; next < limit; ++b) {
    const auto* block = index_.block(b);
    next = Index::rule_at(block, rules_per_block);
    for (auto hits = kernels_.match_block(index_.lists(), block, fields); hits != 0; hits &= hits - 1) {
      const auto lane = static_cast<std::uint32_t>(std::countr_zero(hits));
      const auto rule = Index::rule_at(block, lane);
      if (rule >= limit || !each(b, lane, rule)) return;
    }
  }
}

bool Matcher::holds(const Index::Condition& condition, PlainCheck& check, std::uint32_t record,
                    std::uint32_t rule) const {
  const auto is_present = [&](std::uint32_t k) { return (present_[k / 64] >> (k % 64) & 1) != 0; };
  if (condition.keywords >= 0) {
    const auto& asked = index_.conjunctions()[static_cast<std::size_t>(condition.keywords)];
    if (!std::all_of(asked.all.begin(), asked.all.end(), is_present)) return false;
    if (std::any_of(asked.none.begin(), asked.none.end(), is_present)) return false;
  }
  return !condition.plain || check.hits(record, rule);
}

void Matcher::note_keywords(std::uint32_t record) {
  distinct_.clear();
  for (auto f = starts_[record]; f < starts_[record + 1]; ++f) {
    const auto k = by_record_[f].key;
    auto& word = present_[k / 64];
    const auto bit = std::uint64_t{1} << (k % 64);
    if ((word & bit) == 0) distinct_.push_back(k);
    word |= bit;
  }
}

std::uint32_t Matcher::first_conditional(const EncodedBlock& block, PlainCheck& check, std::uint32_t record,
                                         std::uint32_t limit) {
  if (starts_[record] == starts_[record + 1] && index_.free_conditional_list() == 0) return limit;
  note_keywords(record);
  const auto* fields = block.fields.data() + std::size_t{record} * index_.field_stride();
  const auto look = [&](std::uint32_t list) {
    each_match(list, fields, limit, [&](auto b, auto lane, auto rule) {
      if (!holds(index_.condition(b, lane), check, record, rule)) return true;
      limit = rule;
      return false;
    });
  };
  for (const auto k : distinct_) look(index_.conditional_by_keyword()[k]);
  look(index_.free_conditional_list());
  for (const auto k : distinct_) present_[k / 64] = 0;
  return limit;
}

void Matcher::all_hits(const EncodedBlock& block, PlainCheck& check, std::uint32_t record,
                       std::vector<std::uint32_t>& hits) {
  hits.clear();
  if (block.invalid[record] != 0) return;
  note_keywords(record);
  const auto& rows = index_.rows();
  if (rows.words > 0) {
    kernels_.and_rows(rows, block.rows.data() + std::size_t{record} * rows.groups, row_bits_.data());
    for (std::uint32_t w = 0; w < rows.words; ++w)
      for (auto word = row_bits_[w]; word != 0; word &= word - 1)
        hits.push_back(rows.rules[w * 64 + static_cast<std::uint32_t>(std::countr_zero(word))]);
  }
  const auto* fields = block.fields.data() + std::size_t{record} * index_.field_stride();
  const auto add = [&](std::uint32_t list) {
    each_match(list, fields, no_rule, [&](auto, auto, auto rule) {
      hits.push_back(rule);
      return true;
    });
  };
  const auto add_conditional = [&](std::uint32_t list) {
    each_match(list, fields, no_rule, [&](auto b, auto lane, auto rule) {
      if (holds(index_.condition(b, lane), check, record, rule)) hits.push_back(rule);
      return true;
    });
  };
  for (const auto& pivot : index_.pivots()) {
    const auto c = block.classes[pivot.column * block.count + record];
    for (auto h = pivot.offsets[c]; h < pivot.offsets[c + 1u]; ++h) add(pivot.heads[h]);
  }
  add(index_.free_list());
  for (const auto k : distinct_) add(index_.by_keyword()[k]), add_conditional(index_.conditional_by_keyword()[k]);
  add_conditional(index_.free_conditional_list());
  for (const auto k : distinct_) present_[k / 64] = 0;
  std::sort(hits.begin(), hits.end());
  hits.erase(std::unique(hits.begin(), hits.end()), hits.end());
}

}  // namespace zhuqi
