// The codes by which enterprises and places are known, and their checks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zhuqi {

// What is wrong with a unified social credit code (GB 32100-2015: 18 characters, the check character, and in
// characters 9 to 17 the organisation code of GB 11714 with a check of its own); nothing if it holds. Lower-case
// letters and full-width forms are not accepted. Some genuine public codes fail a check: whether that refuses or only
// warns is the caller's choice.
std::optional<std::string> credit_code_fault(std::string_view code);

// Region codes (GB/T 2260): six digits in pairs, province, prefecture, county.
bool is_region_code(std::string_view code);

// The region that contains this one: "530102" -> "530100" -> "530000" -> "" . `code` is a region code.
std::string parent_region(std::string_view code);

// What is wrong with an industry code (GB/T 4754-2017: a letter A to T, then none or two to four digits); nothing if
// its form holds. Whether the class exists is not checked.
std::optional<std::string> industry_code_fault(std::string_view code);

}  // namespace zhuqi
