// FEEL source as tokens. Names may hold spaces ("date and time", "Applicant Age"), so the lexer knows those in scope.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/decision/value.hpp>

#include "decision/feel/type.hpp"

namespace zhuqi::feel {

// Which names a text may use, and what it may write beyond the standard.
struct Dialect {
  std::vector<std::string> names;         // the free names, as declared; functions are always known
  bool any_name = false;                  // a name that is not declared is no error
  bool percent = false;                   // 30% for 0.3
  bool dates = false;                     // 2026/2/14 for date("2026-02-14")
  bool moments = false;                   // and 2026/2/14 9:30, which is then a date and time even at midnight
  std::vector<std::string> members = {};  // entries of contexts that may be named behind a dot
  const std::map<std::string, Type>* types = nullptr;  // that the model defines; borrowed
};

struct Token {
  enum class Kind { end, number, string, temporal, name, symbol };
  Kind kind = Kind::end;
  std::string_view source;
  std::size_t position = 0;  // in bytes
  Value value;               // of a literal
  std::string name;          // of a name: as declared
};

// If the name stands in the source at this byte, where it ends there; else 0. A space in it stands for any white space.
std::size_t end_of_name(std::string_view source, std::size_t at, std::string_view name);

// Throws Refused(unsupported) if the text of a literal is a time with a zone by name ("10:00:00@Asia/Shanghai"), which
// would be null without a word.
void refuse_zone_by_name(std::string_view text);

// Throws Refused(invalid_document, message, what was expected) at what is no token.
std::vector<Token> tokenize(std::string_view source, const Dialect& dialect);

}  // namespace zhuqi::feel
