// What a desk answers about plans of visits.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/outreach/plan.hpp>

namespace zhuqi {

// How far a plan has come with some of its enterprises. Each enterprise counts once, however often it is visited.
struct CoverageLine {
  std::string key;            // a prefecture's code, a tier (无 = none), an officer's id; of the whole plan empty
  std::int64_t selected = 0;  // enterprises that the plan asks for; of an officer those that were planned
  std::int64_t planned = 0;   // of them: a visit was planned for a day up to the one that is asked for
  std::int64_t visited = 0;   // of the selected: visited in the plan's period, by whomever
  std::int64_t answered = 0;  // of the selected: answered the plan's form (any, if it names none) in the period
  std::int64_t needs = 0;     // found on these visits and out of these answers

  bool operator==(const CoverageLine&) const = default;
};

struct Coverage {
  PlanId plan;
  Date date{};
  CoverageLine whole;
  std::vector<CoverageLine> regions;   // by prefecture
  std::vector<CoverageLine> tiers;     // by tier
  std::vector<CoverageLine> officers;  // by officer of the last planned visit
};

// As one JSON object each.
std::string to_document(const std::vector<DueVisit>& due);  // {"due":[…]}
std::string to_document(const Coverage& coverage);

}  // namespace zhuqi
