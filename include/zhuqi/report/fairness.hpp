// Do some enterprises wait longer, or get less? Groups against all others, like against like: within each service item.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <zhuqi/report/doors.hpp>

namespace zhuqi {

// A difference, group less others, with the 95 % interval of the method that is named.
struct Difference {
  double value = 0;
  double low = 0;
  double high = 0;

  // The interval does not cover zero.
  bool is_clear() const { return low > 0 || high < 0; }
  bool operator==(const Difference&) const = default;
};

// One need as fairness looks at it.
struct FairCase {
  std::string stratum;  // what is alike: the service item
  bool inside = false;  // of the group
  double value = 0;     // hours; or 1 and 0
};

// The smallest number of needs, inside and outside, that a difference is computed from.
inline constexpr std::int64_t fair_least = 10;

// The difference of means within strata, each weighted by n1·n0/(n1+n0): the least-squares estimate with an effect for
// each stratum. The interval is Student's, with the variance pooled within stratum and group. Strata with only one side
// tell nothing and are left out. Empty if fewer than fair_least on a side are left.
std::optional<Difference> mean_difference(std::span<const FairCase> cases);

// The Mantel-Haenszel difference of proportions (values 1 and 0), with Sato's variance (Biometrics 45, 1989).
std::optional<Difference> share_difference(std::span<const FairCase> cases);

struct FairGroup {
  std::string name;  // "small"
  Phrase title;
  Phrase definition;
  std::int64_t needs = 0;    // of the group
  std::int64_t unknown = 0;  // of enterprises of which it is not known whether they belong
  Durations wait_inside;     // working time from registration to the first resolution
  Durations wait_outside;
  std::optional<Difference> wait_hours;  // absent: too few
  std::int64_t answered_inside = 0;      // needs that the enterprise answered
  std::int64_t solved_inside = 0;        // of these, confirmed as solved
  std::int64_t answered_outside = 0;
  std::int64_t solved_outside = 0;
  std::optional<Difference> solved_share;  // absent: too few

  bool operator==(const FairGroup&) const = default;
};

}  // namespace zhuqi
