// Whatever the decider lets happen, the figures add up.
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/casework/decide.hpp>

#include "story.hpp"

namespace zhuqi {
namespace {

using std::chrono::hours;

// What random commands made of a few needs, with every step that fell due, as a desk would write it.
struct RandomStory {
  Story story;
  std::vector<Case> cases;
  Instant now = day(0);
};

Organisation three_departments() {
  Organisation o;
  for (const char* id : {"tax", "finance", "ip"}) o.departments.push_back({DepartmentId(id), id, id, "530100", {}});
  return o;
}

DepartmentId any_department() { return DepartmentId(*rc::gen::element("tax", "finance", "ip")); }

CaseCommand any_command(const NeedId& id) {
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
      return Dispatch{id, any_department(), {}, "裁定"};
    case 1:
      return Sign{id};
    case 2:
      return Return{id, "不属于", any_department()};
    case 3:
      return Start{id, ""};
    case 4:
      return Resolve{id, "已办"};
    case 5:
      return Confirm{id};
    case 6:
      return Dispute{id, "没有"};
    case 7:
      return Rate{id, *rc::gen::inRange(1, 6), ""};
    default:
      return Close{id};
  }
}

Relations anyone() {
  Relations all;
  all.host = all.enterprise = all.group = all.lead = all.above = all.administrator = true;
  return all;
}

void happen(RandomStory& r, Case& state, const CaseEvent& event, Instant at) {
  r.story.tell(state.id.str(), event, at);
  state = evolve(std::move(state), event, at);
}

void catch_up(RandomStory& r, Case& state) {
  for (const auto& step : due_steps(state, r.now)) happen(r, state, step.event, step.at);
}

void begin(RandomStory& r) {
  SlaPolicy sla;
  sla.name = "三日";
  sla.stages = {{"sign", {parse_target("4h"), parse_ladder("")}},
                {"resolve", {parse_target("3d"), parse_ladder("-1d warn officer")}}};
  Case& state = r.cases.emplace_back();
  state.id = NeedId("N" + std::to_string(r.cases.size()));
  NeedRegistered registered;
  registered.need.service_item = ServiceItemId(*rc::gen::element("", "融资对接", "知识产权"));
  registered.need.channel = *rc::gen::element("", "visit", "portal");
  registered.region = "530102";
  registered.policy = sla;
  registered.resolve = start_clock("resolve", r.now, *sla.stage("resolve"), Calendar::china());
  happen(r, state, registered, r.now);
}

RandomStory any_story() {
  static const Organisation organisation = three_departments();
  RandomStory r;
  const int length = *rc::gen::inRange(0, 80);
  for (int i = 0; i < length; ++i) {
    r.now += hours(*rc::gen::inRange(0, 20));
    if (r.cases.empty() || *rc::gen::inRange(0, 8) == 0) begin(r);
    Case& state = r.cases[*rc::gen::inRange<std::size_t>(0, r.cases.size())];
    catch_up(r, state);
    CaseContext context;
    context.at = r.now;
    context.actor = anyone();
    context.calendar = &Calendar::china();
    context.organisation = &organisation;
    try {
      for (const auto& event : decide(state, any_command(state.id), context)) happen(r, state, event, r.now);
    } catch (const Refused&) {
      continue;  // the command does not fit the stage: nothing happened
    }
  }
  for (auto& state : r.cases) catch_up(r, state);
  return r;
}

ReportRow total(const std::vector<ReportRow>& rows) {
  ReportRow sum;
  for (const auto& row : rows)
    for (const auto member : {&ReportRow::found, &ReportRow::open, &ReportRow::resolved, &ReportRow::confirmed,
                              &ReportRow::overdue, &ReportRow::returns})
      sum.*member += row.*member;
  return sum;
}

std::int64_t total(const std::map<std::string, std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& count) { return sum + count.second; });
}

RC_GTEST_PROP(ReportProperty, EveryTableAddsUpToTheWhole, ()) {
  const auto r = any_story();
  const auto report = r.story.report(r.now);
  const ReportRow whole{
      "", "", report.found, report.open, report.resolved, report.confirmed, report.overdue, report.returns};
  RC_ASSERT(report.found == static_cast<std::int64_t>(r.cases.size()));
  RC_ASSERT(total(report.stages) == report.found);
  RC_ASSERT(total(report.votes) == report.found);
  RC_ASSERT(report.open + report.closed == report.found);
  RC_ASSERT(total(report.departments) == whole);
  RC_ASSERT(total(report.service_items) == whole);
  RC_ASSERT(total(report.channels) == whole);
}

RC_GTEST_PROP(ReportProperty, TheFiguresAreThoseOfTheCases, ()) {
  const auto r = any_story();
  const auto report = r.story.report(r.now);
  std::map<std::string, std::int64_t> stages;
  std::int64_t overdue = 0;
  std::int64_t dispatches = 0;
  for (const auto& state : r.cases) {
    ++stages[std::string(name(state.stage))];
    overdue += state.clock("resolve")->breached && !state.clock("resolve")->stopped ? 1 : 0;
    dispatches += state.dispatches;
  }
  for (const auto& [stage, n] : report.stages) RC_ASSERT(n == stages[stage]);
  RC_ASSERT(report.overdue == overdue);
  const auto& response = rate(report, "response");
  std::int64_t judged = response.denominator;
  for (const auto& excluded : response.excluded) judged += excluded.count;
  RC_ASSERT(judged == dispatches);
}

// Deadlines come from events, not from when somebody looked: with the steps left out, the report is the same.
RC_GTEST_PROP(ReportProperty, TicksChangeNothing, ()) {
  const auto r = any_story();
  Story without;
  for (const auto& event : r.story.events)
    if (event.kind != "clock.stepped") without.events.push_back(event);
  auto expected = r.story.report(r.now);
  auto found = without.report(r.now);
  expected.ledger_seq = found.ledger_seq = 0;
  RC_ASSERT(found == expected);
}

RC_GTEST_PROP(ReportProperty, RatesAreWithinTheirBounds, ()) {
  const auto r = any_story();
  const auto report = r.story.report(r.now);
  for (const auto& figure : report.rates) {
    RC_ASSERT(figure.numerator >= 0);
    RC_ASSERT(figure.numerator <= figure.denominator);
    for (const auto& excluded : figure.excluded) RC_ASSERT(excluded.count >= 0);
  }
}

}  // namespace
}  // namespace zhuqi
