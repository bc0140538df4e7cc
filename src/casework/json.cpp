#include "casework/json.hpp"

#include "base/variants.hpp"
#include "casework/documents.hpp"

namespace zhuqi {

CaseEventJson case_event_json(const CaseEvent& event) {
  CaseEventJson json{kind_of(event), variant_to_json(event), {}};
  json.personal = variant_split_personal(event, json.data);
  return json;
}

std::optional<CaseEvent> read_case_event(std::string_view kind, Json data, const Json& personal) {
  return variant_from_json<CaseEvent>(kind, std::move(data), personal);
}

Json case_json(const Case& state) { return to_json(state); }

Case read_case(const Json& json) { return from_json<Case>(json); }

}  // namespace zhuqi
