// What falls due: once, in order, whatever the ticks; and the year that is not yet published.
#include <random>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Clocks = SmallTown;

std::vector<std::string> told(const std::vector<Step>& steps) {
  std::vector<std::string> lines;
  for (const auto& step : steps)
    lines.push_back(to_string(step.due) + " " + step.need.str() + " " + step.clock + " " + step.kind + " " +
                    (step.recipients.empty() ? "" : step.recipients.front()));
  return lines;
}

TEST_F(Clocks, FreeScout3762OneLateTickRunsEveryStepOnceInOrder) {
  register_need("退税卡住了");
  set("2026-03-20T09:00");
  const auto steps = told(desk->tick(now));
  EXPECT_EQ(steps, (std::vector<std::string>{"2026-03-02T03:00:00Z N-000001 sign breach k-tax",
                                             "2026-03-04T09:30:00Z N-000001 resolve warn g3",
                                             "2026-03-05T09:30:00Z N-000001 resolve breach k-tax",
                                             "2026-03-06T09:30:00Z N-000001 resolve escalate s-tax"}));
  EXPECT_TRUE(desk->tick(now).empty());
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

TEST_F(Clocks, ACommandRecordsFirstWhatFellDueBefore) {
  const auto need = register_need("退税卡住了").need;
  set("2026-03-02T14:00");
  apply(officer("h-tax"), Sign{need});
  const auto history = desk->need(need, Actor::host()).history;
  ASSERT_EQ(history.size(), 4u);
  EXPECT_EQ(history[2].kind, "clock.stepped");
  EXPECT_EQ(history[2].actor, "clock");
  EXPECT_EQ(to_string(history[2].at), "2026-03-02T03:00:00Z");
  EXPECT_EQ(history[3].kind, "need.signed");
}

TEST_F(Clocks, ARefusedCommandRecordsNotEvenThat) {
  const auto need = register_need("退税卡住了").need;
  set("2026-03-02T14:00");
  EXPECT_EQ(refusal(officer("h-tax"), Resolve{need, "未签先办"}), Code::illegal_state);
  EXPECT_EQ(desk->tick(now).size(), 1u);
}

// The same commands under any tick schedule give the same steps at the same due times.
TEST_F(Clocks, TickSchedulesDoNotMatter) {
  std::vector<std::string> expected;
  for (unsigned schedule = 0; schedule < 6; ++schedule) {
    std::mt19937 random(schedule);
    set("2026-03-02T09:00");
    const auto need = register_need("退税卡住了").need;
    std::vector<std::string> stepped;
    const auto ticks = [&](const char* until) {
      const Instant end = parse_instant(std::string(until) + ":00+08:00");
      while (schedule > 0 && now + hours(1) < end) {
        pass(minutes(random() % (60 * 24 * schedule)));
        now = std::min(now, end);
        desk->tick(now);
      }
      now = end;
    };
    ticks("2026-03-02T15:00");
    apply(officer("h-tax"), Sign{need});
    ticks("2026-03-05T17:30");  // at the due instant itself: in time
    apply(officer("h-tax"), Resolve{need, "已办"});
    ticks("2026-03-09T10:00");
    apply(Actor::enterprise(acme), Dispute{need, "未办"});
    ticks("2026-03-20T10:00");
    desk->tick(now);
    for (const auto& line : desk->need(need, Actor::host()).history)
      if (line.kind == "clock.stepped") stepped.push_back(to_string(line.at) + line.text);
    if (schedule == 0) expected = stepped;
    EXPECT_EQ(stepped, expected) << "schedule " << schedule;
  }
  EXPECT_EQ(expected.size(), 5u);  // sign breach; warn before resolving; warn, breach, escalate after the dispute
}

TEST_F(Clocks, StepsOfManyNeedsComeInOrderAcrossThem) {
  for (int i = 0; i < 30; ++i) {
    register_need(i % 2 ? "退税卡住了" : "想要授信");
    pass(minutes(7));
  }
  set("2026-04-01T09:00");
  const auto steps = desk->tick(now);
  EXPECT_EQ(steps.size(), 30u * 4);
  EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.due < b.due; }));
}

TEST_F(Clocks, PastTheKnownYearsTheClockIsProvisionalAndSettlesWhenTheYearArrives) {
  set("2026-12-29T10:00");
  const auto receipt = register_need("想要授信");
  EXPECT_EQ(receipt.due, std::nullopt);
  const auto view = desk->need(receipt.need, Actor::host());
  EXPECT_EQ(to_string(*view.state.clock("resolve")->plan.known_until), "2026-12-31");
  EXPECT_TRUE(view.state.clock("sign")->plan.due) << "signing is due within the year";

  std::string text = Calendar::china().text();
  const std::string known = R"("known":["2007-01-01","2026-12-31"])";
  text.replace(text.find(known), known.size(), R"("known":["2007-01-01","2027-12-31"])");
  pass(hours(2));
  publish("calendar", text);
  const auto settled = desk->need(receipt.need, Actor::host());
  EXPECT_EQ(to_string(*settled.summary.due), "2027-01-07T09:30:00Z");
  EXPECT_EQ(settled.history.back().kind, "clock.settled");
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

TEST_F(Clocks, AFutureCalendarSettlesWhenItComesIntoForce) {
  set("2026-12-29T10:00");
  const auto need = register_need("想要授信").need;
  std::string text = Calendar::china().text();
  const std::string known = R"("known":["2007-01-01","2026-12-31"])";
  text.replace(text.find(known), known.size(), R"("known":["2007-01-01","2027-12-31"])");
  desk->publish({"calendar", "", text, "next.json", now + hours(24)}, envelope(Actor::host()));
  EXPECT_FALSE(desk->need(need, Actor::host()).summary.due);
  pass(hours(25));
  desk->tick(now);
  EXPECT_TRUE(desk->need(need, Actor::host()).summary.due);
}

TEST_F(Clocks, ExplainSaysWhyDayByDay) {
  set("2026-03-02T09:00");
  const auto text = desk->explain(register_need("想要授信").need, Actor::enterprise(acme));
  EXPECT_NE(text.find("R2"), std::string::npos) << text;
  EXPECT_NE(text.find("2026-03-11 第7个工作日"), std::string::npos) << text;
  const auto english =
      desk->query_document(R"({"query": "explain", "need": "N-000001", "viewer": "host", "language": "en"})");
  EXPECT_NE(english.find("row S9 of the SLA table, «七日»"), std::string::npos) << english;
  EXPECT_NE(english.find("2026-03-11 working day 7"), std::string::npos) << english;
  EXPECT_NE(english.find("2026-03-07 not counted (weekend)"), std::string::npos) << english;
  EXPECT_THROW(desk->query_document(R"({"query": "explain", "need": "N-000001", "viewer": "host", "language": "fr"})"),
               Refused);
}

}  // namespace
}  // namespace zhuqi
