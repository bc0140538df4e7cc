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

#include <tuple>

#include "base/codec.hpp"
#include "base/description.hpp"

namespace zhuqi {

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

// Of a described struct; made once, on first use.
template <Described T>
const Description& description_of();

namespace detail {

template <Described T>
struct Codec<T> {
  static Json to(const T& v) { return write_fields(description_of<T>(), &v); }
  static void write(std::string& out, const T& v) { write_text(out, description_of<T>(), &v, Part::whole); }
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
    [](std::string& out, const void* value) { Codec<T>::write(out, *static_cast<const T*>(value)); },
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

// Appends the canonical text of `value`: the bytes of canonical(to_json(value)), in a small part of the time. For what
// is written for every event.
template <class T>
void write_canonical(std::string& out, const T& value) {
  detail::Codec<T>::write(out, value);
}

// What to_json and split_personal leave of a document, and what they take out of it; the latter is empty if that is
// nothing.
template <Described T>
void write_parts(const T& value, std::string& impersonal, std::string& personal) {
  impersonal.clear();
  personal.clear();
  write_text(impersonal, description_of<T>(), &value, Part::impersonal);
  write_text(personal, description_of<T>(), &value, Part::personal);
  if (personal == "{}") personal.clear();
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
    return [&]<std::size_t... I>(std::index_sequence<I...>) { return Description({form(std::get<I>(all))...}); }
    (std::make_index_sequence<std::tuple_size_v<decltype(all)>>{});
  }();
  return description;
}

}  // namespace zhuqi
