// The organisation as it is published: departments, officers, service groups. Values only; who is nearest and who
// stands above whom is the business of routing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>

namespace zhuqi {

struct Department {
  DepartmentId id;
  std::string name;      // 昆明市税务局
  std::string function;  // 税务: what routing tables name
  std::string region;    // GB/T 2260; its level (province, prefecture, county) follows from the code
  DepartmentId parent;   // the level above; empty only at the top

  bool operator==(const Department&) const = default;
};

// The five roles of a service group, and the three of an office.
enum class Role {
  general,            // 企业综合服务专员
  market_regulation,  // 市场监督管理服务专员
  tax,                // 税务服务专员
  investment,         // 招商服务专员
  building,           // 楼宇联络专员
  handler,            // 承办人: acts for a department
  supervisor,         // 督办: sees and urges the departments below
  administrator,      // 平台管理员: publishes, dispatches, rules
};

// The name in documents: "general", "administrator"; and the Chinese name that people see.
std::string_view name(Role role);
std::string_view title(Role role);
bool is_service_role(Role role);

// Days of absence, both included.
struct Leave {
  Date from{};
  Date until{};

  bool operator==(const Leave&) const = default;
};

// An officer without regions, buildings and enterprises serves the region of the department, or, as a member of groups,
// whom these serve.
struct Officer {
  OfficerId id;
  std::string name;
  Role role = Role::general;
  DepartmentId department;
  std::vector<std::string> regions = {};       // GB/T 2260, each with all that lies in it
  std::vector<std::string> buildings = {};     // by the operator's names
  std::vector<EnterpriseId> enterprises = {};  // that this officer accompanies in person
  std::vector<std::string> skills = {};        // free words
  std::optional<std::int64_t> capacity = {};   // open needs at once; absent = no limit
  std::string calendar = {};                   // the name of a published calendar; empty = everybody's
  std::vector<Leave> leave = {};               // in any order
  std::vector<OfficerId> stand_ins = {};       // who stands in, by preference

  bool operator==(const Officer&) const = default;
};

// True if `date` lies in a leave of the officer.
bool on_leave(const Officer& officer, Date date);

// One officer of each of the five service roles. An enterprise has exactly one group; its general officer is the
// first contact.
struct ServiceGroup {
  GroupId id;
  std::string name;
  std::string region;
  std::map<std::string, OfficerId> members;    // by role name
  std::vector<std::string> buildings = {};     // whose enterprises it serves
  std::vector<EnterpriseId> enterprises = {};  // that it serves wherever they are

  bool operator==(const ServiceGroup&) const = default;
};

struct Organisation {
  std::vector<Department> departments;
  std::vector<Officer> officers;
  std::vector<ServiceGroup> groups;
  std::vector<std::string> regions = {};  // that it must serve; empty = those of its departments

  bool operator==(const Organisation&) const = default;
};

// Reads the JSON document that `publish organisation` takes (docs/organisation.md). Throws InvalidDocument with what
// cannot be read. Whether the parts fit together is checked by OrganisationGraph (zhuqi/routing/graph.hpp).
Organisation parse_organisation(std::string_view json, std::string_view file);

// The same document, canonical.
std::string to_json_text(const Organisation& organisation);

}  // namespace zhuqi
