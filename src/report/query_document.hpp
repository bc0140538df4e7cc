// The JSON form of a question for a report.
#pragma once

#include <zhuqi/report/report.hpp>

#include "base/fields.hpp"

namespace zhuqi {

struct AskedReport {
  Instant as_of{};
  std::optional<Instant> from;
  std::optional<Instant> until;
  std::string region;
  DepartmentId department;
  bool reasons = false;

  ReportQuery query() const { return {from, until, region, department, reasons}; }
};

constexpr auto fields(Of<AskedReport>) {
  using A = AskedReport;
  return std::tuple(field("as_of", &A::as_of), field("from", &A::from).optional(), field("until", &A::until).optional(),
                    field("region", &A::region).optional(), field("department", &A::department).optional(),
                    field("reasons", &A::reasons).optional());
}

}  // namespace zhuqi
