// The decider of claims: command + state + context → events, or a refusal. A pure function.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/classify/facts.hpp>

#include "base/require.hpp"
#include "policy/claim_clocks.hpp"

namespace zhuqi {

namespace {

using Events = std::vector<ClaimEvent>;

bool holds(std::string_view relation, const ClaimRelations& r) {
  return (relation == "host" && r.host) || (relation == "enterprise" && r.enterprise) ||
         (relation == "group" && r.group) || (relation == "issuer" && r.issuer) ||
         (relation == "administrator" && r.administrator);
}

void authorise(const ClaimState& state, std::string_view command, const ClaimRelations& actor) {
  const auto& table = claim_permissions();
  const auto row = std::find_if(table.begin(), table.end(), [&](const auto& one) { return one.command == command; });
  if (std::none_of(row->relations.begin(), row->relations.end(), [&](auto relation) { return holds(relation, actor); }))
    refuse(Code::not_allowed, fmt::format("this actor may not give the command {} here", command), "actor");
  if (std::find(row->stages.begin(), row->stages.end(), state.stage) != row->stages.end()) return;
  std::string stages;
  for (const auto stage : row->stages) stages += fmt::format("{}{}", stages.empty() ? "" : ", ", name(stage));
  refuse(Code::illegal_state,
         fmt::format("{} is {}: {} is possible only when it is {}", state.id.str(), name(state.stage), command, stages),
         "stage");
}

// The amount whose base the enterprise has to state; null: none is.
const Amount* stated_amount(const Policy& policy) {
  for (const auto& amount : policy.amounts)
    if (amount.needs_base() && fact_type(amount.base) == nullptr) return &amount;
  return nullptr;
}

// One function per command: what happens, given that the actor may and the stage fits.
struct Decide {
  const ClaimState& state;
  const ClaimContext& context;

  void add_clock(std::vector<ClockPlan>& clocks, const char* name, const std::optional<int>& days) const {
    if (days) clocks.push_back(start_days(name, context.at, *days, *context.calendar));
  }

  Events operator()(const DeliverClaim& command) const {
    require_text(command.how, "how");
    check_optional(command.note, "note");
    return {ClaimDelivered{command.how, command.note}};
  }
  Events operator()(const ReadClaim&) const { return {ClaimRead{}}; }
  Events operator()(const ExpressInterest&) const { return {ClaimInterested{}}; }

  Events operator()(const ApplyClaim& command) const {
    if (state.way == Claim::automatic)
      refuse(Code::illegal_state, fmt::format("{}: it is paid without applying (免申即享)", state.id.str()), "claim");
    check_optional(command.note, "note");
    ClaimApplied applied{command.stated, {}, command.note, {}};
    const Amount* amount = stated_amount(context.policy->policy());
    if (amount == nullptr && command.stated)
      refuse(Code::invalid_argument, "stated: this policy pays nothing that depends on what the enterprise states",
             "stated");
    if (amount != nullptr && (!command.stated || *command.stated < 0))
      refuse(Code::invalid_argument,
             fmt::format("stated is missing: the policy pays by «{}», {}", amount->base,
                         amount->counted ? "in millionths of a piece" : "in fen"),
             "stated");
    if (amount != nullptr) applied.amount_fen = amount_fen(*amount, amount->counted, command.stated);
    add_clock(applied.clocks, "accept", state.deadlines.accept);
    add_clock(applied.clocks, "pay", state.deadlines.pay);
    return {applied};
  }

  Events operator()(const AcceptClaim& command) const {
    check_optional(command.note, "note");
    ClaimAccepted accepted{command.note, {}};
    add_clock(accepted.clocks, "review", state.deadlines.review);
    return {accepted};
  }

  Events operator()(const RequestSupplement& command) const {
    require_text(command.missing, "missing");
    SupplementRequested requested{command.missing, {}};
    add_clock(requested.clocks, "supplement", state.deadlines.supplement);
    return {requested};
  }

  Events operator()(const SupplementClaim& command) const {
    check_optional(command.note, "note");
    ClaimSupplemented supplemented{command.note, {}};
    for (const auto& [name, clock] : state.clocks)
      if (clock.paused)
        supplemented.clocks.push_back(resume_clock(clock.plan, {*clock.paused, context.at}, *context.calendar));
    return {supplemented};
  }

