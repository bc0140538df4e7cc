// Figures against a story of eight needs, counted by hand.
#include <gtest/gtest.h>

#include "story.hpp"

namespace zhuqi {
namespace {

// Seven days to resolve, one day to sign. Judged on day 10.
//   N1  tax      signed after 2 h, resolved on day 3, confirmed, voted 5, closed
//   N2  tax      signed after 30 h (late), in progress, overdue
//   N3  tax → finance: given back after 3 h, dispatched again on day 2, signed after 1 h, resolved on day 6
//   N4  finance  signed after 4 h, resolved on day 2, disputed on day 4, resolved on day 8, confirmed, voted 3
//   N5  finance  given back after 48 h (late), waits
//   N6  nobody   registered on day 9
//   N7  tax      registered and dispatched on day 9, 12 h: not due to be signed
//   N8  tax      signed after 1 h, resolved on day 9 (late), voted 1: reopened, to be resolved by day 16
Story eight_needs() {
  Story s;
  for (const char* id : {"N1", "N2", "N3", "N4", "N5", "N8"})
    s.registered(id, day(0), std::string(id) < "N4" ? "融资对接" : "知识产权",
                 id == std::string("N1") ? "visit" : "portal");
  for (const char* id : {"N1", "N2", "N3", "N8"}) s.dispatched(id, "tax", day(0));
  for (const char* id : {"N4", "N5"}) s.dispatched(id, "finance", day(0));
  s.tell("N8", NeedSigned{}, day(0, 1));
  s.tell("N1", NeedSigned{}, day(0, 2));
  s.tell("N3", NeedReturned{"不属于我局", DepartmentId("finance")}, day(0, 3));
  s.tell("N4", NeedSigned{}, day(0, 4));
  s.tell("N2", NeedSigned{}, day(1, 6));
  s.tell("N2", NeedStarted{"已联系"}, day(1, 7));
  s.tell("N5", NeedReturned{"不属于我办", DepartmentId("tax")}, day(2));
  s.dispatched("N3", "finance", day(2));
  s.tell("N3", NeedSigned{}, day(2, 1));
  s.tell("N4", NeedResolved{"已办"}, day(2));
  s.tell("N1", NeedResolved{"已办"}, day(3));
  s.tell("N1", NeedConfirmed{}, day(3, 1));
  s.tell("N1", NeedRated{5, ""}, day(3, 2));
  s.tell("N1", NeedClosed{}, day(4));
  s.tell("N4", NeedDisputed{"没人来过"}, day(4));
  s.reopened("N4", "disputed", day(4));
  s.tell("N3", NeedResolved{"已办"}, day(6));
  s.tell("N2", ClockStepped{"resolve", 0, "breach", "department", {}}, day(7));
  s.tell("N4", NeedResolved{"已办"}, day(8));
  s.tell("N4", NeedConfirmed{}, day(8, 1));
  s.tell("N4", NeedRated{3, ""}, day(8, 2));
  s.tell("N8", NeedResolved{"已办"}, day(9));
  s.tell("N8", NeedRated{1, "还没办"}, day(9, 1));
  s.reopened("N8", "rated", day(9, 1));
  s.registered("N6", day(9), "", "call", "530302");
  s.registered("N7", day(9, 12), "融资对接", "call", "530302");
  s.dispatched("N7", "tax", day(9, 12));
  return s;
}

void expect_rate(const Report& report, const char* name, std::int64_t numerator, std::int64_t denominator,
                 std::int64_t excluded) {
  const auto& figure = rate(report, name);
  EXPECT_EQ(figure.numerator, numerator) << name;
  EXPECT_EQ(figure.denominator, denominator) << name;
  std::int64_t left_out = 0;
  for (const auto& exclusion : figure.excluded) left_out += exclusion.count;
  EXPECT_EQ(left_out, excluded) << name;
}

TEST(Report, TheWayFromFoundToClosed) {
  const auto r = eight_needs().report(day(10));
  EXPECT_EQ(r.found, 8);
  EXPECT_EQ(r.dispatched, 7);
  EXPECT_EQ(r.signed_, 5);
  EXPECT_EQ(r.resolved, 3) << "N1, N3, N4; N8 was reopened";
  EXPECT_EQ(r.confirmed, 2);
  EXPECT_EQ(r.closed, 1);
  EXPECT_EQ(r.open, 7);
  const std::map<std::string, std::int64_t> stages{
      {"registered", 1},  {"dispatched", 1}, {"returned", 1},  {"signed", 0}, {"suspended", 0},
      {"in_progress", 2}, {"resolved", 1},   {"confirmed", 1}, {"closed", 1}, {"declined", 0},
      {"withdrawn", 0},   {"merged", 0},     {"archived", 0}};
  EXPECT_EQ(r.stages, stages);
}

TEST(Report, Rates) {
  const auto r = eight_needs().report(day(10));
  expect_rate(r, "response", 4, 6, 2);        // N1 N3b N4 N8 of these and N2 N5; N3a given back in time, N7 not due
  expect_rate(r, "on_time", 4, 7, 3);         // N1 N3 N4a N4b of these and N2 N5 N8a; N6 N7 N8b not due
  expect_rate(r, "solution", 2, 3, 1);        // N1 N4 of these and N8; N3 has not been answered
  expect_rate(r, "satisfaction", 1, 3, 1);    // N1 of N1 N4 N8; N3 has not voted
  expect_rate(r, "first_dispatch", 5, 6, 1);  // all but N3; N5 waits
  expect_rate(r, "returned", 2, 7, 1);        // N3 N5; N6 has not been dispatched
  expect_rate(r, "reopened", 2, 4, 4);        // N4 N8 of N1 N3 N4 N8
}

TEST(Report, DelaysReturnsVotes) {
  const auto r = eight_needs().report(day(10));
  EXPECT_EQ(r.overdue, 2) << "N2, N5";
  EXPECT_EQ(r.breached, 3) << "and N8 in its first round";
  EXPECT_EQ(r.sign_breaches, 2) << "N2, N5";
  EXPECT_EQ(r.returns, 2);
  EXPECT_EQ(r.reopened, 2);
  const std::map<std::string, std::int64_t> votes{{"1", 1}, {"2", 0}, {"3", 1}, {"4", 0}, {"5", 1}, {"none", 5}};
  EXPECT_EQ(r.votes, votes);
}

TEST(Report, Tables) {
  ReportContext names;
  names.departments[DepartmentId("tax")] = "昆明市税务局";
  const auto r = eight_needs().report(day(10), {}, names);
  ASSERT_EQ(r.departments.size(), 3u);
  EXPECT_EQ(r.departments[0], (ReportRow{"tax", "昆明市税务局", 4, 3, 1, 1, 1, 1}));  // N1 N2 N7 N8; N3 given back
  EXPECT_EQ(r.departments[1], (ReportRow{"", "", 2, 2, 0, 0, 1, 0}));                 // N5 N6
  EXPECT_EQ(r.departments[2], (ReportRow{"finance", "", 2, 2, 2, 1, 0, 1}));          // N3 N4; N5 given back
  EXPECT_EQ(row(r.service_items, "融资对接"), (ReportRow{"融资对接", "", 4, 3, 2, 1, 1, 1}));
  EXPECT_EQ(row(r.service_items, "知识产权"), (ReportRow{"知识产权", "", 3, 3, 1, 1, 1, 1}));
  EXPECT_EQ(row(r.service_items, "").found, 1);
  EXPECT_EQ(row(r.channels, "visit").found, 1);
  EXPECT_EQ(row(r.channels, "portal").found, 5);
  EXPECT_EQ(row(r.channels, "call").found, 2);
}

TEST(Report, TimesAreElapsedAndPercentilesAreValues) {
  const auto r = eight_needs().report(day(10));
  // Hours to sign: 1 (N8), 2 (N1), 4 (N4), 30 (N2), 49 (N3, from its first dispatch). Days to resolve: 3, 6, 8.
  EXPECT_EQ(r.time_to_sign, (Durations{5, 4 * 3600, 49 * 3600}));
  EXPECT_EQ(r.time_to_resolve, (Durations{3, 6 * 86400, 8 * 86400}));
}

TEST(Report, TheOldestOpenNeedsByRegistrationThenByOrder) {
  const auto r = eight_needs().report(day(10, 5));
  ASSERT_EQ(r.oldest.size(), 7u);
  std::string ids;
  for (const auto& need : r.oldest) ids += need.id.str() + " ";
  EXPECT_EQ(ids, "N2 N3 N4 N5 N8 N6 N7 ");
  EXPECT_EQ(r.oldest[0], (OpenNeed{NeedId("N2"), EnterpriseId("91530102MA6000016F"), DepartmentId("tax"), "",
                                   "in_progress", 10, true}));
}

TEST(Report, WhatHappenedLaterDoesNotCount) {
  const auto r = eight_needs().report(day(3));
  EXPECT_EQ(r.found, 6);
  EXPECT_EQ(r.resolved, 2) << "N4, and N1 at the very instant";
  EXPECT_EQ(r.confirmed, 0);
  EXPECT_EQ(r.overdue, 0);
  EXPECT_EQ(r.ledger_seq, static_cast<std::int64_t>(eight_needs().events.size()));
}

TEST(Report, DoneAtTheDueInstantIsInTime) {
  Story s;
  s.registered("N1", day(0));
  s.dispatched("N1", "tax", day(0));
  s.tell("N1", NeedSigned{}, day(1));
  EXPECT_EQ(s.report(day(7)).overdue, 0);
  s.tell("N1", NeedResolved{"已办"}, day(7));
  const auto r = s.report(day(30));
  expect_rate(r, "response", 1, 1, 0);
  expect_rate(r, "on_time", 1, 1, 0);
}

TEST(Report, AReturnAfterASignatureDoesNotMakeTheSignatureLate) {
  Story s;
  s.registered("N1", day(0));
  s.dispatched("N1", "tax", day(0));
  s.tell("N1", NeedSigned{}, day(0, 1));
  s.tell("N1", NeedReturned{"不属于我局", DepartmentId("finance")}, day(3));
  const auto r = s.report(day(4));
  EXPECT_EQ(r.sign_breaches, 0);
  expect_rate(r, "response", 1, 1, 0);
}

TEST(Report, AProvisionalClockIsNotJudgedUntilItIsSettled) {
  Story s;
  NeedRegistered registered;
  registered.resolve = clock_plan("resolve", day(0), std::nullopt);
  s.tell("N1", registered, day(0));
  expect_rate(s.report(day(100)), "on_time", 0, 0, 1);
  EXPECT_EQ(s.report(day(100)).overdue, 0);
  s.tell("N1", ClockSettled{clock_plan("resolve", day(0), day(50))}, day(20));
  expect_rate(s.report(day(100)), "on_time", 0, 1, 0);
  EXPECT_EQ(s.report(day(100)).overdue, 1);
}

TEST(Report, Queries) {
  const auto s = eight_needs();
  EXPECT_EQ(s.report(day(10), {.from = day(9), .until = {}, .region = {}, .department = {}}).found, 2);
  EXPECT_EQ(s.report(day(10), {.from = {}, .until = day(9), .region = {}, .department = {}}).found, 6)
      << "until is not included";
  EXPECT_EQ(s.report(day(10), {.from = {}, .until = {}, .region = "530300", .department = {}}).found, 2);
  EXPECT_EQ(s.report(day(10), {.from = {}, .until = {}, .region = "530000", .department = {}}).found, 8);
  ReportQuery of_tax;
  of_tax.department = DepartmentId("tax");
  EXPECT_EQ(s.report(day(10), of_tax).found, 5) << "four, and N3, which it gave back";
  ReportQuery reversed;
  reversed.from = day(2);
  reversed.until = day(1);
  EXPECT_THROW(ReportBuilder(day(0), reversed), Refused);
  ReportQuery short_code;
  short_code.region = "5301";
  EXPECT_THROW(ReportBuilder(day(0), short_code), Refused);
}

TEST(Report, Visits) {
  Story s;
  s.enterprise("E1", "530102", day(0));
  s.enterprise("E2", "530302", day(0));
  s.visited("V1", "E1", 2, day(1));
  s.visited("V2", "E2", 0, day(2));
  s.visited("V3", "E2", 1, day(5));
  EXPECT_EQ(s.report(day(3)).visits, (VisitFigures{2, 1, 2}));
  EXPECT_EQ(s.report(day(9)).visits, (VisitFigures{3, 2, 3}));
  ReportQuery query;
  query.region = "530300";
  EXPECT_EQ(s.report(day(9), query).visits, (VisitFigures{2, 1, 1}));
  query.from = day(3);
  EXPECT_EQ(s.report(day(9), query).visits, (VisitFigures{1, 1, 1}));
  query.department = DepartmentId("tax");
  EXPECT_EQ(s.report(day(9), query).visits, std::nullopt);
}

TEST(Report, EnterprisesOfAnImportHaveTheirRegions) {
  Story s;
  const auto entry = [](const char* id, const char* region) {
    return Json{{"enterprise", {{"id", id}, {"name", "甲"}, {"region", region}}}};
  };
  s.add("enterprises/000000000001", "enterprises.imported",
        {{"enterprises", Json::array({entry("E1", "530102"), entry("E2", "530302")})}}, day(0));
  s.visited("V1", "E1", 2, day(1));
  s.visited("V2", "E2", 0, day(2));
  ReportQuery query;
  query.region = "530300";
  EXPECT_EQ(s.report(day(9), query).visits, (VisitFigures{1, 0, 0}));
}

TEST(Report, WhatCannotBeReadIsToldWithItsPlace) {
  Story s;
  s.add("need/N1", "need.registered", Json::object(), day(0));
  try {
    s.report(day(1));
    FAIL();
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code(), Code::corrupt);
    EXPECT_EQ(refused.where(), "need/N1");
    EXPECT_NE(std::string(refused.what()).find("event 1 "), std::string::npos);
  }
}

TEST(Report, AnExtensionIsToldApart) {
  Story s;
  s.registered("N1", day(0));  // due on day 7
  s.tell("N1", ExtensionApproved{"", clock_plan("resolve", day(0), day(10))}, day(6));
  s.tell("N1", NeedResolved{"已办"}, day(9));
  s.registered("N2", day(0));
  s.tell("N2", NeedResolved{"已办"}, day(6));
  const auto r = s.report(day(12));
  EXPECT_EQ(rate(r, "on_time").numerator, 2);
  EXPECT_EQ(rate(r, "on_time_unextended").numerator, 1);
  EXPECT_EQ(rate(r, "on_time_unextended").denominator, 2);
}

TEST(Report, APauseMovesBothDeadlines) {
  Story s;
  s.registered("N1", day(0));  // due on day 7
  s.tell("N1", NeedSuspended{"等企业材料", "officer:o1"}, day(1));
  s.tell("N1", NeedResumed{"", {clock_plan("resolve", day(0), day(11))}}, day(5));
  s.tell("N1", NeedResolved{"已办"}, day(10));
  EXPECT_EQ(rate(s.report(day(12)), "on_time_unextended").numerator, 1) << "four days of pause, no extension";
}

}  // namespace
}  // namespace zhuqi
