// Documents of several kinds: a variant of described structs, each with a kind, to and from (kind, JSON).
//
//   constexpr const char* kind(Of<NeedSigned>) { return "need.signed"; }
#pragma once

#include <string_view>
#include <variant>

#include "base/fields.hpp"

namespace zhuqi {

template <class Variant>
std::string_view kind_of(const Variant& value) {
  return std::visit([]<class T>(const T&) { return std::string_view(kind(Of<T>{})); }, value);
}

template <class Variant>
Json variant_to_json(const Variant& value) {
  return std::visit([](const auto& alternative) { return to_json(alternative); }, value);
}

namespace detail {

template <class Variant, std::size_t I = 0>
std::optional<Variant> read_kind(std::string_view wanted, Json& json, const Json* personal) {
  if constexpr (I == std::variant_size_v<Variant>) {
    return std::nullopt;
  } else {
    using T = std::variant_alternative_t<I, Variant>;
    if (wanted != kind(Of<T>{})) return read_kind<Variant, I + 1>(wanted, json, personal);
    if (personal) restore_personal<T>(json, *personal);
    return from_json<T>(json);
  }
}

}  // namespace detail

// Nothing if no alternative is of this kind; a malformed document throws as from_json does.
template <class Variant>
std::optional<Variant> variant_from_json(std::string_view wanted, Json json) {
  return detail::read_kind<Variant>(wanted, json, nullptr);
}

// The same for a document whose personal data stands apart: see restore_personal.
template <class Variant>
std::optional<Variant> variant_from_json(std::string_view wanted, Json json, const Json& personal) {
  return detail::read_kind<Variant>(wanted, json, &personal);
}

}  // namespace zhuqi
