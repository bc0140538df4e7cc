// Plans of visits at the desk: the table of planned visits.
#pragma once

#include <memory>

#include <zhuqi/store/projection.hpp>

namespace zhuqi {

// The table planned_visits: who is to be visited by whom and when, and the visit that did it, of whatever plan and by
// whatever officer; null as long as none has.
std::shared_ptr<const Projection> planned_visits_projection();

}  // namespace zhuqi
