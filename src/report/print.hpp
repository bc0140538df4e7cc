// How figures are printed.
#pragma once

#include <cstdint>
#include <string>

#include <zhuqi/report/report.hpp>

namespace zhuqi {

// One decimal, halves up; a dash for a rate of nothing.
std::string percent(std::int64_t numerator, std::int64_t denominator);

// Hours, cut to tenths: "12.3"; a dash if nothing was measured.
std::string hours(std::int64_t seconds, std::int64_t count);

// True if anybody has, or had, something to do, or there are service groups.
bool has_workload(const Report& report);

// The name that people know, else the id, else what stands for none.
std::string called(const std::string& name, const std::string& id, const std::string& none);

}  // namespace zhuqi
