#include "desk/schemas.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <zhuqi/desk/schemas.hpp>

#include "base/schema.hpp"
#include "base/variants.hpp"
#include "casework/documents.hpp"
#include "desk/event_documents.hpp"
#include "model/schemas.hpp"
#include "outreach/documents.hpp"
#include "outreach/schemas.hpp"
#include "policy/claim_documents.hpp"
#include "policy/proposal_documents.hpp"
#include "sla/schemas.hpp"

namespace zhuqi {

namespace {

template <class T>
Json entity_schema(std::string_view name, std::string_view title) {
  Schemas schemas;
  Json root = schemas.object<T>();
  return std::move(schemas).finish(name, title, std::move(root));
}

// What stands around the data of every event; personal data stands apart, and is gone once it was redacted.
Json event_object(std::string_view kind, Json data, Json personal) {
  Schemas plain;
  const Json text = {{"type", "string"}}, number = {{"type", "integer"}, {"minimum", 1}};
  Json properties = {{"seq", number},
                     {"stream", text},
                     {"version", number},
                     {"kind", {{"const", kind}}},
                     {"at", plain.of<Instant>()},
                     {"recorded", plain.of<Instant>()},
                     {"actor", text},
                     {"system", text},
                     {"key", text},
                     {"data", std::move(data)},
                     {"versions", {{"type", "object"}, {"additionalProperties", text}}},
                     {"hash", {{"type", "string"}, {"pattern", "^[0-9a-f]{64}$"}}},
                     {"redacted", {{"const", true}}},
                     {"imported", {{"const", true}}}};
  if (!personal.is_null()) properties["personal"] = std::move(personal);
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", {"seq", "stream", "version", "kind", "at", "recorded", "actor", "data", "versions", "hash"}},
          {"additionalProperties", false}};
}

template <class E>
void add_event(Schemas& schemas, Choices& all) {
  const std::string name = kind(Of<E>{});
  Json personal;
  if constexpr (detail::has_personal<E>()) personal = schemas.object<E>(Portion::personal);
  all.emplace_back(name,
                   schemas.define(name, event_object(name, schemas.object<E>(Portion::kept), std::move(personal))));
}

// Many enterprises at once: their contacts stand apart, by their ids.
void add_import(Schemas& schemas, Choices& all) {
  const std::string name = "enterprises.imported";
  const Json list = {{"type", "array"}, {"items", schemas.object<EnterpriseRegistered>(Portion::kept)}};
  const Json contacts = {{"type", "object"}, {"additionalProperties", schemas.object<Enterprise>(Portion::personal)}};
  const auto only = [](const char* key, const Json& value) {
    return Json{
        {"type", "object"}, {"properties", {{key, value}}}, {"required", {key}}, {"additionalProperties", false}};
  };
  all.emplace_back(name,
                   schemas.define(name, event_object(name, only("enterprises", list), only("contacts", contacts))));
}

Json event_schema() {
  Schemas schemas;
  Choices all;
  const auto add = [&]<class... E>(std::variant<E...>*) { (add_event<E>(schemas, all), ...); };
  add(static_cast<CaseEvent*>(nullptr));
  add(static_cast<ClaimEvent*>(nullptr));
  add(static_cast<ProposalEvent*>(nullptr));
  add(static_cast<SurveyEvent*>(nullptr));
  add_event<VisitsPlanned>(schemas, all);
  add_import(schemas, all);
  add_event<VisitRecorded>(schemas, all);
  add_event<EnterpriseRegistered>(schemas, all);
  add_event<EnterpriseRedacted>(schemas, all);
  add_event<Published>(schemas, all);
  return std::move(schemas).finish("event", "What happened", chosen_by("kind", all));
}

struct Entry {
  std::string_view name;
  Json (*make)();
};

constexpr Entry entries[] = {
    {"assignment_plan", assignment_plan_schema},
    {"case", [] { return entity_schema<Case>("case", "How far the work on a need is"); }},
    {"case_import", case_import_schema},
    {"command", command_schema},
    {"enterprise", [] { return entity_schema<Enterprise>("enterprise", "An enterprise"); }},
    {"enterprise_import", enterprise_import_schema},
    {"event", event_schema},
    {"finding", finding_schema},
    {"need", [] { return entity_schema<Need>("need", "What an enterprise said"); }},
    {"need_view", need_view_schema},
    {"organisation", [] { return entity_schema<Organisation>("organisation", "Departments, officers, groups"); }},
    {"policy", [] { return entity_schema<Policy>("policy", "A policy that enterprises may claim"); }},
    {"preview", preview_schema},
    {"receipt", receipt_schema},
    {"shares", shares_schema},
    {"step", step_schema},
    {"visit", [] { return entity_schema<Visit>("visit", "A visit to an enterprise"); }},
};

}  // namespace

std::vector<std::string> schema_names() {
  std::vector<std::string> names;
  for (const Entry& entry : entries) names.emplace_back(entry.name);
  return names;
}

std::string schema_document(std::string_view name) {
  for (const Entry& entry : entries)
    if (entry.name == name) return entry.make().dump(2) + '\n';
  throw Refused(Code::not_found,
                fmt::format("there is no schema «{}»: {}", name.substr(0, 40), fmt::join(schema_names(), ", ")),
                "name");
}

}  // namespace zhuqi
