#include "desk/circles.hpp"

#include <fmt/format.h>

#include <zhuqi/coordination/circles.hpp>

#include "desk/access.hpp"
#include "desk/impl.hpp"

namespace zhuqi {

void create_leads(Session& session) {
  session.run(
      "CREATE TABLE case_leads (need TEXT NOT NULL, position INTEGER NOT NULL, department TEXT NOT NULL, "
      "PRIMARY KEY (need, position))");
  // Most needs have one lead: those that went on are few, and found at once.
  session.run("CREATE INDEX case_leads_position ON case_leads (position, need)");
}

void clear_leads(Session& session) { session.run("DROP TABLE IF EXISTS case_leads"); }

void note_lead(Session& session, const Case& before, const Case& after) {
  if (after.lead.empty() || before.dispatches == after.dispatches) return;
  session.post("INSERT INTO case_leads (need, position, department) VALUES (?, ?, ?)", after.id.str(), after.dispatches,
               after.lead.str());
}

Circles ServiceDesk::circles(std::int64_t limit, const Actor& viewer, const AsOf& as_of) const {
  constexpr std::int64_t most = 1'000;
  if (limit < 1 || limit > most) throw Refused(Code::invalid_argument, fmt::format("limit is 1 to {}", most), "limit");
  return impl_->read(as_of, {}, [&](Reader& reader, Instant now) {
    InForce in_force(reader, impl_->library, now);
    const Sight sight = sight_of(viewer, *in_force.organisation());
    auto rows = reader.session().prepare(
        "SELECT l.need, l.department FROM case_leads g JOIN case_leads l ON l.need = g.need JOIN cases ON cases.need = "
        "g.need WHERE g.position = 2 AND " +
        sight.condition() + " ORDER BY cases.number DESC, l.position");
    for (const auto& parameter : sight.parameters()) rows.bind(parameter);

    Circles all;
    Exchanges exchanges;
    NeedId need;
    std::vector<DepartmentId> leads;
    const auto finish = [&] {
      exchanges.add(leads);
      if (auto back = comebacks(leads); !back.empty() && std::ssize(all.needs) < limit)
        all.needs.push_back({need, std::move(back)});
      leads.clear();
    };
    while (rows.step()) {
      NeedId here(rows.string(0));
      if (here != need) finish();
      need = std::move(here);
      leads.emplace_back(rows.string(1));
    }
    finish();
    all.pairs = exchanges.most(static_cast<std::size_t>(limit));
    return all;
  });
}

}  // namespace zhuqi
