#include <algorithm>
#include <map>
#include <tuple>

#include <zhuqi/coordination/duplicates.hpp>

namespace zhuqi {

Likeness likeness(double jaccard, const Whereabouts& a, const Whereabouts& b) {
  const bool same_place = !a.place.empty() && a.place == b.place;
  const bool same_enterprise = !a.enterprise.empty() && a.enterprise == b.enterprise;
  if (jaccard >= same_from && (same_place || same_enterprise)) return Likeness::likely_the_same;
  return jaccard >= related_from ? Likeness::possibly_related : Likeness::none;
}

void DuplicateIndex::add(const NeedId& need, const BandKeys& keys, Whereabouts whereabouts) {
  remove(need);
  for (const std::uint64_t key : keys) bands_[key].push_back(next_);
  places_.emplace(need, next_);
  entries_.emplace(next_++, Entry{need, keys, std::move(whereabouts)});
}

void DuplicateIndex::remove(const NeedId& need) {
  const auto place = places_.find(need);
  if (place == places_.end()) return;
  const auto entry = entries_.find(place->second);
  for (const std::uint64_t key : entry->second.keys) {
    const auto band = bands_.find(key);
    std::erase(band->second, place->second);
    if (band->second.empty()) bands_.erase(band);
  }
  entries_.erase(entry);
  places_.erase(place);
}

std::vector<std::uint64_t> DuplicateIndex::slots_of(const BandKeys& keys) const {
  std::map<std::uint64_t, std::size_t> shared;
  for (const std::uint64_t key : keys) {
    const auto band = bands_.find(key);
    if (band == bands_.end()) continue;
    const auto count = std::min(band->second.size(), most_of_one_key);
    for (auto number = band->second.end() - static_cast<std::ptrdiff_t>(count); number != band->second.end(); ++number)
      ++shared[*number];
  }
  std::vector<std::pair<std::size_t, std::uint64_t>> order;
  for (const auto& [number, count] : shared) order.emplace_back(count, number);
  std::sort(order.rbegin(), order.rend());
  std::vector<std::uint64_t> numbers;
  for (const auto& [count, number] : order) numbers.push_back(number);
  return numbers;
}

std::vector<NeedId> DuplicateIndex::candidates(const BandKeys& keys) const {
  std::vector<NeedId> needs;
  for (const std::uint64_t number : slots_of(keys)) needs.push_back(entries_.at(number).need);
  return needs;
}

std::vector<PossibleDuplicate> DuplicateIndex::find(std::string_view text, const Whereabouts& whereabouts,
                                                    const TextOf& text_of, std::size_t limit) const {
  const Shingles said = shingles(text);
  const auto keys = band_keys(said);
  std::vector<std::tuple<Likeness, double, std::uint64_t>> order;
  auto numbers = keys ? slots_of(*keys) : std::vector<std::uint64_t>();
  if (numbers.size() > most_compared) numbers.resize(most_compared);
  for (const std::uint64_t number : numbers) {
    const Entry& entry = entries_.at(number);
    const auto other = text_of(entry.need);
    if (!other) continue;
    const double shared = jaccard(said, shingles(*other));
    const Likeness how = likeness(shared, whereabouts, entry.whereabouts);
    if (how != Likeness::none) order.emplace_back(how, shared, number);
  }
  std::sort(order.rbegin(), order.rend());
  if (order.size() > limit) order.resize(limit);
  std::vector<PossibleDuplicate> found;
  for (const auto& [how, shared, number] : order) found.push_back({entries_.at(number).need, how, shared});
  return found;
}

}  // namespace zhuqi
