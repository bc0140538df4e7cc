#include "desk/officers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/assignment/backlog.hpp>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/projections.hpp"

namespace zhuqi {

namespace {

// Who has the need in hand; empty if nobody, or if it is over.
OfficerId holder(const Case& c) { return is_over(c.stage) ? OfficerId() : c.officer; }

bool anybody_has(const std::string& skill, const Organisation& organisation) {
  return std::any_of(organisation.officers.begin(), organisation.officers.end(), [&](const Officer& officer) {
    return std::find(officer.skills.begin(), officer.skills.end(), skill) != officer.skills.end();
  });
}

Wanted wanted_of(const Case& c, Session& session) {
  Wanted wanted;
  wanted.need = c.id;
  wanted.since = c.registered;
  wanted.role = c.role;
  wanted.enterprise = c.enterprise;
  wanted.building = load_enterprise(session, c.enterprise).building;
  wanted.region = c.region;
  wanted.group = c.group;
  if (!c.service_item.empty()) wanted.skills = {c.service_item.str()};
  return wanted;
}

void keep_known_skills(Wanted& wanted, const Organisation& organisation) {
  std::erase_if(wanted.skills, [&](const std::string& skill) { return !anybody_has(skill, organisation); });
}

// The open needs of an officer, or, if `officer` is empty, of nobody; the oldest first, as many as one plan takes.
std::vector<Case> open_needs(Session& session, const OfficerId& officer) {
  auto query =
      session.prepare(fmt::format("SELECT need FROM cases WHERE officer = ? AND open = 1 ORDER BY registered, number "
                                  "LIMIT {}",
                                  most_needs));
  query.bind(officer.str());
  std::vector<Case> cases;
  for (const NeedId& id : read_needs(std::move(query))) cases.push_back(load_case(session, id));
  return cases;
}

void authorise_plan(std::string_view command, const Actor& actor, const OrganisationGraph& organisation) {
  authorise({}, command, relations_to(EnterpriseId(), {}, actor, organisation));
}

AssignmentPlan plan_for(const OfficerId& leaver, const std::vector<Case>& cases, const Situation& situation,
                        Session& session) {
  std::vector<Wanted> needs;
  for (const Case& state : cases) {
    needs.push_back(wanted_of(state, session));
    keep_known_skills(needs.back(), situation.graph->organisation());
  }
  if (leaver.empty()) return assign(std::move(needs), read_loads(session), situation);
  return reassign(leaver, std::move(needs), read_loads(session), situation);
}

// Records what fell due for these needs first, then who accompanies them from now on.
Receipt carry_out(Work& work, const OfficerId& leaver, const std::vector<Case>& cases, const std::string& why) {
  for (const Case& state : cases) {
    if (work.envelope.at < state.last)
      throw Refused(Code::out_of_order,
                    fmt::format("{}: at lies before its last event at {}", state.id.str(), to_string(state.last)),
                    "at");
    catch_up(work.ledger, work.library, state, work.envelope.at, work.now);
  }
  Session& session = work.ledger.session();
  const auto plan = plan_for(leaver, cases, situation_at(work.in_force, work.envelope.at), session);
  if (plan.assigned.empty())
    throw Refused(Code::illegal_state, fmt::format("nobody can take them: {}", plan.waiting.front().because),
                  "officer");
  std::vector<NewEvent> events;
  for (const auto& one : plan.assigned)
    events.push_back(encode(one.need, NeedReassigned{one.officer, why + one.because}, work.envelope.at));
  return work.append(std::move(events));
}

}  // namespace

void create_loads(Session& session) {
  session.run("CREATE TABLE officer_loads (officer TEXT PRIMARY KEY, open INTEGER NOT NULL, served INTEGER NOT NULL)");
}

void clear_loads(Session& session) { session.run("DROP TABLE IF EXISTS officer_loads"); }

void count_load(Session& session, const Case& before, const Case& after, Instant at) {
  const OfficerId from = holder(before), to = holder(after);
  if (from == to) return;
  if (!from.empty()) session.run("UPDATE officer_loads SET open = open - 1 WHERE officer = ?", from.str());
  if (to.empty()) return;
  session.post(
      "INSERT INTO officer_loads (officer, open, served) VALUES (?, 1, ?) "
      "ON CONFLICT (officer) DO UPDATE SET open = open + 1, served = excluded.served",
      to.str(), at);
}

Loads read_loads(Session& session) {
  Loads loads;
  auto query = session.prepare("SELECT officer, open, served FROM officer_loads");
  while (query.step()) loads[OfficerId(query.string(0))] = {query.integer(1), query.instant(2)};
  return loads;
}

void take_in_hand(Loads& loads, const OfficerId& officer, Instant at) {
  Load& load = loads[officer];
  ++load.open;
  load.served = at;
}

Situation situation_at(InForce& in_force, Instant at) {
  Situation situation;
  situation.graph = in_force.organisation();
  situation.day = taken_up_on(at, in_force.calendar());
  return situation;
}

Choice choose_officer(Work& work, Wanted wanted) {
  const Situation situation = situation_at(work.in_force, work.envelope.at);
  keep_known_skills(wanted, situation.graph->organisation());
  if (!work.shared) return choose(wanted, read_loads(work.ledger.session()), situation);
  if (!work.shared->loads) work.shared->loads = read_loads(work.ledger.session());
  return choose(wanted, *work.shared->loads, situation);
}

std::pair<OfficerId, std::string> officer_for(Work& work, const Case& state) {
  const Situation situation = situation_at(work.in_force, work.envelope.at);
  const Officer* officer = situation.graph->officer(state.officer);
  if (officer != nullptr && is_there(*officer, situation)) return {state.officer, {}};
  const Choice choice = choose_officer(work, wanted_of(state, work.ledger.session()));
  return {choice.officer, choice.because};
}

Receipt reassign_officer(Work& work, const Reassign& command) {
  authorise_plan("reassign", work.envelope.actor, *work.in_force.organisation());
  if (command.reason.find_first_not_of(" \t\r\n") == std::string::npos)
    throw Refused(Code::invalid_argument, "reason is missing: why are the needs given to others?", "reason");
  if (command.officer.empty()) throw Refused(Code::invalid_argument, "officer is missing", "officer");
  const auto cases = open_needs(work.ledger.session(), command.officer);
  if (cases.empty())
    throw Refused(Code::not_found, fmt::format("officer «{}» has no open need", command.officer.str().substr(0, 40)),
                  "officer");
  return carry_out(work, command.officer, cases, fmt::format("改派 ({}): ", command.reason));
}

Receipt assign_waiting(Work& work) {
  authorise_plan("assign_waiting", work.envelope.actor, *work.in_force.organisation());
  const auto cases = open_needs(work.ledger.session(), {});
  if (cases.empty()) throw Refused(Code::not_found, "no open need waits for an officer", "officer");
  return carry_out(work, {}, cases, "集中派员: ");
}

AssignmentPlan ServiceDesk::assignment_plan(const OfficerId& officer, const Actor& viewer) const {
  return impl_->ledger->read([&](Reader& reader) {
    const Instant now = impl_->options.clock();
    InForce in_force(reader, impl_->library, now);
    authorise_plan(officer.empty() ? "assign_waiting" : "reassign", viewer, *in_force.organisation());
    Session& session = reader.session();
    return plan_for(officer, open_needs(session, officer), situation_at(in_force, now), session);
  });
}

}  // namespace zhuqi
