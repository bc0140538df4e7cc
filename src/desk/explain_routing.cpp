// Why the routing table sent a need where it went: decided again, with the table and the values of then.
#include <fmt/format.h>

#include "base/json.hpp"
#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/projections.hpp"
#include "desk/registry.hpp"

namespace zhuqi {

namespace {

// The two events with which a need begins.
struct Beginning {
  Event registration, dispatch;
  NeedRegistered registered;
  NeedDispatched dispatched;
};

Beginning beginning_of(Reader& reader, const NeedId& id) {
  auto events = reader.read_stream(stream_of(id));
  if (events.size() >= 2) {
    const auto first = decode_case_event(events[0]), second = decode_case_event(events[1]);
    const auto* registered = std::get_if<NeedRegistered>(&first);
    const auto* dispatched = std::get_if<NeedDispatched>(&second);
    if (registered && dispatched) return {std::move(events[0]), std::move(events[1]), *registered, *dispatched};
  }
  throw Refused(Code::corrupt, fmt::format("{} does not begin with its registration and its dispatch", id.str()),
                "need");
}

Facts facts_then(Reader& reader, Library& library, const Beginning& beginning, const std::string& size, Date day) {
  const auto& need = beginning.registered.need;
  const auto enterprise = enterprise_at(reader, need.enterprise, beginning.registration.seq);
  return facts_of(enterprise, need, size.empty() ? nullptr : library.size(reader, size).get(), day);
}

}  // namespace

RoutingExplanation ServiceDesk::explain_routing(const NeedId& id, const Actor& viewer, std::string_view rule) const {
  return impl_->ledger->read([&](Reader& reader) {
    InForce in_force(reader, impl_->library, impl_->options.clock());
    load_seen(reader.session(), id, viewer, *in_force.organisation());
    const Beginning beginning = beginning_of(reader, id);
    const Json versions = parse_json(beginning.dispatch.versions, "versions");
    const auto table = impl_->library.table(reader, versions.value("routing", ""), "routing");
    const auto& dispatched = beginning.dispatched;
    RoutingExplanation explanation{id, beginning.dispatch.seq, *table, dispatched.rule, dispatched.because, {}};
    if (!beginning.registration.redacted)
      explanation.why = table->explain(facts_then(reader, impl_->library, beginning, versions.value("size", ""),
                                                  in_force.calendar().date_of(beginning.registration.at)),
                                       rule);
    return explanation;
  });
}

std::string to_json_text(const RoutingExplanation& e) {
  const auto text = [](const std::string& of) { return to_json_text(Value(of)); };
  return fmt::format(R"({{"need":{},"event":{},"table":{},"rule":{},"because":{},"redacted":{},"why":{}}})",
                     text(e.need.str()), e.event, text(e.table.hash()), e.rule.empty() ? "null" : text(e.rule),
                     text(e.because), !e.why, e.why ? to_json_text(e.table, *e.why) : "null");
}

}  // namespace zhuqi
