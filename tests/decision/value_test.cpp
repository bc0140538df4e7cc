#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/value.hpp>

namespace zhuqi {
namespace {

Decimal d(std::string_view text) { return Decimal::parse(text).value(); }

TEST(Decimal, IsExact) {
  EXPECT_EQ(add(d("0.1"), d("0.2")), d("0.3"));
  EXPECT_EQ(multiply(d("1.10"), d("3")), d("3.3"));
  EXPECT_EQ(subtract(d("1"), d("1")), Decimal());
  EXPECT_EQ(divide(d("1"), d("3"))->to_string(), "0.3333333333333333333333333333333333");
  EXPECT_EQ(divide(d("2"), d("3"))->to_string(), "0.6666666666666666666666666666666667");
  EXPECT_EQ(divide(d("1000000000"), d("4000000001"))->to_string(), "0.2499999999375000000156249999960938");
  EXPECT_FALSE(divide(d("1"), d("0")));
  EXPECT_EQ(add(d("1e30"), d("1e-30")), d("1e30"));
}

TEST(Decimal, ReadsAndWrites) {
  const std::pair<const char*, const char*> cases[] = {
      {"0", "0"},
      {"-0", "0"},
      {"1.50", "1.5"},
      {".5", "0.5"},
      {"1e3", "1000"},
      {"-12.5e-1", "-1.25"},
      {"123456789012345678901234567890", "123456789012345678901234567890"}};
  for (const auto& [text, expected] : cases) EXPECT_EQ(d(text).to_string(), expected);
  for (const auto* bad : {"", "-", ".", "1e", "1 ", "abc", "1.2.3", "1e99999", "0x10", "1e+-5"})
    EXPECT_FALSE(Decimal::parse(bad)) << bad;
  EXPECT_EQ(Decimal::from_double(0.1), d("0.1"));
  EXPECT_EQ(d("9223372036854775807").to_int64(), INT64_MAX);
  EXPECT_FALSE(d("9223372036854775808").to_int64());
  EXPECT_EQ(Decimal(INT64_MIN).to_int64(), INT64_MIN);
}

TEST(Decimal, Rounds) {
  using R = Decimal::Rounding;
  const std::tuple<const char*, int, R, const char*> cases[] = {
      {"2.5", 0, R::half_even, "2"},   {"3.5", 0, R::half_even, "4"}, {"-2.5", 0, R::half_up, "-3"},
      {"-2.5", 0, R::half_down, "-2"}, {"1.21", 1, R::up, "1.3"},     {"-1.29", 1, R::down, "-1.2"},
      {"-1.1", 0, R::floor, "-2"},     {"1.1", 0, R::ceiling, "2"},   {"155", -1, R::half_even, "160"},
      {"0.001", 0, R::up, "1"}};
  for (const auto& [text, scale, rounding, expected] : cases)
    EXPECT_EQ(round(d(text), scale, rounding)->to_string(), expected) << text;
}

TEST(Decimal, OrdersAsIntegersDo) {
  EXPECT_TRUE(rc::check([](std::int32_t a, std::int32_t b) {
    RC_ASSERT((Decimal(a) <=> Decimal(b)) == (std::int64_t{a} <=> std::int64_t{b}));
    RC_ASSERT(add(a, b)->to_int64() == std::int64_t{a} + b);
    RC_ASSERT(multiply(a, b)->to_int64() == std::int64_t{a} * b);
  }));
  EXPECT_LT(d("9.99"), d("10"));
  EXPECT_LT(d("-10"), d("-9.99"));
  EXPECT_LT(d("0"), d("1e-20"));
}

TEST(Value, JsonKeepsWhatItReads) {
  for (const auto* text : {"null", "true", "0.1", "\"贷款\"", "[1, [], \"a\"]", "{\"b\": 1, \"a\": {\"x\": null}}",
                           "123456789012345678901234567890"})
    EXPECT_EQ(to_json_text(parse_value(text)), text);
  EXPECT_THROW(parse_value("{\"a\":1,\"a\":2}"), Refused);
  EXPECT_THROW(parse_value("[1"), Refused);
  EXPECT_THROW(parse_value("\"\xFF\""), Refused);
  EXPECT_THROW(parse_value(std::string(100, '[') + std::string(100, ']')), Refused);
  EXPECT_THROW(parse_facts("[]"), Refused);
  EXPECT_EQ(parse_facts("{\"a\": 1.0}").at("a"), Value(1));
}

}  // namespace
}  // namespace zhuqi
