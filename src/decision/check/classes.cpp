#include "decision/check/classes.hpp"

#include <algorithm>

namespace zhuqi::checking {

ClassSet unite(const ClassSet& a, const ClassSet& b) {
  ClassSet all;
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all),
             [](const Classes& x, const Classes& y) { return x.first < y.first; });
  ClassSet united;
  for (const auto& range : all) {
    if (!united.empty() && range.first <= united.back().last + 1)
      united.back().last = std::max(united.back().last, range.last);
    else
      united.push_back(range);
  }
  return united;
}

ClassSet intersect(const ClassSet& a, const ClassSet& b) {
  ClassSet common;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const auto first = std::max(a[i].first, b[j].first), last = std::min(a[i].last, b[j].last);
    if (first <= last) common.push_back({first, last});
    a[i].last < b[j].last ? ++i : ++j;
  }
  return common;
}

ClassSet subtract(const ClassSet& all, const ClassSet& a) {
  ClassSet rest;
  std::size_t j = 0;
  for (const auto& range : all) {
    auto from = range.first;
    while (j < a.size() && a[j].last < from) ++j;
    for (auto k = j; k < a.size() && a[k].first <= range.last; ++k) {
      if (a[k].first > from) rest.push_back({from, a[k].first - 1});
      from = a[k].last + 1;
    }
    if (from <= range.last) rest.push_back({from, range.last});
  }
  return rest;
}

bool contains(const ClassSet& set, std::uint32_t one) {
  const auto after = std::upper_bound(set.begin(), set.end(), one,
                                      [](std::uint32_t value, const Classes& range) { return value < range.first; });
  return after != set.begin() && std::prev(after)->last >= one;
}

bool meets(const ClassSet& a, const ClassSet& b) {
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (std::max(a[i].first, b[j].first) <= std::min(a[i].last, b[j].last)) return true;
    a[i].last < b[j].last ? ++i : ++j;
  }
  return false;
}

bool covers(const ClassSet& wide, const ClassSet& narrow) {
  std::size_t i = 0;
  for (const auto& range : narrow) {
    while (i < wide.size() && wide[i].last < range.first) ++i;
    if (i == wide.size() || wide[i].first > range.first || wide[i].last < range.last) return false;
  }
  return true;
}

}  // namespace zhuqi::checking
