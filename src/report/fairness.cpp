#include <cmath>
#include <map>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <zhuqi/report/fairness.hpp>

namespace zhuqi {

namespace {

// Not by way of long double: Boost.Math prepares its tables for it as the library is loaded, and that fails where a
// long double is no wider than a double, as under valgrind.
using InDoubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

// Count, sum and sum of squares of one side of a stratum.
struct Side {
  double n = 0;
  double sum = 0;
  double squares = 0;

  void add(double value) {
    n += 1;
    sum += value;
    squares += value * value;
  }
  double mean() const { return sum / n; }
  // Of the deviations from the mean.
  double scatter() const { return n == 0 ? 0 : std::max(0.0, squares - sum * sum / n); }
};

struct Stratum {
  Side inside, outside;

  double weight() const { return inside.n * outside.n / (inside.n + outside.n); }
};

// The strata in which both sides are.
std::vector<Stratum> strata_of(std::span<const FairCase> cases) {
  std::map<std::string_view, Stratum> by_name;
  for (const auto& one : cases) {
    auto& stratum = by_name[one.stratum];
    (one.inside ? stratum.inside : stratum.outside).add(one.value);
  }
  std::vector<Stratum> both;
  for (const auto& [name, stratum] : by_name)
    if (stratum.inside.n > 0 && stratum.outside.n > 0) both.push_back(stratum);
  return both;
}

bool are_enough(const std::vector<Stratum>& strata) {
  double inside = 0, outside = 0;
  for (const auto& stratum : strata) inside += stratum.inside.n, outside += stratum.outside.n;
  return inside >= fair_least && outside >= fair_least;
}

Difference interval(double value, double error, double quantile) {
  return {value, value - quantile * error, value + quantile * error};
}

}  // namespace

std::optional<Difference> mean_difference(std::span<const FairCase> cases) {
  const auto strata = strata_of(cases);
  if (!are_enough(strata)) return std::nullopt;
  double weights = 0, weighted = 0, scatter = 0, freedom = 0;
  for (const auto& [inside, outside] : strata) {
    const double weight = Stratum{inside, outside}.weight();
    weights += weight;
    weighted += weight * (inside.mean() - outside.mean());
    scatter += inside.scatter() + outside.scatter();
    freedom += inside.n + outside.n - 2;
  }
  if (freedom < 1) return std::nullopt;
  const double quantile =
      boost::math::quantile(boost::math::students_t_distribution<double, InDoubles>(freedom), 0.975);
  return interval(weighted / weights, std::sqrt(scatter / freedom / weights), quantile);
}

std::optional<Difference> share_difference(std::span<const FairCase> cases) {
  const auto strata = strata_of(cases);
  if (!are_enough(strata)) return std::nullopt;
  double weights = 0, weighted = 0, p = 0, q = 0;
  for (const auto& stratum : strata) {
    const double n1 = stratum.inside.n, n0 = stratum.outside.n, n = n1 + n0;
    const double x = stratum.inside.sum, y = stratum.outside.sum;
    weights += stratum.weight();
    weighted += (x * n0 - y * n1) / n;
    p += (n1 * n1 * y - n0 * n0 * x + n1 * n0 * (n0 - n1) / 2) / (n * n);
    q += (x * (n0 - y) + y * (n1 - x)) / (2 * n);
  }
  const double value = weighted / weights;
  const double variance = std::max(0.0, value * p + q) / (weights * weights);
  return interval(value, std::sqrt(variance),
                  boost::math::quantile(boost::math::normal_distribution<double, InDoubles>(), 0.975));
}

}  // namespace zhuqi
