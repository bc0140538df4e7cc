// The decisions on single commands that need more than a line: given that the actor may and the stage fits.
#pragma once

#include <vector>

#include <zhuqi/casework/decide.hpp>

namespace zhuqi {

using Events = std::vector<CaseEvent>;

// Refused(invalid_argument) if the text is blank, Refused(too_large) if it is longer than 10,000 characters.
void require_text(const std::string& text, const char* field);
// The same for a text that may be left out.
void check_optional(const std::string& text, const char* field);

Events decide_contact(const Case& state, const Contact& command, const CaseContext& context);
Events decide_suspend(const Case& state, const Suspend& command, const CaseContext& context);
Events decide_resume(const Case& state, const Resume& command, const CaseContext& context);
Events decide_request(const Case& state, const RequestExtension& command, const CaseContext& context);
Events decide_approve(const Case& state, const ApproveExtension& command, const CaseContext& context);
Events decide_refuse(const Case& state, const RefuseExtension& command, const CaseContext& context);
Events decide_resolve(const Case& state, const Resolve& command, const CaseContext& context);

}  // namespace zhuqi
