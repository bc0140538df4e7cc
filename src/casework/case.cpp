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
    case Stage::resolved:
      return "已办结";
    case Stage::confirmed:
      return "已确认";
    case Stage::closed:
      return "已归档";
  }
  return "";
}

namespace {

CaseClock started(const ClockPlan& plan) { return {plan, 0, false, std::nullopt}; }

// One function per event: what it changes, and nothing else.
struct Evolve {
  Case& c;
  Instant at;

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
    c.resolve = started(e.resolve);
  }
  void operator()(const NeedDispatched& e) {
    c.stage = Stage::dispatched;
    c.lead = e.lead;
    c.supporting = e.supporting;
    if (!e.officer.empty()) c.officer = e.officer;
    c.rule = e.rule;
    c.because = e.because;
    c.suggested = {};
    ++c.dispatches;
    c.sign = started(e.sign);
  }
  void operator()(const NeedSigned&) {
    c.stage = Stage::signed_;
    c.sign.stopped = at;
  }
  void operator()(const NeedReturned& e) {
    c.stage = Stage::returned;
    c.returned_by.push_back(c.lead);
    c.suggested = e.suggested;
    c.lead = {};
    c.supporting.clear();
    if (!c.sign.stopped) c.sign.stopped = at;  // signed before, perhaps
  }
  void operator()(const NeedStarted&) { c.stage = Stage::in_progress; }
  void operator()(const NeedResolved&) {
    c.stage = Stage::resolved;
    c.resolved = at;
    c.resolve.stopped = at;
  }
  void operator()(const NeedConfirmed&) { c.stage = Stage::confirmed; }
  void operator()(const NeedDisputed&) {}
  void operator()(const NeedReopened& e) {
    c.stage = Stage::in_progress;
    c.resolved.reset();
    c.rating = 0;
    ++c.round;
    c.resolve = started(e.resolve);
  }
  void operator()(const NeedRated& e) { c.rating = e.level; }
  void operator()(const NeedClosed&) {
    c.stage = Stage::closed;
    c.closed = at;
  }
  void operator()(const NeedCommented&) {}
  void operator()(const ClockStepped& e) {
    CaseClock& clock = e.clock == c.sign.plan.name ? c.sign : c.resolve;
    clock.stepped = e.index + 1;
    clock.breached = clock.breached || e.kind == "breach";
  }
  void operator()(const ClockSettled& e) { (e.plan.name == c.sign.plan.name ? c.sign : c.resolve).plan = e.plan; }
};

}  // namespace

Case evolve(Case state, const CaseEvent& event, Instant at) {
  std::visit(Evolve{state, at}, event);
  state.last = at;
  return state;
}

}  // namespace zhuqi
