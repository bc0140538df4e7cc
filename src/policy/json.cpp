#include "policy/json.hpp"

#include "policy/claim_documents.hpp"

namespace zhuqi {

std::string_view write_claim_event(const ClaimEvent& event, std::string& data, std::string& personal) {
  std::visit([&](const auto& alternative) { write_parts(alternative, data, personal); }, event);
  return kind_of(event);
}

std::optional<ClaimEvent> read_claim_event(std::string_view kind, Json data, const Json& personal) {
  return variant_from_json<ClaimEvent>(kind, std::move(data), personal);
}

Json claim_json(const ClaimState& state) { return to_json(state); }
ClaimState read_claim(const Json& json) { return from_json<ClaimState>(json); }

Json command_json(const ClaimCommand& command) { return variant_to_json(command); }

std::optional<ClaimCommand> read_claim_command(std::string_view name, const Json& fields) {
  return variant_from_json<ClaimCommand>(name, fields);
}

}  // namespace zhuqi
