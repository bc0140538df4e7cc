#include "desk/recalculate.hpp"

#include <fmt/format.h>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/casework/decide.hpp>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/projections.hpp"
#include "sla/local_minute.hpp"

namespace zhuqi {

namespace {

// What a need was registered with; its text is empty if it was redacted.
Need registered_need(Reader& reader, const NeedId& id) {
  for (const auto& event : reader.read_stream(stream_of(id)))
    if (const auto decoded = decode_case_event(event); const auto* registered = std::get_if<NeedRegistered>(&decoded))
      return registered->need;
  throw Refused(Code::corrupt, fmt::format("{} has no event of its registration", id.str()), "need");
}

}  // namespace

SlaPolicy policy_under(Reader& reader, InForce& in_force, const Case& state, const DecisionTable& table,
                       const DepartmentId& lead) {
  const Enterprise enterprise = load_enterprise(reader.session(), state.enterprise);
  const Facts facts = facts_of(enterprise, registered_need(reader, state.id), in_force.size().get(),
                               in_force.calendar().date_of(state.registered));
  return sla_policy(table, facts, state.urgency, in_force.organisation()->department(lead));
}

namespace {

constexpr std::size_t most_shown = 10'000;

// Needs with a clock that may still run: all that are open, and those closed whose follow-up is to come.
std::vector<NeedId> open_needs(Session& session) {
  return read_needs(
      session.prepare("SELECT need FROM cases WHERE open OR next_step IS NOT NULL OR known_until IS NOT NULL "
                      "ORDER BY number"));
}

// Calls `found(state, event)` for each open need, the event being absent where nothing changes. All needs without a row
// are named together.
template <class Found>
void for_each_open(Reader& reader, InForce& in_force, const DecisionTable* table, const Calendar& calendar,
                   const Found& found) {
  Findings findings;
  for (const auto& id : open_needs(reader.session())) {
    const Case state = load_case(reader.session(), id);
    try {
      found(state,
            recalculated(state, table ? policy_under(reader, in_force, state, *table, answerable(state)) : state.policy,
                         calendar));
    } catch (const Refused& refused) {
      if (refused.where() != "sla") throw;
      Finding finding;
      finding.file = id.str();
      finding.message = refused.what();
      if (findings.size() < most_shown) findings.push_back(std::move(finding));
    }
  }
  if (!findings.empty()) throw InvalidDocument(std::move(findings));
}

bool is_overdue(const CaseClock& clock, const std::optional<Instant>& due, Instant at) {
  return due && *due < (clock.paused ? std::min(*clock.paused, at) : at);
}

std::string local(const std::optional<Instant>& instant, const Calendar& calendar) {
  return instant ? local_minute(*instant, calendar) : "未定";
}

std::string in_words(const char* title, std::int64_t count, const std::vector<ChangedClock>& clocks,
                     const Calendar& calendar) {
  std::string text = fmt::format("{}:{} 项\n", title, count);
  for (const auto& c : clocks)
    text += fmt::format("  {} {}:{} → {}({} → {})\n", c.need.str(), stage_title(c.clock), local(c.due, calendar),
                        local(c.new_due, calendar), c.rule, c.new_rule);
  return text;
}

// Files each clock of a need that the event changes.
void take(Preview& preview, const Case& state, const ClocksRecalculated& event) {
  const auto file = [](std::vector<ChangedClock>& list, std::int64_t& count, ChangedClock changed) {
    ++count;
    if (list.size() < most_shown) list.push_back(std::move(changed));
  };
  const Case after = evolve(state, event, std::max(preview.at, state.last));
  for (const auto& [name, clock] : state.clocks) {
    if (clock.stopped) continue;
    const CaseClock& other = after.clocks.at(name);
    ChangedClock changed{state.id, name, state.policy.rule, after.policy.rule, clock.plan.due, other.plan.due};
    if (other.stopped) changed.new_due.reset();
    const bool before = is_overdue(clock, changed.due, preview.at);
    const bool then = is_overdue(clock, changed.new_due, preview.at);
    if (then && !before)
      file(preview.become_overdue, preview.becoming, std::move(changed));
    else if (before && !then)
      file(preview.no_longer_overdue, preview.recovering, std::move(changed));
  }
}

}  // namespace

void recalculate_all(Transaction& ledger, Library& library, bool sla, Instant at, Instant now) {
  InForce in_force(ledger, library, at);
  const auto table = sla ? in_force.sla() : nullptr;
  for_each_open(ledger, in_force, table.get(), in_force.calendar(),
                [&](const Case& state, const std::optional<ClocksRecalculated>& event) {
                  if (!event) return;
                  ledger.append({encode(state.id, *event, std::max(at, state.last))}, clock_cause(in_force.versions()),
                                now);
                });
}

Preview preview_all(Reader& reader, Library& library, const DecisionTable* table, const Calendar& calendar,
                    Instant at) {
  InForce in_force(reader, library, at);
  Preview preview;
  preview.at = at;
  for_each_open(reader, in_force, table, calendar,
                [&](const Case& state, const std::optional<ClocksRecalculated>& event) {
                  ++preview.open;
                  if (!event) return;
                  ++preview.changed;
                  take(preview, state, *event);
                });
  preview.text =
      fmt::format("至 {}:有时限的诉求 {} 件,其中 {} 件有变\n", local(at, calendar), preview.open, preview.changed) +
      in_words("将变为超期", preview.becoming, preview.become_overdue, calendar) +
      in_words("将不再超期", preview.recovering, preview.no_longer_overdue, calendar);
  return preview;
}

}  // namespace zhuqi
