#include "decision/cell.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"
#include "decision/feel/parser.hpp"

namespace zhuqi {

using feel::Dialect;
using feel::Expression;
using feel::Op;

namespace {

constexpr std::array<std::string_view, 12> types = {"string",
                                                    "number",
                                                    "boolean",
                                                    "date",
                                                    "time",
                                                    "date and time",
                                                    "days and time duration",
                                                    "years and months duration",
                                                    "any",
                                                    "list",
                                                    "code",
                                                    "keywords"};

struct Item {
  std::string text;
  bool quoted = false;
};

[[noreturn]] void fail(std::string message, std::string expected) {
  throw Refused(Code::invalid_document, message, std::move(expected));
}

using Separators = std::span<const std::string_view>;
constexpr std::array<std::string_view, 3> commas = {",", "，", "\n"};
// What people type between words as well; in plain texts these may belong to the text.
constexpr std::array<std::string_view, 6> word_separators = {",", "，", "\n", "、", ";", "；"};
constexpr std::array<std::string_view, 2> ampersands = {"&", "＆"};

// The text in its quotes, "…" or “…”; nothing if it does not stand in quotes as a whole.
std::optional<std::string_view> unquoted(std::string_view text) {
  static constexpr std::string_view open = "“", close = "”";
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
  if (text.size() < open.size() + close.size() || !text.starts_with(open) || !text.ends_with(close))
    return std::nullopt;
  return text.substr(open.size(), text.size() - open.size() - close.size());
}

// Cuts at any of the separators that stand outside quotes. A quoted item loses its quotes. `curly`: “…” are quotes.
// Nothing between two separators is no item, unless `keep_empty`.
std::vector<Item> split(std::string_view text, Separators separators, bool curly, bool keep_empty = false) {
  std::vector<Item> items;
  std::size_t start = 0;
  bool quoted = false, in_curly = false;
  const auto add = [&](std::size_t end) {
    const auto part = trim(text.substr(start, end - start));
    const auto inside = !part.empty() && (part.front() == '"' || curly) ? unquoted(part) : std::nullopt;
    if (inside || !part.empty() || keep_empty)
      items.push_back({std::string(inside.value_or(part)), inside.has_value()});
  };
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"') quoted = !quoted;
    if (curly && text.substr(i).starts_with("“")) in_curly = true;
    if (curly && text.substr(i).starts_with("”")) in_curly = false;
    std::size_t width = 0;
    for (const auto separator : separators)
      if (!quoted && !in_curly && text.substr(i, separator.size()) == separator) width = separator.size();
    if (width > 0) {
      add(i);
      start = i + width;
    }
    i += std::max<std::size_t>(width, 1);
  }
  if (quoted || in_curly) fail("a quote that is not closed", "quotes in pairs");
  add(text.size());
  return items;
}

// "not(…)" gives what is inside.
std::optional<std::string_view> inside_not(std::string_view text) {
  if (!text.starts_with("not(") || !text.ends_with(")")) return std::nullopt;
  return text.substr(4, text.size() - 5);
}

// FEEL in a column whose cells are otherwise plain text.
bool looks_like_feel(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] == '<' || text[0] == '>' || text[0] == '=' || text.starts_with("!=")) return true;
  if (std::string_view("[](").find(text[0]) != std::string_view::npos && text.find("..") != std::string_view::npos)
    return true;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '?' && !quoted) return true;
  }
  return false;
}

Expression input() { return feel::operation(Op::input, {}); }

Expression any_of(std::vector<Expression> tests) {
  if (tests.empty()) fail("an empty list", "a value, or - for anything");
  return tests.size() == 1 ? std::move(tests.front()) : feel::operation(Op::any_of, std::move(tests));
}

template <class Test>
Expression listed(std::string_view text, bool codes, Test test) {
  std::vector<Expression> tests;
  const auto inner = inside_not(text);
  for (const auto& item : split(inner.value_or(text), codes ? Separators(word_separators) : Separators(commas), codes))
    tests.push_back(test(item));
  if (!inner) return any_of(std::move(tests));
  if (tests.empty()) fail("not() of nothing", "not(a, b)");
  return feel::operation(Op::none_of, std::move(tests));
}

