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
inline Json chosen_by(const char* key, const Choices& schemas) {
  Json all = Json::array(), rules = Json::array();
  for (const auto& [name, schema] : schemas) {
    all.push_back(name);
    rules.push_back({{"if", {{"properties", {{key, {{"const", name}}}}}}}, {"then", schema}});
  }
  return {{"type", "object"},
          {"required", {key}},
          {"properties", {{key, {{"enum", std::move(all)}}}}},
          {"allOf", std::move(rules)}};
}

// Makes schemas, and gathers the described types that they refer to: "#/$defs/Need".
class Schemas {
 public:
  template <class T>
  Json of() {
    if constexpr (requires(Schemas & schemas) { detail::SchemaOf<T>::make(schemas); }) {
      return detail::SchemaOf<T>::make(*this);
    } else if constexpr (Described<T>) {
      return reference<T>(Portion::whole);
    } else if constexpr (Named<T>) {
      Json all = Json::array();
      for (const auto& [value, name] : names(Of<T>{})) all.push_back(name);
      return {{"enum", std::move(all)}};
    } else if constexpr (detail::is_optional<T>::value) {
      return {{"anyOf", {of<typename T::value_type>(), {{"type", "null"}}}}};
    } else if constexpr (detail::is_list<T>::value) {
      return {{"type", "array"}, {"items", of<typename T::value_type>()}};
    } else if constexpr (detail::is_map<T>::value) {
      return {{"type", "object"}, {"additionalProperties", of<typename T::mapped_type>()}};
    } else {
      return leaf<T>();
    }
  }

  // The object itself instead of a reference to it: what an envelope's fields may be put beside.
  template <Described T>
  Json object(Portion portion = Portion::whole) {
    Json properties = Json::object(), required = Json::array();
    std::apply([&](const auto&... f) { (add(properties, required, f, portion), ...); }, fields(Of<T>{}));
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
  }

  // Defines a schema by name, and refers to it.
  Json define(const std::string& name, Json schema) {
    definitions_[name] = std::move(schema);
    return {{"$ref", "#/$defs/" + name}};
  }

  // The whole document: `root` with everything that it refers to.
  Json finish(std::string_view name, std::string_view title, Json root) && {
    root["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    root["$id"] = "urn:zhuqi:schema:" + std::string(name);
    root["title"] = title;
    if (!definitions_.empty()) root["$defs"] = std::move(definitions_);
    return root;
  }

 private:
  template <class T>
  Json leaf() {
    if constexpr (std::is_same_v<T, bool>) {
      return {{"type", "boolean"}};
    } else if constexpr (std::is_integral_v<T>) {
      return {
          {"type", "integer"}, {"minimum", std::numeric_limits<T>::min()}, {"maximum", std::numeric_limits<T>::max()}};
    } else if constexpr (std::is_same_v<T, Instant>) {
      return {{"type", "string"},
              {"format", "date-time"},
              {"pattern", R"(^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$)"}};
    } else if constexpr (std::is_same_v<T, Date>) {
      return {{"type", "string"}, {"format", "date"}, {"pattern", R"(^\d{4}-\d{2}-\d{2}$)"}};
    } else {
      static_assert(std::is_same_v<T, std::string> || detail::is_id<T>::value, "a type without a schema");
      return {{"type", "string"}};
    }
  }

  template <Described T>
  Json reference(Portion portion) {
    if (!detail::has_personal<T>()) portion = Portion::whole;
    std::string name = detail::type_name<T>();
    if (portion == Portion::kept) name += ".kept";
    if (portion == Portion::personal) name += ".personal";
    if (definitions_.contains(name)) return {{"$ref", "#/$defs/" + name}};
    return define(name, object<T>(portion));
  }

  template <class T, class M>
  void add(Json& properties, Json& required, const Field<T, M>& f, Portion portion) {
    const bool inside = !f.is_personal && detail::has_personal<M>();
    if (portion == Portion::kept && f.is_personal) return;
    if (portion == Portion::personal && !f.is_personal && !inside) return;
    if constexpr (Described<M>) {
      properties[f.name] = reference<M>(inside ? portion : Portion::whole);
    } else {
      properties[f.name] = of<M>();
    }
    if (!f.is_optional && portion != Portion::personal) required.push_back(f.name);
  }

  Json definitions_ = Json::object();
};

}  // namespace zhuqi
