// From the records of needs to the figures of a report.
#pragma once

#include <vector>

#include <zhuqi/report/build.hpp>

#include "report/need_record.hpp"

namespace zhuqi {

// Fills in all that comes from needs, judged at report.as_of. `needs` in the order of registration.
void count_needs(const std::vector<const NeedRecord*>& needs, const ReportNames& names, Report& report);

// The rates, in the order in which they are printed.
std::vector<RateFigure> rates_of(const std::vector<const NeedRecord*>& needs, Instant as_of);

}  // namespace zhuqi
