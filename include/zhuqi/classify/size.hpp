// The size class of an enterprise, by a dated decision table.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/model/enterprise.hpp>

namespace zhuqi {

// A standard: a decision table with the inputs industry, staff, revenue, assets (any of them; see facts.hpp) and the
// output `size`, and the days on which it is in force.
struct SizeTable {
  DecisionTable table;
  Date from;
  Date until;  // inclusive
};

struct SizeClass {
  std::string size;                  // 大型, 中型, 小型, 微型 as the table writes it; empty = unknown
  std::vector<std::string> missing;  // the facts that make it unknown; empty if no table or no rule covers it

  bool operator==(const SizeClass&) const = default;
};

// By the first table in force on `date`. A number that is not known stands in the way only if the class depends on it:
// that is found by trying it at its least and at its greatest, which is exact for tables in which more never makes an
// enterprise smaller. At most eight decisions.
SizeClass size_of(std::span<const SizeTable> tables, const Enterprise& enterprise, Date date);

}  // namespace zhuqi
