// Random commands under random tick schedules, given and ticked through several desks on one database: the same needs
// have the same events, to the byte and the instant.
#include <map>
#include <random>

#include <rapidcheck.h>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

using std::chrono::minutes;

// Every stage has a clock, and every clock a ladder; several units, so that steps fall at all hours.
constexpr const char* all_stages =
    "hit policy,FIRST,,,,,,,,,,,,,,,,,,,\n"
    "id,if urgency,then policy,then sign,then sign_ladder,then contact,then plan,then resolve,then ladder,then "
    "callback,"
    "then callback_ladder,then recheck,then followup,then extensions,then extension_ask,then "
    "extension_longest,then support,then support_ladder,then returns,then return_within\n"
    "A1,high,加急,2wh,-30wm warn officer; 4h escalate above anytime,4wh,1wd,2wd,-1wd warn officer; -2h warn "
    "supervisor; "
    "1wd escalate supervisor,24h,,0wd,5d,2,0wd,3wd,1wd,-2wh warn department; 12h escalate supervisor,2,2wd\n"
    "A9,-,普通,3h,,2wh close,2wd same-time,4wd,-1wd warn officer; 12h escalate supervisor; 1wd escalate above,2wd,"
    "-4wh warn department,0wd,10d,2,0wd,3wd,2d,,,\n";

enum class Act {
  enlist,
  dispatch,
  sign,
  give_back,
  start,
  contact,
  plan,
  suspend,
  resume,
  ask,
  grant,
  deny,
  answer,
  promise,
  agree,
  dispute,
  rate,
  close,
  comment,
  accept,
  decline,
  rule,
  transfer,
  add_support,
  cancel_support,
  report_support,
  urge,
  supervise,
  follow_up,
  recheck,
  reopen,
  withdraw,
  call_back,
  merge,
  attach,
  archive
};

struct Move {
  Act act;
  int wait;      // minutes; negative: until the next step of the need's ladders, to the instant
  unsigned who;  // chooses among several needs, and among those who may
};

