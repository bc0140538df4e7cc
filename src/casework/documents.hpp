// The JSON form of a case; with it that of its commands and its events.
#pragma once

#include <zhuqi/casework/case.hpp>

#include "casework/event_documents.hpp"

namespace zhuqi {

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
