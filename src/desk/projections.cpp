#include "desk/projections.hpp"

#include <fmt/format.h>

#include <zhuqi/casework/decide.hpp>

#include "base/json.hpp"
#include "casework/json.hpp"
#include "desk/circles.hpp"
#include "desk/claims.hpp"
#include "desk/event_documents.hpp"
#include "desk/events.hpp"
#include "desk/officers.hpp"
#include "desk/precedents.hpp"
#include "desk/proposals.hpp"
#include "desk/registry.hpp"
#include "desk/said_before.hpp"
#include "desk/surveys.hpp"
#include "desk/visit_plans.hpp"

namespace zhuqi {

namespace {

// What is in force when.
class PublishedProjection : public Projection {
 public:
  std::string name() const override { return "published"; }
  int version() const override { return 1; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE published (kind TEXT NOT NULL, name TEXT NOT NULL, effective INTEGER NOT NULL, "
        "seq INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (kind, name, effective, seq))");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS published"); }
  void apply(Session& session, const Event& event) const override {
    if (!event.stream.starts_with("published/")) return;
    const auto published = decode_published(event);
    session.run("INSERT INTO published (kind, name, effective, seq, hash) VALUES (?, ?, ?, ?, ?)", published.kind,
                published.name, published.effective, event.seq, published.hash);
  }
};

// How far each need is. `state` is the whole case; the columns beside it are what queries ask for.
class CasesProjection : public Projection {
 public:
  std::string name() const override { return "cases"; }
  int version() const override { return 5; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE cases (need TEXT PRIMARY KEY, number INTEGER NOT NULL, enterprise TEXT NOT NULL, "
        "service_group TEXT NOT NULL, region TEXT NOT NULL, service_item TEXT NOT NULL, stage TEXT NOT NULL, "
        "lead TEXT NOT NULL, officer TEXT NOT NULL, registered INTEGER NOT NULL, open INTEGER NOT NULL, due INTEGER, "
        "next_step INTEGER, known_until INTEGER, state TEXT NOT NULL)");
    session.run("CREATE UNIQUE INDEX cases_number ON cases (number)");
    session.run("CREATE INDEX cases_next_step ON cases (next_step)");
    // In the order of lists: of each way to see needs the open ones, the most urgent first.
    session.run("CREATE INDEX cases_enterprise ON cases (enterprise, open, due, number)");
    session.run("CREATE INDEX cases_group ON cases (service_group, open, due, number)");
    session.run("CREATE INDEX cases_officer ON cases (officer, open, due, number)");
    session.run("CREATE INDEX cases_due ON cases (open, due, number)");
    session.run("CREATE INDEX cases_known_until ON cases (known_until)");
    session.run(
        "CREATE TABLE case_departments (need TEXT NOT NULL, department TEXT NOT NULL, number INTEGER NOT NULL, "
        "open INTEGER NOT NULL, due INTEGER, PRIMARY KEY (need, department))");
    session.run("CREATE INDEX case_departments_department ON case_departments (department, open, due, number)");
    create_loads(session);
    create_leads(session);
    create_precedents(session);
  }
  void clear(Session& session) const override {
    clear_precedents(session);
    clear_leads(session);
    clear_loads(session);
    session.run("DROP TABLE IF EXISTS case_departments");
    session.run("DROP TABLE IF EXISTS cases");
  }
  void apply(Session& session, const Event& event) const override { apply_all(session, {&event, 1}); }
  void apply_all(Session& session, std::span<const Event> events) const override {
    while (!events.empty()) {
      const auto& stream = events.front().stream;
      std::size_t count = 1;
      while (count < events.size() && events[count].stream == stream) ++count;
      if (const auto id = id_in(stream, "need/"); !id.empty())
        apply_to(session, NeedId(std::string(id)), events.first(count));
      events = events.subspan(count);
    }
  }

 private:
  // What happened to one need: its row is read once and written once.
  static void apply_to(Session& session, const NeedId& id, std::span<const Event> events) {
    Case loaded;
    loaded.id = id;
    if (events.front().version > 1) loaded = load_case(session, id);
    Case state = loaded;
    for (const Event& event : events) {
      Case after = evolve(state, *case_event(event), event.at);
      count_load(session, state, after, event.at);
      note_lead(session, state, after);
      note_ruling(session, state, after);
      state = std::move(after);
    }
    store(session, loaded, state);
    if (loaded.lead != state.lead || loaded.supporting != state.supporting || is_open(loaded) != is_open(state) ||
        due_of(loaded) != due_of(state))
      store_departments(session, loaded, state);
  }

  static bool is_open(const Case& c) { return !is_over(c.stage); }
  static std::optional<Instant> due_of(const Case& c) {
    const auto* resolve = c.clock("resolve");
    return resolve ? resolve->due() : std::nullopt;
  }

