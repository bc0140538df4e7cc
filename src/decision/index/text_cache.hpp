// The classes of texts that were seen before.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "decision/index/short_texts.hpp"

namespace zhuqi {

// Remembers texts of up to fifteen bytes exactly; grows with what it sees, up to some ten thousand texts, and then
// forgets. As long as none is longer than ShortTexts takes, these keep them all.
class TextCache {
 public:
  // compute(text) for a text that is not known. What lies before `end` may be read.
  template <class Compute>
  std::uint16_t find(std::string_view text, const char* end, Compute compute) {
    if (text.size() > 15) return compute(text);
    if (all_short_) {
      if (text.size() <= ShortTexts::longest) [[likely]]
        return short_.find(text, end, compute);
      all_short_ = false;
    }
    const auto key = pack(text, end);
    const auto at = (key.low ^ std::rotl(key.high * 0x9E3779B97F4A7C15u, 29)) * 0xD6E8FEB86659FD93u >> shift_;
    // Which of the two it is no branch could foretell; few stand elsewhere.
    const auto& pair = pairs_[at];
    const bool first = pair.keys[0] == key, second = pair.keys[1] == key;
    if (first | second) [[likely]]
      return pair.values[second];
    return find_elsewhere(text, key, at, compute);
  }

 private:
  static constexpr std::size_t max_pairs = 1 << 15;
  // The bytes and, in the highest, the length and one: so that no key is zero.
  struct Key {
    std::uint64_t low = 0, high = 0;
    friend bool operator==(const Key& a, const Key& b) { return ((a.low ^ b.low) | (a.high ^ b.high)) == 0; }
  };
  struct alignas(64) Pair {  // a line of the cache
    Key keys[2];
    std::uint16_t values[2] = {0, 0};
  };

  template <class Compute>
  std::uint16_t find_elsewhere(std::string_view text, const Key& key, std::size_t at, Compute compute) {
    for (std::size_t step = 0;; ++step)
      for (auto& pair = pairs_[at ^ step]; const auto k : {0, 1}) {
        if (pair.keys[k] == key) return pair.values[k];
        if (pair.keys[k].high != 0) continue;
        const auto value = compute(text);
        pair.keys[k] = key;
        pair.values[k] = value;
        if (++count_ * 2 > pairs_.size()) grow();
        return value;
      }
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
    } else if (size > 0) {  // an empty text may have no data at all
      std::memcpy(&key.low, text.data(), size < 8 ? size : 8);
      if (size > 8) std::memcpy(&key.high, text.data() + 8, size - 8);
    }
    key.high |= (size + 1) << 56;
    return key;
  }

  // What was known is forgotten, too: it comes again.
  void grow() {
    const auto pairs = std::min(pairs_.size() * 2, max_pairs);
    pairs_.assign(pairs, Pair());
    shift_ = 64 - std::countr_zero(pairs);
    count_ = 0;
  }

  ShortTexts short_;
  bool all_short_ = true;
  static constexpr std::uint64_t window[4] = {~std::uint64_t{0}, ~std::uint64_t{0}, 0, 0};
  std::vector<Pair> pairs_ = std::vector<Pair>(16);  // most of them empty, so that a search soon meets one
  std::size_t count_ = 0;
  int shift_ = 64 - 4;
};

}  // namespace zhuqi
