// The decisions on single commands that need more than a line: given that the actor may and the stage fits.
#pragma once

#include <vector>

#include <zhuqi/casework/decide.hpp>

#include "base/require.hpp"

namespace zhuqi {

using Events = std::vector<CaseEvent>;

// Refused(not_found) if the organisation does not have it.
const Department& require_department(const DepartmentId& id, const CaseContext& context, const char* field);

// The department leads it from now on: the policy that it stands under then, and the dispatch. `why` names the
// organisation only; `reason` is what somebody wrote.
Events dispatch_to(const Case& state, const Department& lead, std::vector<DepartmentId> supporting,
                   const std::string& why, const std::string& reason, const CaseContext& context);

// A new round, and who is told of it.
NeedReopened reopened(const Case& state, const char* cause, const std::string& reason, const CaseContext& context);

// The supporting tasks that are open end: what is asked of nobody any more.
Events cancel_tasks(const Case& state, const std::string& reason);

// Refused(illegal_state) if it is not to be given back any more: ruled, too often, too late.
void check_return(const Case& state, const CaseContext& context);

// decide_clocks.cpp: what touches a clock
Events decide_contact(const Case& state, const Contact& command, const CaseContext& context);
Events decide_suspend(const Case& state, const Suspend& command, const CaseContext& context);
Events decide_resume(const Case& state, const Resume& command, const CaseContext& context);
Events decide_request(const Case& state, const RequestExtension& command, const CaseContext& context);
Events decide_approve(const Case& state, const ApproveExtension& command, const CaseContext& context);
Events decide_refuse(const Case& state, const RefuseExtension& command, const CaseContext& context);
Events decide_resolve(const Case& state, const Resolve& command, const CaseContext& context);

// decide_coordination.cpp: several departments, several needs
Events decide_rule(const Case& state, const Rule& command, const CaseContext& context);
Events decide_transfer(const Case& state, const Transfer& command, const CaseContext& context);
Events decide_add(const Case& state, const AddSupport& command, const CaseContext& context);
Events decide_cancel(const Case& state, const CancelSupport& command, const CaseContext& context);
Events decide_report(const Case& state, const ReportSupport& command, const CaseContext& context);
Events decide_merge(const Case& state, const Merge& command, const CaseContext& context);

// decide_checking.cpp: whether it was so
Events decide_decline(const Case& state, const Decline& command, const CaseContext& context);
Events decide_follow_up(const Case& state, const FollowUp& command, const CaseContext& context);
Events decide_recheck(const Case& state, const Recheck& command, const CaseContext& context);
Events decide_withdraw(const Case& state, const Withdraw& command, const CaseContext& context);
Events decide_check(const Case& state, const CheckWithdrawal& command, const CaseContext& context);
Events decide_archive(const Case& state, const CaseContext& context);

}  // namespace zhuqi