  static void store(Session& session, const Case& before, const Case& c) {
    const auto due = due_of(c);
    std::string state;
    write_case(state, c);
    const bool is_known = before.stage != Stage::none;
    if (is_known && before.enterprise == c.enterprise && before.group == c.group && before.region == c.region &&
        before.service_item == c.service_item && before.registered == c.registered) {
      // What does not change stays as it is in the row and in its indexes.
      session.run(
          "UPDATE cases SET stage = ?, lead = ?, officer = ?, open = ?, due = ?, next_step = ?, known_until = ?, "
          "state = ? WHERE need = ?",
          name_of(c), c.lead.str(), c.officer.str(), is_open(c), due, next_step(c), known_until(c), state, c.id.str());
      return;
    }
    if (is_known) session.run("DELETE FROM cases WHERE need = ?", c.id.str());
    session.post(
        "INSERT INTO cases (need, number, enterprise, service_group, region, service_item, stage, lead, officer, "
        "registered, open, due, next_step, known_until, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        c.id.str(), number_of(c.id), c.enterprise.str(), c.group.str(), c.region, c.service_item.str(), name_of(c),
        c.lead.str(), c.officer.str(), c.registered, is_open(c), due, next_step(c), known_until(c), state);
  }

  // Of provisional clocks: the first day of which they know nothing more, in days since 1970; null if there is none.
  static std::optional<std::int64_t> known_until(const Case& c) {
    std::optional<std::int64_t> first;
    for (const auto& [name, clock] : c.clocks) {
      if (!clock.is_provisional() || !clock.plan.known_until) continue;
      const std::int64_t day = std::chrono::sys_days(*clock.plan.known_until).time_since_epoch().count();
      if (!first || day < *first) first = day;
    }
    return first;
  }

  static void store_departments(Session& session, const Case& before, const Case& c) {
    if (!before.lead.empty() || !before.supporting.empty())
      session.run("DELETE FROM case_departments WHERE need = ?", c.id.str());
    const auto number = number_of(c.id);
    const auto due = due_of(c);
    auto insert = [&](const DepartmentId& id) {
      session.post("INSERT INTO case_departments (need, department, number, open, due) VALUES (?, ?, ?, ?, ?)",
                   c.id.str(), id.str(), number, is_open(c), due);
    };
    if (!c.lead.empty()) insert(c.lead);
    for (const auto& id : c.supporting) insert(id);
  }

  static std::string name_of(const Case& c) { return std::string(zhuqi::name(c.stage)); }
};

class VisitsProjection : public Projection {
 public:
  std::string name() const override { return "visits"; }
  int version() const override { return 1; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE visits (id TEXT PRIMARY KEY, number INTEGER NOT NULL, enterprise TEXT NOT NULL, "
        "officer TEXT NOT NULL, at INTEGER NOT NULL, needs_found INTEGER NOT NULL)");
    session.run("CREATE UNIQUE INDEX visits_number ON visits (number)");
    session.run("CREATE INDEX visits_enterprise ON visits (enterprise, at)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS visits"); }
  void apply(Session& session, const Event& event) const override {
    const auto id = id_in(event.stream, "visit/");
    if (id.empty()) return;
    Event impersonal = event;
    impersonal.personal.clear();
    const auto recorded = decode_visit(impersonal);
    session.run("INSERT INTO visits (id, number, enterprise, officer, at, needs_found) VALUES (?, ?, ?, ?, ?, ?)", id,
                std::stoll(std::string(id.substr(2))), recorded.visit.enterprise.str(), recorded.visit.officer.str(),
                event.at, recorded.needs_found);
  }
};

}  // namespace

std::vector<std::shared_ptr<const Projection>> desk_projections() {
  return {std::make_shared<PublishedProjection>(),
          registry_projection(),
          std::make_shared<CasesProjection>(),
          std::make_shared<VisitsProjection>(),
          surveys_projection(),
          planned_visits_projection(),
          words_projection(),
          claims_projection(),
          proposals_projection()};
}

NeedId need_of_number(std::int64_t number) { return NeedId(fmt::format("N-{:06}", number)); }

std::int64_t number_of(const NeedId& id) { return std::stoll(id.str().substr(2)); }

std::vector<NeedId> read_needs(Statement query) {
  std::vector<NeedId> all;
  while (query.step()) all.emplace_back(query.string(0));
  return all;
}

Case load_case(Session& session, const NeedId& id) {
  auto query = session.prepare("SELECT state FROM cases WHERE need = ?");
  query.bind(id.str());
  if (!query.step()) {
    Case none;
    none.id = id;
    return none;
  }
  return read_case(parse_json(query.text(0), "case"));
}

}  // namespace zhuqi
