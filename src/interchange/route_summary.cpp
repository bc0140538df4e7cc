#include <fmt/format.h>

#include <zhuqi/interchange/documents.hpp>

#include "interchange/json_string.hpp"

namespace zhuqi {

std::string to_json_text(const RouteSummary& summary) {
  std::string by_result;
  for (const auto& [result, rows] : summary.by_result)
    by_result += fmt::format("{}[{},{}]", by_result.empty() ? "" : ",", json_string(result), rows);
  return fmt::format(R"({{"rows":{},"unmatched":{},"errors":{},"by_result":[{}]}})", summary.rows, summary.unmatched,
                     summary.errors, by_result);
}

}  // namespace zhuqi
