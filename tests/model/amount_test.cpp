#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/model/amount.hpp>

namespace zhuqi {
namespace {

constexpr std::int64_t wan = 1'000'000;  // fen in 万元, and the millionths of a base
constexpr std::int64_t yuan = 100;

Amount share(const char* rate) {
  Amount a;
  a.base = "research";
  a.rate = parse_rate(rate);
  return a;
}

TEST(AmountRate, IsReadAndWritten) {
  for (const auto& [text, written] :
       {std::pair{"0.05", "0.05"}, std::pair{"5%", "0.05"}, std::pair{"1000", "1000"}, std::pair{"0.3333%", "0.003333"},
        std::pair{"0.000001", "0.000001"}, std::pair{"0", "0"}})
    EXPECT_EQ(to_string(parse_rate(text)), written) << text;
  for (const char* text :
       {"", "%", "-1", "+1", "1e3", ".5", "5.", "0.0000001", "0.00001%", "1000001", "5 %", "12345678"})
    EXPECT_THROW(parse_rate(text), Refused) << text;
}

TEST(AmountFen, FixedRateCapAndRounding) {
  Amount fixed;
  fixed.fixed_fen = 5 * wan;
  EXPECT_EQ(amount_fen(fixed, false, std::nullopt), 5 * wan);
  Amount a = share("5%");
  EXPECT_EQ(amount_fen(a, false, std::nullopt), std::nullopt);
  EXPECT_EQ(amount_fen(a, false, 200 * wan), 10 * wan);
  EXPECT_EQ(amount_fen(a, false, 19), 0) << "0.95 fen";
  a.rounding = AmountRounding::half_up;
  EXPECT_EQ(amount_fen(a, false, 19), 1);
  EXPECT_EQ(amount_fen(a, false, 9), 0) << "0.45 fen";
  a.round_fen = 100 * yuan;
  EXPECT_EQ(amount_fen(a, false, 2999 * yuan), 100 * yuan) << "149.95 yuan";
  EXPECT_EQ(amount_fen(a, false, 3000 * yuan), 200 * yuan) << "150 yuan";
  a.cap_fen = 50 * wan;
  EXPECT_EQ(amount_fen(a, false, 100'000 * wan), 50 * wan);
  EXPECT_EQ(amount_fen(a, false, -5), 0);
}

TEST(AmountFen, SoManyYuanForEach) {
  Amount a;
  a.base = "staff";
  a.rate = parse_rate("1500");
  EXPECT_EQ(amount_fen(a, true, 20 * base_unit), 30'000 * yuan);
}

TEST(AmountFen, TheTierThatIsReached) {
  Amount a = share("0");
  a.tiers = {{100, 1 * wan, {}}, {500, 0, parse_rate("2%")}};
  EXPECT_EQ(amount_fen(a, false, 100 * wan - 1), 0);
  EXPECT_EQ(amount_fen(a, false, 100 * wan), 1 * wan);
  EXPECT_EQ(amount_fen(a, false, 500 * wan - 1), 1 * wan);
  EXPECT_EQ(amount_fen(a, false, 500 * wan), 10 * wan);
}

TEST(AmountFen, PartByPart) {
  Amount a = share("10%");
  a.progressive = true;
  a.tiers = {{100, 0, parse_rate("5%")}, {500, 1 * wan, parse_rate("1%")}};
  EXPECT_EQ(amount_fen(a, false, 50 * wan), 5 * wan);
  EXPECT_EQ(amount_fen(a, false, 300 * wan), 20 * wan);
  EXPECT_EQ(amount_fen(a, false, 1000 * wan), (10 + 20 + 5 + 1) * wan);
}

TEST(Amount, WhatIsWrongIsSaid) {
  EXPECT_TRUE(faults(share("5%")).empty());
  EXPECT_EQ(faults(Amount{}).size(), 1u);
  Amount a = share("5%");
  a.base.clear();
  a.progressive = true;
  a.cap_fen = -1;
  a.round_fen = 0;
  EXPECT_EQ(faults(a).size(), 4u);
  a = share("5%");
  a.tiers = {{100, 0, {}}, {100, -1, {}}};
  EXPECT_EQ(faults(a).size(), 2u);
}

// More never gives less where rates do not fall to zero in between, and never more than the cap.
RC_GTEST_PROP(AmountFen, GrowsWithItsBaseUpToTheCap, ()) {
  Amount a = share("3%");
  a.progressive = true;
  a.tiers = {{50, 0, parse_rate("2%")}, {1000, 300, parse_rate("0.1%")}};
  a.cap_fen = *rc::gen::inRange<std::int64_t>(0, 100 * wan);
  a.round_fen = *rc::gen::element<std::int64_t>(1, 100, 10'000);
  a.rounding = *rc::gen::element(AmountRounding::down, AmountRounding::half_up);
  const auto base = *rc::gen::inRange<std::int64_t>(0, 5000 * wan);
  const auto more = base + *rc::gen::inRange<std::int64_t>(0, 1000 * wan);
  const auto less_paid = amount_fen(a, false, base), more_paid = amount_fen(a, false, more);
  RC_ASSERT(*less_paid <= *more_paid);
  RC_ASSERT(*more_paid <= *a.cap_fen);
}

}  // namespace
}  // namespace zhuqi
