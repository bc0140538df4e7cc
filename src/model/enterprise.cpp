#include <zhuqi/model/codes.hpp>
#include <zhuqi/model/enterprise.hpp>

namespace zhuqi {

std::vector<std::string> faults(const Enterprise& e) {
  std::vector<std::string> all;
  if (const auto fault = credit_code_fault(e.id.str())) all.push_back("id: " + *fault);
  if (e.name.empty()) all.emplace_back("name: missing");
  if (!is_region_code(e.region)) all.emplace_back("region: a region code has six digits, as in 530102");
  if (!e.industry.empty())
    if (const auto fault = industry_code_fault(e.industry)) all.push_back("industry: " + *fault);
  const auto not_negative = [&](const char* name, const std::optional<std::int64_t>& value) {
    if (value && *value < 0) all.push_back(std::string(name) + ": may not be negative");
  };
  not_negative("staff", e.staff);
  not_negative("revenue_fen", e.revenue_fen);
  not_negative("assets_fen", e.assets_fen);
  not_negative("research_fen", e.research_fen);
  return all;
}

}  // namespace zhuqi
