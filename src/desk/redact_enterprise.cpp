// The contact of an enterprise goes for good; those that an import told in the same breath are told anew.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/registry.hpp"
#include "desk/work.hpp"

namespace zhuqi {

namespace {

void authorise_redaction(const Actor& actor, InForce& in_force) {
  Relations relations;
  relations.host = actor.kind == Actor::Kind::host;
  if (in_force.has("organisation")) relations = relations_to(EnterpriseId(), {}, actor, *in_force.organisation());
  authorise({}, "redact_enterprise", relations);
}

bool has_contact(const Enterprise& enterprise) {
  return !enterprise.contact_name.empty() || !enterprise.contact_phone.empty();
}

// The events that hold its contact, the latest first.
std::vector<Event> contact_events(Reader& reader, const EnterpriseId& id, Instant at) {
  std::vector<Event> events;
  for_each_version(reader, id, [&](const Event& event, const Enterprise& enterprise) {
    if (event.at > at)
      throw Refused(
          Code::out_of_order,
          fmt::format("{}: at {} lies before what was told of it at {}", id.str(), to_string(at), to_string(event.at)),
          "at");
    if (has_contact(enterprise)) events.push_back(event);
    return true;
  });
  return events;
}

// Of the others whose contact goes with an event of many: what it said last of each, so that it is known again.
std::vector<EnterpriseRegistered> others_of(Reader& reader, const Event& event, const EnterpriseId& redacted) {
  std::vector<EnterpriseRegistered> others;
  for (const auto& id : enterprises_with_contact(event)) {
    if (id == redacted || last_told(reader.session(), id) != event.seq) continue;
    if (const auto known = find_registered(reader.session(), id); known && has_contact(known->enterprise))
      others.push_back({known->enterprise, event.seq});
  }
  return others;
}

}  // namespace

Receipt redact_enterprise(Work& work, const RedactEnterprise& command) {
  authorise_redaction(work.envelope.actor, work.in_force);
  if (command.reason.find_first_not_of(" \t\r\n") == std::string::npos)
    throw Refused(Code::invalid_argument, "reason is missing", "reason");
  load_enterprise(work.ledger.session(), command.enterprise);  // refuses one that is not registered
  const auto holding = contact_events(work.ledger, command.enterprise, work.envelope.at);
  if (holding.empty())
    throw Refused(Code::illegal_state, fmt::format("there is no contact of {} to redact", command.enterprise.str()),
                  "enterprise");

  std::vector<NewEvent> events = {encode(command.enterprise, EnterpriseRedacted{command.reason}, work.envelope.at)};
  const auto next = work.ledger.head().seq + 1;
  for (const auto& event : holding) {
    events.front().redacts.push_back(event.seq);
    auto others = others_of(work.ledger, event, command.enterprise);
    if (others.empty()) continue;
    const auto seq = next + static_cast<std::int64_t>(events.size());
    events.push_back(encode(std::move(others), seq, std::max(work.envelope.at, event.at)));
  }
  return work.append(std::move(events));
}

}  // namespace zhuqi
