#include "base/text.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iconv.h>

#include <utf8proc.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::uint8_t byte(std::string_view text, std::size_t i) { return static_cast<std::uint8_t>(text[i]); }

std::optional<std::string> convert(std::string_view text, const char* from, const char* to) {
  const iconv_t converter = iconv_open(to, from);
  if (converter == reinterpret_cast<iconv_t>(-1))
    throw Refused(Code::unsupported, "this system's iconv does not know GB18030");
  std::string out(text.size() * 2 + 16, '\0');
  char* in = const_cast<char*>(text.data());
  std::size_t in_left = text.size();
  std::size_t written = 0;
  bool fine = true;
  while (in_left > 0 && fine) {
    char* at = out.data() + written;
    std::size_t room = out.size() - written;
    const auto result = iconv(converter, &in, &in_left, &at, &room);
    written = out.size() - room;
    if (result != static_cast<std::size_t>(-1)) break;
    if (errno == E2BIG)
      out.resize(out.size() * 2);
    else
      fine = false;
  }
  iconv_close(converter);
  if (!fine) return std::nullopt;
  out.resize(written);
  return out;
}

// Length of the white space at the front of `text`: ASCII, U+00A0, U+3000, the byte order mark.
std::size_t space_at_front(std::string_view text) {
  if (text.empty()) return 0;
  if (std::strchr(" \t\r\n\v\f", text[0]) != nullptr && text[0] != '\0') return 1;
  if (text.substr(0, 2) == "\xC2\xA0") return 2;
  if (text.substr(0, 3) == "\xE3\x80\x80" || text.substr(0, 3) == byte_order_mark) return 3;
  return 0;
}

}  // namespace

std::string fold(std::string_view text) {
  bool plain = true;  // nothing but lower-case ASCII and the ideographs of U+4000 to U+9FFF: already folded
  for (std::size_t i = 0; i < text.size() && plain;) {
    const auto lead = byte(text, i);
    plain = lead < 0x80 ? lead < 'A' || lead > 'Z' : lead >= 0xE4 && lead <= 0xE9;
    i += lead < 0x80 ? 1 : 3;
  }
  if (plain) return std::string(text);
  utf8proc_uint8_t* folded = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                   static_cast<utf8proc_ssize_t>(text.size()), &folded, options);
  if (length < 0) return std::string(text);
  std::string result(reinterpret_cast<char*>(folded), static_cast<std::size_t>(length));
  std::free(folded);
  return result;
}

bool ideographs_are_folded(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto lead = byte(text, i);
    if (lead < 0xE2 || (lead >= 0xE4 && lead <= 0xEE)) continue;
    if (lead >= 0xF0 || text.size() - i < 3) return false;
    const auto second = byte(text, i + 1), third = byte(text, i + 2);
    if (lead == 0xE2 && second >= 0xBA) return false;                    // radicals
    if (lead == 0xE3 && second == 0x80 && third >= 0xB6) return false;   // numerals of Suzhou
    if (lead == 0xE3 && second >= 0x86 && second <= 0x8F) return false;  // annotation, enclosed, squared
    if (lead == 0xEF && second >= 0xA4 && second <= 0xAB) return false;  // compatibility ideographs
  }
  return true;
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
  return count;
}

std::string_view cut(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (byte(text, bytes) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string_view trim(std::string_view text) {
  while (const auto n = space_at_front(text)) text.remove_prefix(n);
  while (!text.empty()) {
    std::size_t n = 0;
    for (const std::size_t length : {1u, 2u, 3u})
      if (text.size() >= length && space_at_front(text.substr(text.size() - length)) == length) n = length;
    if (n == 0) break;
    text.remove_suffix(n);
  }
  return text;
}

std::optional<DecodedText> decode_text(std::string_view bytes) {
  const bool marked = bytes.substr(0, 3) == byte_order_mark;
  if (marked) bytes.remove_prefix(3);
  if (valid_utf8(bytes)) return DecodedText{std::string(bytes), marked ? Charset::utf8_bom : Charset::utf8};
  if (marked) return std::nullopt;
  auto text = from_gb18030(bytes);
  if (!text) return std::nullopt;
  return DecodedText{std::move(*text), Charset::gb18030};
}

std::optional<std::string> from_gb18030(std::string_view bytes) { return convert(bytes, "GB18030", "UTF-8"); }

std::optional<std::string> to_gb18030(std::string_view utf8) { return convert(utf8, "UTF-8", "GB18030"); }

}  // namespace zhuqi
