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
  const char* plain = text.data();  // where the run of characters begins that stand for themselves
  const char* const end = text.data() + text.size();
  for (const char* at = plain; at != end; ++at) {
    const char c = *at;
    if (!is_escaped(c)) continue;
    out.append(plain, at);
    plain = at + 1;
    if (const char letter = short_escape(c)) {
      const char escape[] = {'\\', letter};
      out.append(escape, sizeof escape);
    } else {
      const auto code = static_cast<unsigned char>(c);
      const char escape[] = {'\\', 'u', '0', '0', hex_digits[code >> 4], hex_digits[code & 15]};
      out.append(escape, sizeof escape);
    }
  }
  out.append(plain, end);
  out.push_back('"');
}

}  // namespace zhuqi
