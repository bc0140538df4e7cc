// FEEL's built-in functions, and `fold`, the one of our own.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/decision/value.hpp>

namespace re2 {
class RE2;
}

namespace zhuqi::feel {

struct Scope;

struct Arguments {
  std::span<const Value> values;
  const re2::RE2* pattern = nullptr;  // if the pattern was a literal
  const Scope* scope = nullptr;       // for those that call a function of the model; never null in a call
  std::size_t size() const { return values.size(); }
  const Value& operator[](std::size_t i) const { return values[i]; }
};

struct Function {
  std::string_view name;
  int least = 1, most = 1;  // how many arguments; most < 0: any number
  bool gives_boolean = false;
  Value (*apply)(const Arguments&) = nullptr;  // null for arguments that it has no meaning for
  std::string_view parameters = {};            // "date,time": for arguments by name; "|" between several ways to call
  int pattern_argument = -1;                   // which argument is a regular expression
  std::size_t flags_argument = 99;
};

const Function* find_function(std::string_view name);

// The names of the functions that hold a space.
const std::vector<std::string>& spaced_function_names();

// A regular expression of linear time, with the flags of XPath (i, s, m, x); a null pointer if it is none.
std::shared_ptr<const re2::RE2> compile_pattern(const std::string& pattern, const Value& flags);

}  // namespace zhuqi::feel
