// One description per document. A struct says once which fields it has:
//
//   constexpr auto fields(Of<Sign>) {
//     return std::tuple(field("note", &Sign::note).optional().personal());
//   }
//
// and from that come its JSON form, strict reading with plain messages, and which parts of it are personal data (kept
// beside the ledger, so that they can be redacted). Enumerations list their names:
//
//   constexpr auto names(Of<Unit>) { return std::array{std::pair{Unit::elapsed, "elapsed"}, ...}; }
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/base/id.hpp>
#include <zhuqi/base/time.hpp>

#include "base/json.hpp"

namespace zhuqi {

template <class T>
struct Of {};

template <class T, class M>
struct Field {
  const char* name;
  M T::*member;
  bool is_optional = false;
  bool is_personal = false;

  // May be absent; left out of the JSON when it equals a default-constructed value.
  constexpr Field optional() const { return {name, member, true, is_personal}; }
  // Personal data: split_personal takes it out of the document.
  constexpr Field personal() const { return {name, member, is_optional, true}; }
};

template <class T, class M>
constexpr Field<T, M> field(const char* name, M T::*member) {
  return {name, member};
}

template <class T>
concept Described = requires {
  fields(Of<T>{});
};

template <class T>
concept Named = std::is_enum_v<T> && requires {
  names(Of<T>{});
};

template <class T>
Json to_json(const T& value);

// --- Descriptions at run time ----------------------------------------------------------------------------------

struct Description;

// How the values of one type are written and read, for code that does not know the type: described structs would
// otherwise be compiled anew, field by field, in every file that touches one.
struct Form {
  Json (*to)(const void* value);
  void (*from)(const Json& json, const std::string& place, void* value);
  bool (*is_blank)(const void* value);  // equal to a default-constructed one
  Json (*blank)();
  const Description& (*inner)();  // of a described struct; else null
};

struct FieldForm {
  const char* name;
  std::size_t offset;  // within the struct
  bool is_optional;
  bool is_personal;
  const Form* form;
};

struct Description {
  std::vector<FieldForm> fields;
};

Json write_fields(const Description& description, const void* value);
void read_fields(const Description& description, const Json& json, const std::string& place, void* value);
Json split_personal(const Description& description, Json& object);
void restore_personal(const Description& description, Json& object, const Json& personal);

// Of a described struct; made once, on first use.
template <Described T>
const Description& description_of();

namespace detail {

template <class T>
struct Codec;  // to(const T&) and from(const Json&, place); specialised below

[[noreturn]] void wrong(const std::string& place, const char* expected, const Json& found);

template <>
struct Codec<std::string> {
  static Json to(const std::string& v) { return v; }
  static std::string from(const Json& j, const std::string& place) {
    if (!j.is_string()) wrong(place, "a string", j);
    return j.get<std::string>();
  }
};

template <>
struct Codec<bool> {
  static Json to(bool v) { return v; }
  static bool from(const Json& j, const std::string& place) {
    if (!j.is_boolean()) wrong(place, "true or false", j);
    return j.get<bool>();
  }
};

template <std::integral I>
struct Codec<I> {
  static Json to(I v) { return v; }
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
  static Id<Tag> from(const Json& j, const std::string& place) { return Id<Tag>(Codec<std::string>::from(j, place)); }
};

template <>
struct Codec<Instant> {
  static Json to(Instant v) { return to_string(v); }
  static Instant from(const Json& j, const std::string& place) {
    const auto text = Codec<std::string>::from(j, place);
    try {
      return parse_instant(text);
    } catch (const Refused& refused) {
      throw Refused(refused.code(), place + ": " + refused.what(), place);
    }
  }
};

template <>
struct Codec<Date> {
  static Json to(Date v) { return to_string(v); }
  static Date from(const Json& j, const std::string& place) {
    const auto text = Codec<std::string>::from(j, place);
    try {
      return parse_date(text);
    } catch (const Refused& refused) {
      throw Refused(refused.code(), place + ": " + refused.what(), place);
    }
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static Json to(const std::optional<T>& v) { return v ? to_json(*v) : Json(nullptr); }
  static std::optional<T> from(const Json& j, const std::string& place) {
    if (j.is_null()) return std::nullopt;
    return Codec<T>::from(j, place);
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static Json to(const std::vector<T>& v) {
    Json list = Json::array();
    for (const auto& item : v) list.push_back(to_json(item));
    return list;
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
    for (const auto& [key, item] : v) object[key] = to_json(item);
    return object;
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
  static Json to(E v) {
    for (const auto& [value, name] : names(Of<E>{}))
      if (value == v) return name;
    throw Refused(Code::internal, "an enumeration without a name");
  }
  static E from(const Json& j, const std::string& place) {
    const auto text = Codec<std::string>::from(j, place);
    std::string all;
    for (const auto& [value, name] : names(Of<E>{})) {
      if (text == name) return value;
      all += (all.empty() ? "" : ", ") + std::string(name);
    }
    throw Refused(Code::invalid_argument, fmt::format("{}: «{}» is not one of {}", place, text.substr(0, 60), all),
                  place);
  }
};

template <Described T>
struct Codec<T> {
  static Json to(const T& v) { return write_fields(description_of<T>(), &v); }
  static T from(const Json& j, const std::string& place) {
    T v{};
    read_fields(description_of<T>(), j, place, &v);
    return v;
  }
};

template <class T>
constexpr const Description& (*inner_of())() {
  if constexpr (Described<T>) {
    return &description_of<T>;
  } else {
    return nullptr;
  }
}

template <class T>
inline constexpr Form form_of = {
    [](const void* value) { return Codec<T>::to(*static_cast<const T*>(value)); },
    [](const Json& json, const std::string& place, void* value) {
      *static_cast<T*>(value) = Codec<T>::from(json, place);
    },
    [](const void* value) { return *static_cast<const T*>(value) == T{}; },
    [] { return Codec<T>::to(T{}); },
    inner_of<T>(),
};

}  // namespace detail

template <class T>
Json to_json(const T& value) {
  return detail::Codec<T>::to(value);
}

// Strict: an unknown key, a missing field or a value of the wrong kind is Refused(invalid_argument) with its place.
template <class T>
T from_json(const Json& json, const std::string& place = {}) {
  return detail::Codec<T>::from(json, place);
}

// Takes the personal fields out of `object`, those of described fields inside it too, and returns them in the same
// shape: {"need": {"text": "..."}}; an empty object if there are none. Lists are not entered.
template <Described T>
Json split_personal(Json& object) {
  return split_personal(description_of<T>(), object);
}

// Puts back what split_personal took out. What is not in `personal` because it was redacted becomes empty.
template <Described T>
void restore_personal(Json& object, const Json& personal) {
  restore_personal(description_of<T>(), object, personal);
}

template <Described T>
const Description& description_of() {
  static const Description description = [] {
    const T blank{};
    const auto form = [&]<class M>(const Field<T, M>& f) {
      const auto offset = reinterpret_cast<const char*>(&(blank.*f.member)) - reinterpret_cast<const char*>(&blank);
      return FieldForm{f.name, static_cast<std::size_t>(offset), f.is_optional, f.is_personal, &detail::form_of<M>};
    };
    constexpr auto all = fields(Of<T>{});
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return Description{{form(std::get<I>(all))...}}; }
    (std::make_index_sequence<std::tuple_size_v<decltype(all)>>{});
  }();
  return description;
}

}  // namespace zhuqi
