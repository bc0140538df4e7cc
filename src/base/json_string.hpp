// Strings of canonical JSON: only `"`, `\\` and control characters are escaped, each in one way.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace zhuqi {

inline constexpr auto json_escaped_bytes = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = true;
  return table;
}();

constexpr bool is_escaped(char c) { return json_escaped_bytes[static_cast<unsigned char>(c)]; }

// Appends the text as a JSON string, quotes included, in canonical form.
void append_json_string(std::string& out, std::string_view text);

}  // namespace zhuqi
