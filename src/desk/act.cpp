// A command on one need: what fell due first, then the decision, then the events.
#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/officers.hpp"
#include "desk/projections.hpp"
#include "desk/recalculate.hpp"
#include "desk/work.hpp"

namespace zhuqi {

namespace {

NeedId need_of(const CaseCommand& command) {
  return std::visit([](const auto& c) { return c.need; }, command);
}

void require_order(const Case& state, Instant at) {
  if (at >= state.last) return;
  throw Refused(
      Code::out_of_order,
      fmt::format("{}: at {} lies before its last event at {}", state.id.str(), to_string(at), to_string(state.last)),
      "at");
}

// The department that a command makes the lead; null if it does none.
const DepartmentId* new_lead(const CaseCommand& command) {
  return std::visit(
      []<class C>(const C& c) -> const DepartmentId* {
        if constexpr (requires { c.lead; })
          return &c.lead;
        else
          return nullptr;
      },
      command);
}

// The needs that were merged into this one and have no answer yet.
std::vector<Case> waiting_for(Session& session, const Case& state) {
  std::vector<Case> waiting;
  for (const auto& id : state.absorbed) {
    Case other = load_case(session, id);
    if (other.stage == Stage::merged && other.merged_into == state.id) waiting.push_back(std::move(other));
  }
  return waiting;
}

// One answer reaches all that were merged into the need.
void answer_all(Work& work, const std::vector<Case>& waiting, const NeedId& from, const NeedResolved& answer,
                std::vector<NewEvent>& events) {
  for (Case other : waiting) {
    const Instant at = std::max(work.envelope.at, other.last);
    other = catch_up(work.ledger, work.library, std::move(other), at, work.now);
    NeedResolved same = answer;
    same.effect.reset();  // it was brought once
    same.answered_by = from;
    same.clocks.clear();
    for (const auto& clock : answer.clocks)
      if (const auto* stage = other.policy.stage_of(clock.name))
        same.clocks.push_back(start_clock(clock.name, clock.start, *stage, work.in_force.calendar()));
    events.push_back(encode(other.id, same, at));
  }
}

// The events of this need that have personal data, and still have it.
std::vector<std::int64_t> personal_events(Reader& reader, const NeedId& id) {
  std::vector<std::int64_t> all;
  for (const auto& event : reader.read_stream(stream_of(id)))
    if (!event.personal.empty()) all.push_back(event.seq);
  return all;
}

void require_event(Reader& reader, const NeedId& id, std::int64_t seq) {
  for (const auto& event : reader.read_stream(stream_of(id)))
    if (event.seq == seq) return;
  throw Refused(Code::not_found, fmt::format("event: {} has no event {}", id.str(), seq), "event");
}

// The rest of what the decision must know, by what the command names.
void look_up(Work& work, const Case& state, const CaseCommand& command, CaseContext& context) {
  const auto organisation = work.in_force.organisation();
  const Actor& actor = work.envelope.actor;
  if (const auto* suspend = std::get_if<Suspend>(&command))
    context.named = relations_to(state, Actor::officer(suspend->allowed_by), *organisation);
  if (const Officer* officer =
          actor.kind == Actor::Kind::officer ? organisation->officer(OfficerId(actor.id)) : nullptr)
    context.department = officer->department;
  if (const auto* lead = new_lead(command)) {
    std::tie(context.officer, context.officer_because) = officer_for(work, state);
    if (organisation->department(*lead))
      context.policy = policy_under(work.ledger, work.in_force, state, *work.in_force.sla(), *lead);
  }
  if (const auto* merge = std::get_if<Merge>(&command)) {
    Case into = load_case(work.ledger.session(), merge->into);
    if (into.stage != Stage::none && relations_to(into, actor, *organisation).any()) {
      const Instant until = std::max(work.envelope.at, into.last);
      context.into = catch_up(work.ledger, work.library, std::move(into), until, work.now);
    }
  }
  if (const auto* correct = std::get_if<Correct>(&command)) require_event(work.ledger, state.id, correct->event);
}

}  // namespace

Receipt act(Work& work, const CaseCommand& command) {
  const NeedId id = need_of(command);
  const Instant at = work.envelope.at;
  const auto organisation = work.in_force.organisation();
  Case state = load_seen(work.ledger.session(), id, work.envelope.actor, *organisation);
  require_order(state, at);
  state = catch_up(work.ledger, work.library, std::move(state), at, work.now);

  CaseContext context;
  context.at = at;
  context.actor = relations_to(state, work.envelope.actor, *organisation);
  context.actor_name = to_string(work.envelope.actor);
  context.calendar = &work.in_force.calendar();
  context.organisation = &organisation->organisation();
  authorise(state, name(command), context.actor);  // before anything else is looked up
  const auto waiting = waiting_for(work.ledger.session(), state);
  for (const auto& other : waiting) context.waiting.push_back(other.id);
  look_up(work, state, command, context);

  std::vector<NewEvent> events, others;
  for (const auto& event : decide(state, command, context)) {
    events.push_back(encode(id, event, at));
    if (const auto* resolved = std::get_if<NeedResolved>(&event)) answer_all(work, waiting, id, *resolved, others);
    if (std::holds_alternative<NeedRedacted>(event)) events.back().redacts = personal_events(work.ledger, id);
    if (std::holds_alternative<NeedMerged>(event))
      others.push_back(encode(context.into->id, NeedAbsorbed{id}, std::max(at, context.into->last)));
  }
  events.insert(events.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
  return work.append(std::move(events));
}

}  // namespace zhuqi
