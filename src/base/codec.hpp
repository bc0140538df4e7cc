// The forms of values inside documents: to and from JSON, and as canonical text. Described structs: base/fields.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/base/id.hpp>
#include <zhuqi/base/time.hpp>

#include "base/json.hpp"
#include "base/json_string.hpp"

namespace zhuqi {

template <class T>
struct Of {};

template <class T>
concept Named = std::is_enum_v<T> && requires {
  names(Of<T>{});
};

namespace detail {

// to(const T&), from(const Json&, place), and write(out, const T&), which appends canonical(to(value)).
template <class T>
struct Codec;

void write_number(std::string& out, std::int64_t number);
[[noreturn]] void wrong(const std::string& place, const char* expected, const Json& found);
[[noreturn]] void unknown_name(const std::string& place, const std::string& text, const std::string& all);

template <>
struct Codec<std::string> {
  static Json to(const std::string& v) { return v; }
  static void write(std::string& out, const std::string& v) { append_json_string(out, v); }
  static std::string from(const Json& j, const std::string& place) {
    if (!j.is_string()) wrong(place, "a string", j);
    return j.get<std::string>();
  }
};

template <>
struct Codec<bool> {
  static Json to(bool v) { return v; }
  static void write(std::string& out, bool v) { out += v ? "true" : "false"; }
  static bool from(const Json& j, const std::string& place) {
    if (!j.is_boolean()) wrong(place, "true or false", j);
    return j.get<bool>();
  }
};

template <std::integral I>
struct Codec<I> {
  static Json to(I v) { return v; }
  static void write(std::string& out, I v) { write_number(out, v); }
  static I from(const Json& j, const std::string& place) {
    if (!j.is_number_integer()) wrong(place, "a whole number", j);
    const bool too_big = j.is_number_unsigned() && j.get<std::uint64_t>() > std::uint64_t(INT64_MAX);
    const auto v = too_big ? std::int64_t{0} : j.get<std::int64_t>();
    if (too_big || !std::in_range<I>(v)) wrong(place, "a whole number within bounds", j);
    return static_cast<I>(v);
  }
};

template <class Tag>
struct Codec<Id<Tag>> {
  static Json to(const Id<Tag>& v) { return v.str(); }
  static void write(std::string& out, const Id<Tag>& v) { append_json_string(out, v.str()); }
  static Id<Tag> from(const Json& j, const std::string& place) { return Id<Tag>(Codec<std::string>::from(j, place)); }
};

// What is written as the string that to_string gives and `parse` reads; where it stood is said with what is wrong.
template <class T, T (*parse)(std::string_view)>
struct TextCodec {
  static Json to(const T& v) { return to_string(v); }
  static void write(std::string& out, const T& v) { append_json_string(out, to_string(v)); }
  static T from(const Json& j, const std::string& place) {
    const auto text = Codec<std::string>::from(j, place);
    try {
      return parse(text);
    } catch (const Refused& refused) {
      throw Refused(refused.code(), place + ": " + refused.what(), place);
    }
  }
};

template <>
struct Codec<Instant> : TextCodec<Instant, parse_instant> {};

template <>
struct Codec<Date> : TextCodec<Date, parse_date> {};

template <class T>
struct Codec<std::optional<T>> {
  static Json to(const std::optional<T>& v) { return v ? Codec<T>::to(*v) : Json(nullptr); }
  static void write(std::string& out, const std::optional<T>& v) {
    if (v)
      Codec<T>::write(out, *v);
    else
      out += "null";
  }
  static std::optional<T> from(const Json& j, const std::string& place) {
    if (j.is_null()) return std::nullopt;
    return Codec<T>::from(j, place);
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static Json to(const std::vector<T>& v) {
    Json list = Json::array();
    for (const auto& item : v) list.push_back(Codec<T>::to(item));
    return list;
  }
  static void write(std::string& out, const std::vector<T>& v) {
    char separator = '[';
    for (const auto& item : v) {
      out.push_back(separator);
      Codec<T>::write(out, item);
      separator = ',';
    }
    out += v.empty() ? "[]" : "]";
  }
  static std::vector<T> from(const Json& j, const std::string& place) {
    if (!j.is_array()) wrong(place, "a list", j);
    std::vector<T> list;
    for (std::size_t i = 0; i < j.size(); ++i) list.push_back(Codec<T>::from(j[i], fmt::format("{}[{}]", place, i)));
    return list;
  }
};

template <class T>
struct Codec<std::map<std::string, T>> {
  static Json to(const std::map<std::string, T>& v) {
    Json object = Json::object();
    for (const auto& [key, item] : v) object[key] = Codec<T>::to(item);
    return object;
  }
  static void write(std::string& out, const std::map<std::string, T>& v) {
    char separator = '{';
    for (const auto& [key, item] : v) {
      out.push_back(separator);
      append_json_string(out, key);
      out.push_back(':');
      Codec<T>::write(out, item);
      separator = ',';
    }
    out += v.empty() ? "{}" : "}";
  }
  static std::map<std::string, T> from(const Json& j, const std::string& place) {
    if (!j.is_object()) wrong(place, "an object", j);
    std::map<std::string, T> map;
    for (const auto& [key, item] : j.items())
      map.emplace(key, Codec<T>::from(item, place.empty() ? key : place + "." + key));
    return map;
  }
};

template <Named E>
struct Codec<E> {
  static const char* text(E v) {
    for (const auto& [value, name] : names(Of<E>{}))
      if (value == v) return name;
    throw Refused(Code::internal, "an enumeration without a name");
  }
  static Json to(E v) { return text(v); }
  static void write(std::string& out, E v) { append_json_string(out, text(v)); }
  static E from(const Json& j, const std::string& place) {
    const auto wanted = Codec<std::string>::from(j, place);
    std::string all;
    for (const auto& [value, name] : names(Of<E>{})) {
      if (wanted == name) return value;
      all += (all.empty() ? "" : ", ") + std::string(name);
    }
    unknown_name(place, wanted, all);
  }
};

}  // namespace detail
}  // namespace zhuqi
