#include "base/json_string.hpp"

namespace zhuqi {

namespace {

constexpr char hex_digits[] = "0123456789abcdef";

// The short escape of a control character or of " and \, or 0 if it has none.
char short_escape(char c) {
  switch (c) {
    case '"':
      return '"';
    case '\\':
      return '\\';
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 0;
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t plain = 0;  // where the run of characters begins that stand for themselves
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_escaped(c)) continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    out.push_back('\\');
    if (const char letter = short_escape(c)) {
      out.push_back(letter);
    } else {
      out += "u00";
      out.push_back(hex_digits[static_cast<unsigned char>(c) >> 4]);
      out.push_back(hex_digits[static_cast<unsigned char>(c) & 15]);
    }
  }
  out.append(text, plain);
  out.push_back('"');
}

}  // namespace zhuqi
