#include <gtest/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/base/time.hpp>

namespace zhuqi {
namespace {

TEST(Time, ReadsWhatItWrites) {
  for (const char* text : {"2026-02-14T08:00:00Z", "1970-01-01T00:00:00.000001Z", "1969-12-31T23:59:59.5Z"})
    EXPECT_EQ(to_string(parse_instant(text)), text);
}

TEST(Time, AnOffsetIsEastOfGreenwich) {
  EXPECT_EQ(to_string(parse_instant("2026-02-14T16:00:00+08:00")), "2026-02-14T08:00:00Z");
  EXPECT_EQ(to_string(parse_instant("2026-02-14T16:00:00-05:30")), "2026-02-14T21:30:00Z");
}

TEST(Time, RefusesWhatIsNotAnInstant) {
  for (const char* text : {"", "2026-02-14", "2026-02-14T08:00:00", "2026-02-30T08:00:00Z", "2026-02-14T24:00:00Z",
                           "2026-02-14T08:00:00.Z", "2026-02-14T08:00:00.1234567Z", "2026-02-14T08:00:00Zx"})
    EXPECT_THROW(parse_instant(text), Refused) << text;
}

TEST(Time, ADateMustExist) {
  EXPECT_EQ(to_string(parse_date("2024-02-29")), "2024-02-29");
  EXPECT_THROW(parse_date("2026-02-29"), Refused);
  EXPECT_THROW(parse_date("2026-2-9"), Refused);
}

}  // namespace
}  // namespace zhuqi
