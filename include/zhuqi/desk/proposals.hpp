// 争政策 at the desk: what keeps enterprises out, counted; and proposals as they are asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <zhuqi/policy/proposal.hpp>

namespace zhuqi {

// A cause that a proposal could be made of, with its evidence: each condition of the policies in force that alone keeps
// registered enterprises out; and each service item with needs that stand answered as not possible. Those of the most
// enterprises first.
struct ProposalCandidate {
  ProposalCause cause;
  ProposalEvidence evidence;

  bool operator==(const ProposalCandidate&) const = default;
};

// All parts that are given must hold.
struct ProposalQuery {
  std::optional<ProposalStage> stage;
  DepartmentId addressee;     // empty = any
  bool overdue_only = false;  // not answered by the end of the due date
  std::int64_t limit = 100;   // at most 10,000
};

}  // namespace zhuqi
