// Functions of texts.
#include <algorithm>

#include <re2/re2.h>
#include <utf8proc.h>

#include "base/text.hpp"
#include "decision/feel/function_tools.hpp"

namespace zhuqi::feel {

namespace {

// The byte at which character `n` (from 0) begins, or the end.
std::size_t byte_of(std::string_view s, std::int64_t n) {
  std::size_t i = 0;
  for (; i < s.size() && n > 0; --n) do
      ++i;
    while (i < s.size() && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80);
  return i;
}

std::string mapped(const std::string& s, utf8proc_int32_t (*map)(utf8proc_int32_t)) {
  std::string out;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(s.data());
  auto left = static_cast<utf8proc_ssize_t>(s.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const auto read = utf8proc_iterate(at, left, &code);
    if (read < 1) return s;
    utf8proc_uint8_t bytes[4];
    const auto written = utf8proc_encode_char(map(code), bytes);
    out.append(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(written));
    at += read, left -= read;
  }
  return out;
}

Value contains(const Arguments& a) {
  return text(a, 0) && text(a, 1) ? Value(text(a, 0)->find(*text(a, 1)) != std::string::npos) : Value();
}
Value starts_with(const Arguments& a) {
  return text(a, 0) && text(a, 1) ? Value(text(a, 0)->starts_with(*text(a, 1))) : Value();
}
Value ends_with(const Arguments& a) {
  return text(a, 0) && text(a, 1) ? Value(text(a, 0)->ends_with(*text(a, 1))) : Value();
}

std::shared_ptr<const re2::RE2> pattern_of(const Arguments& a, std::size_t pattern, std::size_t flags) {
  if (a.pattern != nullptr) return {a.pattern, [](const re2::RE2*) {}};
  return text(a, pattern) ? compile_pattern(*text(a, pattern), flags < a.size() ? a[flags] : Value()) : nullptr;
}

Value matches(const Arguments& a) {
  const auto pattern = pattern_of(a, 1, 2);
  return text(a, 0) && pattern ? Value(re2::RE2::PartialMatch(*text(a, 0), *pattern)) : Value();
}

// As RE2::GlobalReplace, but null where the result grows beyond all use.
Value replaced(const std::string& source, const re2::RE2& pattern, const std::string& rewrite) {
  std::string result;
  re2::StringPiece groups[10];
  const int count = 1 + std::min(9, pattern.NumberOfCapturingGroups());
  std::size_t done = 0, at = 0;
  while (at <= source.size() && pattern.Match(source, at, source.size(), re2::RE2::UNANCHORED, groups, count)) {
    const auto found = static_cast<std::size_t>(groups[0].data() - source.data());
    result.append(source, done, found - done);
    if (!pattern.Rewrite(&result, rewrite, groups, count) || result.size() > max_text_bytes) return {};
    done = at = found + groups[0].size();
    if (!groups[0].empty()) continue;
    const auto next = at + byte_of(std::string_view(source).substr(at), 1);  // an empty match: go on one character
    if (next == at) break;
    result.append(source, at, next - at);
    done = at = next;
  }
  if (done < source.size()) result.append(source, done);
  return result;
}

Value replace(const Arguments& a) {
  const auto pattern = pattern_of(a, 1, 3);
  if (!text(a, 0) || !text(a, 2) || !pattern) return {};
  std::string rewrite;  // $1 in FEEL is \1 in RE2
  for (const char c : *text(a, 2)) {
    if (c == '\\') rewrite += '\\';
    rewrite += c == '$' ? '\\' : c;
  }
  std::string why;
  if (!pattern->CheckRewriteString(rewrite, &why)) return {};
  return replaced(*text(a, 0), *pattern, rewrite);
}

Value split(const Arguments& a) {
  const auto pattern = pattern_of(a, 1, 2);
  if (!text(a, 0) || !pattern) return {};
  ValueList parts;
  re2::StringPiece rest(*text(a, 0)), match;
  std::size_t start = 0;
  while (pattern->Match(rest, start, rest.size(), re2::RE2::UNANCHORED, &match, 1) && !match.empty()) {
    const auto at = static_cast<std::size_t>(match.data() - rest.data());
    parts.emplace_back(std::string(rest.data() + start, at - start));
    start = at + match.size();
  }
  parts.emplace_back(std::string(rest.data() + start, rest.size() - start));
  return parts;
}

Value substring(const Arguments& a) {
  const auto start = integer(a, 1);
  if (!text(a, 0) || !start || *start == 0) return {};
  const std::string_view s = *text(a, 0);
  const auto length = static_cast<std::int64_t>(count_characters(s));
  const auto first = *start > 0 ? *start - 1 : std::max<std::int64_t>(length + *start, 0);
  const auto count = a.size() > 2 ? integer(a, 2) : std::optional(length);
  if (!count || *count < 0) return {};
  const auto from_first = s.substr(byte_of(s, std::min(first, length)));
  return std::string(from_first.substr(0, byte_of(from_first, *count)));
}

Value substring_before(const Arguments& a) {
  if (!text(a, 0) || !text(a, 1)) return {};
  const auto at = text(a, 0)->find(*text(a, 1));
  return at == std::string::npos ? std::string() : text(a, 0)->substr(0, at);
}

Value substring_after(const Arguments& a) {
  if (!text(a, 0) || !text(a, 1)) return {};
  const auto at = text(a, 0)->find(*text(a, 1));
  return at == std::string::npos ? std::string() : text(a, 0)->substr(at + text(a, 1)->size());
}

Value string_join(const Arguments& a) {
  ValueList single;
  const auto* parts = list(a, 0, single);
  if (parts == nullptr || (a.size() > 1 && !a[1].is_null() && !text(a, 1))) return {};
  std::string joined;
  bool first = true;
  for (const auto& item : *parts) {
    if (item.is_null()) continue;
    if (item.string() == nullptr) return {};
    if (!first && text(a, 1)) joined += *text(a, 1);
    if (joined.size() + item.string()->size() > max_text_bytes) return {};
    joined += *item.string();
    first = false;
  }
  return joined;
}

// In lists and contexts texts stand in quotes.
std::string plain(const Value& value, bool nested) {
  std::string out;
  if (value.string() != nullptr) return nested ? to_feel(value) : *value.string();
  if (const auto* all = value.list()) {
    for (const auto& item : *all) out += (out.empty() ? "" : ", ") + plain(item, true);
    return "[" + out + "]";
  }
  const auto* context = value.context();
  if (context == nullptr) return to_text(value);
  for (const auto& [key, entry] : *context) out += (out.empty() ? "" : ", ") + key + ": " + plain(entry, true);
  return "{" + out + "}";
}

Value string(const Arguments& a) { return a[0].is_null() ? Value() : Value(plain(a[0], false)); }

Value string_length(const Arguments& a) {
  return text(a, 0) ? Value(static_cast<std::int64_t>(count_characters(*text(a, 0)))) : Value();
}
Value upper_case(const Arguments& a) { return text(a, 0) ? Value(mapped(*text(a, 0), utf8proc_toupper)) : Value(); }
Value lower_case(const Arguments& a) { return text(a, 0) ? Value(mapped(*text(a, 0), utf8proc_tolower)) : Value(); }
Value folded(const Arguments& a) { return text(a, 0) ? Value(zhuqi::fold(*text(a, 0))) : Value(); }

constexpr Function text_table[] = {{"contains", 2, 2, true, contains, "string,match"},
                                   {"starts with", 2, 2, true, starts_with, "string,match"},
                                   {"ends with", 2, 2, true, ends_with, "string,match"},
                                   {"matches", 2, 3, true, matches, "input,pattern,flags", 1, 2},
                                   {"replace", 3, 4, false, replace, "input,pattern,replacement,flags", 1, 3},
                                   {"split", 2, 2, false, split, "string,delimiter", 1},
                                   {"fold", 1, 1, false, folded, "string"},
                                   {"string length", 1, 1, false, string_length, "string"},
                                   {"upper case", 1, 1, false, upper_case, "string"},
                                   {"lower case", 1, 1, false, lower_case, "string"},
                                   {"substring", 2, 3, false, substring, "string,start position,length"},
                                   {"substring before", 2, 2, false, substring_before, "string,match"},
                                   {"substring after", 2, 2, false, substring_after, "string,match"},
                                   {"string join", 1, 2, false, string_join, "list,delimiter"},
                                   {"string", 1, 1, false, string, "from"}};

}  // namespace

std::span<const Function> text_functions() { return text_table; }

}  // namespace zhuqi::feel
