// What can be asked: each answer is what the viewer may see, on one snapshot.
#include <fmt/format.h>

#include "base/json.hpp"
#include "base/variants.hpp"
#include "casework/documents.hpp"
#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/projections.hpp"

namespace zhuqi {

namespace {

constexpr std::int64_t most_listed = 10'000;
constexpr std::int64_t most_remaining = 3'600 * 24 * 366;  // seconds

// The SQL of a list of needs, and its parameters in order.
struct Listing {
  std::string sql;
  std::vector<std::string> parameters;
};

Listing listing_of(const NeedQuery& query, Sight sight) {
  Listing listing{
      "SELECT cases.state, enterprises.name FROM cases JOIN enterprises ON enterprises.id = cases.enterprise WHERE " +
          sight.condition,
      std::move(sight.parameters)};
  const auto also = [&](const char* condition, std::string parameter) {
    listing.sql += std::string(" AND ") + condition;
    listing.parameters.push_back(std::move(parameter));
  };
  if (query.stage) also("cases.stage = ?", std::string(name(*query.stage)));
  if (query.open_only) listing.sql += " AND cases.stage NOT IN ('closed', 'declined', 'archived')";
  if (!query.enterprise.empty()) also("cases.enterprise = ?", query.enterprise.str());
  if (!query.officer.empty()) also("cases.officer = ?", query.officer.str());
  if (!query.department.empty())
    also("EXISTS (SELECT 1 FROM case_departments d WHERE d.need = cases.need AND d.department = ?)",
         query.department.str());
  if (!query.region.empty()) {
    // "530100" contains whatever begins with 5301.
    std::string prefix = query.region;
    while (prefix.size() > 2 && prefix.ends_with("00")) prefix.resize(prefix.size() - 2);
    also("SUBSTR(cases.region, 1, LENGTH(?)) = ?", prefix);
    listing.parameters.push_back(prefix);
  }
  if (query.due_before) listing.sql += fmt::format(" AND cases.due < {}", query.due_before->time_since_epoch().count());
  listing.sql += fmt::format(" ORDER BY cases.due IS NULL, cases.due, cases.number LIMIT {}", query.limit);
  return listing;
}

// What the calendar in force says; nothing where it does not reach, or none is published.
template <class Ask>
auto by_calendar(InForce& in_force, const Ask& ask) -> std::optional<decltype(ask(in_force.calendar()))> {
  if (!in_force.has("calendar")) return std::nullopt;
  try {
    return ask(in_force.calendar());
  } catch (const Refused& refused) {
    if (refused.code() != Code::calendar_unknown) throw;
    return std::nullopt;
  }
}

// Due before this instant: less than the remaining time that is asked for.
std::optional<Instant> due_before(const NeedQuery& query, InForce& in_force, Instant now) {
  if (!query.remaining_below) return query.due_before;
  if (*query.remaining_below < 1 || *query.remaining_below > most_remaining)
    throw Refused(Code::invalid_argument, fmt::format("remaining_below is 1 to {} seconds", most_remaining),
                  "remaining_below");
  const auto risk = by_calendar(in_force, [&](const Calendar& calendar) {
    return calendar.add(now, std::chrono::seconds(*query.remaining_below));
  });
  const Instant end = risk.value_or(Instant::max());
  return query.due_before ? std::min(end, *query.due_before) : end;
}

NeedSummary summarise(const Case& state, std::string enterprise_name, InForce& in_force, Instant now) {
  const auto graph = in_force.organisation();
  const OrganisationGraph& organisation = *graph;
  NeedSummary s;
  s.id = state.id;
  s.stage = state.stage;
  s.enterprise = state.enterprise;
  s.enterprise_name = std::move(enterprise_name);
  s.service_item = state.service_item;
  s.lead = state.lead;
  const Department* lead = organisation.department(state.lead);
  s.lead_name = lead ? lead->name : state.lead.str();
  s.officer = state.officer;
  s.registered = state.registered;
  if (const auto* resolve = state.clock("resolve")) {
    s.due = resolve->due();
    s.overdue = resolve->breached;
  }
  if (s.due)
    s.remaining_seconds = by_calendar(in_force, [&](const Calendar& calendar) {
      return std::chrono::floor<std::chrono::seconds>(calendar.between(now, *s.due)).count();
    });
  return s;
}

// What one event says to people, in one line.
std::string line_of(const CaseEvent& event) {
  return std::visit(
      []<class E>(const E& e) -> std::string {
        if constexpr (requires { e.because; })
          return e.because;
        else if constexpr (requires { e.answer; })
          return e.answer;
        else if constexpr (requires { e.sha256; })
          return fmt::format("{} {}", e.name, e.reference);
        else if constexpr (requires { e.task; })
          return e.task;
        else if constexpr (requires { e.report; })
          return e.report;
        else if constexpr (requires { e.instruction; })
          return e.instruction;
        else if constexpr (requires { e.text; })
          return e.text;
        else if constexpr (requires { e.reason; })
          return e.reason;
        else if constexpr (requires { e.note; })
          return e.note;
        else if constexpr (requires { e.comment; })
          return fmt::format("{} {}", e.level, e.comment);
        else if constexpr (requires { e.tell; })
          return fmt::format("{} {} → {}", e.clock, e.kind, e.tell);
        else if constexpr (requires { e.need.text; })
          return e.need.text;
        else
          return {};
      },
      event);
}

}  // namespace

NeedView ServiceDesk::need(const NeedId& id, const Actor& viewer) const {
  return impl_->ledger->read([&](Reader& reader) {
    const Instant now = impl_->options.clock();
    InForce in_force(reader, impl_->library, now);
    const auto organisation = in_force.organisation();
    const Case state = load_case(reader.session(), id);
    if (state.stage == Stage::none || !relations_to(state, viewer, *organisation).any())
      throw Refused(Code::not_found,
                    fmt::format("there is no need «{}» that this viewer may see", id.str().substr(0, 40)), "need");
    NeedView view;
    view.summary = summarise(state, load_enterprise(reader.session(), state.enterprise).name, in_force, now);
    view.state = state;
    for (const auto& event : reader.read_stream(stream_of(id))) {
      const auto decoded = decode_case_event(event);
      if (const auto* registered = std::get_if<NeedRegistered>(&decoded)) view.need = registered->need;
      view.history.push_back({event.seq, event.kind, event.at, event.actor, line_of(decoded)});
    }
    return view;
  });
}

std::vector<NeedSummary> ServiceDesk::needs(const NeedQuery& query, const Actor& viewer) const {
  if (query.limit < 1 || query.limit > most_listed)
    throw Refused(Code::invalid_argument, fmt::format("limit is 1 to {}", most_listed), "limit");
  return impl_->ledger->read([&](Reader& reader) {
    const Instant now = impl_->options.clock();
    InForce in_force(reader, impl_->library, now);
    NeedQuery bounded = query;
    bounded.due_before = due_before(query, in_force, now);
    const auto listing = listing_of(bounded, sight_of(viewer, *in_force.organisation()));
    auto rows = reader.session().prepare(listing.sql);
    for (const auto& parameter : listing.parameters) rows.bind(parameter);
    std::vector<NeedSummary> all;
    while (rows.step())
      all.push_back(summarise(from_json<Case>(parse_json(rows.text(0), "case")), rows.string(1), in_force, now));
    return all;
  });
}

std::vector<Event> ServiceDesk::events(std::int64_t after, std::int64_t limit, const Actor& viewer) const {
  if (viewer.kind != Actor::Kind::host)
    throw Refused(Code::not_allowed, "only the host follows all events; others ask for needs", "viewer");
  if (after < 0 || limit < 1 || limit > most_listed)
    throw Refused(Code::invalid_argument, fmt::format("after is 0 or more, limit is 1 to {}", most_listed), "limit");
  return impl_->ledger->read([&](Reader& reader) { return reader.read_all(after, static_cast<std::size_t>(limit)); });
}

}  // namespace zhuqi
