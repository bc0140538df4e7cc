// Cases and their events to and from JSON, for those who need not know their fields (casework/documents.hpp): compiled
// once, because there are many.
#pragma once

#include <optional>
#include <string_view>

#include <zhuqi/casework/case.hpp>
#include <zhuqi/casework/event.hpp>

#include "base/json.hpp"

namespace zhuqi {

struct CaseEventJson {
  std::string_view kind;
  Json data;      // without what is personal
  Json personal;  // an empty object if nothing is
};

CaseEventJson case_event_json(const CaseEvent& event);

// Nothing if the kind is not known; a malformed document throws as from_json does. Personal fields that are not in
// `personal` become empty.
std::optional<CaseEvent> read_case_event(std::string_view kind, Json data, const Json& personal);

Json case_json(const Case& state);
Case read_case(const Json& json);

}  // namespace zhuqi
