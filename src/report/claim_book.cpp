// Policies by their claims, and the glass door.
#include "report/claim_book.hpp"

#include <map>

#include "report/figures.hpp"

namespace zhuqi {

namespace {

struct RememberClaim {
  ClaimRecord& claim;
  Instant at;

  void operator()(const ClaimMatched& e) const {
    claim.policy = e.policy;
    claim.title = e.title;
    claim.enterprise = e.enterprise;
    claim.matched = at;
    claim.is_automatic = e.way == Claim::automatic;
  }
  void operator()(const ClaimDelivered&) const { claim.was_delivered = true; }
  void operator()(const ClaimRead&) const { claim.was_read = true; }
  void operator()(const ClaimApplied&) const { claim.was_applied = true; }
  void operator()(const ClaimPaid& e) const {
    claim.paid = at;
    claim.paid_fen = e.amount_fen;
    claim.was_applied |= claim.is_automatic;
  }
  void operator()(const ClaimRejected& e) const {
    claim.turned_down = true;
    claim.for_form = e.condition == "form";
  }
  void operator()(const ClaimWithdrawn&) const { claim.withdrawn = true; }
  void operator()(const ClaimExpired&) const { claim.expired = true; }
  void operator()(const ClaimRecovered& e) const { claim.recovered_fen += e.amount_fen; }
  // Not this report's concern.
  template <class Other>
  void operator()(const Other&) const {}
};

struct Sum {
  PolicyFigures figures;
  std::vector<Instant::duration> to_paid;

  void add(const ClaimRecord& c) {
    auto& f = figures;
    f.policy = c.policy;
    f.title = c.title;
    ++f.matched;
    f.delivered += c.was_delivered ? 1 : 0;
    f.read += c.was_read ? 1 : 0;
    f.applied += c.was_applied ? 1 : 0;
    f.turned_down += c.turned_down ? 1 : 0;
    f.for_form += c.for_form ? 1 : 0;
    f.expired += c.expired ? 1 : 0;
    f.withdrawn += c.withdrawn ? 1 : 0;
    f.recovered_fen += c.recovered_fen;
    if (!c.paid) return;
    ++f.paid;
    f.paid_fen += c.paid_fen;
    to_paid.push_back(*c.paid - c.matched);
  }
};

}  // namespace

void ClaimRecord::apply(const ClaimEvent& event, Instant at) { std::visit(RememberClaim{*this, at}, event); }

void ClaimBook::add(const std::string& stream, const ClaimEvent& event, Instant at, bool counted) {
  if (std::holds_alternative<ClaimMatched>(event)) {
    if (counted) claims_[stream].apply(event, at);
  } else if (const auto known = claims_.find(stream); known != claims_.end()) {
    known->second.apply(event, at);
  }
}

void ClaimBook::count(Report& report) const {
  std::map<PolicyId, Sum> by_policy;
  RateFigure glass{
      "glass_door",
      {"玻璃门", "Glass door"},
      {"符合政策却因未送达、未申报而过期,或因材料形式被退回的申报 ÷ 已有结果的匹配",
       "matches that expired unreached or unclaimed, or were turned down for a matter of form ÷ matches that "
       "have ended"},
      0,
      0,
      {{{"仍在途中", "still on their way"}, 0}}};
  for (const auto& policy : policies_) by_policy[policy].figures.policy = policy;
  for (const auto& [stream, claim] : claims_) {
    by_policy[claim.policy].add(claim);
    glass.numerator += claim.expired || claim.for_form ? 1 : 0;
    ++(claim.has_ended() ? glass.denominator : glass.excluded[0].count);
  }
  for (auto& [policy, sum] : by_policy) {
    sum.figures.to_paid = durations_of(std::move(sum.to_paid));
    report.policies.push_back(std::move(sum.figures));
  }
  report.doors.insert(report.doors.begin() + 1, std::move(glass));
}

}  // namespace zhuqi
