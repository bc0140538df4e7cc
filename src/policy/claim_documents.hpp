// The JSON form of claims: commands, events, state. Events are never changed: a field may be added, optional.
#pragma once

#include <zhuqi/policy/claim.hpp>

#include "base/variants.hpp"
#include "model/documents.hpp"
#include "sla/documents.hpp"

namespace zhuqi {

constexpr const char* kind(Of<DeliverClaim>) { return "deliver_claim"; }
constexpr auto fields(Of<DeliverClaim>) {
  using C = DeliverClaim;
  return std::tuple(field("claim", &C::claim), field("how", &C::how), field("note", &C::note).optional().personal());
}
constexpr const char* kind(Of<ReadClaim>) { return "read_claim"; }
constexpr auto fields(Of<ReadClaim>) { return std::tuple(field("claim", &ReadClaim::claim)); }
constexpr const char* kind(Of<ExpressInterest>) { return "express_interest"; }
constexpr auto fields(Of<ExpressInterest>) { return std::tuple(field("claim", &ExpressInterest::claim)); }
constexpr const char* kind(Of<ApplyClaim>) { return "apply_claim"; }
constexpr auto fields(Of<ApplyClaim>) {
  using C = ApplyClaim;
  return std::tuple(field("claim", &C::claim), field("stated", &C::stated).optional(),
                    field("note", &C::note).optional().personal());
}
constexpr const char* kind(Of<AcceptClaim>) { return "accept_claim"; }
constexpr auto fields(Of<AcceptClaim>) {
  using C = AcceptClaim;
  return std::tuple(field("claim", &C::claim), field("note", &C::note).optional().personal());
}
constexpr const char* kind(Of<RequestSupplement>) { return "request_supplement"; }
constexpr auto fields(Of<RequestSupplement>) {
  using C = RequestSupplement;
  return std::tuple(field("claim", &C::claim), field("missing", &C::missing).personal());
}
constexpr const char* kind(Of<SupplementClaim>) { return "supplement_claim"; }
constexpr auto fields(Of<SupplementClaim>) {
  using C = SupplementClaim;
  return std::tuple(field("claim", &C::claim), field("note", &C::note).optional().personal());
}
constexpr const char* kind(Of<ReviewClaim>) { return "review_claim"; }
constexpr auto fields(Of<ReviewClaim>) {
  using C = ReviewClaim;
  return std::tuple(field("claim", &C::claim), field("amount_fen", &C::amount_fen).optional(),
                    field("note", &C::note).optional().personal());
}
constexpr const char* kind(Of<PubliciseClaim>) { return "publicise_claim"; }
constexpr auto fields(Of<PubliciseClaim>) { return std::tuple(field("claim", &PubliciseClaim::claim)); }
constexpr const char* kind(Of<PayClaim>) { return "pay_claim"; }
constexpr auto fields(Of<PayClaim>) {
  return std::tuple(field("claim", &PayClaim::claim), field("voucher", &PayClaim::voucher));
}
constexpr const char* kind(Of<RateClaim>) { return "rate_claim"; }
constexpr auto fields(Of<RateClaim>) {
  using C = RateClaim;
  return std::tuple(field("claim", &C::claim), field("level", &C::level),
                    field("comment", &C::comment).optional().personal());
}
constexpr const char* kind(Of<RejectClaim>) { return "reject_claim"; }
constexpr auto fields(Of<RejectClaim>) {
  using C = RejectClaim;
  return std::tuple(field("claim", &C::claim), field("condition", &C::condition),
                    field("reason", &C::reason).personal());
}
constexpr const char* kind(Of<WithdrawClaim>) { return "withdraw_claim"; }
constexpr auto fields(Of<WithdrawClaim>) {
  using C = WithdrawClaim;
  return std::tuple(field("claim", &C::claim), field("reason", &C::reason).personal());
}
constexpr const char* kind(Of<RecoverClaim>) { return "recover_claim"; }
constexpr auto fields(Of<RecoverClaim>) {
  using C = RecoverClaim;
  return std::tuple(field("claim", &C::claim), field("amount_fen", &C::amount_fen),
                    field("reason", &C::reason).personal());
}

constexpr const char* kind(Of<ClaimMatched>) { return "claim.matched"; }
constexpr auto fields(Of<ClaimMatched>) {
  using E = ClaimMatched;
  return std::tuple(field("policy", &E::policy), field("title", &E::title), field("issuer", &E::issuer),
                    field("enterprise", &E::enterprise), field("group", &E::group).optional(),
                    field("way", &E::way).optional(), field("verdict", &E::verdict), field("because", &E::because),
                    field("amount_fen", &E::amount_fen).optional(), field("deadlines", &E::deadlines),
                    field("clocks", &E::clocks).optional());
}
constexpr const char* kind(Of<ClaimDelivered>) { return "claim.delivered"; }
constexpr auto fields(Of<ClaimDelivered>) {
  using E = ClaimDelivered;
  return std::tuple(field("how", &E::how), field("note", &E::note).optional().personal());
}
constexpr const char* kind(Of<ClaimRead>) { return "claim.read"; }
constexpr auto fields(Of<ClaimRead>) { return std::tuple(); }
constexpr const char* kind(Of<ClaimInterested>) { return "claim.interested"; }
constexpr auto fields(Of<ClaimInterested>) { return std::tuple(); }
constexpr const char* kind(Of<ClaimApplied>) { return "claim.applied"; }
constexpr auto fields(Of<ClaimApplied>) {
  using E = ClaimApplied;
  return std::tuple(field("stated", &E::stated).optional(), field("amount_fen", &E::amount_fen).optional(),
                    field("note", &E::note).optional().personal(), field("clocks", &E::clocks).optional());
}
constexpr const char* kind(Of<ClaimAccepted>) { return "claim.accepted"; }
constexpr auto fields(Of<ClaimAccepted>) {
  using E = ClaimAccepted;
  return std::tuple(field("note", &E::note).optional().personal(), field("clocks", &E::clocks).optional());
}
constexpr const char* kind(Of<SupplementRequested>) { return "claim.supplement_requested"; }
constexpr auto fields(Of<SupplementRequested>) {
  using E = SupplementRequested;
  return std::tuple(field("missing", &E::missing).personal(), field("clocks", &E::clocks).optional());
}
constexpr const char* kind(Of<ClaimSupplemented>) { return "claim.supplemented"; }
constexpr auto fields(Of<ClaimSupplemented>) {
  using E = ClaimSupplemented;
  return std::tuple(field("note", &E::note).optional().personal(), field("clocks", &E::clocks).optional());
}
constexpr const char* kind(Of<ClaimReviewed>) { return "claim.reviewed"; }
constexpr auto fields(Of<ClaimReviewed>) {
  using E = ClaimReviewed;
  return std::tuple(field("amount_fen", &E::amount_fen), field("note", &E::note).optional().personal());
}
constexpr const char* kind(Of<ClaimPublicised>) { return "claim.publicised"; }
constexpr auto fields(Of<ClaimPublicised>) { return std::tuple(field("clocks", &ClaimPublicised::clocks).optional()); }
constexpr const char* kind(Of<ClaimPaid>) { return "claim.paid"; }
constexpr auto fields(Of<ClaimPaid>) {
  return std::tuple(field("amount_fen", &ClaimPaid::amount_fen), field("voucher", &ClaimPaid::voucher));
}
constexpr const char* kind(Of<ClaimRated>) { return "claim.rated"; }
constexpr auto fields(Of<ClaimRated>) {
  using E = ClaimRated;
  return std::tuple(field("level", &E::level), field("comment", &E::comment).optional().personal());
}
constexpr const char* kind(Of<ClaimRejected>) { return "claim.rejected"; }
constexpr auto fields(Of<ClaimRejected>) {
  using E = ClaimRejected;
  return std::tuple(field("condition", &E::condition), field("reason", &E::reason).personal());
}
constexpr const char* kind(Of<ClaimWithdrawn>) { return "claim.withdrawn"; }
constexpr auto fields(Of<ClaimWithdrawn>) { return std::tuple(field("reason", &ClaimWithdrawn::reason).personal()); }
constexpr const char* kind(Of<ClaimExpired>) { return "claim.expired"; }
constexpr auto fields(Of<ClaimExpired>) { return std::tuple(field("clock", &ClaimExpired::clock)); }
constexpr const char* kind(Of<ClaimRecovered>) { return "claim.recovered"; }
constexpr auto fields(Of<ClaimRecovered>) {
  using E = ClaimRecovered;
  return std::tuple(field("amount_fen", &E::amount_fen), field("reason", &E::reason).personal());
}
constexpr const char* kind(Of<ClaimStepped>) { return "claim.stepped"; }
constexpr auto fields(Of<ClaimStepped>) {
  using E = ClaimStepped;
  return std::tuple(field("clock", &E::clock), field("index", &E::index), field("kind", &E::kind),
                    field("tell", &E::tell), field("recipients", &E::recipients),
                    field("tell_at", &E::tell_at).optional());
}
constexpr const char* kind(Of<ClaimSettled>) { return "claim.settled"; }
constexpr auto fields(Of<ClaimSettled>) { return std::tuple(field("clocks", &ClaimSettled::clocks)); }

constexpr auto names(Of<ClaimStage>) {
  using enum ClaimStage;
  return std::array{std::pair{none, "none"},
                    std::pair{matched, "matched"},
                    std::pair{delivered, "delivered"},
                    std::pair{read, "read"},
                    std::pair{interested, "interested"},
                    std::pair{applied, "applied"},
                    std::pair{accepted, "accepted"},
                    std::pair{incomplete, "incomplete"},
                    std::pair{reviewed, "reviewed"},
                    std::pair{publicised, "publicised"},
                    std::pair{paid, "paid"},
                    std::pair{rated, "rated"},
                    std::pair{ineligible, "ineligible"},
                    std::pair{withdrawn, "withdrawn"},
                    std::pair{expired, "expired"},
                    std::pair{recovered, "recovered"}};
}

constexpr auto fields(Of<ClaimClock>) {
  using C = ClaimClock;
  return std::tuple(field("plan", &C::plan), field("stepped", &C::stepped).optional(),
                    field("paused", &C::paused).optional(), field("stopped", &C::stopped).optional());
}

constexpr auto fields(Of<ClaimState>) {
  using S = ClaimState;
  return std::tuple(
      field("id", &S::id), field("stage", &S::stage), field("policy", &S::policy), field("title", &S::title),
      field("issuer", &S::issuer), field("enterprise", &S::enterprise), field("group", &S::group).optional(),
      field("way", &S::way).optional(), field("verdict", &S::verdict), field("deadlines", &S::deadlines).optional(),
      field("amount_fen", &S::amount_fen).optional(), field("recovered_fen", &S::recovered_fen).optional(),
      field("opened", &S::opened), field("last", &S::last), field("delivered", &S::delivered).optional(),
      field("applied", &S::applied).optional(), field("paid", &S::paid).optional(),
      field("before", &S::before).optional(), field("supplements", &S::supplements).optional(),
      field("rating", &S::rating).optional(), field("rejected", &S::rejected).optional(),
      field("clocks", &S::clocks).optional());
}

}  // namespace zhuqi
