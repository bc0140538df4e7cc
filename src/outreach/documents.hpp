// The JSON form of a visit's command, event and state. Events are never changed: a field may be added, optional.
#pragma once

#include <zhuqi/outreach/visit.hpp>

#include "base/fields.hpp"
#include "model/documents.hpp"

namespace zhuqi {

constexpr const char* kind(Of<RecordVisit>) { return "record_visit"; }
constexpr auto fields(Of<RecordVisit>) {
  return std::tuple(field("visit", &RecordVisit::visit), field("needs", &RecordVisit::needs).optional());
}

constexpr const char* kind(Of<VisitRecorded>) { return "visit.recorded"; }
constexpr auto fields(Of<VisitRecorded>) {
  return std::tuple(field("visit", &VisitRecorded::visit), field("needs_found", &VisitRecorded::needs_found));
}

constexpr auto fields(Of<VisitState>) {
  using S = VisitState;
  return std::tuple(field("id", &S::id), field("recorded", &S::recorded).optional(),
                    field("enterprise", &S::enterprise).optional(), field("officer", &S::officer).optional(),
                    field("at", &S::at), field("needs_found", &S::needs_found).optional());
}

}  // namespace zhuqi
