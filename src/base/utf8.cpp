#include "base/utf8.hpp"

#include <cstdint>
#include <cstring>

#include "base/text.hpp"

namespace zhuqi {

namespace {

std::uint8_t byte_of(std::string_view text, std::size_t i) { return static_cast<std::uint8_t>(text[i]); }

bool is_ascii8(const char* p) {
  std::uint64_t word;
  std::memcpy(&word, p, 8);
  return (word & 0x8080808080808080u) == 0;
}

// The length of the well-formed sequence at `i`, or 0.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const auto lead = byte_of(text, i);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - i < length) return 0;
  const auto second = byte_of(text, i + 1);
  const std::uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const std::uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (second < low || second > high) return 0;
  for (std::size_t k = 2; k < length; ++k)
    if ((byte_of(text, i + k) & 0xC0) != 0x80) return 0;
  return length;
}

}  // namespace

bool valid_utf8_by_characters(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text.size() - i >= 8 && is_ascii8(text.data() + i)) {
      i += 8;
      continue;
    }
    const auto lead = byte_of(text, i);  // most of Chinese: three bytes, of which the second may be any
    if (lead > 0xE0 && lead < 0xED && text.size() - i >= 3) {
      if (((byte_of(text, i + 1) ^ 0x80) | (byte_of(text, i + 2) ^ 0x80)) >= 0x40) return false;
      i += 3;
      continue;
    }
    const auto length = sequence_length(text, i);
    if (length == 0) return false;
    i += length;
  }
  return true;
}

bool valid_utf8(std::string_view text) {
#if defined(__x86_64__)
  constexpr std::size_t wide_from = 32;
  if (text.size() >= wide_from && __builtin_cpu_supports("avx2")) return valid_utf8_avx2(text.data(), text.size());
#endif
  return valid_utf8_by_characters(text);
}

}  // namespace zhuqi