Expression value_test(const Item& item) {
  if (item.text == "null" && !item.quoted) return feel::operation(Op::is, {feel::literal({})});
  return feel::operation(Op::is, {feel::literal(item.text)});
}

Expression prefix_test(const Item& item) {
  if (item.quoted) return value_test(item);
  return feel::call("starts with", {input(), feel::literal(item.text)});
}

Expression keyword_test(std::string_view word) {
  word = unquoted(word).value_or(word);
  if (word.empty()) fail("an empty keyword", "a word");
  return feel::call("contains",
                    {feel::call("fold", {input()}), feel::call("fold", {feel::literal(std::string(word))})});
}

// "not 个人" gives 个人.
std::optional<std::string_view> after_not(std::string_view text) {
  if (!fold(text.substr(0, 4)).starts_with("not ")) return std::nullopt;
  return trim(text.substr(4));
}

// 授信 & 抵押 & not 个人
Expression all_keywords(std::string_view text) {
  std::vector<Expression> parts;
  for (const auto& item : split(text, ampersands, true, true)) {
    if (item.text.empty() && !item.quoted) fail("a word is missing beside «&»", "words on both sides: 授信 & 抵押");
    const auto negated = item.quoted ? std::nullopt : after_not(item.text);
    auto test = keyword_test(negated.value_or(item.text));
    parts.push_back(negated ? feel::call("not", {std::move(test)}) : std::move(test));
  }
  if (parts.empty()) fail("an empty keyword", "a word");
  return parts.size() == 1 ? std::move(parts.front()) : feel::operation(Op::both, std::move(parts));
}

// A comma is "any of"; an item that is only "not X" shuts out X whatever else is there.
Expression keywords(std::string_view text) {
  std::vector<Expression> alternatives, parts;
  for (const auto& item : split(text, word_separators, true)) {
    const auto shut_out = item.quoted || item.text.find('&') != std::string::npos ? std::nullopt : after_not(item.text);
    if (shut_out)
      parts.push_back(feel::call("not", {keyword_test(*shut_out)}));
    else
      alternatives.push_back(item.quoted ? keyword_test(item.text) : all_keywords(item.text));
  }
  if (alternatives.size() == 1)
    parts.insert(parts.begin(), std::move(alternatives.front()));
  else if (!alternatives.empty())
    parts.insert(parts.begin(), feel::operation(Op::either, std::move(alternatives)));
  if (parts.empty()) fail("no keyword", "words with commas between them, or - for anything");
  return parts.size() == 1 ? std::move(parts.front()) : feel::operation(Op::both, std::move(parts));
}

// TRUE and 是 as spreadsheets and people write them.
std::optional<bool> plain_boolean(std::string_view text) {
  const auto word = fold(text);
  if (word == "true" || word == "yes" || word == "是") return true;
  if (word == "false" || word == "no" || word == "否") return false;
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// 1,000 is a list of 1 and 000 in FEEL; nobody means that.
void refuse_thousands(std::string_view text) {
  for (std::size_t i = 1; i + 3 < text.size(); ++i) {
    if (text[i] != ',' || !is_digit(text[i - 1])) continue;
    auto first = i;
    while (first > 0 && is_digit(text[first - 1])) --first;
    const bool group = is_digit(text[i + 1]) && is_digit(text[i + 2]) && is_digit(text[i + 3]);
    const bool longer = i + 4 < text.size() && is_digit(text[i + 4]);
    const bool fraction = first > 0 && text[first - 1] == '.';
    if (group && !longer && !fraction && i - first <= 3 && text[first] != '0')
      fail("a number with thousands separators", "1000000, without commas; a list as 100, 200 with spaces");
  }
}

// 100-200 is a difference in FEEL; in a cell that tests, people mean a range.
void refuse_difference(std::string_view text) {
  const auto dash = text.find('-', 1);
  if (dash == std::string_view::npos) return;
  const auto is_number = [](std::string_view part) {
    part = trim(part);
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return is_digit(c) || c == '.'; });
  };
  if (is_number(text.substr(0, dash)) && is_number(text.substr(dash + 1)))
    fail("a difference", fmt::format("a range as [{}..{}]", trim(text.substr(0, dash)), trim(text.substr(dash + 1))));
}

