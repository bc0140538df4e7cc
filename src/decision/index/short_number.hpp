// Numbers as files write most of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace zhuqi {

// A plain number of at most 15 digits, as the double nearest to it, of which it is the shortest decimal; nothing for
// others. Below 2^53 and up to 10^15 both parts of the fraction are exact, so that one division rounds once.
inline std::optional<double> short_number(std::string_view text) {
  static constexpr double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
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

}  // namespace zhuqi
