// Proposals in the ledger: their stream, their table, their commands.
#pragma once

#include <memory>

#include <zhuqi/desk/proposals.hpp>
#include <zhuqi/store/projection.hpp>

#include "desk/work.hpp"

namespace zhuqi {

std::shared_ptr<const Projection> proposals_projection();

std::string stream_of(const ProposalId& id);
NewEvent encode(const ProposalId& id, const ProposalEvent& event, Instant at);
ProposalEvent decode_proposal_event(const Event& event);

// The state kept in the table `proposals`; stage none if there is no such proposal.
ProposalState load_proposal(Session& session, const ProposalId& id);

// The clock that an event starts or puts anew.
std::optional<ClockPlan> clock_in(const ProposalEvent& event);

// As those of claims: what fell due for one proposal before `until`; for all of them, with the steps of this call.
ProposalState catch_up_proposal(Transaction& ledger, Library& library, ProposalState state, Instant until, Instant now);
std::vector<Step> catch_up_proposals(Transaction& ledger, Library& library, Instant until, Instant now);

Receipt act_on_proposal(Work& work, const ProposalCommand& command);

// As of a receipt: what the command left the proposal as.
void describe_proposal(Receipt& receipt, Reader& reader, const Event& event);

}  // namespace zhuqi
