#include <gtest/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/sla/policy.hpp>

namespace zhuqi {
namespace {

TEST(Span, ComesBackAsItWent) {
  for (const char* text : {"30m", "25h", "3d", "90wm", "2wh", "7wd", "-1wd", "0wd"})
    EXPECT_EQ(to_string(parse_span(text)), text);
  EXPECT_EQ(to_string(parse_span(" 24h ")), "1d");
  EXPECT_EQ(parse_span("2wh").unit, Unit::working_time);
}

TEST(Span, RefusesWhatIsNone) {
  for (const char* text : {"", "7", "wd", "7 wd", "1.5h", "7x", "10001wd", "99999999999999999999d", "10001d"})
    EXPECT_THROW(parse_span(text), Refused) << text;
}

TEST(Ladder, ComesBackAsItWent) {
  const char* text = "-1wd warn officer; 0 breach department; 1wd escalate supervisor; 5wd escalate above";
  EXPECT_EQ(to_string(parse_ladder(text)), text);
  EXPECT_EQ(to_string(parse_ladder("")), "0 breach department");
}

TEST(Ladder, RefusesWhatIsNone) {
  for (const char* text : {"1wd warn officer", "-1wd breach department", "0 breach a; 0 breach department", "0 breach",
                           "0 breach department; 0 breach officer", "-1wd escalate above", "x warn officer"})
    EXPECT_THROW(parse_ladder(text), Refused) << text;
}

}  // namespace
}  // namespace zhuqi
