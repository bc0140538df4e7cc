#include <algorithm>

#include <zhuqi/casework/case.hpp>

#include "casework/documents.hpp"

namespace zhuqi {

std::string_view name(Stage stage) {
  for (const auto& [value, text] : names(Of<Stage>{}))
    if (value == stage) return text;
  return "";
}

std::string_view title(Stage stage) {
  switch (stage) {
    case Stage::none:
      return "无";
    case Stage::registered:
      return "已登记";
    case Stage::dispatched:
      return "已派单";
    case Stage::returned:
      return "已退单";
    case Stage::signed_:
      return "已签收";
    case Stage::in_progress:
      return "办理中";
    case Stage::suspended:
      return "已挂起";
    case Stage::resolved:
      return "已办结";
    case Stage::confirmed:
      return "已确认";
    case Stage::closed:
      return "已归档";
    case Stage::declined:
      return "不予受理";
    case Stage::withdrawn:
      return "已撤单待回访";
    case Stage::merged:
      return "已并单";
    case Stage::archived:
      return "已封存";
  }
  return "";
}

const std::vector<Stage>& all_stages() {
  static const std::vector<Stage> all = [] {
    std::vector<Stage> stages;
    for (const auto& [stage, text] : names(Of<Stage>{}))
      if (stage != Stage::none) stages.push_back(stage);
    return stages;
  }();
  return all;
}

bool is_over(Stage stage) { return stage == Stage::closed || stage == Stage::declined || stage == Stage::archived; }

namespace {

// The clocks of the work itself: an answer stops them all.
bool is_of_the_work(std::string_view clock) { return clock != "callback" && clock != "recheck" && clock != "followup"; }

std::string support_clock(const DepartmentId& department) { return "support:" + department.str(); }

// Where a need is, as a share of its age.
Share holder_of(const Case& c) {
  switch (c.stage) {
    case Stage::none:
    case Stage::registered:
    case Stage::returned:
      return {"dispatch", {}};
    case Stage::dispatched:
    case Stage::signed_:
    case Stage::in_progress:
    case Stage::suspended:
    case Stage::merged:
      return {"department", c.lead};
    case Stage::resolved:
    case Stage::withdrawn:
      return {"enterprise", {}};
    case Stage::confirmed:
      return {"archive", {}};
    case Stage::closed:
    case Stage::declined:
    case Stage::archived:
      return {"closed", {}};
  }
  return {};
}

// Adds the time since the last event to whoever had it.
void add_share(std::vector<Share>& shares, const Case& c, Instant now) {
  if (c.stage == Stage::none || now <= c.last) return;
  const Share holder = holder_of(c);
  auto share = std::find_if(shares.begin(), shares.end(), [&](const Share& s) {
    return s.holder == holder.holder && s.department == holder.department;
  });
  if (share == shares.end()) share = shares.insert(shares.end(), holder);
  const auto passed = (now - c.last).count();
  share->elapsed += passed;
  if (c.suspension) share->paused += passed;
}

// One function per event: what it changes, and nothing else.
struct Evolve {
  Case& c;
  Instant at;

  void start(const ClockPlan& plan) { c.clocks[plan.name] = CaseClock{plan, {}, false, {}, {}}; }
  void start(const std::vector<ClockPlan>& plans) {
    for (const auto& plan : plans) start(plan);
  }
  void stop(CaseClock& clock) {
    if (clock.stopped) return;
    clock.stopped = at;
    clock.paused.reset();
  }
  void stop(const std::string& name) {
    if (const auto clock = c.clocks.find(name); clock != c.clocks.end()) stop(clock->second);
  }
  void stop_all(bool of_the_work) {
    for (auto& [name, clock] : c.clocks)
      if (is_of_the_work(name) == of_the_work) stop(clock);
  }
  // The clock goes on by another plan: what is recorded stays recorded.
  CaseClock& replace(const ClockPlan& plan) {
    CaseClock& clock = c.clocks[plan.name];
    clock.plan = plan;
    return clock;
  }
  // After more time was granted, what comes again is told again.
  void forget_what_is_to_come(CaseClock& clock) {
    std::erase_if(clock.stepped, [&](int i) {
      return static_cast<std::size_t>(i) >= clock.plan.steps.size() ||
             clock.plan.steps[static_cast<std::size_t>(i)].at >= at;
    });
  }

