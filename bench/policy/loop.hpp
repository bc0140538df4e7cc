// The plain loop: each enterprise, each policy, each branch, each condition, leaving off as soon as the answer is
// known.
#pragma once

#include <cstdint>
#include <vector>

#include "workload.hpp"

namespace zhuqi::bench {

// 0 no match, 1 unknown, 2 match: of enterprise i and policy p at i * policies + p.
std::vector<std::uint8_t> loop(const Enterprises& enterprises, const std::vector<PlainPolicy>& policies);

}  // namespace zhuqi::bench
