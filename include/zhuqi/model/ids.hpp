// The identifiers of the domain: strings of the host's or the operator's choosing, each of a type of its own.
#pragma once

#include <zhuqi/base/id.hpp>

namespace zhuqi {

using EnterpriseId = Id<struct EnterpriseTag>;    // the unified social credit code
using DepartmentId = Id<struct DepartmentTag>;    // as the published organisation names it
using OfficerId = Id<struct OfficerTag>;          // as the published organisation names it
using GroupId = Id<struct GroupTag>;              // a five-role service group
using ServiceItemId = Id<struct ServiceItemTag>;  // an item of the published service list
using NeedId = Id<struct NeedTag>;                // "N-000001", given by the desk
using VisitId = Id<struct VisitTag>;              // "V-000001", given by the desk
using SurveyId = Id<struct SurveyTag>;            // "S-000001", given by the desk: one enterprise's answers to a form
using FormId = Id<struct FormTag>;                // as the published form names itself
using PlanId = Id<struct PlanTag>;                // as the published plan of visits names itself
using PolicyId = Id<struct PolicyTag>;            // as the published policy names itself
using ClaimId = Id<struct ClaimTag>;              // "C-000001", given by the desk
using ProposalId = Id<struct ProposalTag>;        // "T-000001", given by the desk

}  // namespace zhuqi
