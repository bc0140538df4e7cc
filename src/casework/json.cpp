#include "casework/json.hpp"

#include "base/variants.hpp"
#include "casework/documents.hpp"

namespace zhuqi {

std::string_view write_case_event(const CaseEvent& event, std::string& data, std::string& personal) {
  std::visit([&](const auto& alternative) { write_parts(alternative, data, personal); }, event);
  return kind_of(event);
}

std::optional<CaseEvent> read_case_event(std::string_view kind, Json data, const Json& personal) {
  return variant_from_json<CaseEvent>(kind, std::move(data), personal);
}

void write_case(std::string& out, const Case& state) { write_canonical(out, state); }

Case read_case(const Json& json) { return from_json<Case>(json); }

}  // namespace zhuqi
