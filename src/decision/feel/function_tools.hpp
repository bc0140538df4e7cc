// What the built-in functions are written with, and where each family of them is found.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "decision/feel/functions.hpp"
#include "decision/feel/operations.hpp"

namespace zhuqi::feel {

std::span<const Function> text_functions();
std::span<const Function> number_functions();
std::span<const Function> list_functions();
std::span<const Function> time_functions();
std::span<const Function> range_functions();

inline Value from(std::optional<Decimal> number) { return number ? Value(*number) : Value(); }

inline const std::string* text(const Arguments& a, std::size_t i) { return i < a.size() ? a[i].string() : nullptr; }

inline std::optional<std::int64_t> integer(const Arguments& a, std::size_t i) {
  return i < a.size() && a[i].number() != nullptr ? a[i].number()->to_int64() : std::nullopt;
}

// A list given as one argument, or the arguments themselves: sum([1, 2]) and sum(1, 2).
inline ValueList items(const Arguments& a) {
  if (a.size() == 1 && a[0].list() != nullptr) return *a[0].list();
  return {a.values.begin(), a.values.end()};
}

// The list at this place; a value is a list of itself, put into `single`; a null pointer for null.
inline const ValueList* list(const Arguments& a, std::size_t i, ValueList& single) {
  if (a[i].list() != nullptr) return a[i].list();
  single = {a[i]};
  return a[i].is_null() ? nullptr : &single;
}

}  // namespace zhuqi::feel
