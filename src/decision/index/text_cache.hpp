// The classes of texts that were seen before.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace zhuqi {

// Remembers up to sixteen bytes exactly; grows with what it sees, up to some ten thousand texts, and then forgets.
class TextCache {
 public:
  // compute(text) for a text that is not known. What lies before `end` may be read.
  template <class Compute>
  std::uint16_t find(std::string_view text, const char* end, Compute compute) {
    if (text.size() > 16) return compute(text);
    std::uint64_t low, high;
    pack(text, end, low, high);
    const auto length = static_cast<std::uint16_t>(text.size());
    const auto hash = (low ^ std::rotl(high * 0x9E3779B97F4A7C15u, 29) ^ length) * 0xD6E8FEB86659FD93u;
    for (std::uint32_t probe = 0; probe < max_probes; ++probe) {
      const auto& slot = slots_[((hash >> 32) + probe) & mask_];
      if (slot.low == low && slot.high == high && slot.length == length) return slot.value;
      if (slot.length == empty) break;
    }
    const auto value = compute(text);
    insert({low, high, length, value}, hash);
    return value;
  }

 private:
  static constexpr std::uint16_t empty = 0xFFFF;
  static constexpr std::uint32_t max_probes = 4, max_slots = 1 << 15;
  struct Slot {
    std::uint64_t low = 0, high = 0;
    std::uint16_t length = empty, value = 0;
  };

  static void pack(std::string_view text, const char* end, std::uint64_t& low, std::uint64_t& high) {
    const auto size = text.size();
    if (reinterpret_cast<std::uintptr_t>(text.data()) + 16 <= reinterpret_cast<std::uintptr_t>(end)) [[likely]] {
      std::memcpy(&low, text.data(), 8);
      std::memcpy(&high, text.data() + 8, 8);
      low &= masks[size < 8 ? size : 8];
      high &= masks[size < 8 ? 0 : size - 8];
    } else {
      low = high = 0;
      std::memcpy(&low, text.data(), size < 8 ? size : 8);
      if (size > 8) std::memcpy(&high, text.data() + 8, size - 8);
    }
  }

  void insert(Slot added, std::uint64_t hash) {
    for (std::uint32_t probe = 0; probe < max_probes; ++probe) {
      auto& slot = slots_[((hash >> 32) + probe) & mask_];
      if (slot.length != empty) continue;
      slot = added;
      return;
    }
    if (slots_.size() < max_slots) grow();
    slots_[(hash >> 32) & mask_] = added;
  }

  // What was known is forgotten, too: it comes again.
  void grow() {
    slots_.assign(slots_.size() * 4, Slot());
    mask_ = static_cast<std::uint32_t>(slots_.size() - 1);
  }

  static constexpr std::uint64_t masks[9] = {
      0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF};
  std::vector<Slot> slots_ = std::vector<Slot>(32);
  std::uint32_t mask_ = 31;
};

}  // namespace zhuqi
