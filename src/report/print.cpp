#include "report/print.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace zhuqi {

std::string percent(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) return "—";
  const auto permille = (numerator * 2000 + denominator) / (2 * denominator);
  return fmt::format("{}.{}%", permille / 10, permille % 10);
}

std::string hours(std::int64_t seconds, std::int64_t count) {
  return count == 0 ? "—" : fmt::format("{}.{}", seconds / 3600, seconds % 3600 / 360);
}

std::string called(const std::string& name, const std::string& id, const std::string& none) {
  return !name.empty() ? name : !id.empty() ? id : none;
}

bool has_workload(const Report& report) {
  return !report.groups.empty() || std::any_of(report.roles.begin(), report.roles.end(),
                                               [](const TeamLoad& load) { return load.open + load.resolved > 0; });
}

}  // namespace zhuqi
