// Who has how much in hand: officers, the five service roles, the service groups.
#pragma once

#include <cstdint>
#include <string>

#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// Workload is of every need that is known at the report's instant, also of those registered before or after its
// period: what is open has to be done, whenever it began. Only what was done is of the period.

// An officer's needs.
struct Workload {
  OfficerId officer;
  std::string name;  // empty: not known
  std::string role;  // "tax"; empty: not known
  std::int64_t open = 0;
  std::int64_t overdue = 0;
  std::int64_t resolved = 0;  // held solved at present, by a resolution in the period

  bool operator==(const Workload&) const = default;
};

// The needs of one service group, by the group that the enterprise had when it registered them; or of one of the five
// roles, by the role that the last dispatch asks for. The rows of a table add up to the whole.
struct TeamLoad {
  std::string id;    // "g-530102", "tax"; empty: no group; never dispatched
  std::string name;  // of a group; empty: not known
  std::int64_t open = 0;
  std::int64_t overdue = 0;
  std::int64_t resolved = 0;     // held solved at present, by a resolution in the period
  NeedId oldest;                 // the open need registered first; empty: nothing is open
  std::int64_t oldest_days = 0;  // whole days since it was registered

  bool operator==(const TeamLoad&) const = default;
};

}  // namespace zhuqi
