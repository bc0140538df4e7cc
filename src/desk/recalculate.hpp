// What a newly published SLA table or calendar means for needs that are open already.
#pragma once

#include <zhuqi/desk/preview.hpp>

#include "desk/work.hpp"

namespace zhuqi {

// Puts all running clocks of open needs anew, as of `at`, under the SLA table and the calendar in force then; what fell
// due before stands. `sla` is true if the table is a new one: then the policies are decided anew. Throws
// InvalidDocument naming every need for which the table has no row. Cost in proportion to the needs that are open.
void recalculate_all(Transaction& ledger, Library& library, bool sla, Instant at, Instant now);

// The policy that the table gives a need under this lead: its enterprise as it is known now, its urgency as routed.
SlaPolicy policy_under(Reader& reader, InForce& in_force, const Case& state, const DecisionTable& table,
                       const DepartmentId& lead);

// What that would do under `table` (null: policies stay) and `calendar`, neither of them published.
Preview preview_all(Reader& reader, Library& library, const DecisionTable* table, const Calendar& calendar, Instant at);

}  // namespace zhuqi
