// The JSON form of what the desk asks and answers about claims and proposals.
#pragma once

#include <zhuqi/desk/claims.hpp>
#include <zhuqi/desk/proposals.hpp>

#include "base/fields.hpp"
#include "policy/claim_documents.hpp"
#include "policy/json.hpp"
#include "policy/proposal_documents.hpp"

namespace zhuqi {

constexpr auto fields(Of<OpenClaims>) {
  using C = OpenClaims;
  return std::tuple(field("policy", &C::policy), field("enterprises", &C::enterprises).optional());
}

constexpr auto fields(Of<ClaimQuery>) {
  using Q = ClaimQuery;
  return std::tuple(field("policy", &Q::policy).optional(), field("enterprise", &Q::enterprise).optional(),
                    field("stage", &Q::stage).optional(), field("open_only", &Q::open_only).optional(),
                    field("limit", &Q::limit).optional());
}

inline std::string claims_document(const std::vector<ClaimState>& claims) {
  Json list = Json::array();
  for (const auto& claim : claims) list.push_back(claim_json(claim));
  return canonical({{"claims", std::move(list)}});
}

constexpr auto fields(Of<ProposalCandidate>) {
  return std::tuple(field("cause", &ProposalCandidate::cause), field("evidence", &ProposalCandidate::evidence));
}

constexpr auto fields(Of<ProposalQuery>) {
  using Q = ProposalQuery;
  return std::tuple(field("stage", &Q::stage).optional(), field("addressee", &Q::addressee).optional(),
                    field("overdue_only", &Q::overdue_only).optional(), field("limit", &Q::limit).optional());
}

inline std::string proposals_document(const std::vector<ProposalState>& proposals) {
  Json list = Json::array();
  for (const auto& proposal : proposals) list.push_back(proposal_json(proposal));
  return canonical({{"proposals", std::move(list)}});
}

constexpr auto fields(Of<ConditionPlace>) {
  using P = ConditionPlace;
  return std::tuple(field("branch", &P::branch), field("condition", &P::condition));
}

constexpr auto fields(Of<PolicyPreview::Step>) {
  using S = PolicyPreview::Step;
  return std::tuple(field("place", &S::place), field("fact", &S::fact), field("text", &S::text),
                    field("enterprises", &S::enterprises), field("amount_fen", &S::amount_fen));
}

constexpr auto fields(Of<PolicyPreview::Group>) {
  using G = PolicyPreview::Group;
  return std::tuple(field("name", &G::name), field("matches", &G::matches), field("amount_fen", &G::amount_fen));
}

constexpr auto fields(Of<PolicyPreview>) {
  using P = PolicyPreview;
  return std::tuple(field("policy", &P::policy), field("enterprises", &P::enterprises), field("matches", &P::matches),
                    field("unknown", &P::unknown), field("one_short", &P::one_short),
                    field("amount_fen", &P::amount_fen), field("without_amount", &P::without_amount),
                    field("steps", &P::steps), field("by_region", &P::by_region), field("by_size", &P::by_size),
                    field("examples", &P::examples), field("almost", &P::almost));
}

}  // namespace zhuqi
