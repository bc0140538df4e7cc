// The state of a claim: the fold of its events.
#include <zhuqi/policy/claim.hpp>

#include "policy/claim_documents.hpp"

namespace zhuqi {

namespace {

using enum ClaimStage;

// One function per event: what it changes, and nothing else.
struct Evolve {
  ClaimState& c;
  Instant at;

  void start(const std::vector<ClockPlan>& plans) {
    for (const auto& plan : plans) c.clocks[plan.name] = ClaimClock{plan, {}, {}, {}};
  }
  void stop(std::string_view name) {
    for (auto& [clock, running] : c.clocks)
      if (clock == name && !running.stopped) running.stopped = at, running.paused.reset();
  }
  void leave(ClaimStage exit) {
    c.stage = exit;
    for (auto& [name, clock] : c.clocks) stop(name);
  }
  // Nothing goes back: who applies before the message was read has passed that.
  void reach(ClaimStage stage) { c.stage = std::max(c.stage, stage); }

  void operator()(const ClaimMatched& e) {
    c.stage = matched;
    c.policy = e.policy;
    c.title = e.title;
    c.issuer = e.issuer;
    c.enterprise = e.enterprise;
    c.group = e.group;
    c.way = e.way;
    c.verdict = e.verdict;
    c.amount_fen = e.amount_fen;
    c.deadlines = e.deadlines;
    c.opened = at;
    start(e.clocks);
  }
  void operator()(const ClaimDelivered&) {
    reach(delivered);
    c.delivered = at;
    stop("deliver");
  }
  void operator()(const ClaimRead&) { reach(read); }
  void operator()(const ClaimInterested&) { reach(interested); }
  void operator()(const ClaimApplied& e) {
    c.stage = applied;
    c.applied = at;
    if (e.amount_fen) c.amount_fen = e.amount_fen;
    stop("deliver");
    stop("apply");
    start(e.clocks);
  }
  void operator()(const ClaimAccepted& e) {
    c.stage = accepted;
    stop("accept");
    start(e.clocks);
  }
  void operator()(const SupplementRequested& e) {
    c.before = c.stage;
    c.stage = incomplete;
    ++c.supplements;
    for (auto& [name, clock] : c.clocks)
      if (clock.runs()) clock.paused = at;
    start(e.clocks);
  }
  void operator()(const ClaimSupplemented& e) {
    c.stage = c.before;
    c.before = none;
    stop("supplement");
    for (auto& [name, clock] : c.clocks) clock.paused.reset();
    for (const auto& plan : e.clocks) c.clocks[plan.name].plan = plan;
  }
  void operator()(const ClaimReviewed& e) {
    c.stage = reviewed;
    c.amount_fen = e.amount_fen;
    stop("deliver");
    stop("review");
  }
  void operator()(const ClaimPublicised& e) {
    c.stage = publicised;
    start(e.clocks);
  }
  void operator()(const ClaimPaid& e) {
    leave(ClaimStage::paid);
    c.paid = at;
    c.amount_fen = e.amount_fen;
  }
  void operator()(const ClaimRated& e) {
    c.stage = rated;
    c.rating = e.level;
  }
  void operator()(const ClaimRejected& e) {
    leave(ineligible);
    c.rejected = e.condition;
  }
  void operator()(const ClaimWithdrawn&) { leave(withdrawn); }
  void operator()(const ClaimExpired&) { leave(expired); }
  void operator()(const ClaimRecovered& e) {
    c.stage = recovered;
    c.recovered_fen += e.amount_fen;
  }
  void operator()(const ClaimStepped& e) { c.clocks[e.clock].stepped.push_back(e.index); }
  void operator()(const ClaimSettled& e) {
    for (const auto& plan : e.clocks) c.clocks[plan.name].plan = plan;
  }
};

}  // namespace

std::string_view name(ClaimStage stage) {
  for (const auto& [value, text] : names(Of<ClaimStage>{}))
    if (value == stage) return text;
  return "";
}

std::string_view title(ClaimStage stage) {
  static constexpr std::pair<ClaimStage, std::string_view> titles[] = {
      {none, "无"},           {matched, "已匹配"},      {delivered, "已推送"},
      {read, "已读"},         {interested, "有意申报"}, {applied, "已申报"},
      {accepted, "已受理"},   {incomplete, "待补正"},   {reviewed, "审核通过"},
      {publicised, "公示中"}, {paid, "已拨付"},         {rated, "已评价"},
      {ineligible, "不符合"}, {withdrawn, "已撤回"},    {expired, "已过期"},
      {recovered, "已追回"}};
  for (const auto& [value, text] : titles)
    if (value == stage) return text;
  return "";
}

std::string_view name(const ClaimCommand& command) { return kind_of(command); }

bool ClaimState::is_open() const { return stage > none && stage <= publicised; }

ClaimState evolve(ClaimState state, const ClaimEvent& event, Instant at) {
  std::visit(Evolve{state, at}, event);
  state.last = at;
  return state;
}

}  // namespace zhuqi
