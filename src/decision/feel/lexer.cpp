#include "decision/feel/lexer.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/sheet_date.hpp"
#include "base/text.hpp"
#include "decision/feel/functions.hpp"
#include "decision/temporal.hpp"

namespace zhuqi::feel {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<std::uint8_t>(c) >= 0x80;
}

bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

void append_utf8(std::string& out, unsigned long code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

class Lexer {
 public:
  Lexer(std::string_view source, const Dialect& dialect) : source_(source), dialect_(dialect) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    for (skip_space(); at_ < source_.size(); skip_space()) {
      const auto start = at_;
      auto token = next();
      token.position = start;
      token.source = source_.substr(start, at_ - start);
      tokens.push_back(std::move(token));
    }
    Token end;
    end.position = source_.size();
    tokens.push_back(std::move(end));
    return tokens;
  }

 private:
  std::string_view rest() const { return source_.substr(at_); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }

  void skip_space() {
    while (at_ < source_.size()) {
      const auto left = rest();
      const auto trimmed = left.size() - trim(left).size();
      if (left.substr(0, 2) == "//") {
        at_ = std::min(source_.find('\n', at_), source_.size());
      } else if (left.substr(0, 2) == "/*") {
        const auto end = source_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? source_.size() : end + 2;
      } else if (trimmed == 0 || !skip_one_space(left)) {
        return;
      }
    }
  }

  bool skip_one_space(std::string_view left) {
    for (const std::size_t length : {1u, 2u, 3u})
      if (left.size() >= length && trim(left.substr(0, length)).empty()) {
        at_ += length;
        return true;
      }
    return false;
  }

  Token next() {
    const char c = peek();
    if (c == '"') return string_token(Token::Kind::string);
    if (c == '@' && peek(1) == '"') {
      ++at_;
      return temporal_token();
    }
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number_token();
    if (is_name_start(c)) return name_token();
    return symbol_token();
  }

  Token string_token(Token::Kind kind) {
    Token token;
    token.kind = kind;
    std::string text;
    for (++at_; at_ < source_.size() && source_[at_] != '"'; ++at_)
      if (source_[at_] == '\\')
        escape(text);
      else
        text += source_[at_];
    if (at_ == source_.size()) throw Refused(Code::invalid_document, "a text without a closing quote", "a closing \"");
    ++at_;
    token.value = std::move(text);
    return token;
  }

  void escape(std::string& text) {
    const char c = peek(1);
    ++at_;
    const std::size_t digits = c == 'u' ? 4 : c == 'U' ? 6 : 0;
    if (digits > 0 && hexadecimal(digits)) {
      auto code = take_hexadecimal(digits);
      const bool low_follows = code >= 0xD800 && code < 0xDC00 && peek(1) == '\\' && peek(2) == 'u';
      if (low_follows) {
        at_ += 2;
        if (hexadecimal(4)) code = 0x10000 + ((code - 0xD800) << 10) + ((take_hexadecimal(4) - 0xDC00) & 0x3FF);
      }
      if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        throw Refused(Code::invalid_document, "an escape that is no character", "\\u with four hexadecimal digits");
      return append_utf8(text, code);
    }
    static constexpr std::string_view from = "ntr\"\\'", to = "\n\t\r\"\\'";
    const auto known = from.find(c);
    if (known != std::string_view::npos && c != '\0') {
      text += to[known];
    } else {
      text += '\\';  // a lone backslash is a character like another: patterns are full of them
      if (at_ < source_.size() && c != '"') text += c;
    }
  }

  bool hexadecimal(std::size_t digits) const {
    for (std::size_t i = 1; i <= digits; ++i)
      if (std::string_view("0123456789abcdefABCDEF").find(peek(i)) == std::string_view::npos || peek(i) == '\0')
        return false;
    return true;
  }

  unsigned long take_hexadecimal(std::size_t digits) {
    const auto code = std::stoul(std::string(source_.substr(at_ + 1, digits)), nullptr, 16);
    at_ += digits;
    return code;
  }

  Token temporal_token() {
    Token token = string_token(Token::Kind::temporal);
    const auto text = *token.value.string();
    token.value = temporal::parse_any(text);
    if (token.value.is_null()) refuse_zone_by_name(text);
    if (token.value.is_null())
      throw Refused(Code::invalid_document, fmt::format("@\"{}\" is no date, time or duration", cut(text, 60)),
                    "@\"2026-02-14\", @\"10:00:00\" or @\"P1D\"");
    return token;
  }

  Token number_token() {
    Token token;
    if (dialect_.dates && date_token(token)) return token;
    token.kind = Token::Kind::number;
    auto end = at_;
    const auto digits = [&] {
      while (end < source_.size() && is_digit(source_[end])) ++end;
    };
    digits();
    if (end + 1 < source_.size() && source_[end] == '.' && is_digit(source_[end + 1])) ++end, digits();
    if (end < source_.size() && (source_[end] == 'e' || source_[end] == 'E')) {
      auto power = end + 1;
      if (power < source_.size() && (source_[power] == '+' || source_[power] == '-')) ++power;
      if (power < source_.size() && is_digit(source_[power])) end = power, digits();
    }
    auto number = Decimal::parse(source_.substr(at_, end - at_));
    if (!number) throw Refused(Code::invalid_document, "a number out of range", "at most 34 digits");
    at_ = end;
    if (dialect_.percent && peek() == '%') {
      ++at_;
      number = divide(*number, 100);
    }
    token.value = *number;
    return token;
  }

  bool date_token(Token& token) {
    auto end = at_;
    while (end < source_.size() &&
           (is_digit(source_[end]) || std::string_view("-/:T").find(source_[end]) != std::string_view::npos ||
            static_cast<std::uint8_t>(source_[end]) >= 0x80))
      ++end;
    // A time behind it, as spreadsheets write it: 2026/2/14 0:00.
    auto after = end;
    if (after + 1 < source_.size() && source_[after] == ' ' && is_digit(source_[after + 1]))
      for (++after; after < source_.size() && (is_digit(source_[after]) || source_[after] == ':'); ++after) continue;
    token.kind = Token::Kind::temporal;
    for (const auto stop : {after, end}) {
      const auto text = source_.substr(at_, stop - at_);
      if (const auto date = parse_sheet_date(text); date && !dialect_.moments)
        token.value = *date;
      else if (const auto at = temporal::parse_any_date_time(text))
        token.value = *at;
      if (token.value.is_null()) continue;
      at_ = stop;
      return true;
    }
    // What looks like a date and is none would be read as a difference.
    auto text = source_.substr(at_, end - at_);
    const auto length = text.size();
    if (const auto date = take_sheet_date(text); date && !date->ok())
      throw Refused(Code::invalid_document, fmt::format("no such date: {}", source_.substr(at_, length - text.size())),
                    "a date such as 2026-02-14");
    return false;
  }

  // The declared name that stands here, the longest if there are several; spaces in it may be any white space.
  Token name_token() {
    Token token;
    token.kind = Token::Kind::name;
    std::size_t longest = 0;
    const auto offer = [&](std::string_view name) {
      if (name.empty() || name.front() != peek()) return;
      const auto end = end_of_name(source_, at_, name);
      if (end > at_ + longest) longest = end - at_, token.name = name;
    };
    for (const auto& name : dialect_.names) offer(name);
    for (const auto& name : dialect_.members) offer(name);
    offer("days and time duration");
    for (const auto& name : spaced_function_names()) offer(name);
    auto plain = at_;
    while (plain < source_.size() && is_name_part(source_[plain])) ++plain;
    if (longest < plain - at_) {
      longest = plain - at_;
      token.name = source_.substr(at_, longest);
    }
    at_ += longest;
    return token;
  }

  Token symbol_token() {
    Token token;
    token.kind = Token::Kind::symbol;
    static constexpr std::array<std::string_view, 29> symbols = {"..", "**", "<=", ">=", "!=", "->", "<", ">", "=", "+",
                                                                 "-",  "*",  "/",  "(",  ")",  "[",  "]", "{", "}", ",",
                                                                 ".",  ":",  "?",  "，", "（", "）", "≥", "≤", "≠"};
    for (const auto symbol : symbols)
      if (rest().substr(0, symbol.size()) == symbol) {
        at_ += symbol.size();
        return token;
      }
    throw Refused(Code::invalid_document, fmt::format("«{}» has no meaning here", cut(rest(), 4)),
                  "a value, a comparison or an interval");
  }

  std::string_view source_;
  const Dialect& dialect_;
  std::size_t at_ = 0;
};

}  // namespace

std::size_t end_of_name(std::string_view source, std::size_t at, std::string_view name) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  const auto peek = [&](std::size_t i) { return i < source.size() ? source[i] : '\0'; };
  for (const char c : name) {
    if (c == ' ') {
      if (!is_space(peek(at))) return 0;
      while (is_space(peek(at))) ++at;
    } else if (peek(at++) != c) {
      return 0;
    }
  }
  return name.empty() || (is_name_part(name.back()) && is_name_part(peek(at))) ? 0 : at;
}

void refuse_zone_by_name(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos) return;
  const auto before = text.substr(0, at);
  if (!temporal::parse_time(before) && !temporal::parse_date_time(before)) return;
  throw Refused(Code::unsupported, fmt::format("a time zone by name is not supported: «{}»", cut(text, 60)),
                "an offset, such as 10:00:00+08:00");
}

std::vector<Token> tokenize(std::string_view source, const Dialect& dialect) { return Lexer(source, dialect).run(); }

}  // namespace zhuqi::feel
