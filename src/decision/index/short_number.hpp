// Numbers as files write most of them.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace zhuqi {

namespace short_numbers {

inline constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

// Digit by digit: a plain number of at most 15 digits. Below 2^53 and up to 10^15 both parts of the fraction are exact,
// so that one division rounds once.
inline std::optional<double> read_slowly(std::string_view text) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 16 || text.back() == '.') return std::nullopt;
  std::uint64_t digits = 0;
  std::size_t point = text.size();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = static_cast<unsigned char>(text[i] - '0');
    if (digit <= 9)
      digits = digits * 10 + digit;
    else if (text[i] == '.' && point == text.size())
      point = i;
    else
      return std::nullopt;
  }
  const auto count = text.size() - (point < text.size());
  if (count == 0 || count > 15) return std::nullopt;
  const auto value = static_cast<double>(digits) / powers[point < text.size() ? text.size() - 1 - point : 0];
  return negative ? -value : value;
}

inline std::uint64_t load(const char* p) {
  std::uint64_t word;
  std::memcpy(&word, p, 8);
  return word;
}

// The number that the first `count` bytes of eight write, 1 to 8; something beyond 10^8 if they are not all digits.
inline std::uint64_t digits(std::uint64_t bytes, std::size_t count) {
  const auto each = (bytes ^ 0x3030303030303030u) << (64 - 8 * count);  // with zeros before them
  const bool fine = (((each + 0x7676767676767676u) | each) & 0x8080808080808080u) == 0;
  const auto pairs = each * 10 + (each >> 8);
  const auto value = ((pairs & 0x000000FF000000FFu) * 0x000F424000000064u +
                      (pairs >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >>
                     32;
  return fine ? value : ~std::uint64_t{0} >> 8;
}

}  // namespace short_numbers

// A plain number of at most 15 digits, as the double nearest to it, of which it is the shortest decimal; nothing for
// others. What lies before `end` may be read.
inline std::optional<double> short_number(std::string_view text, const char* end) {
  using namespace short_numbers;
  constexpr std::uint64_t limit = 100'000'000;
  const bool readable =
      reinterpret_cast<std::uintptr_t>(text.data()) + 24 <= reinterpret_cast<std::uintptr_t>(end) && text.size() <= 16;
  if (!readable || text.empty() || std::endian::native != std::endian::little) return read_slowly(text);
  const auto head = load(text.data()), points = head ^ 0x2E2E2E2E2E2E2E2Eu;
  const auto before = static_cast<std::size_t>(
      std::countr_zero((points - 0x0101010101010101u) & ~points & 0x8080808080808080u) / 8);  // 8: no point
  const auto whole = before < text.size() ? before : text.size();
  const auto after = text.size() - whole;  // with the point
  if (whole == 0 || whole + after > 16 || after > 9 || after == 1 || (before == 8 && after > 0))
    return read_slowly(text);
  const auto left = digits(head, whole);
  if (after == 0) return left < limit ? std::optional(static_cast<double>(left)) : read_slowly(text);
  const auto right = digits(load(text.data() + whole + 1), after - 1);
  if (left >= limit || right >= limit) return read_slowly(text);
  static constexpr std::uint64_t tens[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};
  return static_cast<double>(left * tens[after - 1] + right) / powers[after - 1];
}

}  // namespace zhuqi
