#include "base/display.hpp"

#include <algorithm>

#include <utf8proc.h>

namespace zhuqi {

namespace {

constexpr utf8proc_int32_t replacement = 0xFFFD;

struct Character {
  utf8proc_int32_t code = replacement;
  std::size_t bytes = 1;
};

// The first character of `text`, which is not empty; a byte that begins none stands for U+FFFD.
Character first_of(std::string_view text) {
  Character c;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &c.code);
  if (length <= 0) return {};
  c.bytes = static_cast<std::size_t>(length);
  return c;
}

bool is_harmless(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return false;
    default:
      return true;
  }
}

std::string padding(std::size_t wanted, std::string_view text) {
  const auto width = display_width(text);
  return std::string(width < wanted ? wanted - width : 0, ' ');
}

}  // namespace

std::string inert(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const auto c = first_of(text);
    const bool keep = c.code != replacement && is_harmless(c.code);
    shown += keep ? text.substr(0, c.bytes) : std::string_view("\uFFFD");
    text.remove_prefix(c.bytes);
  }
  return shown;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto c = first_of(text);
    width += static_cast<std::size_t>(std::max(0, utf8proc_charwidth(c.code)));
    text.remove_prefix(c.bytes);
  }
  return width;
}

std::string table(const std::vector<std::vector<std::string>>& rows, std::size_t texts) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto blanks = padding(widths[i], row[i]);
      line += "  " + (i < texts ? row[i] + blanks : blanks + row[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace zhuqi
