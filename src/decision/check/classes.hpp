// Sets of the classes into which a column's values fall: sorted ranges that do not touch.
#pragma once

#include <cstdint>
#include <vector>

namespace zhuqi::checking {

// Both ends included.
struct Classes {
  std::uint32_t first = 0, last = 0;
  bool operator==(const Classes&) const = default;
};

using ClassSet = std::vector<Classes>;

ClassSet unite(const ClassSet& a, const ClassSet& b);
ClassSet intersect(const ClassSet& a, const ClassSet& b);
// What of `all` is not in `a`.
ClassSet subtract(const ClassSet& all, const ClassSet& a);
bool contains(const ClassSet& set, std::uint32_t one);
bool meets(const ClassSet& a, const ClassSet& b);
bool covers(const ClassSet& wide, const ClassSet& narrow);

}  // namespace zhuqi::checking
