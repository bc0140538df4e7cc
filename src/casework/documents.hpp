// The JSON form of a case, its commands and its events. Events are never changed: a field may be added, optional.
#pragma once

#include <zhuqi/casework/case.hpp>
#include <zhuqi/casework/command.hpp>
#include <zhuqi/casework/event.hpp>

#include "base/fields.hpp"
#include "model/documents.hpp"
#include "sla/documents.hpp"

namespace zhuqi {

constexpr auto names(Of<CaseOutcome>) {
  return std::array{std::pair{CaseOutcome::solved, "solved"}, std::pair{CaseOutcome::explained, "explained"},
                    std::pair{CaseOutcome::promised, "promised"}, std::pair{CaseOutcome::not_possible, "not_possible"}};
}

constexpr auto fields(Of<Effect>) {
  using E = Effect;
  return std::tuple(field("kind", &E::kind), field("amount", &E::amount), field("unit", &E::unit));
}

// --- Commands, by their name -----------------------------------------------------------------------------------

constexpr const char* kind(Of<Dispatch>) { return "dispatch"; }
constexpr auto fields(Of<Dispatch>) {
  using C = Dispatch;
  return std::tuple(field("need", &C::need), field("lead", &C::lead), field("supporting", &C::supporting).optional(),
                    field("reason", &C::reason));
}

constexpr const char* kind(Of<Sign>) { return "sign"; }
constexpr auto fields(Of<Sign>) { return std::tuple(field("need", &Sign::need)); }

constexpr const char* kind(Of<Return>) { return "return"; }
constexpr auto fields(Of<Return>) {
  using C = Return;
  return std::tuple(field("need", &C::need), field("reason", &C::reason), field("suggested", &C::suggested));
}

constexpr const char* kind(Of<Start>) { return "start"; }
constexpr auto fields(Of<Start>) {
  return std::tuple(field("need", &Start::need), field("note", &Start::note).optional());
}

constexpr const char* kind(Of<Contact>) { return "contact"; }
constexpr auto fields(Of<Contact>) {
  using C = Contact;
  return std::tuple(field("need", &C::need), field("when", &C::when).optional(), field("with", &C::with),
                    field("how", &C::how), field("note", &C::note).optional());
}

constexpr const char* kind(Of<Plan>) { return "plan"; }
constexpr auto fields(Of<Plan>) { return std::tuple(field("need", &Plan::need), field("text", &Plan::text)); }

constexpr const char* kind(Of<Suspend>) { return "suspend"; }
constexpr auto fields(Of<Suspend>) {
  using C = Suspend;
  return std::tuple(field("need", &C::need), field("reason", &C::reason),
                    field("allowed_by", &C::allowed_by).optional());
}

constexpr const char* kind(Of<Resume>) { return "resume"; }
constexpr auto fields(Of<Resume>) {
  return std::tuple(field("need", &Resume::need), field("note", &Resume::note).optional());
}

constexpr const char* kind(Of<RequestExtension>) { return "request_extension"; }
constexpr auto fields(Of<RequestExtension>) {
  using C = RequestExtension;
  return std::tuple(field("need", &C::need), field("span", &C::span), field("reason", &C::reason));
}

constexpr const char* kind(Of<ApproveExtension>) { return "approve_extension"; }
constexpr auto fields(Of<ApproveExtension>) {
  using C = ApproveExtension;
  return std::tuple(field("need", &C::need), field("note", &C::note).optional());
}

constexpr const char* kind(Of<RefuseExtension>) { return "refuse_extension"; }
constexpr auto fields(Of<RefuseExtension>) {
  using C = RefuseExtension;
  return std::tuple(field("need", &C::need), field("reason", &C::reason));
}

constexpr const char* kind(Of<Resolve>) { return "resolve"; }
constexpr auto fields(Of<Resolve>) {
  using C = Resolve;
  return std::tuple(field("need", &C::need), field("answer", &C::answer), field("promised", &C::promised).optional(),
                    field("outcome", &C::outcome).optional(), field("reason", &C::reason).optional(),
                    field("effect", &C::effect).optional());
}

constexpr const char* kind(Of<Confirm>) { return "confirm"; }
constexpr auto fields(Of<Confirm>) { return std::tuple(field("need", &Confirm::need)); }

constexpr const char* kind(Of<Dispute>) { return "dispute"; }
constexpr auto fields(Of<Dispute>) {
  return std::tuple(field("need", &Dispute::need), field("reason", &Dispute::reason));
}

constexpr const char* kind(Of<Rate>) { return "rate"; }
constexpr auto fields(Of<Rate>) {
  return std::tuple(field("need", &Rate::need), field("level", &Rate::level),
                    field("comment", &Rate::comment).optional());
}

constexpr const char* kind(Of<Close>) { return "close"; }
constexpr auto fields(Of<Close>) { return std::tuple(field("need", &Close::need)); }

constexpr const char* kind(Of<Comment>) { return "comment"; }
constexpr auto fields(Of<Comment>) { return std::tuple(field("need", &Comment::need), field("text", &Comment::text)); }

constexpr const char* kind(Of<Decline>) { return "decline"; }
constexpr auto fields(Of<Decline>) {
  using X = Decline;
  return std::tuple(field("need", &X::need), field("reason", &X::reason));
}

constexpr const char* kind(Of<Rule>) { return "rule"; }
constexpr auto fields(Of<Rule>) {
  using X = Rule;
  return std::tuple(field("need", &X::need), field("lead", &X::lead), field("reason", &X::reason));
}

constexpr const char* kind(Of<Transfer>) { return "transfer"; }
constexpr auto fields(Of<Transfer>) {
  using X = Transfer;
  return std::tuple(field("need", &X::need), field("lead", &X::lead), field("reason", &X::reason));
}

constexpr const char* kind(Of<AddSupport>) { return "add_support"; }
constexpr auto fields(Of<AddSupport>) {
  using X = AddSupport;
  return std::tuple(field("need", &X::need), field("department", &X::department), field("task", &X::task),
                    field("within", &X::within).optional(), field("after", &X::after).optional());
}

constexpr const char* kind(Of<CancelSupport>) { return "cancel_support"; }
constexpr auto fields(Of<CancelSupport>) {
  using X = CancelSupport;
  return std::tuple(field("need", &X::need), field("department", &X::department), field("reason", &X::reason));
}

constexpr const char* kind(Of<ReportSupport>) { return "report_support"; }
constexpr auto fields(Of<ReportSupport>) {
  using X = ReportSupport;
  return std::tuple(field("need", &X::need), field("report", &X::report));
}

constexpr const char* kind(Of<Urge>) { return "urge"; }
constexpr auto fields(Of<Urge>) {
  using X = Urge;
  return std::tuple(field("need", &X::need), field("note", &X::note).optional());
}

constexpr const char* kind(Of<Supervise>) { return "supervise"; }
constexpr auto fields(Of<Supervise>) {
  using X = Supervise;
  return std::tuple(field("need", &X::need), field("instruction", &X::instruction));
}

constexpr const char* kind(Of<FollowUp>) { return "follow_up"; }
constexpr auto fields(Of<FollowUp>) {
  using X = FollowUp;
  return std::tuple(field("need", &X::need), field("holds", &X::holds), field("note", &X::note).optional());
}

constexpr const char* kind(Of<Recheck>) { return "recheck"; }
constexpr auto fields(Of<Recheck>) {
  using X = Recheck;
  return std::tuple(field("need", &X::need), field("kept", &X::kept), field("note", &X::note).optional());
}

constexpr const char* kind(Of<Reopen>) { return "reopen"; }
constexpr auto fields(Of<Reopen>) {
  using X = Reopen;
  return std::tuple(field("need", &X::need), field("reason", &X::reason));
}

constexpr const char* kind(Of<Withdraw>) { return "withdraw"; }
constexpr auto fields(Of<Withdraw>) {
  using X = Withdraw;
  return std::tuple(field("need", &X::need), field("reason", &X::reason));
}

constexpr const char* kind(Of<CheckWithdrawal>) { return "check_withdrawal"; }
constexpr auto fields(Of<CheckWithdrawal>) {
  using X = CheckWithdrawal;
  return std::tuple(field("need", &X::need), field("of_own_will", &X::of_own_will), field("with", &X::with),
                    field("how", &X::how));
}

constexpr const char* kind(Of<Merge>) { return "merge"; }
constexpr auto fields(Of<Merge>) {
  using X = Merge;
  return std::tuple(field("need", &X::need), field("into", &X::into), field("reason", &X::reason));
}

constexpr const char* kind(Of<Attach>) { return "attach"; }
constexpr auto fields(Of<Attach>) {
  using X = Attach;
  return std::tuple(field("need", &X::need), field("name", &X::name), field("reference", &X::reference),
                    field("sha256", &X::sha256));
}

constexpr const char* kind(Of<Correct>) { return "correct"; }
constexpr auto fields(Of<Correct>) {
  using X = Correct;
  return std::tuple(field("need", &X::need), field("event", &X::event), field("text", &X::text),
                    field("reason", &X::reason));
}

constexpr const char* kind(Of<Archive>) { return "archive"; }
constexpr auto fields(Of<Archive>) {
  using X = Archive;
  return std::tuple(field("need", &X::need));
}

constexpr const char* kind(Of<Redact>) { return "redact"; }
constexpr auto fields(Of<Redact>) {
  using X = Redact;
  return std::tuple(field("need", &X::need), field("reason", &X::reason));
}

constexpr const char* kind(Of<Accept>) { return "accept"; }
constexpr auto fields(Of<Accept>) {
  return std::tuple(field("need", &Accept::need), field("note", &Accept::note).optional());
}

// --- Events, by their kind -------------------------------------------------------------------------------------

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

// --- The state ---------------------------------------------------------------------------------------------------

constexpr auto names(Of<Stage>) {
  return std::array{std::pair{Stage::none, "none"},
                    std::pair{Stage::registered, "registered"},
                    std::pair{Stage::dispatched, "dispatched"},
                    std::pair{Stage::returned, "returned"},
                    std::pair{Stage::signed_, "signed"},
                    std::pair{Stage::in_progress, "in_progress"},
                    std::pair{Stage::suspended, "suspended"},
                    std::pair{Stage::resolved, "resolved"},
                    std::pair{Stage::confirmed, "confirmed"},
                    std::pair{Stage::closed, "closed"},
                    std::pair{Stage::declined, "declined"},
                    std::pair{Stage::withdrawn, "withdrawn"},
                    std::pair{Stage::merged, "merged"},
                    std::pair{Stage::archived, "archived"}};
}

constexpr auto fields(Of<CaseClock>) {
  using C = CaseClock;
  return std::tuple(field("plan", &C::plan), field("stepped", &C::stepped).optional(),
                    field("breached", &C::breached).optional(), field("paused", &C::paused).optional(),
                    field("stopped", &C::stopped).optional());
}

constexpr auto fields(Of<Suspension>) {
  return std::tuple(field("since", &Suspension::since), field("stage", &Suspension::stage));
}

constexpr auto fields(Of<ExtensionRequest>) {
  using E = ExtensionRequest;
  return std::tuple(field("span", &E::span), field("by", &E::by), field("at", &E::at));
}

constexpr auto fields(Of<Share>) {
  using S = Share;
  return std::tuple(field("holder", &S::holder), field("department", &S::department).optional(),
                    field("elapsed", &S::elapsed), field("paused", &S::paused).optional());
}

constexpr auto fields(Of<SupportTask>) {
  using T = SupportTask;
  return std::tuple(field("asked", &T::asked), field("within", &T::within).optional(),
                    field("after", &T::after).optional(), field("done", &T::done).optional(),
                    field("cancelled", &T::cancelled).optional());
}

constexpr auto fields(Of<Case>) {
  using C = Case;
  return std::tuple(
      field("id", &C::id), field("stage", &C::stage), field("enterprise", &C::enterprise), field("region", &C::region),
      field("group", &C::group).optional(), field("service_item", &C::service_item).optional(),
      field("source", &C::source).optional(), field("channel", &C::channel).optional(), field("urgency", &C::urgency),
      field("policy", &C::policy), field("lead", &C::lead).optional(), field("supporting", &C::supporting).optional(),
      field("officer", &C::officer).optional(), field("role", &C::role).optional(), field("rule", &C::rule).optional(),
      field("because", &C::because).optional(), field("registered", &C::registered), field("last", &C::last),
      field("round", &C::round), field("dispatches", &C::dispatches).optional(),
      field("returned_by", &C::returned_by).optional(), field("suggested", &C::suggested).optional(),
      field("rating", &C::rating).optional(), field("resolved", &C::resolved).optional(),
      field("contacted", &C::contacted).optional(), field("closed", &C::closed).optional(),
      field("promised", &C::promised).optional(), field("suspension", &C::suspension).optional(),
      field("extension", &C::extension).optional(), field("extensions", &C::extensions).optional(),
      field("clocks", &C::clocks).optional(), field("shares", &C::shares).optional(),
      field("tasks", &C::tasks).optional(), field("ruled", &C::ruled).optional(),
      field("routed_by", &C::routed_by).optional(), field("outcome", &C::outcome).optional(),
      field("effects", &C::effects).optional(), field("accepted", &C::accepted).optional(),
      field("urged", &C::urged).optional(), field("supervised", &C::supervised).optional(),
      field("rechecked", &C::rechecked).optional(), field("withdrawn_by", &C::withdrawn_by).optional(),
      field("merged_into", &C::merged_into).optional(), field("absorbed", &C::absorbed).optional());
}

}  // namespace zhuqi
