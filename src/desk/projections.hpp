// The desk's tables: what can be asked of the database without folding streams. A cache of the ledger, in its own
// transaction, that can be computed anew and is compared by verify.
#pragma once

#include <memory>
#include <vector>

#include <zhuqi/casework/case.hpp>
#include <zhuqi/store/projection.hpp>

namespace zhuqi {

// published, enterprises, cases (with case_departments, case_leads, officer_loads), visits, surveys, planned_visits,
// words, claims, proposals.
std::vector<std::shared_ptr<const Projection>> desk_projections();

// "N-000017", and the number in it: 17.
NeedId need_of_number(std::int64_t number);
std::int64_t number_of(const NeedId& id);

// The needs that a query gives in its first column.
std::vector<NeedId> read_needs(Statement query);

// The state kept in the table `cases`; stage none if there is no such need.
Case load_case(Session& session, const NeedId& id);

}  // namespace zhuqi
