#include <gtest/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/calendar/zone.hpp>

namespace zhuqi {
namespace {

using namespace std::chrono;

const char* const shanghai = "CST-8";
const char* const paris = "CET-1CEST,M3.5.0,M10.5.0/3";
const char* const new_york = "EST5EDT,M3.2.0,M11.1.0";
const char* const sydney = "AEST-10AEDT,M10.1.0,M4.1.0/3";
const char* const dublin = "IST-1GMT0,M10.5.0,M3.5.0/1";
const char* const chatham = "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45";

LocalTime local(const std::string& text) { return LocalTime(parse_instant(text + "Z").time_since_epoch()); }

std::string to_local(const char* zone, const char* instant) {
  std::string text = to_string(Instant(Zone::parse(zone).to_local(parse_instant(instant)).time_since_epoch()));
  text.pop_back();
  return text;
}

std::string to_instant(const char* zone, const char* time) {
  return to_string(Zone::parse(zone).to_instant(local(time)));
}

TEST(Zone, OffsetsEastAndPosixWest) {
  EXPECT_EQ(to_local("+08:00", "2026-02-14T08:00:00Z"), "2026-02-14T16:00:00");
  EXPECT_EQ(to_local(shanghai, "2026-02-14T08:00:00Z"), "2026-02-14T16:00:00");
  EXPECT_EQ(to_local("-03:30", "2026-02-14T08:00:00Z"), "2026-02-14T04:30:00");
  EXPECT_EQ(to_local("NST3:30", "2026-02-14T08:00:00Z"), "2026-02-14T04:30:00");
  EXPECT_EQ(to_local("UTC", "2026-02-14T08:00:00.5Z"), "2026-02-14T08:00:00.5");
}

// Expected from the zones' published rules.
TEST(Zone, SummerTime) {
  EXPECT_EQ(to_local(paris, "2020-03-29T00:59:59Z"), "2020-03-29T01:59:59");
  EXPECT_EQ(to_local(paris, "2020-03-29T01:00:00Z"), "2020-03-29T03:00:00");
  EXPECT_EQ(to_local(paris, "2020-10-25T00:59:59Z"), "2020-10-25T02:59:59");
  EXPECT_EQ(to_local(paris, "2020-10-25T01:00:00Z"), "2020-10-25T02:00:00");
  EXPECT_EQ(to_local(new_york, "2021-03-14T06:59:59Z"), "2021-03-14T01:59:59");
  EXPECT_EQ(to_local(new_york, "2021-03-14T07:00:00Z"), "2021-03-14T03:00:00");
  EXPECT_EQ(to_local(new_york, "2021-11-07T06:00:00Z"), "2021-11-07T01:00:00");
  EXPECT_EQ(to_local(sydney, "2020-12-31T14:30:00Z"), "2021-01-01T01:30:00");
  EXPECT_EQ(to_local(sydney, "2021-04-03T16:00:00Z"), "2021-04-04T02:00:00");
  EXPECT_EQ(to_local(dublin, "2021-07-01T12:00:00Z"), "2021-07-01T13:00:00");
  EXPECT_EQ(to_local(dublin, "2021-12-01T12:00:00Z"), "2021-12-01T12:00:00");
  EXPECT_EQ(to_local(chatham, "2021-01-01T00:00:00Z"), "2021-01-01T13:45:00");
  EXPECT_EQ(to_local(chatham, "2021-07-01T00:00:00Z"), "2021-07-01T12:45:00");
  // The Friday before the last Sunday of March, at two: more than a day after a Thursday.
  const char* jerusalem = "IST-2IDT,M3.4.4/26,M10.5.0";
  EXPECT_EQ(to_local(jerusalem, "2026-03-26T23:59:59Z"), "2026-03-27T01:59:59");
  EXPECT_EQ(to_local(jerusalem, "2026-03-27T00:00:00Z"), "2026-03-27T03:00:00");
  // Greenland's change is told from the day after it.
  const char* nuuk = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0";
  EXPECT_EQ(to_local(nuuk, "2026-03-29T00:59:59Z"), "2026-03-28T22:59:59");
  EXPECT_EQ(to_local(nuuk, "2026-03-29T01:00:00Z"), "2026-03-29T00:00:00");
}

TEST(Zone, ASkippedTimeIsTheJumpAndADoubleOneTheFirst) {
  EXPECT_EQ(to_instant(paris, "2020-03-29T02:00:00"), "2020-03-29T01:00:00Z");
  EXPECT_EQ(to_instant(paris, "2020-03-29T02:59:59"), "2020-03-29T01:00:00Z");
  EXPECT_EQ(to_instant(paris, "2020-03-29T03:00:00"), "2020-03-29T01:00:00Z");
  EXPECT_EQ(to_instant(paris, "2020-10-25T02:30:00"), "2020-10-25T00:30:00Z");
  EXPECT_EQ(to_instant(paris, "2020-10-25T03:00:00"), "2020-10-25T02:00:00Z");
  EXPECT_EQ(to_instant(new_york, "2021-11-07T01:30:00"), "2021-11-07T05:30:00Z");
}

TEST(Zone, DaysOfTheYearAsRules) {
  // J60 is 1 March in every year; 59 from zero is 1 March, or 29 February in a leap year.
  const char* julian = "AAA0BBB,J60/0,J300/0";
  const char* zero_based = "AAA0BBB,59/0,299/0";
  EXPECT_EQ(to_local(julian, "2023-03-01T00:00:00Z"), "2023-03-01T01:00:00");
  EXPECT_EQ(to_local(julian, "2024-02-29T23:59:59Z"), "2024-02-29T23:59:59");
  EXPECT_EQ(to_local(julian, "2024-03-01T00:00:00Z"), "2024-03-01T01:00:00");
  EXPECT_EQ(to_local(zero_based, "2023-03-01T00:00:00Z"), "2023-03-01T01:00:00");
  EXPECT_EQ(to_local(zero_based, "2024-02-29T00:00:00Z"), "2024-02-29T01:00:00");
}

TEST(Zone, ThereAndBack) {
  for (const char* text : {shanghai, paris, new_york, sydney, dublin, chatham}) {
    const Zone zone = Zone::parse(text);
    for (Instant at = parse_instant("1999-12-20T00:10:00Z"); at < parse_instant("2004-01-10T00:00:00Z"); at += 35min) {
      const Instant back = zone.to_instant(zone.to_local(at));
      // A time shown twice comes back as the first.
      const bool first_of_two = back == at - 1h && zone.offset_at(back) - zone.offset_at(at) == 1h;
      EXPECT_TRUE(back == at || first_of_two) << to_string(at);
    }
  }
}

TEST(Zone, RefusesWhatIsNotAZone) {
  for (const char* text : {"",
                           "8",
                           "+8",
                           "+08:0",
                           "+19:00",
                           "+08:60",
                           "Europe/Paris",
                           "CET-1CEST",
                           "CET-1CEST,M3.5.0",
                           "C-1",
                           "CET-1CEST,M13.1.0,M10.5.0",
                           "CET-1CEST,M3.6.0,M10.5.0",
                           "CET-1CEST,M3.5.7,M10.5.0",
                           "CET-25",
                           "<+08-8",
                           "CET-1CEST,J366,M10.5.0",
                           "CET-1CEST,M3.5.0/168,M10.5.0",
                           "CET-1CEST,M3.5.0,M10.5.0/3x",
                           "CET-1CET-1,J80,J300",
                           "CET-1CEST,J1,J200",
                           "CET-1CEST,M12.5.0,M6.1.0",
                           "CET-1CEST,J100,J101",
                           "CET-1CEST,J100,M4.2.0"})
    EXPECT_THROW(Zone::parse(text), Refused) << text;
}

}  // namespace
}  // namespace zhuqi