// The sign of FEEL for one at the front of the text that a Chinese keyboard gives, and its bytes there.
std::pair<std::string_view, std::size_t> half_width_sign(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> signs[] = {
      {"≥", ">="}, {"≤", "<="}, {"≠", "!="}, {"“", "\""}, {"”", "\""}};
  for (const auto& [sign, meaning] : signs)
    if (text.starts_with(sign)) return {meaning, sign.size()};
  static constexpr std::string_view ascii = "!\"#$%&'()*+,-./0123456789:;<=>?@";  // U+FF01 and on
  if (text.size() < 3 || !text.starts_with("\xEF\xBC")) return {};
  const auto at = static_cast<std::size_t>(static_cast<unsigned char>(text[2]));
  return at >= 0x81 && at - 0x81 < ascii.size() ? std::pair(ascii.substr(at - 0x81, 1), std::size_t{3})
                                                : std::pair(std::string_view(), std::size_t{0});
}

// Digits and signs that were typed in full width, as FEEL has them; letters, and what stands in quotes, stay. A column
// whose name has such signs is left as it is.
std::string half_width(std::string_view text, const Dialect& dialect) {
  for (const auto& name : dialect.names)
    if (name.find("\xEF\xBC") != std::string::npos && text.find(name) != std::string_view::npos)
      return std::string(text);
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto [sign, width] = half_width_sign(text.substr(i));
    const bool quote = text[i] == '"' || sign == "\"";
    if (quote) quoted = !quoted;
    const bool kept = width == 0 || (quoted && !quote);
    out += kept ? text.substr(i, 1) : sign;
    i += kept ? 1 : width;
  }
  return out;
}

Dialect spreadsheet(const Dialect& dialect, std::string_view type) {
  Dialect wider = dialect;
  wider.percent = type == "number";
  wider.moments = type == "date and time";
  wider.dates = type == "date" || wider.moments;
  return wider;
}

}  // namespace

bool is_cell_type(std::string_view type, bool output) {
  const auto end = types.end() - (output ? 2 : 0);
  return std::find(types.begin(), end, type) != end;
}

std::string cell_types(bool output) {
  return fmt::format("one of {}", fmt::join(types.begin(), types.end() - (output ? 2 : 0), ", "));
}

std::string_view value_type(std::string_view column_type) {
  return column_type == "code" || column_type == "keywords" ? "string" : column_type;
}

Expression parse_test_cell(std::string_view text, std::string_view type, const Dialect& dialect) {
  if (text.size() > feel::max_source_bytes) return feel::parse_tests(text, dialect);  // which refuses it
  text = trim(text);
  if (text.empty() || text == "-") return feel::operation(Op::any, {});
  if (type == "string" || type == "code" || type == "keywords") {
    if (looks_like_feel(text)) return feel::parse_tests(text, dialect);
    if (type == "keywords") return keywords(text);
    return type == "code" ? listed(text, true, prefix_test) : listed(text, false, value_test);
  }
  if (type == "boolean")
    if (const auto truth = plain_boolean(text)) return feel::operation(Op::is, {feel::literal(*truth)});
  const auto source = type == "any" ? std::string(text) : half_width(text, dialect);
  if (type == "number") refuse_thousands(source), refuse_difference(source);
  return feel::parse_tests(source, spreadsheet(dialect, type));
}

Expression parse_output_cell(std::string_view text, std::string_view type, const Dialect& dialect) {
  if (text.size() > feel::max_source_bytes) return feel::parse_expression(text, dialect);  // which refuses it
  text = trim(text);
  if (type == "list") {
    ValueList items;
    for (auto& item : split(text, commas, false)) items.emplace_back(std::move(item.text));
    return feel::literal(std::move(items));
  }
  if (text.empty() || text == "-") return feel::literal({});
  if (type == "string") {
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return feel::literal(std::string(quoted ? text.substr(1, text.size() - 2) : text));
  }
  if (type == "boolean")
    if (const auto truth = plain_boolean(text)) return feel::literal(*truth);
  const auto source = type == "any" ? std::string(text) : half_width(text, dialect);
  if (type == "number") refuse_thousands(source);
  return feel::parse_expression(source, spreadsheet(dialect, type));
}

}  // namespace zhuqi
