#include <algorithm>

#include <zhuqi/model/organisation.hpp>

#include "model/documents.hpp"

namespace zhuqi {

std::string_view name(Role role) {
  for (const auto& [value, text] : names(Of<Role>{}))
    if (value == role) return text;
  return "";
}

std::string_view title(Role role) {
  switch (role) {
    case Role::general:
      return "企业综合服务专员";
    case Role::market_regulation:
      return "市场监督管理服务专员";
    case Role::tax:
      return "税务服务专员";
    case Role::investment:
      return "招商服务专员";
    case Role::building:
      return "楼宇联络专员";
    case Role::handler:
      return "承办人";
    case Role::supervisor:
      return "督办";
    case Role::administrator:
      return "平台管理员";
  }
  return "";
}

bool is_service_role(Role role) { return role <= Role::building; }

bool on_leave(const Officer& officer, Date date) {
  return std::any_of(officer.leave.begin(), officer.leave.end(),
                     [&](const Leave& leave) { return leave.from <= date && date <= leave.until; });
}

}  // namespace zhuqi