  void operator()(const NeedRegistered& e) {
    c.stage = Stage::registered;
    c.enterprise = e.need.enterprise;
    c.region = e.region;
    c.group = e.group;
    c.service_item = e.need.service_item;
    c.source = e.need.source;
    c.channel = e.need.channel;
    c.urgency = e.urgency;
    c.policy = e.policy;
    c.registered = at;
    c.round = 1;
    start(e.resolve);
    start(e.clocks);
  }
  void operator()(const NeedDispatched& e) {
    c.stage = Stage::dispatched;
    c.lead = e.lead;
    c.supporting = e.supporting;
    c.officer = e.officer;
    c.role = e.role;
    c.rule = e.rule;
    c.because = e.because;
    c.suggested = {};
    c.extension.reset();
    if (c.dispatches == 0) c.routed_by = e.rule;
    ++c.dispatches;
    start(e.sign);
  }
  void operator()(const NeedReassigned& e) { c.officer = e.officer; }
  void operator()(const NeedSigned&) {
    c.stage = Stage::signed_;
    stop("sign");
  }
  void operator()(const NeedReturned& e) {
    c.stage = Stage::returned;
    c.returned_by.push_back(c.lead);
    c.suggested = e.suggested;
    c.lead = {};
    c.supporting.clear();
    c.extension.reset();
    stop("sign");  // signed before, perhaps
  }
  void operator()(const NeedStarted&) { c.stage = Stage::in_progress; }
  void operator()(const NeedContacted&) {
    if (!c.contacted) c.contacted = at;
    stop("contact");
  }
  void operator()(const NeedPlanned&) { stop("plan"); }
  void operator()(const NeedSuspended&) {
    c.suspension = Suspension{at, c.stage};
    c.stage = Stage::suspended;
    for (auto& [name, clock] : c.clocks)
      if (clock.runs()) clock.paused = at;
  }
  void operator()(const NeedResumed& e) {
    if (c.suspension) c.stage = c.suspension->stage;
    c.suspension.reset();
    for (const auto& plan : e.clocks) replace(plan).paused.reset();
  }
  void operator()(const ExtensionRequested& e) { c.extension = ExtensionRequest{e.span, e.by, at}; }
  void operator()(const ExtensionApproved& e) {
    c.extension.reset();
    ++c.extensions;
    forget_what_is_to_come(replace(e.resolve));
  }
  void operator()(const ExtensionRefused&) { c.extension.reset(); }
  void operator()(const NeedResolved& e) {
    c.stage = Stage::resolved;
    c.resolved = at;
    c.promised = e.promised;
    c.outcome = e.outcome;
    if (e.effect) c.effects.push_back(*e.effect);
    c.extension.reset();
    stop_all(true);
    start(e.clocks);
  }
  void operator()(const NeedConfirmed&) {
    c.stage = Stage::confirmed;
    stop("callback");
  }
  void operator()(const NeedDisputed&) { stop("callback"); }
  void operator()(const NeedReopened& e) {
    c.stage = !c.lead.empty() ? Stage::in_progress : c.dispatches > 0 ? Stage::returned : Stage::registered;
    c.closed.reset();
    c.outcome.reset();
    c.rechecked = false;
    c.withdrawn_by.clear();
    c.merged_into = {};
    c.resolved.reset();
    c.promised.reset();
    c.rating = 0;
    ++c.round;
    stop_all(false);
    if (const CaseClock* resolve = c.clock("resolve"); resolve && !resolve->stopped)  // it goes on
      return forget_what_is_to_come(replace(e.resolve));
    c.extensions = 0;
    start(e.resolve);
  }
  void operator()(const NeedRated& e) {
    c.rating = e.level;
    stop("callback");
  }
  void operator()(const NeedClosed& e) {
    c.stage = Stage::closed;
    c.closed = at;
    stop("callback");
    start(e.clocks);
  }
  void operator()(const NeedCommented&) {}
  void operator()(const NeedAccepted&) { c.accepted = at; }
  void operator()(const NeedDeclined&) { end(Stage::declined); }
  void operator()(const NeedRuled&) { c.ruled = true; }
  void operator()(const NeedTransferred&) {}
  void operator()(const SupportAdded& e) {
    // Asked for something else than what others waited for: that was done.
    for (auto& [department, task] : c.tasks) std::erase(task.after, e.department);
    c.tasks[e.department.str()] = SupportTask{at, e.within, e.after, {}, false};
    if (std::find(c.supporting.begin(), c.supporting.end(), e.department) == c.supporting.end())
      c.supporting.push_back(e.department);
    c.clocks.erase(support_clock(e.department));  // of what it was asked before
    start(e.clocks);
  }
  void operator()(const SupportCancelled& e) { finish(e.department, true, e.clocks); }
  void operator()(const SupportReported& e) { finish(e.department, false, e.clocks); }
  void finish(const DepartmentId& department, bool cancelled, const std::vector<ClockPlan>& next) {
    SupportTask& task = c.tasks[department.str()];
    task.done = at;
    task.cancelled = cancelled;
    stop(support_clock(department));
    start(next);
  }
  void operator()(const NeedUrged&) { ++c.urged; }
  void operator()(const NeedSupervised&) { c.supervised = true; }
  void operator()(const NeedFollowedUp&) { stop("followup"); }
  void operator()(const NeedRechecked&) {
    c.rechecked = true;
    stop("recheck");
  }
  void operator()(const NeedWithdrawn& e) {
    c.stage = Stage::withdrawn;
    c.withdrawn_by = e.by;
    c.extension.reset();
    c.outcome.reset();  // no answer counts any more
    c.resolved.reset();
    c.promised.reset();
    // Until somebody has called back it does not count: the deadline stands.
    for (auto& [name, clock] : c.clocks)
      if (name != "resolve") stop(clock);
    start(e.clocks);
  }
  void operator()(const WithdrawalChecked& e) {
    stop("callback");
    if (!e.of_own_will) return;  // it is reopened
    end(Stage::closed);
    c.closed = at;
  }
  void operator()(const NeedMerged& e) {
    c.stage = Stage::merged;
    c.merged_into = e.into;
    c.extension.reset();
    stop("sign");
  }
  void operator()(const NeedAbsorbed& e) { c.absorbed.push_back(e.need); }
  void operator()(const NeedAttached&) {}
  void operator()(const NeedCorrected&) {}
  void operator()(const NeedArchived&) { c.stage = Stage::archived; }
  void operator()(const NeedRedacted&) {}
  // Nobody works on it any more.
  void end(Stage stage) {
    c.stage = stage;
    c.suspension.reset();
    c.extension.reset();
    stop_all(true);
    stop_all(false);
  }
  void operator()(const ClockStepped& e) {
    CaseClock& clock = c.clocks[e.clock];
    const auto place = std::lower_bound(clock.stepped.begin(), clock.stepped.end(), e.index);
    if (place == clock.stepped.end() || *place != e.index) clock.stepped.insert(place, e.index);
    clock.breached = clock.breached || e.kind == "breach";
  }
  void operator()(const ClockSettled& e) { replace(e.plan); }
  void operator()(const ClocksRecalculated& e) {
    for (const auto& plan : e.clocks) recalculate(plan);
    if (!e.policy) return;
    c.policy = *e.policy;
    for (auto& [name, clock] : c.clocks)
      if (!c.policy.stage_of(name) && !c.own_time(name)) stop(clock);
  }
  // What lies ahead is told when it comes, also if the old plan had told it. Of what is past nobody is warned any more;
  // a breach or an escalation that had been recorded stays so, one that had not is to be.
  void recalculate(const ClockPlan& plan) {
    CaseClock& clock = c.clocks[plan.name];
    std::vector<std::pair<std::string, std::string>> told;
    for (const int i : clock.stepped) {
      const auto& step = clock.plan.steps.at(static_cast<std::size_t>(i));
      told.emplace_back(step.kind, step.tell);
    }
    clock.plan = plan;
    clock.stepped.clear();
    bool breached = false;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
      const auto& step = plan.steps[i];
      if (step.at >= at) continue;
      const bool is_breach = step.kind == "breach";
      const auto known = std::find(told.begin(), told.end(), std::pair(step.kind, step.tell));
      if (step.kind != "warn" && !(is_breach && clock.breached) && known == told.end()) continue;
      if (known != told.end()) told.erase(known);
      clock.stepped.push_back(static_cast<int>(i));
      breached = breached || is_breach;
    }
    clock.breached = breached;
  }
};

}  // namespace

