#include "report/need_record.hpp"

#include <algorithm>

namespace zhuqi {

void ClockRecord::start(const ClockPlan& plan) {
  running = true;
  paused = false;
  due = unextended = plan.due;
}

void ClockRecord::stop(Instant at) {
  if (!running) return;
  running = false;
  const bool was_late = due && *due < at;
  ++(!due ? provisional : was_late ? late : in_time);
  if (due && !was_late && unextended && *unextended < at) ++extended;
}

// What an extension gave stays with the extended deadline alone.
void ClockRecord::replace(const std::optional<Instant>& plan) {
  if (due && unextended && plan) {
    unextended = *unextended + (*plan - *due);
  } else {
    unextended = plan;
  }
  due = plan;
}

void ClockRecord::give_back(Instant at) {
  if (!running) return;
  running = false;
  ++(due && *due < at ? late : given_back);
}

ClockRecord ClockRecord::judged(Instant as_of) const {
  ClockRecord all = *this;
  if (running) ++(!due ? all.provisional : is_over(as_of) ? all.late : all.not_due);
  return all;
}

namespace {

// One function per event: what a report remembers of it. Steps of ladders are left aside: a deadline speaks for itself.
struct Remember {
  NeedRecord& need;
  Instant at;
  std::int64_t seq;

  void lose(const char* name, const std::string& reason = {}) const {
    need.losses.push_back({name, seq, need.lead, reason});
  }

  void operator()(const NeedRegistered& e) const {
    need.stage = Stage::registered;
    need.enterprise = e.need.enterprise;
    need.service_item = e.need.service_item;
    need.channel = e.need.channel;
    need.group = e.group;
    need.registered = at;
    need.resolve.start(e.resolve);
  }
  void operator()(const NeedDispatched& e) const {
    need.stage = Stage::dispatched;
    need.lead = e.lead;
    need.leads.push_back(e.lead);
    if (!e.officer.empty()) need.officer = e.officer;
    need.role = e.role;
    ++need.dispatches;
    if (!need.first_dispatch) need.first_dispatch = at;
    need.sign.start(e.sign);
  }
  void operator()(const NeedSigned&) const {
    need.stage = Stage::signed_;
    if (!need.first_signature) {
      need.first_signature = at;
      need.signer = need.lead;
    }
    need.sign.stop(at);
  }
  void operator()(const NeedReturned& e) const {
    lose("returned", e.reason);
    need.stage = Stage::returned;
    need.returned_by.push_back(std::exchange(need.lead, {}));
    need.sign.give_back(at);
  }
  void operator()(const NeedStarted&) const { need.stage = Stage::in_progress; }
  void operator()(const NeedResolved& e) const {
    if (e.outcome == CaseOutcome::not_possible) lose("not_possible", e.reason);
    if (!need.first_resolved) need.first_resolved = at;
    need.effect = e.effect;
    need.effect_holds.reset();
    if (e.promised) {
      need.promised = e.promised;
      need.promise_kept.reset();
    }
    need.stage = Stage::resolved;
    need.asked = true;
    need.resolved = at;
    need.resolve.stop(at);
  }
  void operator()(const NeedConfirmed&) const {
    need.stage = Stage::confirmed;
    need.confirmed = at;
  }
  void operator()(const NeedReopened& e) const {
    need.stage = need.lead.empty() ? Stage::returned : Stage::in_progress;
    need.resolved.reset();
    need.confirmed.reset();
    if (need.asked) ++need.reopened;
    if (need.resolve.running)  // merged, or withdrawn: it goes on
      need.resolve.due = e.resolve.due;
    else
      need.resolve.start(e.resolve);
  }
  void operator()(const NeedRated& e) const { need.vote = e.level; }
  void operator()(const NeedClosed&) const { need.stage = Stage::closed; }
  // The clock goes on by another plan.
  void replace(const std::vector<ClockPlan>& plans) const {
    for (const auto& plan : plans)
      if (plan.name == "sign" || plan.name == "resolve")
        (plan.name == "sign" ? need.sign : need.resolve).replace(plan.due);
  }
  void operator()(const NeedSuspended&) const {
    need.suspended_from = std::exchange(need.stage, Stage::suspended);
    need.sign.paused = need.resolve.paused = true;
  }
  void operator()(const NeedResumed& e) const {
    need.stage = need.suspended_from;
    need.sign.paused = need.resolve.paused = false;
    replace(e.clocks);
  }
  void operator()(const ExtensionApproved& e) const { need.resolve.extend(e.resolve.due); }
  void operator()(const ClockSettled& e) const { replace({e.plan}); }
  void operator()(const ClocksRecalculated& e) const { replace(e.clocks); }
  void operator()(const NeedContacted&) const { need.contacted = true; }
  void operator()(const NeedPlanned&) const {}
  void operator()(const ExtensionRequested&) const {}
  void operator()(const ExtensionRefused&) const {}
  void operator()(const NeedReassigned& e) const { need.officer = e.officer; }
  void operator()(const NeedDisputed& e) const { lose("disputed", e.reason); }
  void operator()(const NeedFollowedUp& e) const { need.effect_holds = e.holds; }
  void operator()(const NeedRechecked& e) const { need.promise_kept = e.kept; }
  void operator()(const NeedCommented&) const {}
  void operator()(const ClockStepped&) const {}
  void operator()(const NeedDeclined& e) const {
    lose("declined", e.reason);
    end(Stage::declined);
  }
  void operator()(const NeedWithdrawn& e) const {
    lose("withdrawn", e.reason);
    need.stage = Stage::withdrawn;
    need.resolved.reset();
    need.sign.give_back(at);
  }
  // Closed, but not solved: what was withdrawn has no answer that stands.
  void operator()(const WithdrawalChecked& e) const {
    if (e.of_own_will) end(Stage::closed);
  }
  void operator()(const NeedMerged& e) const {
    lose("merged", e.reason);
    need.stage = Stage::merged;
    need.sign.give_back(at);
  }
  void operator()(const NeedArchived&) const { need.stage = Stage::archived; }
  // Not this report's concern.
  template <class Other>
  void operator()(const Other&) const {}
  // Ended without an answer: in time for nothing; too late if it was.
  void end(Stage stage) const {
    need.stage = stage;
    need.resolved.reset();
    need.sign.give_back(at);
    need.resolve.give_back(at);
  }
};

}  // namespace

void NeedRecord::apply(const CaseEvent& event, Instant at, std::int64_t seq) {
  std::visit(Remember{*this, at, seq}, event);
}

bool NeedRecord::concerns(const DepartmentId& department) const {
  return lead == department || std::find(returned_by.begin(), returned_by.end(), department) != returned_by.end();
}

}  // namespace zhuqi
