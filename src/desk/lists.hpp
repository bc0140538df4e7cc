// What the desk's lists have in common.
#pragma once

#include <cstdint>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

constexpr std::int64_t most_listed = 10'000;

// Refused(invalid_argument) if the limit is not in 1 to most_listed.
inline void check_limit(std::int64_t limit) {
  if (limit < 1 || limit > most_listed)
    throw Refused(Code::invalid_argument, fmt::format("limit is not in 1 to {}", most_listed), "limit");
}

}  // namespace zhuqi
