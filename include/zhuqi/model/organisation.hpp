// The organisation as it is published: departments, officers, service groups. Values only; who is nearest and who
// stands above whom is the business of routing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/finding.hpp>
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

struct Officer {
  OfficerId id;
  std::string name;
  Role role = Role::general;
  DepartmentId department;

  bool operator==(const Officer&) const = default;
};

// One officer of each of the five service roles. An enterprise has exactly one group; its general officer is the
// first contact.
struct ServiceGroup {
  GroupId id;
  std::string name;
  std::string region;
  std::map<std::string, OfficerId> members;  // by role name

  bool operator==(const ServiceGroup&) const = default;
};

struct Organisation {
  std::vector<Department> departments;
  std::vector<Officer> officers;
  std::vector<ServiceGroup> groups;

  bool operator==(const Organisation&) const = default;
};

// Reads the JSON document that `publish organisation` takes (docs/organisation.md). Throws InvalidDocument with what
// cannot be read. Whether the parts fit together is checked by OrganisationGraph (zhuqi/routing/graph.hpp).
Organisation parse_organisation(std::string_view json, std::string_view file);

// The same document, canonical.
std::string to_json_text(const Organisation& organisation);

}  // namespace zhuqi
