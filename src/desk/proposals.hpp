// Proposals in the ledger: their stream, their table, their commands.
#pragma once

#include <memory>

#include <zhuqi/desk/proposals.hpp>
#include <zhuqi/store/projection.hpp>

#include "desk/work.hpp"

namespace zhuqi {

std::shared_ptr<const Projection> proposals_projection();

Receipt act_on_proposal(Work& work, const ProposalCommand& command);

// As of a receipt: what the command left the proposal as.
void describe_proposal(Receipt& receipt, Reader& reader, const Event& event);

}  // namespace zhuqi
