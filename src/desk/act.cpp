// A command on one need: what fell due first, then the decision, then the events.
#include <tuple>

#include <fmt/format.h>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/officers.hpp"
#include "desk/projections.hpp"
#include "desk/work.hpp"

namespace zhuqi {

namespace {

NeedId need_of(const CaseCommand& command) {
  return std::visit([](const auto& c) { return c.need; }, command);
}

[[noreturn]] void unknown(const NeedId& id) {
  throw Refused(Code::not_found, fmt::format("there is no need «{}» that this actor may see", id.str().substr(0, 40)),
                "need");
}

void require_order(const Case& state, Instant at) {
  if (at >= state.last) return;
  throw Refused(
      Code::out_of_order,
      fmt::format("{}: at {} lies before its last event at {}", state.id.str(), to_string(at), to_string(state.last)),
      "at");
}

}  // namespace

Receipt act(Work& work, const CaseCommand& command) {
  const NeedId id = need_of(command);
  const Instant at = work.envelope.at;
  Case state = load_case(work.ledger.session(), id);
  if (state.stage == Stage::none) unknown(id);
  const auto organisation = work.in_force.organisation();
  if (!relations_to(state, work.envelope.actor, *organisation).any()) unknown(id);
  require_order(state, at);
  state = catch_up(work.ledger, work.library, std::move(state), at, work.now);

  CaseContext context;
  context.at = at;
  context.actor = relations_to(state, work.envelope.actor, *organisation);
  context.actor_name = to_string(work.envelope.actor);
  if (const auto* suspend = std::get_if<Suspend>(&command))
    context.named = relations_to(state, Actor::officer(suspend->allowed_by), *organisation);
  context.calendar = &work.in_force.calendar();
  context.organisation = &organisation->organisation();
  if (std::holds_alternative<Dispatch>(command))
    std::tie(context.officer, context.officer_because) = officer_for(work, state);
  std::vector<NewEvent> events;
  for (const auto& event : decide(state, command, context)) events.push_back(encode(id, event, at));
  return work.append(std::move(events));
}

}  // namespace zhuqi
