#include "base/schema.hpp"

namespace zhuqi {

Json chosen_by(const char* key, const Choices& schemas) {
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

namespace schema {

Json text() { return {{"type", "string"}}; }
Json boolean() { return {{"type", "boolean"}}; }
Json whole_number(std::int64_t least, std::int64_t most) {
  return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}
Json instant() {
  return {{"type", "string"},
          {"format", "date-time"},
          {"pattern", R"(^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$)"}};
}
Json date() { return {{"type", "string"}, {"format", "date"}, {"pattern", R"(^\d{4}-\d{2}-\d{2}$)"}}; }
Json one_of(const std::vector<std::string>& names) { return {{"enum", names}}; }
Json nullable(Json inner) { return {{"anyOf", {std::move(inner), {{"type", "null"}}}}}; }
Json list(Json item) { return {{"type", "array"}, {"items", std::move(item)}}; }
Json map(Json value) { return {{"type", "object"}, {"additionalProperties", std::move(value)}}; }

}  // namespace schema

Json Schemas::define(const std::string& name, Json schema) {
  definitions_[name] = std::move(schema);
  return {{"$ref", "#/$defs/" + name}};
}

Json Schemas::finish(std::string_view name, std::string_view title, Json root) && {
  root["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  root["$id"] = "urn:zhuqi:schema:" + std::string(name);
  root["title"] = title;
  if (!definitions_.empty()) root["$defs"] = std::move(definitions_);
  return root;
}

Json Schemas::object(const std::vector<schema::Member>& members, Portion portion) {
  Json properties = Json::object(), required = Json::array();
  for (const auto& m : members) {
    const bool inside = !m.is_personal && m.holds_personal;
    if (portion == Portion::kept && m.is_personal) continue;
    if (portion == Portion::personal && !m.is_personal && !inside) continue;
    properties[m.name] = m.make(*this, inside ? portion : Portion::whole);
    if (!m.is_optional && portion != Portion::personal) required.push_back(m.name);
  }
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

Json Schemas::reference(std::string name, const std::vector<schema::Member>& members, Portion portion) {
  if (portion == Portion::kept) name += ".kept";
  if (portion == Portion::personal) name += ".personal";
  if (definitions_.contains(name)) return {{"$ref", "#/$defs/" + name}};
  return define(name, object(members, portion));
}

}  // namespace zhuqi
