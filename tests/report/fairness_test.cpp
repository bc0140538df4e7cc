// Differences between groups: by hand, and by planting what must be found.
#include <random>

#include <gtest/gtest.h>

#include "story.hpp"

namespace zhuqi {
namespace {

TEST(Fairness, ADifferenceOfMeansIsWeightedWithinStrata) {
  // Stratum a: 10 against 10, 5 h longer; stratum b: 10 against 30, 1 h longer. Weights 5 and 7.5.
  std::vector<FairCase> cases;
  const auto add = [&](const char* stratum, bool inside, int n, double mean) {
    for (int i = 0; i < n; ++i) cases.push_back({stratum, inside, mean + (i % 2 == 0 ? 1 : -1)});
  };
  add("a", true, 10, 15), add("a", false, 10, 10);
  add("b", true, 10, 101), add("b", false, 30, 100);
  cases.push_back({"c", true, 900});  // alone in its stratum: tells nothing
  const auto d = mean_difference(cases);
  ASSERT_TRUE(d);
  EXPECT_NEAR(d->value, (5 * 5 + 7.5 * 1) / 12.5, 1e-9);
  // Scatter 60 over 56 degrees of freedom, over the weights; t(56) = 2.0032.
  EXPECT_NEAR(d->high - d->value, 2.0032 * std::sqrt(60.0 / 56 / 12.5), 1e-3);
}

TEST(Fairness, ADifferenceOfSharesIsThatOfMantelAndHaenszel) {
  // One stratum: 12 of 20 against 30 of 40.
  std::vector<FairCase> cases;
  for (int i = 0; i < 20; ++i) cases.push_back({"a", true, i < 12 ? 1.0 : 0.0});
  for (int i = 0; i < 40; ++i) cases.push_back({"a", false, i < 30 ? 1.0 : 0.0});
  const auto d = share_difference(cases);
  ASSERT_TRUE(d);
  EXPECT_NEAR(d->value, 12.0 / 20 - 30.0 / 40, 1e-9);
  EXPECT_FALSE(d->is_clear());
}

TEST(Fairness, TooFewAreSaidToBe) {
  std::vector<FairCase> cases;
  for (int i = 0; i < 9; ++i) cases.push_back({"a", true, 1.0});
  for (int i = 0; i < 90; ++i) cases.push_back({"a", false, 1.0});
  EXPECT_FALSE(mean_difference(cases));
  EXPECT_FALSE(share_difference(cases));
}

// 400 needs of 60 enterprises, one in five remote and micro; waits differ by item and are skewed, as waits are. Remote
// micro enterprises wait `planted` working hours longer.
Report province(std::uint32_t seed, double planted) {
  std::mt19937 random(seed);
  const auto draw = [&](double mean) { return std::exponential_distribution<double>(1 / mean)(random); };
  Story s;
  for (int e = 0; e < 60; ++e) {
    const std::string id = "E" + std::to_string(e);
    Json enterprise = {{"id", id},
                       {"name", "甲"},
                       {"region", "530102"},
                       {"industry", "C2710"},
                       {"staff", e % 5 == 0 ? 8 : 400},
                       {"revenue_fen", e % 5 == 0 ? 100'000'000 : 3'000'000'000'000}};
    if (e % 5 == 0) enterprise["tags"] = {"偏远", "民营"};
    s.add("enterprise/" + id, "enterprise.registered", {{"enterprise", enterprise}}, day(0));
  }
  static const char* const items[] = {"融资对接", "知识产权", "人才与用工", "政策宣贯"};
  for (int n = 0; n < 400; ++n) {
    const int enterprise = static_cast<int>(random() % 60), item = static_cast<int>(random() % 4);
    const std::string id = "N" + std::to_string(n);
    const Instant at = day(static_cast<int>(random() % 5), 2);
    s.registered(id, at, items[item], "", "530102", ("E" + std::to_string(enterprise)).c_str());
    const double hours = 4 + 4 * item + draw(6) + (enterprise % 5 == 0 ? planted : 0);
    const auto wait = std::chrono::microseconds(static_cast<std::int64_t>(hours * 3.6e9));
    s.tell(id, NeedResolved{"已办"}, Calendar::china().add(at, wait));
  }
  ReportContext context;
  context.calendar = Calendar::china();
  context.sizes.push_back(
      {DecisionTable::parse("hit policy,FIRST\nid,if staff: number,then size\n1,< 20,微型\n2,-,中型\n", "size.csv"),
       std::chrono::year(2000) / 1 / 1, std::chrono::year(2100) / 1 / 1});
  return s.report(day(60), {}, context);
}

const FairGroup& group(const Report& report, const std::string& name) {
  for (const auto& g : report.fairness)
    if (g.name == name) return g;
  throw std::out_of_range(name);
}

constexpr int seeds = 100;

TEST(Fairness, ATwoDayDelayIsFound) {
  int found = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    const auto report = province(static_cast<std::uint32_t>(seed), 14);  // two days of seven working hours
    const auto& d = group(report, "remote_micro").wait_hours;
    ASSERT_TRUE(d);
    found += d->low > 0 && d->low < 14 && d->high > 14 ? 1 : 0;
  }
  EXPECT_GE(found, 90) << "found, and of the right size";
}

TEST(Fairness, NoDelayIsNotFound) {
  int covered = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    const auto report = province(static_cast<std::uint32_t>(seed), 0);
    covered += group(report, "remote_micro").wait_hours->is_clear() ? 0 : 1;
  }
  EXPECT_GE(covered, 90);
}

TEST(Fairness, WhoBelongsIsKnownOrSaidNotToBe) {
  const auto report = province(1, 0);
  EXPECT_EQ(group(report, "small").unknown, 0);
  EXPECT_EQ(group(report, "private").unknown + group(report, "private").needs, 400) << "the others have no such tag";
  EXPECT_FALSE(group(report, "private").wait_hours) << "nobody to compare with";
}

}  // namespace
}  // namespace zhuqi
