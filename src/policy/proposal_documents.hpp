// The JSON form of proposals. Events are never changed: a field may be added, optional.
#pragma once

#include <zhuqi/policy/proposal.hpp>

#include "base/variants.hpp"
#include "policy/claim_documents.hpp"

namespace zhuqi {

constexpr auto fields(Of<ProposalCause>) {
  using C = ProposalCause;
  return std::tuple(field("policy", &C::policy).optional(), field("fact", &C::fact).optional(),
                    field("text", &C::text).optional(), field("service_item", &C::service_item).optional());
}
constexpr auto fields(Of<ProposalEvidence>) {
  using E = ProposalEvidence;
  return std::tuple(field("enterprises", &E::enterprises).optional(), field("needs", &E::needs).optional(),
                    field("amount_fen", &E::amount_fen).optional());
}

constexpr const char* kind(Of<MakeProposal>) { return "make_proposal"; }
constexpr auto fields(Of<MakeProposal>) {
  using C = MakeProposal;
  return std::tuple(field("title", &C::title), field("text", &C::text), field("cause", &C::cause),
                    field("evidence", &C::evidence), field("addressee", &C::addressee), field("due", &C::due),
                    field("remind", &C::remind).optional());
}
constexpr const char* kind(Of<AnswerProposal>) { return "answer_proposal"; }
constexpr auto fields(Of<AnswerProposal>) {
  using C = AnswerProposal;
  return std::tuple(field("proposal", &C::proposal), field("adopted", &C::adopted), field("answer", &C::answer));
}
constexpr const char* kind(Of<LinkProposal>) { return "link_proposal"; }
constexpr auto fields(Of<LinkProposal>) {
  return std::tuple(field("proposal", &LinkProposal::proposal), field("policy", &LinkProposal::policy));
}
constexpr const char* kind(Of<WithdrawProposal>) { return "withdraw_proposal"; }
constexpr auto fields(Of<WithdrawProposal>) {
  return std::tuple(field("proposal", &WithdrawProposal::proposal), field("reason", &WithdrawProposal::reason));
}

constexpr const char* kind(Of<ProposalMade>) { return "proposal.made"; }
constexpr auto fields(Of<ProposalMade>) {
  using E = ProposalMade;
  return std::tuple(field("title", &E::title), field("text", &E::text), field("cause", &E::cause),
                    field("evidence", &E::evidence), field("addressee", &E::addressee), field("due", &E::due),
                    field("clock", &E::clock).optional());
}
constexpr const char* kind(Of<ProposalAnswered>) { return "proposal.answered"; }
constexpr auto fields(Of<ProposalAnswered>) {
  return std::tuple(field("adopted", &ProposalAnswered::adopted), field("answer", &ProposalAnswered::answer));
}
constexpr const char* kind(Of<ProposalLinked>) { return "proposal.linked"; }
constexpr auto fields(Of<ProposalLinked>) {
  using E = ProposalLinked;
  return std::tuple(field("policy", &E::policy), field("told", &E::told), field("claims", &E::claims).optional());
}
constexpr const char* kind(Of<ProposalWithdrawn>) { return "proposal.withdrawn"; }
constexpr auto fields(Of<ProposalWithdrawn>) { return std::tuple(field("reason", &ProposalWithdrawn::reason)); }

constexpr const char* kind(Of<ProposalStepped>) { return "proposal.stepped"; }
constexpr auto fields(Of<ProposalStepped>) {
  using E = ProposalStepped;
  return std::tuple(field("index", &E::index), field("kind", &E::kind), field("recipients", &E::recipients),
                    field("tell_at", &E::tell_at).optional());
}
constexpr const char* kind(Of<ProposalSettled>) { return "proposal.settled"; }
constexpr auto fields(Of<ProposalSettled>) { return std::tuple(field("clock", &ProposalSettled::clock)); }

constexpr auto names(Of<ProposalStage>) {
  using enum ProposalStage;
  return std::array{std::pair{none, "none"},         std::pair{made, "made"},     std::pair{adopted, "adopted"},
                    std::pair{declined, "declined"}, std::pair{linked, "linked"}, std::pair{withdrawn, "withdrawn"}};
}

constexpr auto fields(Of<ProposalState>) {
  using S = ProposalState;
  return std::tuple(field("id", &S::id), field("stage", &S::stage), field("title", &S::title), field("text", &S::text),
                    field("cause", &S::cause), field("evidence", &S::evidence), field("addressee", &S::addressee),
                    field("due", &S::due), field("answer", &S::answer).optional(),
                    field("policy", &S::policy).optional(), field("clock", &S::clock).optional(),
                    field("last", &S::last));
}

}  // namespace zhuqi
