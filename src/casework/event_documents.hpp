// The JSON form of what happens to a need. Events are never changed: a field may be added, optional.
#pragma once

#include <zhuqi/casework/event.hpp>

#include "casework/command_documents.hpp"

namespace zhuqi {

constexpr auto fields(Of<SimilarNeed>) {
  using S = SimilarNeed;
  return std::tuple(field("need", &S::need), field("likeness", &S::likeness), field("alike", &S::alike));
}

constexpr const char* kind(Of<NeedReassigned>) { return "need.reassigned"; }
constexpr auto fields(Of<NeedReassigned>) {
  return std::tuple(field("officer", &NeedReassigned::officer), field("because", &NeedReassigned::because));
}

constexpr const char* kind(Of<NeedRegistered>) { return "need.registered"; }
constexpr auto fields(Of<NeedRegistered>) {
  using E = NeedRegistered;
  return std::tuple(field("need", &E::need), field("region", &E::region), field("group", &E::group).optional(),
                    field("urgency", &E::urgency), field("policy", &E::policy), field("resolve", &E::resolve),
                    field("clocks", &E::clocks).optional(), field("similar", &E::similar).optional());
}

constexpr const char* kind(Of<NeedDispatched>) { return "need.dispatched"; }
constexpr auto fields(Of<NeedDispatched>) {
  using E = NeedDispatched;
  return std::tuple(field("lead", &E::lead), field("supporting", &E::supporting).optional(),
                    field("officer", &E::officer).optional(), field("rule", &E::rule).optional(),
                    field("because", &E::because), field("sign", &E::sign), field("role", &E::role).optional(),
                    field("reason", &E::reason).optional().personal(), field("precedent", &E::precedent).optional());
}

constexpr const char* kind(Of<NeedSigned>) { return "need.signed"; }
constexpr auto fields(Of<NeedSigned>) { return std::tuple(); }

constexpr const char* kind(Of<NeedReturned>) { return "need.returned"; }
constexpr auto fields(Of<NeedReturned>) {
  using E = NeedReturned;
  return std::tuple(field("reason", &E::reason).optional().personal(), field("suggested", &E::suggested));
}

constexpr const char* kind(Of<NeedStarted>) { return "need.started"; }
constexpr auto fields(Of<NeedStarted>) { return std::tuple(field("note", &NeedStarted::note).optional().personal()); }

constexpr const char* kind(Of<NeedContacted>) { return "need.contacted"; }
constexpr auto fields(Of<NeedContacted>) {
  using E = NeedContacted;
  return std::tuple(field("when", &E::when), field("with", &E::with).personal(), field("how", &E::how),
                    field("note", &E::note).optional().personal());
}

constexpr const char* kind(Of<NeedPlanned>) { return "need.planned"; }
constexpr auto fields(Of<NeedPlanned>) { return std::tuple(field("text", &NeedPlanned::text).personal()); }

constexpr const char* kind(Of<NeedSuspended>) { return "need.suspended"; }
constexpr auto fields(Of<NeedSuspended>) {
  using E = NeedSuspended;
  return std::tuple(field("reason", &E::reason).personal(), field("allowed_by", &E::allowed_by));
}

constexpr const char* kind(Of<NeedResumed>) { return "need.resumed"; }
constexpr auto fields(Of<NeedResumed>) {
  using E = NeedResumed;
  return std::tuple(field("note", &E::note).optional().personal(), field("clocks", &E::clocks));
}

constexpr const char* kind(Of<ExtensionRequested>) { return "extension.requested"; }
constexpr auto fields(Of<ExtensionRequested>) {
  using E = ExtensionRequested;
  return std::tuple(field("span", &E::span), field("reason", &E::reason).personal(), field("by", &E::by));
}

constexpr const char* kind(Of<ExtensionApproved>) { return "extension.approved"; }
constexpr auto fields(Of<ExtensionApproved>) {
  using E = ExtensionApproved;
  return std::tuple(field("note", &E::note).optional().personal(), field("resolve", &E::resolve));
}

constexpr const char* kind(Of<ExtensionRefused>) { return "extension.refused"; }
constexpr auto fields(Of<ExtensionRefused>) {
  return std::tuple(field("reason", &ExtensionRefused::reason).personal());
}

constexpr const char* kind(Of<NeedResolved>) { return "need.resolved"; }
constexpr auto fields(Of<NeedResolved>) {
  using E = NeedResolved;
  return std::tuple(field("answer", &E::answer).personal(), field("promised", &E::promised).optional(),
                    field("clocks", &E::clocks).optional(), field("outcome", &E::outcome).optional(),
                    field("reason", &E::reason).optional().personal(), field("effect", &E::effect).optional(),
                    field("answered_by", &E::answered_by).optional());
}

constexpr const char* kind(Of<NeedConfirmed>) { return "need.confirmed"; }
constexpr auto fields(Of<NeedConfirmed>) { return std::tuple(); }

constexpr const char* kind(Of<NeedDisputed>) { return "need.disputed"; }
constexpr auto fields(Of<NeedDisputed>) { return std::tuple(field("reason", &NeedDisputed::reason).personal()); }

constexpr const char* kind(Of<NeedReopened>) { return "need.reopened"; }
constexpr auto fields(Of<NeedReopened>) {
  using E = NeedReopened;
  return std::tuple(field("cause", &E::cause), field("resolve", &E::resolve),
                    field("reason", &E::reason).optional().personal(), field("recipients", &E::recipients).optional());
}

constexpr const char* kind(Of<NeedRated>) { return "need.rated"; }
constexpr auto fields(Of<NeedRated>) {
  return std::tuple(field("level", &NeedRated::level), field("comment", &NeedRated::comment).optional().personal());
}

constexpr const char* kind(Of<NeedClosed>) { return "need.closed"; }
constexpr auto fields(Of<NeedClosed>) { return std::tuple(field("clocks", &NeedClosed::clocks).optional()); }

constexpr const char* kind(Of<NeedCommented>) { return "need.commented"; }
constexpr auto fields(Of<NeedCommented>) { return std::tuple(field("text", &NeedCommented::text).personal()); }

constexpr const char* kind(Of<ClockStepped>) { return "clock.stepped"; }
constexpr auto fields(Of<ClockStepped>) {
  using E = ClockStepped;
  return std::tuple(field("clock", &E::clock), field("index", &E::index), field("kind", &E::kind),
                    field("tell", &E::tell), field("recipients", &E::recipients).optional(),
                    field("tell_at", &E::tell_at).optional());
}

constexpr const char* kind(Of<ClockSettled>) { return "clock.settled"; }
constexpr auto fields(Of<ClockSettled>) { return std::tuple(field("plan", &ClockSettled::plan)); }

constexpr const char* kind(Of<ClocksRecalculated>) { return "clock.recalculated"; }
constexpr auto fields(Of<ClocksRecalculated>) {
  using E = ClocksRecalculated;
  return std::tuple(field("policy", &E::policy).optional(), field("clocks", &E::clocks));
}

constexpr const char* kind(Of<NeedDeclined>) { return "need.declined"; }
constexpr auto fields(Of<NeedDeclined>) {
  using X = NeedDeclined;
  return std::tuple(field("reason", &X::reason).personal());
}

constexpr const char* kind(Of<NeedRuled>) { return "need.ruled"; }
constexpr auto fields(Of<NeedRuled>) {
  using X = NeedRuled;
  return std::tuple(field("lead", &X::lead), field("reason", &X::reason).personal());
}

constexpr const char* kind(Of<NeedTransferred>) { return "need.transferred"; }
constexpr auto fields(Of<NeedTransferred>) {
  using X = NeedTransferred;
  return std::tuple(field("from", &X::from), field("reason", &X::reason).personal());
}

constexpr const char* kind(Of<SupportAdded>) { return "support.added"; }
constexpr auto fields(Of<SupportAdded>) {
  using X = SupportAdded;
  return std::tuple(field("department", &X::department), field("task", &X::task).personal(),
                    field("within", &X::within).optional(), field("after", &X::after).optional(),
                    field("clocks", &X::clocks).optional());
}

constexpr const char* kind(Of<SupportCancelled>) { return "support.cancelled"; }
constexpr auto fields(Of<SupportCancelled>) {
  using X = SupportCancelled;
  return std::tuple(field("department", &X::department), field("reason", &X::reason).personal(),
                    field("clocks", &X::clocks).optional());
}

constexpr const char* kind(Of<SupportReported>) { return "support.reported"; }
constexpr auto fields(Of<SupportReported>) {
  using X = SupportReported;
  return std::tuple(field("department", &X::department), field("report", &X::report).personal(),
                    field("clocks", &X::clocks).optional());
}

constexpr const char* kind(Of<NeedUrged>) { return "need.urged"; }
constexpr auto fields(Of<NeedUrged>) {
  using X = NeedUrged;
  return std::tuple(field("note", &X::note).optional().personal());
}

constexpr const char* kind(Of<NeedSupervised>) { return "need.supervised"; }
constexpr auto fields(Of<NeedSupervised>) {
  using X = NeedSupervised;
  return std::tuple(field("instruction", &X::instruction).personal());
}

constexpr const char* kind(Of<NeedFollowedUp>) { return "need.followed_up"; }
constexpr auto fields(Of<NeedFollowedUp>) {
  using X = NeedFollowedUp;
  return std::tuple(field("holds", &X::holds), field("note", &X::note).optional().personal());
}

constexpr const char* kind(Of<NeedRechecked>) { return "need.rechecked"; }
constexpr auto fields(Of<NeedRechecked>) {
  using X = NeedRechecked;
  return std::tuple(field("kept", &X::kept), field("note", &X::note).optional().personal());
}

constexpr const char* kind(Of<NeedWithdrawn>) { return "need.withdrawn"; }
constexpr auto fields(Of<NeedWithdrawn>) {
  using X = NeedWithdrawn;
  return std::tuple(field("reason", &X::reason).personal(), field("by", &X::by),
                    field("clocks", &X::clocks).optional());
}

constexpr const char* kind(Of<WithdrawalChecked>) { return "withdrawal.checked"; }
constexpr auto fields(Of<WithdrawalChecked>) {
  using X = WithdrawalChecked;
  return std::tuple(field("of_own_will", &X::of_own_will), field("with", &X::with).personal(), field("how", &X::how));
}

constexpr const char* kind(Of<NeedMerged>) { return "need.merged"; }
constexpr auto fields(Of<NeedMerged>) {
  using X = NeedMerged;
  return std::tuple(field("into", &X::into), field("reason", &X::reason).personal());
}

constexpr const char* kind(Of<NeedAbsorbed>) { return "need.absorbed"; }
constexpr auto fields(Of<NeedAbsorbed>) {
  using X = NeedAbsorbed;
  return std::tuple(field("need", &X::need));
}

constexpr const char* kind(Of<NeedAttached>) { return "need.attached"; }
constexpr auto fields(Of<NeedAttached>) {
  using X = NeedAttached;
  return std::tuple(field("name", &X::name).personal(), field("reference", &X::reference).personal(),
                    field("sha256", &X::sha256));
}

constexpr const char* kind(Of<NeedCorrected>) { return "need.corrected"; }
constexpr auto fields(Of<NeedCorrected>) {
  using X = NeedCorrected;
  return std::tuple(field("event", &X::event), field("text", &X::text).personal(),
                    field("reason", &X::reason).personal());
}

constexpr const char* kind(Of<NeedAccepted>) { return "need.accepted"; }
constexpr auto fields(Of<NeedAccepted>) { return std::tuple(field("note", &NeedAccepted::note).optional().personal()); }

constexpr const char* kind(Of<NeedArchived>) { return "need.archived"; }
constexpr auto fields(Of<NeedArchived>) { return std::tuple(); }

constexpr const char* kind(Of<NeedRedacted>) { return "need.redacted"; }
constexpr auto fields(Of<NeedRedacted>) {
  using X = NeedRedacted;
  return std::tuple(field("reason", &X::reason));
}

}  // namespace zhuqi
