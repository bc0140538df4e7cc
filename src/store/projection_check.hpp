// Computes the projections anew in a scratch database, and compares row by row.
#pragma once

#include "store/connection.hpp"
#include "store/findings.hpp"
#include "store/ledger_transaction.hpp"

namespace zhuqi {

// `live` is inside a snapshot. The scratch database is a temporary file that grows with the projections.
void check_projections(Connection& live, const Projections& projections, FindingList& findings);

}  // namespace zhuqi
