// A province that looks like the real one: 16 prefectures, departments at three levels, 80 officers in 16 service
// groups, 832 enterprises. Everything is made up but the names of places and offices.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/model/organisation.hpp>

#include "demo/random.hpp"

namespace zhuqi::demo {

// A wording of a need, as data/demo/needs.csv has it.
struct Wording {
  std::string text;
  ServiceItemId service_item;
  std::string item;  // its name in the service list; 其他 if it has none
};

struct Province {
  Organisation organisation;
  std::vector<Enterprise> enterprises;
  std::vector<Wording> wordings;
};

Province make_province(Random& random);

// The enterprises as the file that is imported.
std::string csv_of(const std::vector<Enterprise>& enterprises);

// The documents that the demo publishes, as they are in data/.
std::string_view routing_table();
std::string_view sla_table();
std::string_view size_table();
std::string_view tier_table();
std::string_view survey_form();
std::string_view visit_plan();
std::string_view service_list();
std::vector<std::string> policies();  // a JSON document each

}  // namespace zhuqi::demo
