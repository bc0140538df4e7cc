// Tokens, names and types.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "decision/feel/parser_class.hpp"

namespace zhuqi::feel {

using Kind = Token::Kind;

namespace {

constexpr std::array<std::string_view, 15> operators = {"and",  "or",     "in",        "between",  "then",
                                                        "else", "return", "satisfies", "instance", "of",
                                                        "if",   "for",    "some",      "every",    "function"};

bool is_operator(std::string_view name) {
  return std::find(operators.begin(), operators.end(), name) != operators.end();
}

// One space for any white space.
std::string normalized(std::string_view text) {
  std::string name;
  for (const char c : trim(text)) {
    const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!space)
      name += c;
    else if (name.back() != ' ')
      name += ' ';
  }
  return name;
}

}  // namespace

Parser::Level::Level(int& d) : depth(d) {
  if (depth >= max_depth)
    throw Refused(Code::too_large, fmt::format("nested deeper than {} levels", max_depth), "a simpler condition");
  ++depth;
}

bool Parser::is_symbol(std::string_view symbol) const {
  return token().kind == Kind::symbol && token().source == symbol;
}

bool Parser::take(std::string_view symbol) {
  const bool there = is_symbol(symbol) || (symbol == "," && is_symbol("，")) || (symbol == "(" && is_symbol("（")) ||
                     (symbol == ")" && is_symbol("）"));
  at_ += there;
  return there;
}

bool Parser::take_name(std::string_view name) {
  const bool there = is_name(name);
  at_ += there;
  return there;
}

void Parser::fail(std::string_view expected) const {
  const auto found = token().kind == Kind::end ? std::string("the end") : fmt::format("«{}»", cut(token().source, 40));
  throw Refused(Code::invalid_document, fmt::format("unexpected {} at character {}", found, token().position + 1),
                std::string(expected));
}

void Parser::expect(std::string_view symbol) {
  if (!take(symbol)) fail(symbol);
}

void Parser::expect_name(std::string_view name) {
  if (!take_name(name)) fail(name);
}

void Parser::finish(std::string_view expected) const {
  if (token().kind != Kind::end) fail(expected);
}

std::string Parser::new_name(std::string_view until) {
  if (token().kind != Kind::name) fail("a name");
  const auto start = token().position;
  const auto stop = [&] {
    return token().kind == Kind::end || is_symbol(until) || is_symbol(",") || is_symbol(")") || is_symbol("}") ||
           token().kind == Kind::string || is_name("in");
  };
  while (!stop()) ++at_;
  return normalized(source_.substr(start, token().position - start));
}

std::optional<std::string> Parser::take_longest(const std::vector<std::string>& names) {
  std::size_t longest = 0, after = 0;
  std::optional<std::string> found;
  for (const auto& name : names) {
    const auto end = end_of_name(source_, token().position, name);
    if (end <= longest) continue;
    // It must end where a token ends.
    auto i = at_;
    while (tokens_[i].kind != Kind::end && tokens_[i].position + tokens_[i].source.size() < end) ++i;
    if (tokens_[i].kind == Kind::end || tokens_[i].position + tokens_[i].source.size() != end) continue;
    longest = end, after = i + 1, found = name;
  }
  if (found) at_ = after;
  return found;
}

std::string Parser::member() {
  if (token().kind != Kind::name) fail("the name of an entry");
  if (auto known = take_longest(keys_)) return *known;
  std::string name = token().name;
  // Two names side by side are no expression, so they are one name with a space.
  for (++at_; token().kind == Kind::name && !is_operator(token().name); ++at_) name += " " + token().name;
  return name;
}

bool Parser::is_known(const std::string& name) const {
  return dialect_.any_name || filters_ > 0 || std::find(locals_.begin(), locals_.end(), name) != locals_.end() ||
         std::find(dialect_.names.begin(), dialect_.names.end(), name) != dialect_.names.end();
}

std::string Parser::type_name() {
  static const std::array<std::string_view, 4> ends = {"and", "or", "then", "else"};
  std::string name;
  while (token().kind == Kind::name && std::find(ends.begin(), ends.end(), token().name) == ends.end()) {
    name += (name.empty() ? "" : " ") + token().name;
    ++at_;
  }
  if (name.empty()) fail("a type");
  return name;
}

Type Parser::type() {
  const Level level(depth_);
  static const std::array<std::string_view, 14> bases = {"string",  "number",
                                                         "boolean", "date",
                                                         "time",    "date and time",
                                                         "list",    "days and time duration",
                                                         "context", "years and months duration",
                                                         "range",   "function",
                                                         "any",     "null"};
  const auto start = at_;
  const auto name = is_name("function") ? (++at_, std::string("function")) : type_name();
  Type result;
  result.base = name == "Any" ? "any" : name == "Null" ? "null" : name;
  if (dialect_.types != nullptr)
    if (const auto own = dialect_.types->find(name); own != dialect_.types->end()) return own->second;
  if (std::find(bases.begin(), bases.end(), result.base) == bases.end()) {
    at_ = start;
    fail("a type: number, string, boolean, date, list<number>, ...");
  }
  if (!is_symbol("<")) return result;
  ++at_;
  while (!is_symbol(">")) {
    std::string part;
    if (result.base == "context") {
      part = new_name(":");
      expect(":");
    }
    result.parts.emplace_back(std::move(part), type());
    if (!take(",")) break;
  }
  expect(">");
  if (result.base != "function") return result;
  result.parts.clear();  // functions are told apart by what they do, not by their types
  expect("->");
  type();
  return result;
}

}  // namespace zhuqi::feel
