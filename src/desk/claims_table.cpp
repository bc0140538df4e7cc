// The stream and the table of claims.
#include <fmt/format.h>

#include "desk/claims.hpp"
#include "desk/events.hpp"
#include "policy/json.hpp"

namespace zhuqi {

namespace {

// How far each claim is. `state` is all of it; the columns beside it are what queries ask for.
class ClaimsProjection : public Projection {
 public:
  std::string name() const override { return "claims"; }
  int version() const override { return 1; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE claims (id TEXT PRIMARY KEY, number INTEGER NOT NULL, policy TEXT NOT NULL, "
        "enterprise TEXT NOT NULL, stage TEXT NOT NULL, open INTEGER NOT NULL, next_step INTEGER, "
        "known_until INTEGER, state TEXT NOT NULL)");
    session.run("CREATE UNIQUE INDEX claims_number ON claims (number)");
    session.run("CREATE INDEX claims_policy ON claims (policy, enterprise, number)");
    session.run("CREATE INDEX claims_enterprise ON claims (enterprise, number)");
    session.run("CREATE INDEX claims_next_step ON claims (next_step)");
    session.run("CREATE INDEX claims_known_until ON claims (known_until)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS claims"); }
  void apply(Session& session, const Event& event) const override {
    const ClaimId id{std::string(id_in(event.stream, "claim/"))};
    if (id.empty()) return;
    Event impersonal = event;
    impersonal.personal.clear();
    const auto state = evolve(load_claim(session, id), decode_claim_event(impersonal), event.at);
    session.run("DELETE FROM claims WHERE id = ?", id.str());
    session.run(
        "INSERT INTO claims (id, number, policy, enterprise, stage, open, next_step, known_until, state) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id.str(), std::stoll(id.str().substr(2)), state.policy.str(), state.enterprise.str(),
        std::string(zhuqi::name(state.stage)), state.is_open(), next_step(state), known_until(state),
        canonical(claim_json(state)));
  }

 private:
  // Of provisional clocks: the first day of which they know nothing more, in days since 1970.
  static std::optional<std::int64_t> known_until(const ClaimState& state) {
    std::optional<std::int64_t> first;
    for (const auto& [name, clock] : state.clocks) {
      if (clock.stopped || clock.plan.due || !clock.plan.known_until) continue;
      const std::int64_t day = std::chrono::sys_days(*clock.plan.known_until).time_since_epoch().count();
      if (!first || day < *first) first = day;
    }
    return first;
  }
};

}  // namespace

std::shared_ptr<const Projection> claims_projection() { return std::make_shared<ClaimsProjection>(); }

std::string stream_of(const ClaimId& id) { return "claim/" + id.str(); }

NewEvent encode(const ClaimId& id, const ClaimEvent& event, Instant at) {
  NewEvent one;
  one.stream = stream_of(id);
  one.kind = write_claim_event(event, one.data, one.personal);
  one.at = at;
  return one;
}

ClaimEvent decode_claim_event(const Event& event) {
  return decode_with(
      event, [&](Json data, const Json& personal) { return read_claim_event(event.kind, std::move(data), personal); });
}

ClaimState load_claim(Session& session, const ClaimId& id) {
  auto query = session.prepare("SELECT state FROM claims WHERE id = ?");
  query.bind(id.str());
  if (query.step()) return read_claim(parse_json(query.text(0), "claim"));
  ClaimState none;
  none.id = id;
  return none;
}

std::vector<ClockPlan> clocks_in(const ClaimEvent& event) {
  return std::visit(
      [](const auto& e) -> std::vector<ClockPlan> {
        if constexpr (requires { e.clocks; })
          return e.clocks;
        else
          return {};
      },
      event);
}

}  // namespace zhuqi
