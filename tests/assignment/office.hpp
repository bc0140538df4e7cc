// Officers and needs for the tests of assignment.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include <zhuqi/assignment/backlog.hpp>

#include "routing/sample.hpp"

namespace zhuqi {

inline Instant minute(int n) { return parse_instant("2026-03-02T01:00:00Z") + std::chrono::minutes(n); }

// On a Monday.
inline Situation situation(Organisation organisation, std::uint64_t seed = 7) {
  Situation all;
  all.graph = std::make_shared<const OrganisationGraph>(std::move(organisation));
  all.day = parse_date("2026-03-02");
  all.seed = seed;
  return all;
}

// The sample's departments, and no groups: officers of the role tax serve by area alone.
inline Organisation pool(std::vector<std::string> ids, std::string region = "530102", std::int64_t capacity = 10) {
  Organisation o = sample_organisation();
  o.officers.clear();
  o.groups.clear();
  for (auto& id : ids) {
    Officer tax = officer(std::move(id), Role::tax, "tax-53");
    tax.regions = {region};
    tax.capacity = capacity;
    o.officers.push_back(std::move(tax));
  }
  return o;
}

inline Officer& the(Organisation& o, const std::string& id) {
  return *std::find_if(o.officers.begin(), o.officers.end(), [&](const Officer& one) { return one.id.str() == id; });
}

inline Wanted wanted(std::string need, Role role = Role::tax, std::string region = "530102") {
  Wanted all;
  all.need = NeedId(std::move(need));
  all.role = role;
  all.enterprise = EnterpriseId("E-1");
  all.region = std::move(region);
  return all;
}

}  // namespace zhuqi