const CaseClock* Case::clock(std::string_view name) const {
  const auto found = clocks.find(std::string(name));
  return found == clocks.end() ? nullptr : &found->second;
}

const SupportTask* Case::open_task(const DepartmentId& department) const {
  const auto found = tasks.find(department.str());
  return found == tasks.end() || found->second.done ? nullptr : &found->second;
}

std::optional<Span> Case::own_time(std::string_view clock) const {
  constexpr std::string_view prefix = "support:";
  if (!clock.starts_with(prefix)) return std::nullopt;
  const auto found = tasks.find(std::string(clock.substr(prefix.size())));
  return found == tasks.end() ? std::nullopt : found->second.within;
}

bool Case::has_open_task() const {
  return std::any_of(tasks.begin(), tasks.end(), [](const auto& task) { return !task.second.done; });
}

Case evolve(Case state, const CaseEvent& event, Instant at) {
  add_share(state.shares, state, at);
  std::visit(Evolve{state, at}, event);
  state.last = at;
  return state;
}

std::vector<Share> shares(const Case& state, Instant now) {
  auto all = state.shares;
  add_share(all, state, now);
  return all;
}

std::vector<const ClockPlan*> clocks_in(const CaseEvent& event) {
  return std::visit(
      []<class E>(const E& e) {
        std::vector<const ClockPlan*> plans;
        if constexpr (requires { e.resolve; }) plans.push_back(&e.resolve);
        if constexpr (requires { e.sign; }) plans.push_back(&e.sign);
        if constexpr (requires { e.plan; }) plans.push_back(&e.plan);
        if constexpr (requires { e.clocks; })
          for (const auto& plan : e.clocks) plans.push_back(&plan);
        return plans;
      },
      event);
}

}  // namespace zhuqi
