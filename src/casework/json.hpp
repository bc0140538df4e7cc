// Cases and their events to and from JSON, for those who need not know their fields (casework/documents.hpp): compiled
// once, because there are many.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <zhuqi/casework/case.hpp>
#include <zhuqi/casework/event.hpp>

#include "base/json.hpp"

namespace zhuqi {

// The canonical texts of an event, without what is personal and of what is (empty if nothing is); returns its kind.
std::string_view write_case_event(const CaseEvent& event, std::string& data, std::string& personal);

// Nothing if the kind is not known; a malformed document throws as from_json does. Personal fields that are not in
// `personal` become empty.
std::optional<CaseEvent> read_case_event(std::string_view kind, Json data, const Json& personal);

// Appends the canonical text.
void write_case(std::string& out, const Case& state);
Case read_case(const Json& json);

}  // namespace zhuqi