rc::Gen<Move> moves() {
  using enum Act;
  return rc::gen::construct<Move>(
      rc::gen::weightedElement<Act>(
          {{2, enlist},         {2, dispatch},       {5, sign},      {1, give_back}, {4, start},     {1, contact},
           {1, plan},           {4, suspend},        {4, resume},    {3, ask},       {3, grant},     {1, deny},
           {2, answer},         {1, promise},        {1, agree},     {2, dispute},   {1, rate},      {1, close},
           {1, comment},        {1, accept},         {1, decline},   {1, rule},      {2, transfer},  {3, add_support},
           {1, cancel_support}, {3, report_support}, {1, urge},      {1, supervise}, {1, follow_up}, {1, recheck},
           {1, reopen},         {2, withdraw},       {2, call_back}, {3, merge},     {1, attach},    {1, archive}}),
      rc::gen::oneOf(rc::gen::inRange(0, 240), rc::gen::inRange(0, 4'000), rc::gen::just(-1)),
      rc::gen::arbitrary<unsigned>());
}

void show(const Move& move, std::ostream& out) {
  out << "act " << static_cast<int>(move.act) << " after " << move.wait << " by " << move.who;
}

class Schedules : public SmallTown {
 protected:
  Schedules() { set("2026-02-11T09:00"); }  // the holiday begins on the 15th; the 14th is worked

  void SetUp() override {
    SmallTown::SetUp();
    publish("sla", all_stages, "sla.csv");
    pass(minutes(1));
    first_ = now;
  }

  // What happened to each need, and how each command ended: what must not depend on the schedule.
  using Outcome = std::map<std::string, std::vector<std::string>>;

  Outcome run(const std::vector<Move>& script, unsigned schedule) {
    const std::string copy = path() + "." + std::to_string(++runs_);
    desk->backup(copy);
    now = first_;
    DeskOptions options{[this] { return now; }, false};
    desks_.clear();
    for (int i = 0; i < 3; ++i) desks_.push_back(ServiceDesk::open(copy, options));
    random_.seed(schedule);
    Outcome outcome;
    needs_.clear();
    give(Act::enlist, 0);
    for (const auto& move : script) {
      wait(move, schedule);
      outcome["commands"].emplace_back(name(give(move.act, move.who)));
    }
    tick_until(now + std::chrono::days(40), schedule);
    any_desk().tick(now);
    for (const auto& event : any_desk().events(0, 10'000, Actor::host()))
      if (event.stream.starts_with("need/"))
        outcome[event.stream].push_back(event.kind + " " + to_string(event.at) + " " + event.data);
    check_sums();
    const auto findings = any_desk().verify();  // state is the fold of events, projections and clocks agree
    RC_ASSERT(to_string(findings) == "");
    desks_.clear();
    return outcome;
  }

 private:
  ServiceDesk& any_desk() { return desks_[random_() % desks_.size()]; }

  Case state(const NeedId& id) { return any_desk().need(id, Actor::host()).state; }

  void tick_until(Instant end, unsigned schedule) {
    while (schedule > 0 && random_() % (schedule + 1) != 0 && now < end) {
      now = std::min(end, now + minutes(random_() % 3'000));
      any_desk().tick(now);
    }
    now = end;
  }

  void wait(const Move& move, unsigned schedule) {
    Instant end = now + minutes(std::max(move.wait, 0));
    if (move.wait < 0) end = next_planned(state(needs_[move.who % needs_.size()]));
    tick_until(end, schedule);
  }

  // The next instant at which a step of the need falls due, recorded or not: the same under every schedule.
  Instant next_planned(const Case& need) const {
    Instant next = Instant::max();
    for (const auto& [name, clock] : need.clocks)
      for (const auto& step : clock.plan.steps)
        if (clock.runs() && step.at > now) next = std::min(next, step.at);
    return next == Instant::max() ? now : next;
  }

  Code give(Act act, unsigned who) {
    const NeedId need = needs_.empty() ? NeedId() : needs_[who % needs_.size()];
    try {
      const Command command = command_of(act, need, who);
      const Envelope envelope{actor_of(act, need, who), "test", "r" + std::to_string(++given_), now, false};
      const auto receipt = any_desk().apply(command, envelope);
      if (act == Act::enlist) needs_.push_back(receipt.need);
      return Code::ok;
    } catch (const Refused& refused) {
      return refused.code();
    }
  }

  Command command_of(Act act, const NeedId& n, unsigned who) {
    switch (act) {
      case Act::enlist: {
        Need need;
        need.enterprise = acme;
        need.text = who % 2 ? "退税卡住了" : "想要授信";
        return RegisterNeed{need};
      }
      case Act::dispatch:
        return Dispatch{n, DepartmentId(who % 3 ? "k-tax" : "k-finance"), {}, "人工派单"};
      case Act::sign:
        return Sign{n};
      case Act::give_back:
        return Return{n, "不属本部门", DepartmentId(who % 2 ? "k-ip" : "p-general")};
      case Act::start:
        return Start{n, "开始"};
      case Act::contact:
        return Contact{n, {}, "王经理", "phone", ""};
      case Act::plan:
        return Plan{n, "分两步办理"};
      case Act::suspend:
        return Suspend{n, "等待材料", {}};
      case Act::resume:
        return Resume{n, "材料已齐"};
      case Act::ask:
        return RequestExtension{n, parse_span(who % 2 ? "1wd" : "3wd"), "待评审"};
      case Act::grant:
        return ApproveExtension{n, ""};
      case Act::deny:
        return RefuseExtension{n, "理由不足"};
      case Act::answer:
        return Resolve{n, "已办", {}};
      case Act::promise:
        return Resolve{n, "列入计划", Date(std::chrono::floor<std::chrono::days>(now) + std::chrono::days(9))};
      case Act::agree:
        return Confirm{n};
      case Act::dispute:
        return Dispute{n, "未办"};
      case Act::rate:
        return Rate{n, static_cast<int>(who % 5) + 1, ""};
      case Act::close:
        return Close{n};
      case Act::accept:
        return Accept{n};
      case Act::decline:
        return Decline{n, "不属涉企诉求"};
      case Act::rule:
        return Rule{n, DepartmentId(who % 2 ? "k-ip" : "k-tax"), "归口"};
      case Act::transfer:
        return Transfer{n, DepartmentId(who % 2 ? "k-finance" : "k-tax"), "转派"};
      case Act::add_support:
        return AddSupport{
            n, DepartmentId(who % 2 ? "k-ip" : "p-general"), "协办",
            who % 3 ? std::nullopt : std::optional(parse_span("5wh")),
            who % 5 ? std::vector<DepartmentId>{} : std::vector{DepartmentId(who % 2 ? "p-general" : "k-ip")}};
      case Act::cancel_support:
        return CancelSupport{n, DepartmentId(who % 2 ? "k-ip" : "p-general"), "不需要了"};
      case Act::report_support:
        return ReportSupport{n, "已办"};
      case Act::urge:
        return Urge{n};
      case Act::supervise:
        return Supervise{n, "限期"};
      case Act::follow_up:
        return FollowUp{n, who % 2 == 0, "问效"};
      case Act::recheck:
        return Recheck{n, who % 2 == 0, "复核"};
      case Act::reopen:
        return Reopen{n, "再办"};
      case Act::withdraw:
        return Withdraw{n, "不办了"};
      case Act::call_back:
        return CheckWithdrawal{n, who % 2 == 0, "王经理", "phone"};
      case Act::merge:
        return Merge{n, needs_[(who + 1) % needs_.size()], "同一件事"};
      case Act::attach:
        return Attach{n, "合同", "portal://1", std::string(64, 'a')};
      case Act::archive:
        return Archive{n};
      case Act::comment:
        break;
    }
    return Comment{n, "说明"};
  }

  // Most often one who may.
  Actor actor_of(Act act, const NeedId& need, unsigned who) {
    switch (act) {
      case Act::enlist:
      case Act::agree:
      case Act::dispute:
      case Act::rate:
      case Act::withdraw:
        return Actor::enterprise(acme);
      case Act::report_support:
        return officer("h-ip");
      case Act::decline:
      case Act::rule:
      case Act::transfer:
      case Act::merge:
      case Act::supervise:
      case Act::dispatch:
      case Act::suspend:
      case Act::grant:
      case Act::deny:
        return officer(who % 7 ? "admin" : "s-tax");
      case Act::close:
      case Act::accept:
      case Act::follow_up:
      case Act::recheck:
      case Act::reopen:
      case Act::call_back:
      case Act::archive:
      case Act::urge:
        return Actor::host();
      default:
        return officer(state(need).lead == DepartmentId("k-finance") ? "h-finance" : "h-tax");
    }
  }

  // At any instant whose time it was sums to the age.
  void check_sums() {
    for (const auto& need : needs_) {
      const Instant registered = state(need).registered;
      for (int i = 0; i < 3; ++i) {
        const Instant at =
            registered + std::chrono::microseconds(random_() % 1'000 * ((now - registered).count() / 999));
        const auto answer = any_desk().shares(need, Actor::host(), at);
        std::int64_t sum = 0;
        for (const auto& share : answer.shares) sum += share.elapsed;
        RC_ASSERT(answer.age == (at - registered).count());
        RC_ASSERT(sum == answer.age);
      }
    }
  }

  Instant first_;
  std::vector<ServiceDesk> desks_;
  std::vector<NeedId> needs_;
  std::mt19937 random_;
  int runs_ = 0;
  int given_ = 0;
};

TEST_F(Schedules, SameCommandsSameEventsUnderAnySchedule) {
  EXPECT_TRUE(rc::check("same commands, same events", [this] {
    const auto script = *rc::gen::container<std::vector<Move>>(*rc::gen::inRange<std::size_t>(0, 30), moves());
    const Outcome expected = run(script, 0);  // nothing is ticked before the end
    RC_ASSERT(run(script, *rc::gen::element(1u, 5u)) == expected);
  }));
}

}  // namespace
}  // namespace zhuqi
