// Plans of visits: whom to visit and how often, as published; who is due; and a fair and near round for each officer.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/model/organisation.hpp>

namespace zhuqi {

// Empty lists ask for nothing; of those that are not, each must hold.
struct VisitPlan {
  PlanId id;
  std::string title;
  Date from{};                       // first day
  Date until{};                      // last day, inclusive
  std::vector<std::string> regions;  // region codes, each with what lies in it
  std::vector<std::string> tiers;
  std::vector<std::string> buildings;
  std::vector<std::string> tags;  // one of them is enough
  std::int64_t every_days = 90;   // at most so many days between two visits
  std::int64_t per_day = 4;       // visits that an officer makes on a working day
  std::vector<Role> roles;        // who visits; empty = all five of a service group
  FormId form;                    // that is filled in on a visit; empty = none

  bool operator==(const VisitPlan&) const = default;
};

// Reads the JSON document that `publish visit_plan` takes (docs/visits.md). Throws InvalidDocument with all findings.
VisitPlan parse_visit_plan(std::string_view json, std::string_view file);

// True if the plan asks for visits to this enterprise on `day`: by what counts then.
bool selects(const VisitPlan& plan, const Enterprise& enterprise, Date day);

// The day on which the next visit is due: from the plan's first day on, `every_days` after the last.
Date due_on(const VisitPlan& plan, std::optional<Date> last_visit);

// An enterprise that is due.
struct DueVisit {
  EnterpriseId enterprise;
  std::string name;
  std::string region;
  std::string building;
  std::string tier;
  GroupId group;                   // that serves it; empty = none
  std::optional<Date> last_visit;  // absent = never
  Date due{};
  OfficerId officer;            // of a visit that is planned and not yet made
  std::optional<Date> planned;  // its day

  bool operator==(const DueVisit&) const = default;
};

// Which role of its group goes to which of these enterprises: each group's, in the order of their places, are cut into
// as many runs of the same length (to one) as there are roles, so that neighbours go to one officer and each gets as
// many. Gives a role for each, in the order of `due`.
std::vector<Role> roles_for(const std::vector<DueVisit>& due, const std::vector<Role>& roles);

struct PlannedVisit {
  EnterpriseId enterprise;
  OfficerId officer;
  Date day{};

  bool operator==(const PlannedVisit&) const = default;
};

// One officer's round: its enterprises in the order of their places, spread evenly over `slots` (days, in order, each
// as often as there is room on it). Where these do not suffice for all, the most overdue are taken and the rest left
// out.
std::vector<PlannedVisit> round_of(const OfficerId& officer, std::vector<DueVisit> enterprises,
                                   const std::vector<Date>& slots);

// 排访: plans the visits that fall due in a period, for the officers who are there.
struct PlanVisits {
  PlanId plan;
  std::optional<Date> from;   // first day of the period; absent: the day after `at`
  std::optional<Date> until;  // last day, inclusive; absent: the last of the plan

  bool operator==(const PlanVisits&) const = default;
};

// visits.planned
struct VisitsPlanned {
  PlanId plan;
  std::vector<PlannedVisit> visits;

  bool operator==(const VisitsPlanned&) const = default;
};

}  // namespace zhuqi
