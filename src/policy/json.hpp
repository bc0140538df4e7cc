// Claims and proposals to and from JSON, for those who need not know their fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <zhuqi/policy/claim.hpp>
#include <zhuqi/policy/proposal.hpp>

#include "base/json.hpp"

namespace zhuqi {

// The canonical texts of an event, without what is personal and of what is (empty if nothing is); returns its kind.
std::string_view write_claim_event(const ClaimEvent& event, std::string& data, std::string& personal);

// Nothing if the kind is not known; a malformed document throws as from_json does.
std::optional<ClaimEvent> read_claim_event(std::string_view kind, Json data, const Json& personal);

Json claim_json(const ClaimState& state);
ClaimState read_claim(const Json& json);

Json command_json(const ClaimCommand& command);
std::optional<ClaimCommand> read_claim_command(std::string_view name, const Json& fields);

// The same of proposals, which hold nothing personal (proposal.cpp).
std::string_view write_proposal_event(const ProposalEvent& event, std::string& data);
std::optional<ProposalEvent> read_proposal_event(std::string_view kind, Json data);
Json proposal_json(const ProposalState& state);
ProposalState read_proposal(const Json& json);
Json command_json(const ProposalCommand& command);
std::optional<ProposalCommand> read_proposal_command(std::string_view name, const Json& fields);

}  // namespace zhuqi
