#include "desk/projections.hpp"

#include <fmt/format.h>

#include <zhuqi/casework/decide.hpp>

#include "base/json.hpp"
#include "casework/json.hpp"
#include "desk/circles.hpp"
#include "desk/event_documents.hpp"
#include "desk/events.hpp"
#include "desk/officers.hpp"
#include "desk/said_before.hpp"

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

// What is known of each enterprise, without its contact.
class EnterprisesProjection : public Projection {
 public:
  std::string name() const override { return "enterprises"; }
  int version() const override { return 1; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE enterprises (id TEXT PRIMARY KEY, name TEXT NOT NULL, region TEXT NOT NULL, "
        "document TEXT NOT NULL)");
    session.run("CREATE INDEX enterprises_region ON enterprises (region)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS enterprises"); }
  void apply(Session& session, const Event& event) const override {
    if (!event.stream.starts_with("enterprise/")) return;
    Event impersonal = event;
    impersonal.personal.clear();
    const auto enterprise = decode_enterprise(impersonal).enterprise;
    session.run("DELETE FROM enterprises WHERE id = ?", enterprise.id.str());
    session.run("INSERT INTO enterprises (id, name, region, document) VALUES (?, ?, ?, ?)", enterprise.id.str(),
                enterprise.name, enterprise.region, canonical(to_json(enterprise)));
  }
};

// How far each need is. `state` is the whole case; the columns beside it are what queries ask for.
class CasesProjection : public Projection {
 public:
  std::string name() const override { return "cases"; }
  int version() const override { return 3; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE cases (need TEXT PRIMARY KEY, number INTEGER NOT NULL, enterprise TEXT NOT NULL, "
        "service_group TEXT NOT NULL, region TEXT NOT NULL, service_item TEXT NOT NULL, stage TEXT NOT NULL, "
        "lead TEXT NOT NULL, officer TEXT NOT NULL, registered INTEGER NOT NULL, due INTEGER, next_step INTEGER, "
        "known_until INTEGER, state TEXT NOT NULL)");
    session.run("CREATE UNIQUE INDEX cases_number ON cases (number)");
    session.run("CREATE INDEX cases_next_step ON cases (next_step)");
    session.run("CREATE INDEX cases_enterprise ON cases (enterprise)");
    session.run("CREATE INDEX cases_group ON cases (service_group)");
    session.run("CREATE INDEX cases_officer ON cases (officer, due)");
    session.run("CREATE INDEX cases_due ON cases (due)");
    session.run("CREATE INDEX cases_known_until ON cases (known_until)");
    session.run(
        "CREATE TABLE case_departments (need TEXT NOT NULL, department TEXT NOT NULL, PRIMARY KEY (need, department))");
    session.run("CREATE INDEX case_departments_department ON case_departments (department, need)");
    create_loads(session);
    create_leads(session);
  }
  void clear(Session& session) const override {
    clear_leads(session);
    clear_loads(session);
    session.run("DROP TABLE IF EXISTS case_departments");
    session.run("DROP TABLE IF EXISTS cases");
  }
  void apply(Session& session, const Event& event) const override {
    const NeedId id{std::string(id_in(event.stream, "need/"))};
    if (id.empty()) return;
    Event impersonal = event;
    impersonal.personal.clear();
    const Case before = load_case(session, id);
    const Case after = evolve(before, decode_case_event(impersonal), event.at);
    store(session, after);
    if (before.lead != after.lead || before.supporting != after.supporting) store_departments(session, after);
    count_load(session, before, after, event.at);
    note_lead(session, before, after);
  }

 private:
  static void store(Session& session, const Case& c) {
    const auto* resolve = c.clock("resolve");
    const std::optional<Instant> due = resolve ? resolve->due() : std::nullopt;
    session.run("DELETE FROM cases WHERE need = ?", c.id.str());
    session.run(
        "INSERT INTO cases (need, number, enterprise, service_group, region, service_item, stage, lead, officer, "
        "registered, due, next_step, known_until, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        c.id.str(), number_of(c.id), c.enterprise.str(), c.group.str(), c.region, c.service_item.str(), name_of(c),
        c.lead.str(), c.officer.str(), c.registered, due, next_step(c), known_until(c), canonical(case_json(c)));
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

  static void store_departments(Session& session, const Case& c) {
    session.run("DELETE FROM case_departments WHERE need = ?", c.id.str());
    auto insert = [&](const DepartmentId& id) {
      session.run("INSERT INTO case_departments (need, department) VALUES (?, ?)", c.id.str(), id.str());
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
  return {std::make_shared<PublishedProjection>(), std::make_shared<EnterprisesProjection>(),
          std::make_shared<CasesProjection>(), std::make_shared<VisitsProjection>(), words_projection()};
}

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
