#include "decision/index/keywords.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace zhuqi {

namespace {

std::uint64_t load(const char* p) {
  std::uint64_t word;
  std::memcpy(&word, p, 8);
  return word;
}

bool is_ideograph(std::string_view text, std::size_t at) {
  return at + 3 <= text.size() && static_cast<unsigned char>(text[at]) >= 0xE4 &&
         static_cast<unsigned char>(text[at]) <= 0xE9;
}

std::uint32_t pair_hash(const char* pair) {
  const auto head = load(pair);
  return static_cast<std::uint32_t>((head >> 8) + (head >> 16)) * pair_factor;
}

std::uint32_t char_hash(const char* first) { return static_cast<std::uint32_t>(load(first) << 8) * char_factor; }

}  // namespace

void KeywordFinder::add(std::string text, std::uint32_t number) { keywords_.emplace_back(std::move(text), number); }

KeywordFinder::Way KeywordFinder::way_of(std::string_view text) {
  if (!is_ideograph(text, 0)) return bytes;
  return is_ideograph(text, 3) ? pairs : chars;
}

std::uint32_t KeywordFinder::slot(Way way, const char* text) const {
  if (way == bytes) return static_cast<unsigned char>(text[0]);
  return (way == pairs ? pair_hash(text) : char_hash(text)) >> tables_[way].slot_shift;
}

void KeywordFinder::seal() {
  fine_.assign(std::size_t{1} << (pair_bits - 5), 0);
  char_bits_.assign(std::size_t{1} << 10, 0);
  byte_set_.assign(256, 0);
  std::size_t counts[3] = {0, 0, 0};
  for (const auto& [text, number] : keywords_) ++counts[way_of(text)];
  for (const auto way : {pairs, chars, bytes}) {
    const auto slots = way == bytes ? std::size_t{256} : std::bit_ceil(counts[way] * 4 + 2);
    tables_[way].first.assign(slots, 0);
    tables_[way].slot_shift = 32 - std::countr_zero(slots);
  }
  for (const auto& [text, number] : keywords_) {
    const auto way = way_of(text);
    add_entry(way, text, number);
    for (std::size_t i = 0; i < text.size(); i += 3) only_ideographs_ = only_ideographs_ && is_ideograph(text, i);
    char head[8] = {};
    std::memcpy(head, text.data(), std::min<std::size_t>(text.size(), 6));
    if (way == pairs) {
      const auto bit = pair_hash(head) >> (32 - pair_bits);
      fine_[bit / 32] |= 1u << (bit % 32);
    } else if (way == chars) {
      const auto bit = char_hash(head) >> 16;
      char_bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    } else {
      byte_set_[static_cast<unsigned char>(head[0])] = 1;
    }
  }
  for (auto& table : tables_)
    for (auto e : table.first) {
      std::uint32_t length = 0;
      for (; e != 0; e = table.entries[e].next) ++length;
      table.longest = std::max(table.longest, length);
    }
}

void KeywordFinder::add_entry(Way way, const std::string& text, std::uint32_t number) {
  char padded[16] = {};
  std::memcpy(padded, text.data(), std::min<std::size_t>(text.size(), 16));
  Entry entry;
  entry.number = number;
  entry.length = static_cast<std::uint32_t>(text.size());
  entry.shift = static_cast<std::uint8_t>(text.size() < 8 ? 64 - 8 * text.size() : 0);
  entry.back_at = static_cast<std::uint8_t>(std::clamp<std::size_t>(text.size(), 8, 16) - 8);
  entry.front = load(padded);
  entry.back = load(padded + entry.back_at);
  if (text.size() > 16) {
    entry.is_long = true;
    if (rests_.size() <= number) rests_.resize(number + 1);
    rests_[number] = text.substr(16);
  }
  auto& table = tables_[way];
  auto& first = table.first[slot(way, padded)];
  entry.next = first;
  first = static_cast<std::uint32_t>(table.entries.size());
  table.entries.push_back(entry);
}

// What crosses the end of a text, `left` bytes on, is no match.
bool KeywordFinder::equals(const Entry& entry, const char* at, std::uint32_t left) const {
  const auto difference = (load(at) ^ entry.front) | (load(at + entry.back_at) ^ entry.back);
  const bool fits = entry.length <= left;
  if (!entry.is_long) [[likely]]
    return static_cast<int>(difference << entry.shift == 0) & static_cast<int>(fits);
  const auto& rest = rests_[entry.number];
  return difference == 0 && fits && std::memcmp(at + 16, rest.data(), rest.size()) == 0;
}

// The first two of a chain are compared in any case: few are longer.
std::size_t KeywordFinder::compare(Way way, const TextBlock& texts, const std::vector<std::uint32_t>& places,
                                   std::uint32_t count, std::vector<Visit>& found, std::size_t n) const {
  constexpr std::uint32_t chunk = 256;
  const auto& table = tables_[way];
  const auto* const entries = table.entries.data();
  const auto* const ends = texts.ends.data();
  for (std::uint32_t begin = 0; begin < count; begin += chunk) {
    const auto end = std::min(count, begin + chunk);
    const auto most = n + std::size_t{end - begin} * (table.longest + 2);
    if (found.size() < most) found.resize(most * 2);
    auto* const out = found.data();
    for (auto c = begin; c < end; ++c) {
      const auto place = places[c];
      const auto* const at = texts.bytes.data() + place;
      std::uint32_t record = texts.record_at[place / 32];
      record += ends[record] <= place;
      while (ends[record] <= place) [[unlikely]]++ record;
      const auto test = [&](std::uint32_t e) {
        out[n] = {entries[e].number, record};
        n += equals(entries[e], at, ends[record] - place);
        return entries[e].next;
      };
      auto next = test(test(table.first[slot(way, at)]));
      while (next != 0) [[unlikely]] next = test(next);
    }
  }
  return n;
}

std::size_t KeywordFinder::find(const Kernels& kernels, const TextBlock& texts, std::vector<std::uint32_t>& places,
                                std::vector<Visit>& found, std::size_t n) const {
  const auto* const text = texts.bytes.data();
  const auto size = texts.size();
  if (size == 0) return n;
  if (places.size() < size + 64) places.resize(size + 64);
  auto* out = places.data();
  if (tables_[pairs].entries.size() > 1)
    n = compare(pairs, texts, places, kernels.find_pairs(fine_.data(), text, size, out), found, n);
  if (tables_[chars].entries.size() > 1)
    n = compare(chars, texts, places, kernels.find_chars(char_bits_.data(), text, size, out), found, n);
  if (tables_[bytes].entries.size() > 1)
    n = compare(bytes, texts, places, kernels.find_bytes(byte_set_.data(), text, size, out), found, n);
  return n;
}

}  // namespace zhuqi
