// JSON Schema (2020-12) from the descriptions of base/fields.hpp: what from_json reads and to_json writes, said once
// more for other people's programs. A type whose Codec is its own says its schema by specialising SchemaOf.
#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "base/fields.hpp"

namespace zhuqi {

// Of a document whose personal data stands apart (split_personal): all of it, what stays, or what was taken out.
enum class Portion { whole, kept, personal };

class Schemas;

namespace detail {

// template <> struct SchemaOf<Span> { static Json make(Schemas& schemas) {…} };
template <class T>
struct SchemaOf {};

template <class T>
struct is_list : std::false_type {};
template <class T>
struct is_list<std::vector<T>> : std::true_type {};
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_map : std::false_type {};
template <class T>
struct is_map<std::map<std::string, T>> : std::true_type {};
template <class T>
struct is_id : std::false_type {};
template <class Tag>
struct is_id<Id<Tag>> : std::true_type {};

// "Need" of zhuqi::Need, as GCC and Clang tell it.
template <class T>
std::string type_name() {
  const std::string_view told = __PRETTY_FUNCTION__;
  const std::size_t start = told.find("T = ") + 4;
  std::string_view name = told.substr(start, told.find_first_of(";]", start) - start);
  return std::string(name.substr(name.rfind(':') + 1));
}

template <class T, class M>
constexpr bool is_personal_within(const Field<T, M>& f);

// Whether split_personal would find anything in a T.
template <class T>
constexpr bool has_personal() {
  bool found = false;
  if constexpr (Described<T>)
    std::apply([&](const auto&... f) { ((found = found || is_personal_within(f)), ...); }, fields(Of<T>{}));
  return found;
}

template <class T, class M>
constexpr bool is_personal_within(const Field<T, M>& f) {
  return f.is_personal || has_personal<M>();
}

}  // namespace detail

// Schemas by their names.
using Choices = std::vector<std::pair<std::string, Json>>;

// An object whose `key` says by which of these schemas the rest is judged.
Json chosen_by(const char* key, const Choices& schemas);

namespace schema {

Json text();
Json boolean();
Json whole_number(std::int64_t least, std::int64_t most);
Json instant();
Json date();
Json one_of(const std::vector<std::string>& names);
Json nullable(Json inner);
Json list(Json item);
Json map(Json value);

// One field of a described struct, for code that does not know its type.
struct Member {
  const char* name;
  bool is_optional;
  bool is_personal;
  bool holds_personal;  // some field inside is personal
  Json (*make)(Schemas& schemas, Portion portion);
};

}  // namespace schema

// Makes schemas, and gathers the described types that they refer to: "#/$defs/Need".
class Schemas {
 public:
  template <class T>
  Json of(Portion portion = Portion::whole) {
    if constexpr (requires(Schemas & schemas) { detail::SchemaOf<T>::make(schemas); }) {
      return detail::SchemaOf<T>::make(*this);
    } else if constexpr (Described<T>) {
      return reference(detail::type_name<T>(), members_of<T>(), detail::has_personal<T>() ? portion : Portion::whole);
    } else if constexpr (Named<T>) {
      std::vector<std::string> all;
      for (const auto& [value, name] : names(Of<T>{})) all.emplace_back(name);
      return schema::one_of(all);
    } else if constexpr (detail::is_optional<T>::value) {
      return schema::nullable(of<typename T::value_type>());
    } else if constexpr (detail::is_list<T>::value) {
      return schema::list(of<typename T::value_type>());
    } else if constexpr (detail::is_map<T>::value) {
      return schema::map(of<typename T::mapped_type>());
    } else {
      return leaf<T>();
    }
  }

  // The object itself instead of a reference to it: what an envelope's fields may be put beside.
  template <Described T>
  Json object(Portion portion = Portion::whole) {
    return object(members_of<T>(), portion);
  }

  // Defines a schema by name, and refers to it.
  Json define(const std::string& name, Json schema);

  // The whole document: `root` with everything that it refers to.
  Json finish(std::string_view name, std::string_view title, Json root) &&;

 private:
  template <class T>
  static Json leaf() {
    if constexpr (std::is_same_v<T, bool>) {
      return schema::boolean();
    } else if constexpr (std::is_integral_v<T>) {
      return schema::whole_number(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
    } else if constexpr (std::is_same_v<T, Instant>) {
      return schema::instant();
    } else if constexpr (std::is_same_v<T, Date>) {
      return schema::date();
    } else {
      static_assert(std::is_same_v<T, std::string> || detail::is_id<T>::value, "a type without a schema");
      return schema::text();
    }
  }

  template <class T, class M>
  static schema::Member member(const Field<T, M>& f) {
    return {f.name, f.is_optional, f.is_personal, detail::has_personal<M>(),
            [](Schemas& schemas, Portion portion) { return schemas.of<M>(portion); }};
  }

  template <Described T>
  static std::vector<schema::Member> members_of() {
    return std::apply([](const auto&... f) { return std::vector<schema::Member>{member(f)...}; }, fields(Of<T>{}));
  }

  Json object(const std::vector<schema::Member>& members, Portion portion);
  Json reference(std::string name, const std::vector<schema::Member>& members, Portion portion);

  Json definitions_ = Json::object();
};

}  // namespace zhuqi
