// Why a need went where it went, and why it is due when it is due: recomputed from the ledger, with the documents that
// its events name.
#include <fmt/format.h>

#include "base/json.hpp"
#include "desk/access.hpp"
#include "desk/clocks.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"

namespace zhuqi {

Calendar calendar_of(Reader& reader, Library& library, const Event& event) {
  const auto hash = parse_json(event.versions, "versions").value("calendar", "");
  return *library.get<Calendar>(reader, hash,
                                [](const std::string& content) { return Calendar::parse(content, "calendar.json"); });
}

namespace {

// The policy under which an event puts a need; null if it does not.
const SlaPolicy* policy_in(const CaseEvent& event) {
  if (const auto* registered = std::get_if<NeedRegistered>(&event)) return &registered->policy;
  const auto* recalculated = std::get_if<ClocksRecalculated>(&event);
  return recalculated && recalculated->policy ? &*recalculated->policy : nullptr;
}

}  // namespace

std::string ServiceDesk::explain(const NeedId& id, const Actor& viewer, Language language, const AsOf& as_of) const {
  return impl_->read(as_of, impl_->streams_about(id, as_of), [&](Reader& reader, Instant now) {
    InForce in_force(reader, impl_->library, now);
    load_seen(reader.session(), id, viewer, *in_force.organisation());
    std::string text;
    for (const auto& event : reader.read_stream(stream_of(id))) {
      const auto decoded = decode_case_event(event);
      if (const auto* dispatched = std::get_if<NeedDispatched>(&decoded))
        text += fmt::format("event {}: {}{}{}\n", event.seq, dispatched->because,
                            dispatched->reason.empty() ? "" : ": ", dispatched->reason);
      if (const auto* policy = policy_in(decoded))
        text += fmt::format(fmt::runtime(language == Language::english ? "event {}: row {} of the SLA table, «{}»\n"
                                                                       : "event {}: 时限表第 {} 行「{}」\n"),
                            event.seq, policy->rule, policy->name);
      for (const auto* plan : clocks_in(decoded))
        text += fmt::format("event {}: {}\n", event.seq,
                            zhuqi::explain(*plan, calendar_of(reader, impl_->library, event), language));
    }
    return text;
  });
}

}  // namespace zhuqi
