// The fold: what each event changes in a case.
#include <algorithm>

#include <zhuqi/casework/case.hpp>

namespace zhuqi {

namespace {

// The clocks of the work itself: an answer stops them all.
bool is_of_the_work(std::string_view clock) { return clock != "callback" && clock != "recheck" && clock != "followup"; }

std::string support_clock(const DepartmentId& department) { return "support:" + department.str(); }

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

Case evolve(Case state, const CaseEvent& event, Instant at) {
  state.shares = shares(state, at);
  std::visit(Evolve{state, at}, event);
  state.last = at;
  return state;
}

}  // namespace zhuqi
