// Recomputes chain, streams, keys, commitments and content from what stands in the ledger's tables.
#pragma once

#include "store/findings.hpp"
#include "store/ledger_reader.hpp"

namespace zhuqi {

// Fills in `head` and `redacted`, and adds what it finds.
void check_ledger(Session& session, const std::optional<Head>& exported, Verification& verification,
                  FindingList& findings);

}  // namespace zhuqi
