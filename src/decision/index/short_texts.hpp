// The classes of short texts that were seen before: eight bytes for each, so that thousands stay in the nearest cache.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace zhuqi {

// Remembers texts of up to six bytes exactly (codes of regions, industries and the like); grows with what it sees, up
// to some fifty thousand texts, and then forgets.
class ShortTexts {
 public:
  static constexpr std::size_t longest = 6;

  // compute(text) for a text that is not known. What lies before `end` may be read.
  template <class Compute>
  std::uint16_t find(std::string_view text, const char* end, Compute compute) {
    const auto key = pack(text, end);
    if (key >> (8 * text.size() + 8) == 0) [[unlikely]]
      return text.empty() ? class_of_empty(compute) : compute(text);
    const auto at = place_of(key);
    const auto* const four = slots_.data() + at;
    const auto least = std::min(std::min(four[0] ^ key, four[1] ^ key), std::min(four[2] ^ key, four[3] ^ key));
    if (least <= 0xFFFF) [[likely]]
      return static_cast<std::uint16_t>(least);
    return find_elsewhere(text, key, at, compute);
  }

 private:
  static constexpr std::size_t max_slots = 1 << 16, ways = 4;

  // The bytes above sixteen bits that are zero, where a slot has the class. Texts that end with a zero byte are not
  // kept: no two keys are equal then, and none is that of an empty slot.
  static std::uint64_t pack(std::string_view text, const char* end) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t bytes = 0;
    if (reinterpret_cast<std::uintptr_t>(text.data()) + 8 <= reinterpret_cast<std::uintptr_t>(end)) [[likely]] {
      std::memcpy(&bytes, text.data(), 8);
      bytes &= (std::uint64_t{1} << 8 * text.size()) - 1;
    } else if (!text.empty()) {
      std::memcpy(&bytes, text.data(), text.size());
    }
    return bytes << 16;
  }

  std::size_t place_of(std::uint64_t key) const { return (key >> 16) * 0x9E3779B97F4A7C15u >> shift_ << 2; }

  template <class Compute>
  std::uint16_t class_of_empty(Compute compute) {
    if (!knows_empty_) empty_ = compute(std::string_view());
    knows_empty_ = true;
    return empty_;
  }

  template <class Compute>
  std::uint16_t find_elsewhere(std::string_view text, std::uint64_t key, std::size_t at, Compute compute) {
    for (std::size_t i = 0;; ++i) {
      auto& slot = slots_[at ^ i];
      if (slot != 0 && (slot ^ key) <= 0xFFFF) return static_cast<std::uint16_t>(slot ^ key);
      if (slot != 0) continue;
      const auto value = compute(text);
      slot = key | value;
      if (++count_ * 4 > slots_.size() * 3) grow();
      return value;
    }
  }

  // What was known is forgotten, too: it comes again.
  void grow() {
    const auto slots = std::min(slots_.size() * 2, max_slots);
    slots_.assign(slots, 0);
    shift_ = 64 - std::countr_zero(slots / ways);
    count_ = 0;
  }

  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(64);  // four for each value of the hash
  std::size_t count_ = 0;
  int shift_ = 64 - 4;
  std::uint16_t empty_ = 0;
  bool knows_empty_ = false;
};

}  // namespace zhuqi
