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
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/policy/claim.hpp>

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
  Date due{};                    // by when an answer is asked for
  std::vector<int> remind = {};  // so many working days before the end of that day the addressee is reminded, 1 to 100
                                 // each; empty: three
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
  std::optional<ClockPlan> clock;  // "answer": the reminders, and the end of the due day; absent in events of before
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
struct ProposalStepped {  // proposal.stepped: a reminder fell due, or the due day has ended without an answer
  int index = 0;          // of the clock's steps
  std::string kind;       // "warn", "breach"
  std::vector<std::string> recipients;  // the addressee
  std::optional<Instant> tell_at;       // from when it may be told
};
struct ProposalSettled {  // proposal.settled: the calendar has learnt the days that the clock was waiting for
  ClockPlan clock;
};
using ProposalEvent =
    std::variant<ProposalMade, ProposalAnswered, ProposalLinked, ProposalWithdrawn, ProposalStepped, ProposalSettled>;

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
  PolicyId policy;                  // that it became
  std::optional<ClaimClock> clock;  // "answer"; runs until it is answered or withdrawn
  Instant last;

  // No answer by the end of the due date; `today` as the calendar has it.
  bool is_overdue(Date today) const { return stage == ProposalStage::made && due < today; }
  bool operator==(const ProposalState&) const = default;
};

ProposalState evolve(ProposalState state, const ProposalEvent& event, Instant at);

// What fell due before `now` and is not recorded, in order. Recipients are left empty: the desk fills them in.
struct DueOfProposal {
  ProposalStepped event;
  Instant at;
};
std::vector<DueOfProposal> due_steps(const ProposalState& state, Instant now);
std::optional<Instant> next_step(const ProposalState& state);

// The event that settles a provisional clock by what `calendar` knows; nothing if it knows no more than before.
std::optional<ProposalSettled> settled(const ProposalState& state, const Calendar& calendar);

struct ProposalContext {
  Date today{};
  Instant at;
  const Calendar* calendar = nullptr;
  bool may_make = false;        // host, administrator, a member of a service group
  bool may_answer = false;      // host, administrator, whoever acts for the addressee
  std::vector<ClaimId> claims;  // of a link: those that the desk opens
};

// Throws Refused(not_allowed, illegal_state, invalid_argument, too_large).
std::vector<ProposalEvent> decide(const ProposalState& state, const ProposalCommand& command,
                                  const ProposalContext& context);

}  // namespace zhuqi
