// The demo's tables, compiled in so that the command finds them wherever it runs: data/demo, data/classify and
// data/services.csv as they are.
#pragma once

#include <string_view>

namespace zhuqi::embedded {

std::string_view regions();
std::string_view functions();
std::string_view needs();
std::string_view routing();
std::string_view sla();
std::string_view size_2011();
std::string_view tier_2022();
std::string_view survey_form();
std::string_view visit_plan();
std::string_view services();
std::string_view policies();

}  // namespace zhuqi::embedded
