// The sections of the report's page, each its body as HTML; empty where there is nothing to tell.
#pragma once

#include <string>

#include <zhuqi/report/report.hpp>

namespace zhuqi::html {

// What it is called, else its id. Not escaped.
std::string department(const Report& report, const DepartmentId& id);

std::string summary(const Report& report);
std::string funnel(const Report& report);
std::string rates(const Report& report);
std::string doors(const Report& report);
std::string trust(const Report& report);
std::string effect(const Report& report);
std::string times(const Report& report);
std::string fairness(const Report& report);
std::string policies(const Report& report);
std::string population(const Report& report);
std::string departments(const Report& report);
std::string items(const Report& report);
std::string workload(const Report& report);
std::string oldest(const Report& report);
std::string reasons(const Report& report);

}  // namespace zhuqi::html
