// The stream and the table of proposals.
#include "base/json.hpp"
#include "desk/events.hpp"
#include "desk/proposals.hpp"
#include "policy/json.hpp"

namespace zhuqi {

namespace {

class ProposalsProjection : public Projection {
 public:
  std::string name() const override { return "proposals"; }
  int version() const override { return 2; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE proposals (id TEXT PRIMARY KEY, number INTEGER NOT NULL, stage TEXT NOT NULL, "
        "addressee TEXT NOT NULL, due TEXT NOT NULL, next_step INTEGER, known_until INTEGER, state TEXT NOT NULL)");
    session.run("CREATE UNIQUE INDEX proposals_number ON proposals (number)");
    session.run("CREATE INDEX proposals_next_step ON proposals (next_step)");
    session.run("CREATE INDEX proposals_known_until ON proposals (known_until)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS proposals"); }
  void apply(Session& session, const Event& event) const override {
    const ProposalId id{std::string(id_in(event.stream, "proposal/"))};
    if (id.empty()) return;
    const auto state = evolve(load_proposal(session, id), decode_proposal_event(event), event.at);
    session.run("DELETE FROM proposals WHERE id = ?", id.str());
    session.run(
        "INSERT INTO proposals (id, number, stage, addressee, due, next_step, known_until, state) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id.str(), std::stoll(id.str().substr(2)), std::string(zhuqi::name(state.stage)), state.addressee.str(),
        to_string(state.due), next_step(state), known_until(state), canonical(proposal_json(state)));
  }

 private:
  // Of a provisional clock: the last day of which it knows, in days since 1970.
  static std::optional<std::int64_t> known_until(const ProposalState& state) {
    if (!state.clock || state.clock->stopped || state.clock->plan.due || !state.clock->plan.known_until)
      return std::nullopt;
    return std::chrono::sys_days(*state.clock->plan.known_until).time_since_epoch().count();
  }
};

}  // namespace

std::shared_ptr<const Projection> proposals_projection() { return std::make_shared<ProposalsProjection>(); }

std::string stream_of(const ProposalId& id) { return "proposal/" + id.str(); }

NewEvent encode(const ProposalId& id, const ProposalEvent& event, Instant at) {
  NewEvent one;
  one.stream = stream_of(id);
  one.kind = write_proposal_event(event, one.data);
  one.at = at;
  return one;
}

ProposalEvent decode_proposal_event(const Event& event) {
  return decode_with(event, [&](Json data, const Json&) { return read_proposal_event(event.kind, std::move(data)); });
}

ProposalState load_proposal(Session& session, const ProposalId& id) {
  auto query = session.prepare("SELECT state FROM proposals WHERE id = ?");
  query.bind(id.str());
  if (query.step()) return read_proposal(parse_json(query.text(0), "proposal"));
  ProposalState none;
  none.id = id;
  return none;
}

std::optional<ClockPlan> clock_in(const ProposalEvent& event) {
  if (const auto* made = std::get_if<ProposalMade>(&event)) return made->clock;
  if (const auto* settled = std::get_if<ProposalSettled>(&event)) return settled->clock;
  return std::nullopt;
}

}  // namespace zhuqi
