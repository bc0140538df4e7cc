// Service roles as tables and documents write them.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include <zhuqi/model/organisation.hpp>

namespace zhuqi {

inline constexpr std::array service_roles = {Role::general, Role::market_regulation, Role::tax, Role::investment,
                                             Role::building};

// By name ("tax") or title (税务服务专员).
inline std::optional<Role> service_role(std::string_view text) {
  for (const Role role : service_roles)
    if (text == name(role) || text == title(role)) return role;
  return std::nullopt;
}

}  // namespace zhuqi
