// Who acts, which departments there are, and what is often said.
#pragma once

#include "casework/need_at_work.hpp"

namespace zhuqi {

inline const Relations host{.host = true};
inline const Relations group{.group = true};
inline const Relations above{.above = true};
inline const Relations higher{.above = true, .higher = true};
inline const Relations supporting{.supporting = true};
inline const Relations lead_{.lead = true};
inline const Relations firm{.enterprise = true};
inline const Relations office{.administrator = true};

inline const DepartmentId tax("tax"), finance("finance"), ip("ip"), land("land"), nowhere("nowhere");
inline const Date yesterday = std::chrono::year(2026) / 3 / 1, soon = std::chrono::year(2026) / 3 / 3;

inline Resolve answer() { return {n, "已放款"}; }
inline Resolve promise() { return {n, "列入计划", soon}; }
inline AddSupport ask(const DepartmentId& id, std::vector<DepartmentId> after = {}) {
  return {n, id, "评估专利", parse_span("3wd"), std::move(after)};
}

}  // namespace zhuqi
