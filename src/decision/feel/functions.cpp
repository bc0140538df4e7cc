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

std::shared_ptr<const re2::RE2> compile_pattern(const std::string& pattern, const Value& flags) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(1 << 20);
  std::string prefix;
  if (const auto* letters = flags.string()) {
    for (const char c : *letters)
      if (c == 'i' || c == 's' || c == 'm') prefix += c;
    if (!prefix.empty()) prefix = "(?" + prefix + ")";
  }
  auto compiled = std::make_shared<const re2::RE2>(prefix + pattern, options);
  return compiled->ok() ? compiled : nullptr;
}

}  // namespace zhuqi::feel
