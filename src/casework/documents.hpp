// The JSON form of a case, its commands and its events. Events are never changed: a field may be added, optional.
#pragma once

#include <zhuqi/casework/case.hpp>
#include <zhuqi/casework/command.hpp>
#include <zhuqi/casework/event.hpp>

#include "base/fields.hpp"
#include "model/documents.hpp"
#include "sla/documents.hpp"

namespace zhuqi {

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
  return std::tuple(field("need", &C::need), field("answer", &C::answer), field("promised", &C::promised).optional());
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
                    field("because", &E::because), field("sign", &E::sign), field("role", &E::role).optional());
}

constexpr const char* kind(Of<NeedSigned>) { return "need.signed"; }
constexpr auto fields(Of<NeedSigned>) { return std::tuple(); }

constexpr const char* kind(Of<NeedReturned>) { return "need.returned"; }
constexpr auto fields(Of<NeedReturned>) {
  using E = NeedReturned;
  return std::tuple(field("reason", &E::reason), field("suggested", &E::suggested));
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
                    field("clocks", &E::clocks).optional());
}

constexpr const char* kind(Of<NeedConfirmed>) { return "need.confirmed"; }
constexpr auto fields(Of<NeedConfirmed>) { return std::tuple(); }

constexpr const char* kind(Of<NeedDisputed>) { return "need.disputed"; }
constexpr auto fields(Of<NeedDisputed>) { return std::tuple(field("reason", &NeedDisputed::reason).personal()); }

constexpr const char* kind(Of<NeedReopened>) { return "need.reopened"; }
constexpr auto fields(Of<NeedReopened>) {
  return std::tuple(field("cause", &NeedReopened::cause), field("resolve", &NeedReopened::resolve));
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
                    std::pair{Stage::closed, "closed"}};
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
      field("clocks", &C::clocks).optional(), field("shares", &C::shares).optional());
}

}  // namespace zhuqi
