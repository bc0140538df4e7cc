#include "decision/index/lists.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace zhuqi {

namespace {

constexpr std::int32_t max_lists_per_class = 8;

}  // namespace

// List 0 is empty.
ListBuilder::ListBuilder(Index& index) : index_(index) { add_block(); }

std::uint32_t ListBuilder::add(const std::vector<const Entry*>& entries) {
  if (entries.empty()) return 0;
  const auto head = static_cast<std::uint32_t>(blocks_.size() / index_.lists_.stride());
  std::size_t lane = 0;
  std::uint16_t* block = nullptr;
  for (const auto* entry : entries) {
    if (lane % rules_per_block == 0) {
      if (block != nullptr) std::memcpy(block + 2 * rules_per_block, &entry->rule, 4);
      block = add_block();
    }
    put(block, lane++ % rules_per_block, *entry);
  }
  return head;
}

std::uint32_t ListBuilder::add_conditional(const std::vector<const Entry*>& entries) {
  if (entries.empty()) return 0;
  const auto head = add(entries);
  if (index_.conditions_.empty()) index_.first_condition_ = std::size_t{head} * lanes;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i > 0 && i % rules_per_block == 0) index_.conditions_.emplace_back();
    index_.conditions_.push_back(entries[i]->condition);
  }
  index_.conditions_.resize((index_.conditions_.size() + lanes - 1) / lanes * lanes);
  return head;
}

// A block that matches nothing: range fields cannot say so, the rule numbers can.
std::uint16_t* ListBuilder::add_block() {
  const auto stride = index_.lists_.stride();
  blocks_.resize(blocks_.size() + stride, 0);
  auto* block = blocks_.data() + blocks_.size() - stride;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    std::memcpy(block + 2 * lane, &no_rule, 4);
    for (std::uint32_t m = 0; m < index_.lists_.masks; ++m) block[32 + m * lanes + lane] = 0xFFFF;
  }
  return block;
}

void ListBuilder::put(std::uint16_t* block, std::size_t lane, const Entry& entry) {
  std::memcpy(block + 2 * lane, &entry.rule, 4);
  const auto masks = index_.lists_.masks;
  for (std::uint32_t m = 0; m < masks; ++m) block[32 + m * lanes + lane] = 0;
  for (std::uint32_t r = 0; r < index_.lists_.ranges; ++r) block[32 + (masks + 2 * r + 1) * lanes + lane] = 0xFFFF;
  for (std::size_t c = 0; c < index_.columns_.size(); ++c) {
    const auto& column = index_.columns_[c];
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

std::vector<const Entry*> ListBuilder::add_pivots(const std::vector<const Entry*>& entries) {
  const auto columns = index_.columns_.size();
  std::vector<std::map<ClassRange, std::vector<const Entry*>>> by_range(columns);
  std::vector<bool> usable(columns);
  for (std::size_t c = 0; c < columns; ++c) usable[c] = is_pivot(entries, c);
  std::vector<const Entry*> rest;
  for (const auto* entry : entries) {
    std::optional<std::size_t> best;
    double least = 0.5;
    for (std::size_t c = 0; c < columns; ++c) {
      if (!usable[c] || entry->sets[c] == nullptr) continue;
      const auto s = share(*entry, c);
      if (s < least) least = s, best = c;
    }
    if (!best) {
      rest.push_back(entry);
    } else if (index_.columns_[*best].mask) {
      for (const auto& range : *entry->sets[*best])
        for (std::uint32_t k = range.lo; k <= range.hi; ++k)
          by_range[*best][{static_cast<std::uint16_t>(k), static_cast<std::uint16_t>(k)}].push_back(entry);
    } else {
      by_range[*best][entry->ranges[*best]].push_back(entry);
    }
  }
  for (std::size_t c = 0; c < columns; ++c)
    if (!by_range[c].empty()) add_pivot(c, by_range[c]);
  return rest;
}

// The share of the column's classes in which the entry holds.
double ListBuilder::share(const Entry& entry, std::size_t c) const {
  const double classes = index_.columns_[c].domain.class_count();
  if (!index_.columns_[c].mask) return (entry.ranges[c].hi - entry.ranges[c].lo + 1.0) / classes;
  double held = 0;
  for (const auto& range : *entry.sets[c]) held += range.hi - range.lo + 1.0;
  return held / classes;
}

// Small columns have a list per class; in a large one few ranges may lie over each class.
bool ListBuilder::is_pivot(const std::vector<const Entry*>& entries, std::size_t c) const {
  const auto& column = index_.columns_[c];
  if (!column.indexed || column.mask) return column.indexed;
  std::vector<ClassRange> ranges;
  for (const auto* entry : entries)
    if (entry->sets[c] != nullptr) ranges.push_back(entry->ranges[c]);
  std::sort(ranges.begin(), ranges.end());
  ranges.erase(std::unique(ranges.begin(), ranges.end()), ranges.end());
  std::vector<std::int32_t> steps(column.domain.class_count() + 1, 0);
  for (const auto& range : ranges) ++steps[range.lo], --steps[range.hi + 1u];
  std::int32_t depth = 0;
  return std::all_of(steps.begin(), steps.end(),
                     [&](std::int32_t step) { return (depth += step) <= max_lists_per_class; });
}

void ListBuilder::add_pivot(std::size_t c, const std::map<ClassRange, std::vector<const Entry*>>& lists) {
  std::vector<std::vector<std::uint32_t>> by_class(index_.columns_[c].domain.class_count());
  for (const auto& [range, entries] : lists) {
    const auto head = add(entries);
    for (std::uint32_t k = range.lo; k <= range.hi; ++k) by_class[k].push_back(head);
  }
  auto& pivot = index_.pivots_.emplace_back();
  pivot.column = c;
  for (const auto& heads : by_class) {
    pivot.offsets.push_back(static_cast<std::uint32_t>(pivot.heads.size()));
    pivot.heads.insert(pivot.heads.end(), heads.begin(), heads.end());
  }
  pivot.offsets.push_back(static_cast<std::uint32_t>(pivot.heads.size()));
}

void ListBuilder::finish() {
  index_.block_lines_.resize((blocks_.size() + 31) / 32);
  std::memcpy(static_cast<void*>(index_.block_lines_.data()), blocks_.data(), blocks_.size() * sizeof(std::uint16_t));
  index_.lists_.blocks = reinterpret_cast<const std::uint16_t*>(index_.block_lines_.data());
}

}  // namespace zhuqi
