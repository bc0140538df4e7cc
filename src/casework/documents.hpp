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

constexpr const char* kind(Of<Resolve>) { return "resolve"; }
constexpr auto fields(Of<Resolve>) {
  return std::tuple(field("need", &Resolve::need), field("answer", &Resolve::answer));
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

constexpr const char* kind(Of<NeedRegistered>) { return "need.registered"; }
constexpr auto fields(Of<NeedRegistered>) {
  using E = NeedRegistered;
  return std::tuple(field("need", &E::need), field("region", &E::region), field("group", &E::group).optional(),
                    field("urgency", &E::urgency), field("policy", &E::policy), field("resolve", &E::resolve));
}

constexpr const char* kind(Of<NeedDispatched>) { return "need.dispatched"; }
constexpr auto fields(Of<NeedDispatched>) {
  using E = NeedDispatched;
  return std::tuple(field("lead", &E::lead), field("supporting", &E::supporting).optional(),
                    field("officer", &E::officer).optional(), field("rule", &E::rule).optional(),
                    field("because", &E::because), field("sign", &E::sign));
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

constexpr const char* kind(Of<NeedResolved>) { return "need.resolved"; }
constexpr auto fields(Of<NeedResolved>) { return std::tuple(field("answer", &NeedResolved::answer).personal()); }

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
constexpr auto fields(Of<NeedClosed>) { return std::tuple(); }

constexpr const char* kind(Of<NeedCommented>) { return "need.commented"; }
constexpr auto fields(Of<NeedCommented>) { return std::tuple(field("text", &NeedCommented::text).personal()); }

constexpr const char* kind(Of<ClockStepped>) { return "clock.stepped"; }
constexpr auto fields(Of<ClockStepped>) {
  using E = ClockStepped;
  return std::tuple(field("clock", &E::clock), field("index", &E::index), field("kind", &E::kind),
                    field("tell", &E::tell), field("recipients", &E::recipients).optional());
}

constexpr const char* kind(Of<ClockSettled>) { return "clock.settled"; }
constexpr auto fields(Of<ClockSettled>) { return std::tuple(field("plan", &ClockSettled::plan)); }

// --- The state ---------------------------------------------------------------------------------------------------

constexpr auto names(Of<Stage>) {
  return std::array{std::pair{Stage::none, "none"},
                    std::pair{Stage::registered, "registered"},
                    std::pair{Stage::dispatched, "dispatched"},
                    std::pair{Stage::returned, "returned"},
                    std::pair{Stage::signed_, "signed"},
                    std::pair{Stage::in_progress, "in_progress"},
                    std::pair{Stage::resolved, "resolved"},
                    std::pair{Stage::confirmed, "confirmed"},
                    std::pair{Stage::closed, "closed"}};
}

constexpr auto fields(Of<CaseClock>) {
  using C = CaseClock;
  return std::tuple(field("plan", &C::plan), field("stepped", &C::stepped).optional(),
                    field("breached", &C::breached).optional(), field("stopped", &C::stopped).optional());
}

constexpr auto fields(Of<Case>) {
  using C = Case;
  return std::tuple(
      field("id", &C::id), field("stage", &C::stage), field("enterprise", &C::enterprise), field("region", &C::region),
      field("group", &C::group).optional(), field("service_item", &C::service_item).optional(),
      field("source", &C::source).optional(), field("channel", &C::channel).optional(), field("urgency", &C::urgency),
      field("policy", &C::policy), field("lead", &C::lead).optional(), field("supporting", &C::supporting).optional(),
      field("officer", &C::officer).optional(), field("rule", &C::rule).optional(),
      field("because", &C::because).optional(), field("registered", &C::registered), field("last", &C::last),
      field("round", &C::round), field("dispatches", &C::dispatches).optional(),
      field("returned_by", &C::returned_by).optional(), field("suggested", &C::suggested).optional(),
      field("rating", &C::rating).optional(), field("resolved", &C::resolved).optional(),
      field("closed", &C::closed).optional(), field("sign", &C::sign), field("resolve", &C::resolve));
}

}  // namespace zhuqi
