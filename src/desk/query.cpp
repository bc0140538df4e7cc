// What can be asked: each answer is what the viewer may see, on one snapshot.
#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/json.hpp"
#include "casework/json.hpp"
#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/lists.hpp"
#include "desk/projections.hpp"

namespace zhuqi {

namespace {

constexpr std::int64_t most_remaining = 3'600 * 24 * 366;  // seconds

// A condition of a list in SQL, and its parameters in order.
struct Filter {
  std::string sql;
  std::vector<std::string> parameters;

  void also(const std::string& condition, std::string parameter) {
    sql += " AND " + condition;
    parameters.push_back(std::move(parameter));
  }
};

// Where a list is looked up: a table whose index gives it in order.
struct Source {
  std::string tables, order;  // what stands after FROM; the name under which open, due and number are known
  std::string condition;
  std::vector<std::string> parameters;
};

Source source_of(const Way& way) {
  switch (way.kind) {
    case Way::Kind::enterprise:
      return {"cases", "cases", "cases.enterprise = ?", {way.id}};
    case Way::Kind::officer:
      return {"cases", "cases", "cases.officer = ?", {way.id}};
    case Way::Kind::group:
      return {"cases", "cases", "cases.service_group = ?", {way.id}};
    case Way::Kind::department:
      break;
  }
  // A cross join keeps the order in which the tables are looked up.
  return {"case_departments d CROSS JOIN cases", "d", "d.department = ? AND cases.need = d.need", {way.id}};
}

// All needs that the query can mean lie in these; the narrowest that is known is taken alone.
std::vector<Source> sources_of(const NeedQuery& query, const Sight& sight) {
  for (const Way& way :
       {Way{Way::Kind::officer, query.officer.str()}, Way{Way::Kind::enterprise, query.enterprise.str()},
        Way{Way::Kind::department, query.department.str()}})
    if (!way.id.empty() && sight.has(way)) return {source_of(way)};
  if (sight.all) return {{"cases", "cases", "1", {}}};
  std::vector<Source> all;
  for (const Way& way : sight.ways) all.push_back(source_of(way));
  return all;
}

Filter filter_of(const NeedQuery& query) {
  Filter filter;
  if (query.stage) filter.also("cases.stage = ?", std::string(name(*query.stage)));
  if (!query.enterprise.empty()) filter.also("cases.enterprise = ?", query.enterprise.str());
  if (!query.officer.empty()) filter.also("cases.officer = ?", query.officer.str());
  if (!query.department.empty())
    filter.also("EXISTS (SELECT 1 FROM case_departments e WHERE e.need = cases.need AND e.department = ?)",
                query.department.str());
  if (!query.region.empty()) {
    // "530100" contains whatever begins with 5301.
    std::string prefix = query.region;
    while (prefix.size() > 2 && prefix.ends_with("00")) prefix.resize(prefix.size() - 2);
    filter.also("SUBSTR(cases.region, 1, LENGTH(?)) = ?", prefix);
    filter.parameters.push_back(prefix);
  }
  return filter;
}

// A place in a list: those without a due come last.
struct Listed {
  bool undue;
  std::int64_t due;
  std::int64_t number;
  std::string need;

  auto key() const { return std::tuple(undue, due, number); }
};

// Adds the first `limit` needs of a source, open ones or closed ones, by index and in order.
void look_up(Session& session, const NeedQuery& query, const Source& source, const Filter& filter, bool open,
             std::vector<Listed>& all) {
  std::int64_t left = query.limit;
  for (const bool undue : {false, true}) {
    if (left == 0 || (undue && query.due_before)) return;
    const auto& name = source.order;
    std::string sql =
        fmt::format("SELECT cases.need, {0}.due, {0}.number FROM {1} WHERE {2}{3} AND {0}.open = ? AND {0}.due IS {4}",
                    name, source.tables, source.condition, filter.sql, undue ? "NULL" : "NOT NULL");
    if (query.due_before) sql += fmt::format(" AND {}.due < ?", name);
    sql += fmt::format(" ORDER BY {0}{1}.number LIMIT ?", undue ? "" : name + ".due, ", name);
    auto rows = session.prepare(sql);
    for (const auto& parameter : source.parameters) rows.bind(parameter);
    for (const auto& parameter : filter.parameters) rows.bind(parameter);
    rows.bind(open);
    if (query.due_before) rows.bind(*query.due_before);
    rows.bind(left);
    for (; rows.step(); --left) all.push_back({undue, undue ? 0 : rows.integer(1), rows.integer(2), rows.string(0)});
  }
}

// The needs that the query means and the viewer may see, most urgent first.
std::vector<Listed> listed(Session& session, const NeedQuery& query, const Sight& sight) {
  std::vector<Listed> all;
  const auto filter = filter_of(query);
  for (const auto& source : sources_of(query, sight))
    for (const bool open : {true, false})
      if (open || !query.open_only) look_up(session, query, source, filter, open, all);
  std::sort(all.begin(), all.end(), [](const Listed& a, const Listed& b) { return a.key() < b.key(); });
  // One need may be seen in several ways.
  all.erase(std::unique(all.begin(), all.end(), [](const Listed& a, const Listed& b) { return a.number == b.number; }),
            all.end());
  if (std::ssize(all) > query.limit) all.resize(static_cast<std::size_t>(query.limit));
  return all;
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

std::string enterprise_name(Session& session, const EnterpriseId& id) {
  auto row = session.prepare("SELECT name FROM enterprises WHERE id = ?");
  row.bind(id.str());
  return row.step() ? row.string(0) : std::string();
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
        if constexpr (std::is_same_v<E, NeedDispatched>)
          return e.reason.empty() ? e.because : fmt::format("{}: {}", e.because, e.reason);
        else if constexpr (requires { e.because; })
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

NeedView ServiceDesk::need(const NeedId& id, const Actor& viewer, const AsOf& as_of) const {
  return impl_->read(as_of, impl_->streams_about(id, as_of), [&](Reader& reader, Instant now) {
    InForce in_force(reader, impl_->library, now);
    const auto organisation = in_force.organisation();
    const Case state = load_seen(reader.session(), id, viewer, *organisation);
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

std::vector<NeedSummary> ServiceDesk::needs(const NeedQuery& query, const Actor& viewer, const AsOf& as_of) const {
  check_limit(query.limit);
  return impl_->read(as_of, {}, [&](Reader& reader, Instant now) {
    InForce in_force(reader, impl_->library, now);
    NeedQuery bounded = query;
    bounded.due_before = due_before(query, in_force, now);
    Session& session = reader.session();
    std::vector<NeedSummary> all;
    for (const auto& one : listed(session, bounded, sight_of(viewer, *in_force.organisation()))) {
      const Case state = load_case(session, NeedId(one.need));
      all.push_back(summarise(state, enterprise_name(session, state.enterprise), in_force, now));
    }
    return all;
  });
}

std::vector<Event> ServiceDesk::events(std::int64_t after, std::int64_t limit, const Actor& viewer) const {
  if (viewer.kind != Actor::Kind::host)
    throw Refused(Code::not_allowed, "only the host follows all events; others ask for needs", "viewer");
  if (after < 0) throw Refused(Code::invalid_argument, "after is not 0 or more", "after");
  check_limit(limit);
  return impl_->ledger->read([&](Reader& reader) { return reader.read_all(after, static_cast<std::size_t>(limit)); });
}

}  // namespace zhuqi
