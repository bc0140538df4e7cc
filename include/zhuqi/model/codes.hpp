// The codes by which enterprises and places are known, and their checks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace zhuqi {

// A credit code as people write it, brought into its form: blanks and hyphens taken out, full-width characters to
// half-width, letters to capitals. What is no code stays none.
std::string normal_credit_code(std::string_view text);

// What is wrong with the form of a unified social credit code (GB 32100-2015): 18 characters of its alphabet, the first
// of them naming a civil authority (1 to 9, N, Y), the third to the eighth digits; nothing if it holds. Lower-case
// letters and full-width forms are not accepted.
std::optional<std::string> credit_code_form_fault(std::string_view code);

// Of a code whose form holds, what is wrong with its two check characters: the 17th, by which characters 9 to 17 are an
// organisation code of GB 11714, and the 18th. Some genuine public codes fail one: whether that refuses or only warns
// is the caller's choice.
std::optional<std::string> credit_code_check_fault(std::string_view code);

// Either of the two.
std::optional<std::string> credit_code_fault(std::string_view code);

// The form of a region code (GB/T 2260): six digits in pairs, province, prefecture, county.
bool is_region_code(std::string_view code);

// What is wrong with the region code of an address: its form, a province that does not exist, a county without a
// prefecture; nothing if it holds. Whether prefecture and county exist is not checked: their codes change every year.
std::optional<std::string> region_code_fault(std::string_view code);

// The region that contains this one: "530102" -> "530100" -> "530000" -> "" . `code` is a region code.
std::string parent_region(std::string_view code);

// The prefecture in which a region lies: "530102" and "530100" -> "530100"; "530000" is its own. What is no region code
// is returned as it is.
std::string prefecture_of(std::string_view region);

// An industry code with its letter: "2710" and "c2710" become "C2710". What is no code is returned as it is.
std::string normal_industry_code(std::string_view text);

// What is wrong with an industry code (GB/T 4754-2017: a letter A to T, then none or two to four digits, of which the
// first two are a division of that letter); nothing if it holds. Whether the group and the class exist is not checked.
std::optional<std::string> industry_code_fault(std::string_view code);

}  // namespace zhuqi
