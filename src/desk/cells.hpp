// Cells of a spreadsheet as the JSON document of a described struct.
#pragma once

#include <charconv>
#include <utility>
#include <vector>

#include "base/fields.hpp"
#include "base/sheet_date.hpp"
#include "base/text.hpp"

namespace zhuqi {

namespace detail {

template <class M>
struct Cell {
  static Json read(const std::string& text, const std::string&) { return text; }
};

template <class M>
struct Cell<std::optional<M>> : Cell<M> {};

template <std::integral I>
struct Cell<I> {
  static Json read(const std::string& text, const std::string& name) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
      throw Refused(Code::invalid_argument, name + ": expected a whole number", name);
    return number;
  }
};

template <>
struct Cell<bool> {
  static Json read(const std::string& text, const std::string& name) {
    if (text == "true" || text == "是") return true;
    if (text == "false" || text == "否") return false;
    throw Refused(Code::invalid_argument, name + ": expected true or false", name);
  }
};

template <>
struct Cell<Date> {
  static Json read(const std::string& text, const std::string& name) {
    if (const auto date = parse_sheet_date(text)) return to_string(*date);
    throw Refused(Code::invalid_argument, name + ": expected a date, as in 2026-02-14", name);
  }
};

// Several in one cell, with ; ； or 、 between them.
template <class M>
struct Cell<std::vector<M>> {
  static Json read(const std::string& text, const std::string& name) {
    Json list = Json::array();
    for (std::string_view rest = text; !rest.empty();) {
      std::size_t end = rest.size(), next = rest.size();
      for (const std::string_view mark : {";", "；", "、"})
        if (const auto found = rest.find(mark); found < end) end = found, next = found + mark.size();
      if (const auto word = trim(rest.substr(0, end)); !word.empty())
        list.push_back(Cell<M>::read(std::string(word), name));
      rest.remove_prefix(next);
    }
    return list;
  }
};

}  // namespace detail

// {column, cell} in order; a column that T does not have is Refused(invalid_argument) with its name.
template <Described T>
Json document_of_cells(const std::vector<std::pair<std::string, std::string>>& cells) {
  Json document = Json::object();
  for (const auto& [name, text] : cells) {
    bool known = false;
    const auto take = [&, &name = name, &text = text]<class M>(const Field<T, M>& field) {
      if (known || name != field.name) return;
      known = true;
      document[name] = detail::Cell<M>::read(text, name);
    };
    std::apply([&](const auto&... f) { (take(f), ...); }, fields(Of<T>{}));
    if (!known) throw Refused(Code::invalid_argument, name + " is not a field of this command", name);
  }
  return document;
}

}  // namespace zhuqi
