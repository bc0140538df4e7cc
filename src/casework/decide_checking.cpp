// Whether it was so: declined, withdrawn, promised, lasting; and when nothing more is to come.
#include <fmt/format.h>

#include "casework/decide_parts.hpp"

namespace zhuqi {

namespace {

void require_nobody_waits(const Case& state, const CaseContext& context) {
  if (context.waiting.empty()) return;
  refuse(Code::illegal_state,
         fmt::format("{}: {} was merged into it and waits for its answer: reopen that first", state.id.str(),
                     context.waiting.front().str()),
         "need");
}

bool runs(const Case& state, const char* name) {
  const CaseClock* clock = state.clock(name);
  return clock && !clock->stopped;
}

}  // namespace

Events decide_decline(const Case& state, const Decline& command, const CaseContext& context) {
  require_text(command.reason, "reason");
  require_nobody_waits(state, context);
  if (state.accepted)
    refuse(Code::illegal_state, fmt::format("{}: what was accepted is not declined", state.id.str()), "need");
  return {NeedDeclined{command.reason}};
}

Events decide_follow_up(const Case& state, const FollowUp& command, const CaseContext& context) {
  if (!command.holds) require_text(command.note, "note");
  check_optional(command.note, "note");
  if (!state.outcome)
    refuse(Code::illegal_state, fmt::format("{} was withdrawn: there is no effect to ask about", state.id.str()),
           "need");
  Events events{NeedFollowedUp{command.holds, command.note}};
  if (!command.holds) events.push_back(reopened(state, "effect", command.note, context));
  return events;
}

Events decide_recheck(const Case& state, const Recheck& command, const CaseContext& context) {
  if (!command.kept) require_text(command.note, "note");
  check_optional(command.note, "note");
  if (!state.promised) refuse(Code::illegal_state, fmt::format("{}: nothing was promised", state.id.str()), "need");
  if (state.rechecked)
    refuse(Code::illegal_state, fmt::format("{}: the promise was checked already", state.id.str()), "need");
  if (context.calendar->date_of(context.at) < *state.promised)
    refuse(Code::illegal_state,
           fmt::format("{}: promised by {}: that day has not come", state.id.str(), to_string(*state.promised)),
           "need");
  Events events{NeedRechecked{command.kept, command.note}};
  if (!command.kept) events.push_back(reopened(state, "promise", command.note, context));
  return events;
}

Events decide_withdraw(const Case& state, const Withdraw& command, const CaseContext& context) {
  require_text(command.reason, "reason");
  require_nobody_waits(state, context);
  Events events = cancel_tasks(state, "撤单");
  if (state.suspension) events.push_back(decide_resume(state, {}, context).front());
  events.push_back(NeedWithdrawn{command.reason, context.actor_name,
                                 start_stages(state.policy, {"callback"}, context.at, *context.calendar)});
  return events;
}

Events decide_check(const Case& state, const CheckWithdrawal& command, const CaseContext& context) {
  require_text(command.with, "with");
  require_text(command.how, "how");
  if (context.actor.lead || context.actor.supporting || context.actor_name == state.withdrawn_by)
    refuse(Code::not_allowed, "who works on the need or withdrew it does not call back: somebody independent does",
           "actor");
  Events events{WithdrawalChecked{command.of_own_will, command.with, command.how}};
  if (!command.of_own_will) events.push_back(reopened(state, "withdrawal", {}, context));
  return events;
}

Events decide_archive(const Case& state, const CaseContext&) {
  for (const char* name : {"followup", "recheck"})
    if (runs(state, name))
      refuse(Code::illegal_state, fmt::format("{}: {} is still to be done", state.id.str(), stage_title(name)), "need");
  return {NeedArchived{}};
}

}  // namespace zhuqi
