// A small organisation: a province, a prefecture with two counties, one of them without a tax office.
#pragma once

#include <string>

#include <zhuqi/model/organisation.hpp>

namespace zhuqi {

inline Department department(std::string id, std::string name, std::string function, std::string region,
                             std::string parent = {}) {
  return {DepartmentId(std::move(id)), std::move(name), std::move(function), std::move(region),
          DepartmentId(std::move(parent))};
}

inline Officer officer(std::string id, Role role, std::string department) {
  return {OfficerId(id), id, role, DepartmentId(std::move(department))};
}

inline Organisation sample_organisation() {
  Organisation o;
  o.departments = {
      department("service-53", "云南省企业服务中心", "综合服务", "530000"),
      department("service-5301", "昆明市企业服务中心", "综合服务", "530100", "service-53"),
      department("tax-53", "云南省税务局", "税务", "530000"),
      department("tax-5301", "昆明市税务局", "税务", "530100", "tax-53"),
      department("tax-530102", "五华区税务局", "税务", "530102", "tax-5301"),
      department("finance-5301", "昆明市金融办", "金融", "530100", "service-53"),
      department("patent-53", "云南省知识产权局", "知识产权", "530000"),
  };
  o.officers = {officer("O-general", Role::general, "service-5301"),
                officer("O-market", Role::market_regulation, "service-5301"),
                officer("O-tax", Role::tax, "tax-5301"),
                officer("O-invest", Role::investment, "service-5301"),
                officer("O-building", Role::building, "service-5301"),
                officer("S-2", Role::supervisor, "tax-53"),
                officer("S-1", Role::supervisor, "tax-53"),
                officer("S-3", Role::supervisor, "tax-530102"),
                officer("H-1", Role::handler, "tax-5301")};
  o.groups = {{GroupId("G-2"),
               "五华二组",
               "530102",
               {{"general", OfficerId("O-general")},
                {"market_regulation", OfficerId("O-market")},
                {"tax", OfficerId("O-tax")},
                {"investment", OfficerId("O-invest")},
                {"building", OfficerId("O-building")}}}};
  o.groups.push_back(o.groups[0]);
  o.groups[1].id = GroupId("G-1");
  o.groups[1].name = "五华一组";
  o.groups.push_back(o.groups[0]);
  o.groups[2].id = GroupId("G-0");
  o.groups[2].name = "昆明组";
  o.groups[2].region = "530100";
  return o;
}

}  // namespace zhuqi
