// The classes of texts that were seen before.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace zhuqi {

// Remembers texts of up to fifteen bytes exactly; grows with what it sees, up to some ten thousand texts, and then
// forgets.
class TextCache {
 public:
  // compute(text) for a text that is not known. What lies before `end` may be read.
  template <class Compute>
  std::uint16_t find(std::string_view text, const char* end, Compute compute) {
    if (text.size() > 15) return compute(text);
    const auto key = pack(text, end);
    auto slot = (key.low ^ std::rotl(key.high * 0x9E3779B97F4A7C15u, 29)) * 0xD6E8FEB86659FD93u >> shift_;
    // Which of the two it is no branch could foretell; further on are few.
    const bool first = keys_[slot] == key, second = keys_[slot ^ 1] == key;
    if (first | second) [[likely]]
      return values_[slot ^ static_cast<std::size_t>(second)];
    return find_further(text, key, slot, compute);
  }

 private:
  static constexpr std::size_t max_slots = 1 << 16;
  // The bytes and, in the highest, the length and one: so that no key is zero.
  struct Key {
    std::uint64_t low = 0, high = 0;
    friend bool operator==(const Key& a, const Key& b) { return ((a.low ^ b.low) | (a.high ^ b.high)) == 0; }
  };

  template <class Compute>
  std::uint16_t find_further(std::string_view text, const Key& key, std::size_t slot, Compute compute) {
    std::size_t step = 0;
    while (keys_[slot ^ step].high != 0)
      if (keys_[slot ^ step++] == key) return values_[slot ^ (step - 1)];
    const auto value = compute(text);
    keys_[slot ^ step] = key;
    values_[slot ^ step] = value;
    if (++count_ * 4 > keys_.size()) grow();
    return value;
  }

  static Key pack(std::string_view text, const char* end) {
    const auto size = text.size();
    Key key;
    if (reinterpret_cast<std::uintptr_t>(text.data()) + 16 <= reinterpret_cast<std::uintptr_t>(end)) [[likely]] {
      std::memcpy(&key, text.data(), 16);
      Key mask;
      std::memcpy(&mask, reinterpret_cast<const char*>(window) + 16 - size, 16);  // of as many bytes
      key.low &= mask.low;
      key.high &= mask.high;
    } else {
      std::memcpy(&key.low, text.data(), size < 8 ? size : 8);
      if (size > 8) std::memcpy(&key.high, text.data() + 8, size - 8);
    }
    key.high |= (size + 1) << 56;
    return key;
  }

  // What was known is forgotten, too: it comes again.
  void grow() {
    const auto slots = std::min(keys_.size() * 2, max_slots);
    keys_.assign(slots, Key());
    values_.resize(slots);
    shift_ = 64 - std::countr_zero(slots);
    count_ = 0;
  }

  static constexpr std::uint64_t window[4] = {~std::uint64_t{0}, ~std::uint64_t{0}, 0, 0};
  std::vector<Key> keys_ = std::vector<Key>(32);  // few enough that a search soon meets an empty one
  std::vector<std::uint16_t> values_ = std::vector<std::uint16_t>(32);
  std::size_t count_ = 0;
  int shift_ = 64 - 5;
};

}  // namespace zhuqi