  Events operator()(const ReviewClaim& command) const {
    if (state.way != Claim::automatic && state.stage != ClaimStage::accepted)
      refuse(Code::illegal_state,
             fmt::format("{} is {}: it has to be applied for and accepted", state.id.str(), name(state.stage)),
             "stage");
    check_optional(command.note, "note");
    const auto amount = command.amount_fen ? command.amount_fen : state.amount_fen;
    if (!amount || *amount < 0)
      refuse(Code::invalid_argument, "amount_fen is missing: it cannot be computed for this claim", "amount_fen");
    if (state.amount_fen && *amount != *state.amount_fen && command.note.empty())
      refuse(Code::invalid_argument,
             fmt::format("note is missing: the amount computed is {} fen, why is it another?", *state.amount_fen),
             "note");
    return {ClaimReviewed{*amount, command.note}};
  }

  Events operator()(const PubliciseClaim&) const {
    ClaimPublicised publicised;
    add_clock(publicised.clocks, "publicity", state.deadlines.publicity);
    return {publicised};
  }

  Events operator()(const PayClaim& command) const {
    require_text(command.voucher, "voucher");
    if (state.stage == ClaimStage::reviewed && state.deadlines.publicity)
      refuse(Code::illegal_state,
             fmt::format("{}: the result is made public for {} working days first", state.id.str(),
                         *state.deadlines.publicity),
             "stage");
    const auto publicity = state.clocks.find("publicity");
    if (publicity != state.clocks.end()) {
      const auto& due = publicity->second.plan.due;
      if (!due || context.at < *due)
        refuse(Code::illegal_state,
               fmt::format("{}: it is public until {}, and is paid after that", state.id.str(),
                           due ? to_string(*due) : "a day that no calendar knows yet"),
               "at");
    }
    return {ClaimPaid{*state.amount_fen, command.voucher}};
  }

  Events operator()(const RateClaim& command) const {
    if (command.level < 1 || command.level > 5)
      refuse(Code::invalid_argument, "level: a rating is 1 (非常不满意) to 5 (非常满意)", "level");
    check_optional(command.comment, "comment");
    return {ClaimRated{command.level, command.comment}};
  }

  Events operator()(const RejectClaim& command) const {
    require_text(command.condition, "condition");
    require_text(command.reason, "reason");
    const auto& branches = context.policy->policy().branches;
    const bool known = std::any_of(branches.begin(), branches.end(), [&](const auto& branch) {
      return std::any_of(branch.begin(), branch.end(),
                         [&](const Condition& condition) { return condition.fact == command.condition; });
    });
    if (!known && command.condition != "form")
      refuse(Code::invalid_argument,
             fmt::format(
                 "condition: «{}» is no fact that the policy asks for; «form» for what is wrong with the application",
                 command.condition.substr(0, 60)),
             "condition");
    return {ClaimRejected{command.condition, command.reason}};
  }

  Events operator()(const WithdrawClaim& command) const {
    require_text(command.reason, "reason");
    return {ClaimWithdrawn{command.reason}};
  }

  Events operator()(const RecoverClaim& command) const {
    require_text(command.reason, "reason");
    if (command.amount_fen < 1 || command.amount_fen > state.amount_fen.value_or(0))
      refuse(Code::invalid_argument,
             fmt::format("amount_fen: at least 1, and not more than the {} fen that were paid",
                         state.amount_fen.value_or(0)),
             "amount_fen");
    return {ClaimRecovered{command.amount_fen, command.reason}};
  }
};

}  // namespace

ClaimMatched begin_claim(const CompiledPolicy& compiled, const EnterpriseId& enterprise, const GroupId& group,
                         const Match& match, Instant at, const Calendar& calendar) {
  const Policy& policy = compiled.policy();
  if (match.verdict == Verdict::no_match) refuse(Code::illegal_state, match.because, "enterprise");
  if (policy.claim != Claim::automatic && at >= end_of_day(policy.last_day_to_apply(), calendar))
    refuse(Code::illegal_state,
           fmt::format("{}: the last day to apply was {}", policy.id.str(), to_string(policy.last_day_to_apply())),
           "policy");
  ClaimMatched matched{policy.id,
                       policy.title,
                       policy.issuer,
                       enterprise,
                       group,
                       policy.claim,
                       std::string(name(match.verdict)),
                       match.because,
                       match.amount_fen,
                       policy.deadlines,
                       {}};
  if (const auto& days = policy.deadlines.deliver) matched.clocks.push_back(start_days("deliver", at, *days, calendar));
  if (policy.claim != Claim::automatic)
    matched.clocks.push_back(start_apply(policy, at, calendar));
  else if (const auto& pay = policy.deadlines.pay)
    matched.clocks.push_back(start_days("pay", at, *pay, calendar));
  return matched;
}

std::vector<ClaimEvent> decide(const ClaimState& state, const ClaimCommand& command, const ClaimContext& context) {
  authorise(state, name(command), context.actor);
  return std::visit(Decide{state, context}, command);
}

}  // namespace zhuqi
