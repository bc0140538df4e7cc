#include "base/json.hpp"
#include "demo/data.hpp"
#include "demo/province.hpp"

namespace zhuqi::demo {

std::string_view routing_table() { return embedded::routing(); }
std::string_view sla_table() { return embedded::sla(); }
std::string_view size_table() { return embedded::size_2011(); }
std::string_view tier_table() { return embedded::tier_2022(); }
std::string_view survey_form() { return embedded::survey_form(); }
std::string_view visit_plan() { return embedded::visit_plan(); }
std::string_view service_list() { return embedded::services(); }

std::vector<std::string> policies() {
  std::vector<std::string> documents;
  const Json list = parse_json(embedded::policies(), "policies");
  for (const auto& policy : list) documents.push_back(canonical(policy));
  return documents;
}

}  // namespace zhuqi::demo
