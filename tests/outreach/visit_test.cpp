#include <gtest/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/outreach/visit.hpp>

#include "outreach/documents.hpp"

namespace zhuqi {
namespace {

RecordVisit visit_with_needs(std::size_t count) {
  const EnterpriseId enterprise("91530102MA6000016F");
  RecordVisit command{{enterprise, OfficerId("O-1"), "走访", "谈了一小时"}, {}};
  for (std::size_t i = 0; i < count; ++i) {
    Need need;
    need.enterprise = enterprise;
    need.text = "缺抵押物";
    command.needs.push_back(need);
  }
  return command;
}

// "ok", or "code where".
std::string outcome(const RecordVisit& command, const VisitState& state = {}) {
  try {
    decide(state, command);
    return "ok";
  } catch (const Refused& refused) {
    return std::string(name(refused.code())) + " " + refused.where();
  }
}

TEST(Visit, WhatIsWrongIsRefusedWithItsPlace) {
  auto nowhere = visit_with_needs(0);
  nowhere.visit.enterprise = {};
  EXPECT_EQ(outcome(nowhere), "invalid_argument visit.enterprise");

  auto foreign = visit_with_needs(3);
  foreign.needs[1].enterprise = EnterpriseId("91530102MA6000024A");
  EXPECT_EQ(outcome(foreign), "invalid_argument needs[1].enterprise");

  EXPECT_EQ(outcome(visit_with_needs(max_needs_of_visit)), "ok");
  EXPECT_EQ(outcome(visit_with_needs(max_needs_of_visit + 1)), "too_large needs");

  auto verbose = visit_with_needs(0);
  verbose.visit.note.assign(40'001, 'x');
  EXPECT_EQ(outcome(verbose), "too_large visit.note");
}

TEST(Visit, IsRecordedOnce) {
  const auto command = visit_with_needs(2);
  const Instant at = parse_instant("2026-03-02T02:00:00Z");
  VisitState state;
  state.id = VisitId("V-000012");
  for (const auto& event : decide(state, command)) state = evolve(state, event, at);
  EXPECT_EQ(state, (VisitState{VisitId("V-000012"), true, command.visit.enterprise, OfficerId("O-1"), at, 2}));
  EXPECT_EQ(outcome(command, state), "illegal_state visit");
}

TEST(Visit, ItsNeedsNameItAsTheirSource) {
  auto command = visit_with_needs(2);
  command.needs[0].enterprise = {};
  command.needs[1].channel = "survey";
  command.needs[1].source = "elsewhere";
  const auto needs = needs_of(command, VisitId("V-000012"));
  EXPECT_EQ(needs[0].enterprise, command.visit.enterprise);
  EXPECT_EQ(needs[0].source, "visit V-000012");
  EXPECT_EQ(needs[0].channel, "visit");
  EXPECT_EQ(needs[1].source, "visit V-000012");
  EXPECT_EQ(needs[1].channel, "survey");
}

TEST(Visit, ComesBackAsItWent) {
  const auto command = visit_with_needs(1);
  EXPECT_EQ(from_json<RecordVisit>(to_json(command)), command);
  const VisitRecorded event{command.visit, 1};
  EXPECT_EQ(from_json<VisitRecorded>(to_json(event)), event);
  EXPECT_EQ(canonical(to_json(event)),
            R"({"needs_found":1,"visit":{"enterprise":"91530102MA6000016F","note":"谈了一小时","officer":"O-1",)"
            R"("purpose":"走访"}})");
  const VisitState state{VisitId("V-000012"), true, command.visit.enterprise, OfficerId("O-1"), Instant{}, 1};
  EXPECT_EQ(from_json<VisitState>(to_json(state)), state);
}

}  // namespace
}  // namespace zhuqi
