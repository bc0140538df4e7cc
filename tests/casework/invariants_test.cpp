// What random commands, given by anybody at any time, can never bring about.
#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "casework/documents.hpp"
#include "casework/need_at_work.hpp"

namespace zhuqi {
namespace {

// Every stage has a clock, and everything that may be limited is.
SlaPolicy everything() {
  SlaPolicy sla = seven_days();
  for (const char* stage : {"contact", "plan", "support", "callback", "recheck", "followup"})
    sla.stages[stage] = {parse_target("2wd"), parse_ladder("1wd escalate supervisor")};
  sla.extension = {1, parse_span("1wd"), parse_span("3wd")};
  sla.returns = {2, parse_span("3wd"), Ruler::above};
  return sla;
}

DepartmentId some_department() {
  return DepartmentId(*rc::gen::element<std::string>("tax", "finance", "ip", "land", "none"));
}

// The command of this place among all, with arguments that often fit.
template <std::size_t I = 0>
CaseCommand command_at(std::size_t place) {
  if constexpr (I < std::variant_size_v<CaseCommand>) {
    if (place == I) return std::variant_alternative_t<I, CaseCommand>{};
    return command_at<I + 1>(place);
  } else {
    return Comment{};
  }
}

// The commands that the table of permissions knows at this stage, each with who may give it: so that sequences go far.
std::vector<std::pair<std::size_t, std::string_view>> possible(Stage stage) {
  std::vector<std::pair<std::size_t, std::string_view>> all;
  for (std::size_t i = 0; i < std::variant_size_v<CaseCommand>; ++i)
    for (const auto& row : permissions())
      if (row.command == name(command_at(i)) && std::count(row.stages.begin(), row.stages.end(), stage))
        all.emplace_back(i, row.relation);
  return all;
}

Relations relation(std::string_view name) {
  return {.host = name == "host",
          .enterprise = name == "enterprise" || name == "anyone who sees it",
          .group = name == "group",
          .lead = name == "lead",
          .supporting = name == "supporting",
          .above = name == "above",
          .higher = name == "above" && *rc::gen::arbitrary<bool>(),
          .administrator = name == "administrator"};
}

// Most often one that was asked for its part.
DepartmentId asked_department(const Case& c) {
  std::vector<DepartmentId> open;
  for (const auto& [department, task] : c.tasks)
    if (!task.done) open.emplace_back(department);
  return open.empty() || *rc::gen::inRange(0, 4) == 0 ? some_department() : *rc::gen::elementOf(open);
}

// Gives it what it needs, so that it is often accepted.
void fill(CaseCommand& command, const Desk& desk) {
  std::visit(
      [&]<class C>(C& c) {
        c.need = n;
        if constexpr (requires { c.reason = "说明"; }) c.reason = "说明";
        if constexpr (requires { c.text = "说明"; }) c.text = "说明";
        if constexpr (requires { c.note = "说明"; }) c.note = "说明";
        if constexpr (requires { c.lead = DepartmentId(); }) c.lead = some_department();
        if constexpr (requires { c.suggested = DepartmentId(); }) c.suggested = some_department();
        if constexpr (requires { c.department = DepartmentId(); }) c.department = asked_department(desk.state);
        if constexpr (requires { c.with = "王某"; }) c.with = "王某";
        if constexpr (requires { c.how = "phone"; }) c.how = "phone";
        if constexpr (std::is_same_v<C, AddSupport>) {
          c.task = "评估";
          if (*rc::gen::arbitrary<bool>()) c.department = some_department();
          if (*rc::gen::arbitrary<bool>()) c.after = {asked_department(desk.state)};
        }
        if constexpr (std::is_same_v<C, ReportSupport>) c.report = "可行";
        if constexpr (std::is_same_v<C, RequestExtension>) c.span = parse_span("2wd");
        if constexpr (std::is_same_v<C, Resolve>) {
          c.answer = "已办";
          if (*rc::gen::inRange(0, 3) == 0) c.promised = Calendar::china().date_of(desk.now + hours(24));
        }
        if constexpr (std::is_same_v<C, Rate>) c.level = *rc::gen::inRange(0, 7);
        if constexpr (std::is_same_v<C, Supervise>) c.instruction = "限期";
        if constexpr (std::is_same_v<C, FollowUp>) c.holds = *rc::gen::arbitrary<bool>();
        if constexpr (std::is_same_v<C, Recheck>) c.kept = *rc::gen::arbitrary<bool>();
        if constexpr (std::is_same_v<C, CheckWithdrawal>) c.of_own_will = *rc::gen::arbitrary<bool>();
        if constexpr (std::is_same_v<C, Merge>) c.into = NeedId("N-000002");
        if constexpr (std::is_same_v<C, Attach>) {
          c.name = c.reference = "合同";
          c.sha256 = std::string(64, 'a');
        }
      },
      command);
}

bool has(const Case& c, const char* clock) { return c.clock(clock) && !c.clock(clock)->stopped; }

// Who has answered, or ended it, has said so: nothing leaves without a verdict.
void check_verdict(const Case& c, Stage before) {
  using enum Stage;
  if (c.stage == resolved || c.stage == confirmed) RC_ASSERT(c.outcome.has_value());
  if (c.stage == closed) {
    RC_ASSERT(c.outcome.has_value() == c.withdrawn_by.empty());
    RC_ASSERT(before == closed || before == confirmed || before == withdrawn);
  }
  if (c.stage == archived) RC_ASSERT(before == archived || before == closed || before == declined);
  if (c.outcome == CaseOutcome::promised) RC_ASSERT(c.promised.has_value());
}

void check_clocks(const Case& c) {
  using enum Stage;
  const bool unsettled = c.stage != resolved && c.stage != confirmed && c.stage != withdrawn && !is_over(c.stage);
  if (unsettled) RC_ASSERT(has(c, "resolve"));  // runs, or stands still for a reason that is written
  if (c.stage == withdrawn) RC_ASSERT(has(c, "resolve") || has(c, "callback"));
  if (is_over(c.stage) || c.stage == resolved || c.stage == confirmed) RC_ASSERT(!has(c, "resolve"));
  for (const auto& [name, clock] : c.clocks) {
    if (!clock.stopped) RC_ASSERT(clock.paused.has_value() == (c.stage == suspended));
    if (c.stage == archived) RC_ASSERT(clock.stopped.has_value());
  }
  RC_ASSERT((c.stage == suspended) == c.suspension.has_value());
}

void check_departments(const Case& c) {
  using enum Stage;
  if (c.stage == returned) RC_ASSERT(c.lead.empty());
  if (c.stage != returned && c.stage != declined && c.stage != withdrawn && c.stage != closed && c.stage != archived)
    RC_ASSERT(!c.lead.empty());
  RC_ASSERT(std::count(c.supporting.begin(), c.supporting.end(), c.lead) == 0);
  if (c.stage == resolved || c.stage == confirmed || c.stage == merged || c.stage == withdrawn || is_over(c.stage))
    RC_ASSERT(!c.has_open_task());
  RC_ASSERT(std::ssize(c.returned_by) <= *c.policy.returns.most);
  RC_ASSERT(c.extensions <= c.policy.extension.most);
  for (const auto& [department, task] : c.tasks)  // somebody can always go on: tasks never wait in a circle
    if (!task.done)
      RC_ASSERT(std::any_of(c.tasks.begin(), c.tasks.end(), [&](const auto& other) {
        return !other.second.done && std::none_of(other.second.after.begin(), other.second.after.end(),
                                                  [&](const auto& id) { return c.open_task(id) != nullptr; });
      }));
}

void check_age(const Case& c, Instant now) {
  std::int64_t sum = 0;
  for (const auto& share : shares(c, now)) {
    RC_ASSERT(share.elapsed > 0 && share.paused >= 0 && share.paused <= share.elapsed);
    sum += share.elapsed;
  }
  RC_ASSERT(c.registered == monday());
  RC_ASSERT(sum == (now - monday()).count());
}

RC_GTEST_PROP(CaseworkProperty, InvariantsHoldWhateverIsCommanded, ()) {
  Desk desk(everything());
  Desk other(everything());
  other.state.id = NeedId("N-000002");
  desk.into = other.state;
  const auto length = *rc::gen::inRange(1, 80);
  for (int i = 0; i < length; ++i) {
    const auto all = possible(desk.state.stage);
    auto [place, who] = *rc::gen::elementOf(all);
    if (*rc::gen::inRange(0, 4) == 0) who = (*rc::gen::elementOf(all)).second;
    if (*rc::gen::inRange(0, 8) == 0)
      place = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(std::variant_size_v<CaseCommand>)));
    desk.actor_name = *rc::gen::element<std::string>("officer:a", "officer:b");
    desk.department = asked_department(desk.state);
    desk.now += hours(*rc::gen::weightedElement<int>({{8, 0}, {2, 20}, {1, 24 * 9}}));
    desk.catch_up();
    const Case before = desk.state;
    CaseCommand command = command_at(place);
    fill(command, desk);
    try {
      desk.give(command, relation(who));
      RC_ASSERT(!before.ruled || desk.state.returned_by == before.returned_by);
    } catch (const Refused&) {
      RC_ASSERT(desk.state == before);
    }
    check_verdict(desk.state, before.stage);
    check_clocks(desk.state);
    check_departments(desk.state);
    check_age(desk.state, desk.now);
    RC_ASSERT(desk.state.rating >= 0 && desk.state.rating <= 5);
    RC_ASSERT(from_json<Case>(to_json(desk.state)) == desk.state);
  }
}

// The sequences above are worth something only if they get everywhere.
TEST(CaseworkProperty, EveryCommandHasSomebodyWhoMayGiveIt) {
  for (std::size_t i = 0; i < std::variant_size_v<CaseCommand>; ++i) {
    bool may = false;
    for (const Stage stage : all_stages())
      for (const auto& [place, who] : possible(stage)) may = may || place == i;
    EXPECT_TRUE(may) << name(command_at(i));
  }
}

}  // namespace
}  // namespace zhuqi
