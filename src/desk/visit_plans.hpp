// Plans of visits at the desk.
#pragma once

#include <functional>
#include <memory>

#include <zhuqi/outreach/plan.hpp>
#include <zhuqi/store/projection.hpp>

#include "desk/work.hpp"

namespace zhuqi {

// The table planned_visits: who is to be visited by whom and when, and the visit that did it, of whatever plan and by
// whatever officer; null as long as none has.
std::shared_ptr<const Projection> planned_visits_projection();

// Calls use(enterprise) for all that the plan selects on `day`, by what is known now.
void for_each_selected(Session& session, const VisitPlan& plan, Date day,
                       const std::function<void(const Enterprise&)>& use);

// Throws Refused(not_allowed) for whoever may not plan visits.
void require_planner(const Actor& actor, InForce& in_force);

}  // namespace zhuqi
