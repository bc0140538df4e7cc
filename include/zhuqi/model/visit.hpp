// A visit to an enterprise.
#pragma once

#include <string>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>

namespace zhuqi {

struct Visit {
  EnterpriseId enterprise;
  OfficerId officer;
  std::string purpose;  // 走访, 政策宣讲, ...; free
  std::string note;     // personal: what was said

  bool operator==(const Visit&) const = default;
};

}  // namespace zhuqi
