// What touches a clock: contact, suspension, extension, the answer.
#include <fmt/format.h>

#include "casework/decide_parts.hpp"

namespace zhuqi {

namespace {

const ClockPlan& resolve_plan(const Case& state) { return state.clocks.at("resolve").plan; }

// What an extension may be at most, and in which unit it is asked for.
Span longest_extension(const Case& state) {
  return state.policy.extension.longest.value_or(resolve_plan(state).target.span);
}

const ExtensionRequest& pending(const Case& state) {
  if (!state.extension)
    refuse(Code::illegal_state, fmt::format("{}: no extension is asked for", state.id.str()), "need");
  return *state.extension;
}

void require_not_overdue(const Case& state, Instant at) {
  const auto& due = resolve_plan(state).due;
  if (due && *due < at)
    refuse(Code::illegal_state,
           fmt::format("{}: the deadline {} has passed, and that stands: an extension is granted before it",
                       state.id.str(), to_string(*due)),
           "need");
}

void check_span(const Case& state, const Span& span) {
  const Span longest = longest_extension(state);
  if (span.unit != longest.unit || span.amount <= 0 || span.amount > longest.amount)
    refuse(Code::invalid_argument,
           fmt::format("span: an extension is at most {}, and written in that unit", to_string(longest)), "span");
}

void check_window(const Case& state, Instant at, const Calendar& calendar) {
  const auto& due = resolve_plan(state).due;
  if (!due) return;  // provisional: it lies in a year that is not published
  const Span& ask = state.policy.extension.ask;
  const Instant latest = latest_before(*due, ask, calendar);
  if (at > latest)
    refuse(Code::illegal_state,
           fmt::format("{}: due {}; an extension is asked for at least {} before, by {}", state.id.str(),
                       to_string(*due), to_string(ask), to_string(latest)),
           "need");
}

// A promised day alone says that the outcome is a promise.
CaseOutcome outcome_of(const Resolve& command) { return command.promised ? CaseOutcome::promised : command.outcome; }

// What a case keeps for good is a word, and no sentence that may be about somebody.
void require_word(const std::string& word, const char* field) {
  constexpr std::size_t longest = 40;
  require_text(word, field);
  if (word.size() > 4 * longest)
    refuse(Code::too_large, fmt::format("{} is longer than {} characters", field, longest), field);
}

void check_outcome(const Resolve& command) {
  if (command.outcome == CaseOutcome::promised && !command.promised)
    refuse(Code::invalid_argument, "promised is missing: by which day will it be solved?", "promised");
  if (command.promised && command.outcome != CaseOutcome::promised && command.outcome != CaseOutcome::solved)
    refuse(Code::invalid_argument, "promised: only what is promised has a day", "promised");
  if (command.outcome == CaseOutcome::not_possible) require_text(command.reason, "reason");
  check_optional(command.reason, "reason");
  if (!command.effect) return;
  require_word(command.effect->kind, "effect.kind");
  require_word(command.effect->unit, "effect.unit");
  if (command.effect->amount < 0) refuse(Code::invalid_argument, "effect.amount is not negative", "effect.amount");
}

}  // namespace

Events decide_contact(const Case& state, const Contact& command, const CaseContext& context) {
  require_text(command.with, "with");
  require_text(command.how, "how");
  check_optional(command.note, "note");
  const Instant when = command.when.value_or(context.at);
  if (when > context.at || when < state.registered)
    refuse(Code::invalid_argument,
           fmt::format("when: {} lies after the command, or before registration", to_string(when)), "when");
  return {NeedContacted{when, command.with, command.how, command.note}};
}

Events decide_suspend(const Case&, const Suspend& command, const CaseContext& context) {
  require_text(command.reason, "reason");
  const auto may = [](const Relations& r) { return r.above || r.higher || r.administrator || r.host; };
  if (command.allowed_by.empty()) {
    if (!may(context.actor))
      refuse(Code::invalid_argument, "allowed_by is missing: who above the lead allowed it?", "allowed_by");
    return {NeedSuspended{command.reason, context.actor_name}};
  }
  if (!may(context.named))
    refuse(Code::not_allowed,
           fmt::format("allowed_by: «{}» is not above the lead department", command.allowed_by.str().substr(0, 60)),
           "allowed_by");
  return {NeedSuspended{command.reason, "officer:" + command.allowed_by.str()}};
}

Events decide_resume(const Case& state, const Resume& command, const CaseContext& context) {
  check_optional(command.note, "note");
  NeedResumed resumed{command.note, {}};
  for (const auto& [name, clock] : state.clocks)
    if (clock.paused)
      resumed.clocks.push_back(resume_clock(clock.plan, {*clock.paused, context.at}, *context.calendar));
  return {resumed};
}

Events decide_request(const Case& state, const RequestExtension& command, const CaseContext& context) {
  require_text(command.reason, "reason");
  if (state.extension)
    refuse(Code::illegal_state, fmt::format("{}: an extension is asked for already", state.id.str()), "need");
  if (state.extensions >= state.policy.extension.most)
    refuse(Code::illegal_state,
           fmt::format("{}: extended {} times, as often as policy {} allows", state.id.str(), state.extensions,
                       state.policy.name),
           "need");
  check_span(state, command.span);
  require_not_overdue(state, context.at);
  check_window(state, context.at, *context.calendar);
  return {ExtensionRequested{command.span, command.reason, context.actor_name}};
}

Events decide_approve(const Case& state, const ApproveExtension& command, const CaseContext& context) {
  check_optional(command.note, "note");
  const auto& request = pending(state);
  require_not_overdue(state, context.at);
  if (request.by == context.actor_name)
    refuse(Code::not_allowed, "who asks for an extension does not grant it", "actor");
  if (state.extensions > 0 && !context.actor.higher && !context.actor.administrator)
    refuse(Code::not_allowed, "a second extension is granted only by the level above the lead's superior", "actor");
  return {ExtensionApproved{command.note, extend_clock(resolve_plan(state), request.span, *context.calendar)}};
}

Events decide_refuse(const Case& state, const RefuseExtension& command, const CaseContext&) {
  require_text(command.reason, "reason");
  pending(state);
  return {ExtensionRefused{command.reason}};
}

Events decide_resolve(const Case& state, const Resolve& command, const CaseContext& context) {
  require_text(command.answer, "answer");
  check_outcome(command);
  if (state.has_open_task())
    refuse(Code::illegal_state,
           fmt::format("{}: a supporting task is open: wait for its report, or cancel it", state.id.str()), "need");
  const Calendar& calendar = *context.calendar;
  NeedResolved resolved{command.answer, command.promised, {}, outcome_of(command), command.reason, command.effect, {}};
  resolved.clocks = start_stages(state.policy, {"callback"}, context.at, calendar);
  if (command.promised) {
    if (*command.promised < calendar.date_of(context.at))
      refuse(Code::invalid_argument, "promised: a day that has passed cannot be promised", "promised");
    const Instant that_day = calendar.to_instant(std::chrono::local_days(*command.promised));
    for (auto& clock : start_stages(state.policy, {"recheck"}, that_day, calendar))
      resolved.clocks.push_back(std::move(clock));
  }
  return {resolved};
}

}  // namespace zhuqi
