// How departments and service items are called, from the documents that the ledger holds.
#pragma once

#include <zhuqi/report/build.hpp>

namespace zhuqi {

ReportNames names_in_force(Reader& ledger, Instant at);

}  // namespace zhuqi
