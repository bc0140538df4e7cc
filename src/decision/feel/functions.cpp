#include "decision/feel/functions.hpp"

#include <map>

#include <re2/re2.h>

#include "decision/feel/function_tools.hpp"

namespace zhuqi::feel {

namespace {

const std::map<std::string_view, Function>& functions() {
  static const std::map<std::string_view, Function> table = [] {
    std::map<std::string_view, Function> all;
    for (const auto& part :
         {text_functions(), number_functions(), list_functions(), time_functions(), range_functions()})
      for (const auto& function : part) all.emplace(function.name, function);
    return all;
  }();
  return table;
}

}  // namespace

const Function* find_function(std::string_view name) {
  const auto found = functions().find(name);
  return found != functions().end() ? &found->second : nullptr;
}

const std::vector<std::string>& spaced_function_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> spaced;
    for (const auto& [name, function] : functions())
      if (name.find(' ') != std::string_view::npos) spaced.emplace_back(name);
    return spaced;
  }();
  return names;
}

namespace {

// The flag x: white space counts only in classes of characters.
std::string without_space(const std::string& pattern) {
  std::string out;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (!in_class && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
    out += c;
    if (c == '\\' && i + 1 < pattern.size()) out += pattern[++i];
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
  }
  return out;
}

}  // namespace

std::shared_ptr<const re2::RE2> compile_pattern(const std::string& pattern, const Value& flags) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  const auto letters = flags.string() != nullptr ? *flags.string() : std::string();
  if ((!flags.is_null() && flags.string() == nullptr) || letters.find_first_not_of("ismxq") != std::string::npos)
    return nullptr;
  const auto has = [&](char c) { return letters.find(c) != std::string::npos; };
  options.set_case_sensitive(!has('i'));
  options.set_dot_nl(has('s'));
  options.set_literal(has('q'));
  auto source = has('x') && !has('q') ? without_space(pattern) : pattern;
  if (has('m') && !has('q')) source = "(?m)" + source;
  auto compiled = std::make_shared<const re2::RE2>(source, options);
  return compiled->ok() ? compiled : nullptr;
}

}  // namespace zhuqi::feel
