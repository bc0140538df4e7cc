#include "decision/compare/tally.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace zhuqi::comparing {

Comparison::Change* Tally::change(const Value& from, const Value& to) {
  Key key{key_of(from), key_of(to)};
  const auto known = changes_.find(key);
  if (known != changes_.end()) return &known->second;
  if (changes_.size() >= plan_->options().most_changes) return nullptr;
  return &changes_.emplace(std::move(key), Comparison::Change{from, to, 0, {}}).first->second;
}

void Tally::count_change(Comparison::Change* change, const Describe& describe) {
  ++counts_.changed;
  if (change == nullptr) {
    ++counts_.other_changes;
    return;
  }
  ++change->records;
  if (change->examples.size() < plan_->options().examples)
    change->examples.push_back({counts_.records, describe(), {}});
}

void Tally::add(std::uint32_t from, std::uint32_t to, const Describe& describe) {
  ++counts_.records;
  if (from == to) {
    ++counts_.alike;
    return;
  }
  const auto [known, added] = by_numbers_.try_emplace(std::uint64_t{from} << 32 | to, nullptr);
  if (added) known->second = change(plan_->result(from), plan_->result(to));
  count_change(known->second, describe);
}

void Tally::add(const Verdict& from, const Verdict& to, const Describe& describe) {
  ++counts_.records;
  if (from.error || to.error) {
    ++(from.error && to.error ? counts_.failed_both : from.error ? counts_.failed_old : counts_.failed_new);
    const auto& error = to.error ? *to.error : *from.error;
    if (counts_.failures.size() < plan_->options().examples)
      counts_.failures.push_back({counts_.records, describe(), fmt::format("{}: {}", name(error.code), error.message)});
  } else if (from.result == to.result) {
    ++counts_.alike;
  } else {
    count_change(change(from.result, to.result), describe);
  }
}

void Tally::append(Tally&& later) {
  const auto keep = [&](std::vector<Comparison::Example>& kept, std::vector<Comparison::Example>& more) {
    for (auto& example : more) {
      if (kept.size() >= plan_->options().examples) return;
      example.record += counts_.records;
      kept.push_back(std::move(example));
    }
  };
  auto& more = later.counts_;
  keep(counts_.failures, more.failures);
  for (auto& [key, theirs] : later.changes_) {
    auto* ours = change(theirs.from, theirs.to);
    if (ours == nullptr) {
      counts_.other_changes += theirs.records;
    } else {
      ours->records += theirs.records;
      keep(ours->examples, theirs.examples);
    }
  }
  counts_.records += more.records;
  counts_.alike += more.alike;
  counts_.changed += more.changed;
  counts_.failed_old += more.failed_old;
  counts_.failed_new += more.failed_new;
  counts_.failed_both += more.failed_both;
  counts_.other_changes += more.other_changes;
}

Comparison Tally::comparison() const {
  auto comparison = counts_;
  comparison.output = plan_->options().output;
  comparison.old_hash = plan_->table(0).hash();
  comparison.new_hash = plan_->table(1).hash();
  for (const auto& [key, change] : changes_) comparison.changes.push_back(change);
  std::stable_sort(comparison.changes.begin(), comparison.changes.end(),
                   [](const auto& a, const auto& b) { return a.records > b.records; });
  return comparison;
}

}  // namespace zhuqi::comparing
