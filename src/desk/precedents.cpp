#include "desk/precedents.hpp"

#include "desk/projections.hpp"

namespace zhuqi {

void create_precedents(Session& session) {
  session.run(
      "CREATE TABLE case_precedents (rule TEXT NOT NULL, at INTEGER NOT NULL, number INTEGER NOT NULL, "
      "position INTEGER NOT NULL, need TEXT NOT NULL, lead TEXT NOT NULL, PRIMARY KEY (rule, at, number, position))");
}

void clear_precedents(Session& session) { session.run("DROP TABLE IF EXISTS case_precedents"); }

// The ruling is followed by its dispatch, which names the lead.
void note_ruling(Session& session, const Case& before, const Case& after) {
  if (!after.ruled || after.routed_by.empty() || before.dispatches == after.dispatches) return;
  session.run("INSERT INTO case_precedents (rule, at, number, position, need, lead) VALUES (?, ?, ?, ?, ?, ?)",
              after.routed_by, after.last, number_of(after.id), after.dispatches, after.id.str(), after.lead.str());
}

std::optional<Precedent> precedent_of(Session& session, const std::string& rule) {
  auto newest = session.prepare(
      "SELECT need, lead FROM case_precedents WHERE rule = ? ORDER BY at DESC, number DESC, position DESC LIMIT 1");
  newest.bind(rule);
  if (!newest.step()) return std::nullopt;
  return Precedent{NeedId(newest.string(0)), DepartmentId(newest.string(1))};
}

}  // namespace zhuqi
