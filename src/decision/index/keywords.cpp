#include "decision/index/keywords.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/text.hpp"

namespace zhuqi {

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr int bitmap_bits = 17;

std::uint64_t load(const char* p) {
  std::uint64_t word;
  std::memcpy(&word, p, 8);
  return word;
}

constexpr std::uint64_t six_bytes = 0xFFFFFFFFFFFF;

std::uint64_t hash(std::uint64_t head) { return head * 0x9E3779B97F4A7C15u; }

bool is_ideographs(std::string_view text) {
  if (text.size() < 6 || text.size() % 3 != 0) return false;
  for (std::size_t i = 0; i < text.size(); i += 3)
    if (static_cast<unsigned char>(text[i]) < 0xE4 || static_cast<unsigned char>(text[i]) > 0xE9) return false;
  return true;
}

}  // namespace

std::uint32_t KeywordFinder::add(const Keyword& keyword) {
  const auto [at, added] = numbers_.emplace(keyword, static_cast<std::uint32_t>(keywords_.size()));
  if (added) keywords_.push_back(keyword);
  return at->second;
}

void KeywordFinder::seal() {
  bitmap_.assign(std::size_t{1} << (bitmap_bits - 6), 0);
  slots_.assign(std::bit_ceil(keywords_.size() * 2 + 2), Slot{0, none});
  next_.assign(keywords_.size(), none);
  by_head_.assign(keywords_.size(), false);
  for (auto& table : by_byte_) table.assign(256, {});
  for (std::uint32_t k = 0; k < keywords_.size(); ++k) {
    const auto& [text, folded] = keywords_[k];
    if (text.empty()) continue;
    any_folded_ = any_folded_ || folded;
    by_byte_[folded][static_cast<unsigned char>(text[0])].push_back(k);
    by_head_[k] = is_ideographs(text);
    if (!by_head_[k]) {
      any_general_[folded] = true;
      continue;
    }
    std::uint64_t head = 0;
    std::memcpy(&head, text.data(), 6);
    const auto bit = hash(head) >> (64 - bitmap_bits);
    bitmap_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    auto slot = (hash(head) >> 20) & (slots_.size() - 1);
    while (slots_[slot].keyword != none && slots_[slot].head != head) slot = (slot + 1) & (slots_.size() - 1);
    next_[k] = slots_[slot].keyword;
    slots_[slot] = {head, k};
  }
}

void KeywordFinder::find(std::string_view text, std::vector<std::uint32_t>& found) const {
  const auto before = found.size();
  const bool plain = find_by_head(text, found) || !any_folded_;
  if (!plain) found.resize(before);
  if (any_general_[0] || !plain) find_generally(text, false, !plain, found);
  if (any_general_[1] || !plain) find_generally(fold(text), true, !plain, found);
}

void KeywordFinder::verify(const char* at, std::size_t left, std::uint64_t head,
                           std::vector<std::uint32_t>& found) const {
  auto slot = (hash(head) >> 20) & (slots_.size() - 1);
  while (slots_[slot].keyword != none && slots_[slot].head != head) slot = (slot + 1) & (slots_.size() - 1);
  for (auto k = slots_[slot].keyword; k != none; k = next_[k]) {
    const auto& text = keywords_[k].text;
    if (text.size() <= left && std::memcmp(at + 6, text.data() + 6, text.size() - 6) == 0) found.push_back(k);
  }
}

// Characters whose first byte says three are stepped over by a branch that is nearly always right; candidates are
// written without one.
bool KeywordFinder::find_by_head(std::string_view text, std::vector<std::uint32_t>& found) const {
  constexpr std::size_t batch = 256;
  std::uint32_t candidates[batch + 1];
  const char* const data = text.data();
  const std::size_t size = text.size();
  std::size_t i = 0;
  bool folded = true;
  while (i + 8 <= size) {
    std::size_t count = 0;
    while (i + 8 <= size && count < batch) {
      const auto head = load(data + i) & six_bytes;
      const auto bit = hash(head) >> (64 - bitmap_bits);
      candidates[count] = static_cast<std::uint32_t>(i);
      count += bitmap_[bit / 64] >> (bit % 64) & 1;
      const auto lead = static_cast<unsigned char>(data[i]);
      if (lead >= 0xE4 && lead <= 0xE9) [[likely]] {
        i += 3;
      } else {
        folded = folded && (lead < 0xE2 || ideographs_are_folded(text.substr(i, 4)));
        i += lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      }
    }
    for (std::size_t c = 0; c < count; ++c)
      verify(data + candidates[c], size - candidates[c], load(data + candidates[c]) & six_bytes, found);
  }
  folded = folded && ideographs_are_folded(text.substr(std::min(i, size)));
  for (; i + 6 <= size; ++i) {
    std::uint64_t head = 0;
    std::memcpy(&head, data + i, 6);
    const auto bit = hash(head) >> (64 - bitmap_bits);
    if (bitmap_[bit / 64] >> (bit % 64) & 1) verify(data + i, size - i, head, found);
  }
  return folded;
}

void KeywordFinder::find_generally(std::string_view text, bool folded, bool all,
                                   std::vector<std::uint32_t>& found) const {
  for (std::size_t i = 0; i < text.size(); ++i)
    for (const auto k : by_byte_[folded][static_cast<unsigned char>(text[i])]) {
      const auto& keyword = keywords_[k].text;
      if ((all || !by_head_[k]) && text.substr(i, keyword.size()) == keyword) found.push_back(k);
    }
}

}  // namespace zhuqi
