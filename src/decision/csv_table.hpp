// Decision tables as spreadsheets save them.
#pragma once

#include <string>
#include <string_view>

#include "decision/source.hpp"

namespace zhuqi {

// What does not fit the form goes to `report`; what does is returned. `bytes` are as in the file.
ModelSource read_csv_table(std::string_view bytes, const std::string& file, FindingLog& report);

// "FIRST", "C+", "collect sum": nothing if it is no hit policy.
std::optional<HitPolicy> parse_hit_policy(std::string_view text);

}  // namespace zhuqi
