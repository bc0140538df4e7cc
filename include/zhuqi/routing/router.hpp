// Who handles a need: what the routing table says, turned into departments that exist and the role of the officer who
// accompanies it. Which officer that is depends on leave and load: zhuqi/assignment/choose.hpp.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/model/service_item.hpp>
#include <zhuqi/routing/graph.hpp>

namespace zhuqi {

struct Routed {
  DepartmentId lead;
  std::vector<DepartmentId> supporting;  // without the lead, each once, in the order of the table
  Role role = Role::general;             // of the officer who accompanies the need
  std::string rule;                      // the rule's id; empty if none decided
  std::string urgency;                   // "normal" where the table does not say
  std::string sla;                       // empty where the table does not say
  std::string because;                   // for people, in one line; see docs/organisation.md
  std::vector<std::string> notes;        // for people: what the table asked for and the organisation could not give
};

// A routing table is a decision table with these outputs:
//   lead        the function of the department that leads (required)
//   supporting  functions: a list, or a string with , ， or 、 between them
//   role        the service role of the officer who accompanies, by name ("tax") or title (税务服务专员)
//   urgency     normal, high, urgent
//   sla         the name of an SLA policy
// Immutable, usable from any number of threads at once.
class NeedRouter {
 public:
  // Throws InvalidDocument if `table` is not a routing table.
  NeedRouter(DecisionTable table, std::shared_ptr<const OrganisationGraph> graph);

  // Never fails: where no rule hits, rules contradict each other, a fact is not of its type, or the lead's function
  // exists nowhere, the owner of last resort leads, and `because` says so. `region` is the enterprise's. `because` and
  // `notes` quote the table and the organisation, never the facts.
  Routed route(const Facts& facts, const std::string& region) const;

 private:
  DecisionTable table_;
  std::shared_ptr<const OrganisationGraph> graph_;
};

// What is wrong with a routing table by itself (no output `lead`, a hit policy that adds up) and for an organisation: a
// lead's function that no department has, a role that is none. A supporting function that no department has, and an
// input that is no fact of a need, are warnings. With row and column of the table's file.
Findings check(const DecisionTable& table, const OrganisationGraph& graph);

// Items of the service list that nobody handles: with the item alone known of a need, the table names no lead, or one
// that no department has, or decides as if nothing were known. Warnings: other facts of a need may still decide.
// `table` is a routing table.
Findings check(const std::vector<ServiceItem>& items, const DecisionTable& table, const OrganisationGraph& graph);

}  // namespace zhuqi
