// Claims in the ledger: their stream, their table, the commands on them, and what falls due.
#pragma once

#include <memory>
#include <vector>

#include <zhuqi/desk/claims.hpp>
#include <zhuqi/store/projection.hpp>

#include "desk/work.hpp"

namespace zhuqi {

std::shared_ptr<const Projection> claims_projection();

std::string stream_of(const ClaimId& id);
NewEvent encode(const ClaimId& id, const ClaimEvent& event, Instant at);

// The domain event; personal fields are empty if `event` comes without them. Throws Refused(corrupt).
ClaimEvent decode_claim_event(const Event& event);

// The state kept in the table `claims`; stage none if there is no such claim.
ClaimState load_claim(Session& session, const ClaimId& id);

// How the actor stands to a claim. `issuer`: a handler or supervisor of a department of that name.
ClaimRelations claim_relations(const EnterpriseId& enterprise, const GroupId& group, const std::string& issuer,
                               const Actor& actor, const OrganisationGraph& organisation);

Receipt open_claims(Work& work, const OpenClaims& command);
// The claims that can be opened for these enterprises: of those whom the policy fits and who have none that stands in
// the way. Their events, in the order of their ids; at most 2,000.
struct OpenedClaims {
  std::vector<ClaimId> ids;
  std::vector<NewEvent> events;
};
OpenedClaims claims_for(Work& work, const PolicyId& policy, const std::vector<EnterpriseId>& enterprises);

Receipt act_on_claim(Work& work, const ClaimCommand& command);

// As of a receipt: what the command left the claim as.
void describe_claim(Receipt& receipt, Reader& reader, const Event& event);

// Records what fell due for one claim before `until`, and settles what can be settled. Returns the state after it.
ClaimState catch_up_claim(Transaction& ledger, Library& library, ClaimState state, Instant until, Instant now);

// The same for all claims; the steps that this call recorded, in the order of their time.
std::vector<Step> catch_up_claims(Transaction& ledger, Library& library, Instant until, Instant now);

// The policies in force on `date`, by id. policies.cpp
std::vector<std::shared_ptr<const CompiledPolicy>> policies_on(Reader& reader, Library& library, InForce& in_force,
                                                               Date date);

// The clocks that an event starts or puts anew.
std::vector<ClockPlan> clocks_in(const ClaimEvent& event);

}  // namespace zhuqi
