// 争政策: what keeps enterprises out of policies, and what could not be solved for them, put before a higher level;
// with evidence, addressee, due date and answer. A decider of the same shape as casework.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// What the proposal is about: the condition of a policy that keeps enterprises out alone, or a service item of which
// needs could not be solved. One of the two.
struct ProposalCause {
  PolicyId policy;
  std::string fact;  // of the condition
  std::string text;  // of the condition, as the policy tells it
  ServiceItemId service_item;

  bool operator==(const ProposalCause&) const = default;
};

// Who stands behind it.
struct ProposalEvidence {
  std::vector<EnterpriseId> enterprises;  // one step short, or those whose needs these are; each once
  std::vector<NeedId> needs;
  std::int64_t amount_fen = 0;  // that the enterprises would get if the condition were waived, where it can be told

  bool operator==(const ProposalEvidence&) const = default;
};

struct MakeProposal {
  std::string title;
  std::string text;  // what is asked for, and why
  ProposalCause cause;
  ProposalEvidence evidence;
  DepartmentId addressee;
  Date due{};  // by when an answer is asked for
};
struct AnswerProposal {
  ProposalId proposal;
  bool adopted = false;
  std::string answer;
};
struct LinkProposal {  // an adopted proposal has become a policy: the enterprises behind it are told
  ProposalId proposal;
  PolicyId policy;
};
struct WithdrawProposal {
  ProposalId proposal;
  std::string reason;
};
using ProposalCommand = std::variant<MakeProposal, AnswerProposal, LinkProposal, WithdrawProposal>;

// "make_proposal": its name in documents and refusals.
std::string_view name(const ProposalCommand& command);

struct ProposalMade {  // proposal.made
  std::string title;
  std::string text;
  ProposalCause cause;
  ProposalEvidence evidence;
  DepartmentId addressee;
  Date due{};
};
struct ProposalAnswered {  // proposal.answered
  bool adopted = false;
  std::string answer;
};
struct ProposalLinked {  // proposal.linked
  PolicyId policy;
  std::vector<EnterpriseId> told;  // those behind the proposal: who follows the ledger tells them
  std::vector<ClaimId> claims;     // opened in the same transaction, for those whom the policy fits now
};
struct ProposalWithdrawn {  // proposal.withdrawn
  std::string reason;
};
using ProposalEvent = std::variant<ProposalMade, ProposalAnswered, ProposalLinked, ProposalWithdrawn>;

enum class ProposalStage { none, made, adopted, declined, linked, withdrawn };

// "adopted"; 已采纳.
std::string_view name(ProposalStage stage);
std::string_view title(ProposalStage stage);

// Always the fold of its events.
struct ProposalState {
  ProposalId id;
  ProposalStage stage = ProposalStage::none;
  std::string title;
  std::string text;
  ProposalCause cause;
  ProposalEvidence evidence;
  DepartmentId addressee;
  Date due{};
  std::string answer;
  PolicyId policy;  // that it became
  Instant last;

  // No answer by the end of the due date; `today` as the calendar has it.
  bool is_overdue(Date today) const { return stage == ProposalStage::made && due < today; }
  bool operator==(const ProposalState&) const = default;
};

ProposalState evolve(ProposalState state, const ProposalEvent& event, Instant at);

struct ProposalContext {
  Date today{};
  bool may_make = false;        // host, administrator, a member of a service group
  bool may_answer = false;      // host, administrator, whoever acts for the addressee
  std::vector<ClaimId> claims;  // of a link: those that the desk opens
};

// Throws Refused(not_allowed, illegal_state, invalid_argument, too_large).
std::vector<ProposalEvent> decide(const ProposalState& state, const ProposalCommand& command,
                                  const ProposalContext& context);

}  // namespace zhuqi
