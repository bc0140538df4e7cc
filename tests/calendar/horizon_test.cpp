#include <gtest/gtest.h>

#include <zhuqi/calendar/horizon.hpp>

#include "calendar/dates.hpp"

namespace zhuqi {
namespace {

// After Saturday 10 October 2026, a make-up day, 59 working days are left in the year.
TEST(Horizon, WarnsSixtyWorkingDaysAhead) {
  const Calendar& china = Calendar::china();
  ASSERT_EQ(workdays_left(china, day("2026-10-09")), 60);
  EXPECT_FALSE(check_horizon(china, day("2026-10-09")));
  ASSERT_EQ(workdays_left(china, day("2026-10-10")), 59);
  const std::optional<Finding> finding = check_horizon(china, day("2026-10-10"));
  ASSERT_TRUE(finding);
  EXPECT_EQ(to_string(*finding),
            "warning: calendar «cn» knows no day after 2026-12-31: 59 working days are left, fewer than 60 "
            "«2026-10-10» (import the notified days of 2027 and publish the calendar again)");
  EXPECT_FALSE(check_horizon(china, day("2026-10-10"), 59));
}

TEST(Horizon, PastTheKnownDaysIsAnError) {
  const std::optional<Finding> finding = check_horizon(Calendar::china(), day("2028-03-01"));
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->severity, Finding::Severity::error);
  EXPECT_EQ(finding->expected, "import the notified days of 2028 and publish the calendar again");
  EXPECT_EQ(workdays_left(Calendar::china(), day("2026-12-31")), 0);
}

TEST(Horizon, ACalendarOfAllDaysHasNone) {
  const Calendar always = Calendar::parse(R"({"zone":"UTC","week":{"mon":[["09:00","17:00"]]}})", "always.json");
  EXPECT_FALSE(workdays_left(always, day("2026-10-12")));
  EXPECT_FALSE(check_horizon(always, day("9999-12-30")));
}

}  // namespace
}  // namespace zhuqi
