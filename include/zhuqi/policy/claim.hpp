// A claim: how far one enterprise is with one policy. The same shape as casework: command + state → events or a
// refusal; event + state → state.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/policy/claim_command.hpp>
#include <zhuqi/policy/claim_event.hpp>
#include <zhuqi/policy/match.hpp>

namespace zhuqi {

enum class ClaimStage {
  none,        // no event yet
  matched,     // 已匹配: the enterprise does not know
  delivered,   // 已推送
  read,        // 已读
  interested,  // 有意申报
  applied,     // 已申报
  accepted,    // 已受理
  incomplete,  // 待补正: the enterprise has to bring what is missing
  reviewed,    // 审核通过
  publicised,  // 公示中
  paid,        // 已拨付
  rated,       // 已评价
  // The exits:
  ineligible,  // 不符合
  withdrawn,   // 已撤回
  expired,     // 已过期
  recovered,   // 已追回
};

// "applied"; 已申报.
std::string_view name(ClaimStage stage);
std::string_view title(ClaimStage stage);

struct ClaimClock {
  ClockPlan plan;
  std::vector<int> stepped;        // which of the plan's steps are recorded
  std::optional<Instant> paused;   // while the enterprise brings what is missing, the office's clocks stand still
  std::optional<Instant> stopped;  // absent: it runs, or stands still

  bool runs() const { return !stopped && !paused; }
  bool operator==(const ClaimClock&) const = default;
};

// Always the fold of its events; holds nothing personal.
struct ClaimState {
  ClaimId id;
  ClaimStage stage = ClaimStage::none;
  PolicyId policy;
  std::string title;
  std::string issuer;
  EnterpriseId enterprise;
  GroupId group;
  Claim way = Claim::ordinary;
  std::string verdict;
  PolicyDeadlines deadlines;
  std::optional<std::int64_t> amount_fen;  // estimated, then computed, then granted, then paid
  std::int64_t recovered_fen = 0;
  Instant opened;  // of the match
  Instant last;    // `at` of the last event
  std::optional<Instant> delivered, applied, paid;
  ClaimStage before = ClaimStage::none;  // while incomplete: to which it goes back
  int supplements = 0;
  int rating = 0;        // 0: none
  std::string rejected;  // the condition, or "form"
  std::map<std::string, ClaimClock> clocks;

  // It can still become something: neither rated nor at an exit.
  bool is_open() const;
  bool operator==(const ClaimState&) const = default;
};

ClaimState evolve(ClaimState state, const ClaimEvent& event, Instant at);

// How the actor stands to the claim; several may hold. Worked out by the desk.
struct ClaimRelations {
  bool host = false;
  bool enterprise = false;  // whose claim it is
  bool group = false;       // a member of its service group
  bool issuer = false;      // acts for the department that issues the policy
  bool administrator = false;

  bool any() const { return host || enterprise || group || issuer || administrator; }
};

struct ClaimContext {
  Instant at;
  ClaimRelations actor;
  const Calendar* calendar = nullptr;
  const CompiledPolicy* policy = nullptr;  // as it was when the claim began
};

// The match itself, made by the desk: an event, if the verdict leaves a chance. Throws Refused(illegal_state) with the
// reason if the policy does not fit, or cannot be applied for any more.
ClaimMatched begin_claim(const CompiledPolicy& policy, const EnterpriseId& enterprise, const GroupId& group,
                         const Match& match, Instant at, const Calendar& calendar);

// Throws Refused(not_allowed) if such an actor may never give the command, Refused(illegal_state) if not at this stage
// or not yet, Refused(invalid_argument) if something is missing in the command.
std::vector<ClaimEvent> decide(const ClaimState& state, const ClaimCommand& command, const ClaimContext& context);

// What fell due before `now` and is not recorded, in order: reminders and breaches, and the expiry that follows the
// breach of `apply` or `supplement`. Recipients are left empty: the desk fills them in.
struct DueOfClaim {
  ClaimEvent event;
  Instant at;
};
std::vector<DueOfClaim> due_steps(const ClaimState& state, Instant now);
std::optional<Instant> next_step(const ClaimState& state);

// The event that settles provisional clocks by what `calendar` knows; nothing if it knows no more than before.
std::optional<ClaimSettled> settled(const ClaimState& state, const Calendar& calendar);

// Who may do what: one table.
struct ClaimPermission {
  std::string_view command;
  std::vector<std::string_view> relations;
  std::vector<ClaimStage> stages;
};
const std::vector<ClaimPermission>& claim_permissions();
std::string claim_permissions_markdown();

}  // namespace zhuqi
