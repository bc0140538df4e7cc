// How things are called, the calendar and the size standards, from the documents that the ledger holds.
#pragma once

#include <zhuqi/report/build.hpp>

namespace zhuqi {

ReportContext context_in_force(Reader& ledger, Instant at);

}  // namespace zhuqi
