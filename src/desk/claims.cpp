// The commands on claims: what fell due first, then the decision, then the events.
#include "desk/claims.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/json.hpp"
#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/lists.hpp"
#include "model/documents.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t most_opened = 2'000;

[[noreturn]] void unknown(const ClaimId& id) {
  throw Refused(Code::not_found, fmt::format("there is no claim «{}» that this actor may see", id.str().substr(0, 40)),
                "claim");
}

// The policy as it was when the claim began: its first event names the content.
std::shared_ptr<const CompiledPolicy> policy_of(Reader& reader, Library& library, const ClaimState& state) {
  AsOf beginning;
  beginning.at = state.opened;
  const auto events = reader.read_stream(stream_of(state.id), beginning);
  const auto hash = parse_json(events.at(0).versions, "versions").value("policy", "");
  return library.get<CompiledPolicy>(
      reader, hash, [](const std::string& content) { return CompiledPolicy(parse_policy(content, "policy")); });
}

// A claim that stands in the way of another: open, or paid. `any`: one that ever was.
bool has_claim(Session& session, const PolicyId& policy, const EnterpriseId& enterprise, bool any) {
  auto query = session.prepare(any ? "SELECT 1 FROM claims WHERE policy = ? AND enterprise = ?"
                                   : "SELECT 1 FROM claims WHERE policy = ? AND enterprise = ? AND "
                                     "(open = 1 OR stage IN ('paid', 'rated', 'recovered'))");
  query.bind(policy.str(), enterprise.str());
  return query.step();
}

// Opens claims one after the other: their events, with numbers that follow each other.
class Opening {
 public:
  Opening(Work& work, const CompiledPolicy& policy) : work_(work), policy_(policy) {
    auto query = work.ledger.session().prepare("SELECT COALESCE(MAX(number), 0) FROM claims");
    query.step();
    next_ = query.integer(0) + 1;
    date_ = work.in_force.calendar().date_of(work.envelope.at);
    size_ = work.in_force.size();
  }

  Match match(const Enterprise& enterprise) const {
    return policy_.match(facts_of(enterprise, Need{}, size_.get(), date_), date_);
  }

  void open(const Enterprise& enterprise, const GroupId& group, const Match& match) {
    const ClaimId id(fmt::format("C-{:06}", next_));
    events_.push_back(
        encode(id, begin_claim(policy_, enterprise.id, group, match, work_.envelope.at, work_.in_force.calendar()),
               work_.envelope.at));
    ids_.push_back(id);
    ++next_;
  }

  std::vector<NewEvent>& events() { return events_; }
  std::vector<ClaimId>& ids() { return ids_; }

 private:
  Work& work_;
  const CompiledPolicy& policy_;
  std::int64_t next_ = 1;
  Date date_;
  std::shared_ptr<const SizeTable> size_;
  std::vector<NewEvent> events_;
  std::vector<ClaimId> ids_;
};

void require_may_open(const Work& work, const ClaimRelations& r, bool all) {
  if (r.host || r.administrator || r.issuer || (!all && (r.enterprise || r.group))) return;
  throw Refused(Code::not_allowed,
                fmt::format("this actor ({}) may not open {}", to_string(work.envelope.actor),
                            all ? "claims for all" : "this claim"),
                "actor");
}

void open_named(Work& work, const OpenClaims& command, const CompiledPolicy& policy,
                const OrganisationGraph& organisation, Opening& opening) {
  if (command.enterprises.size() > most_opened)
    throw Refused(Code::too_large, fmt::format("enterprises: at most {} in one command", most_opened), "enterprises");
  auto enterprises = command.enterprises;
  std::sort(enterprises.begin(), enterprises.end());
  if (std::adjacent_find(enterprises.begin(), enterprises.end()) != enterprises.end())
    throw Refused(Code::invalid_argument, "enterprises: one is named twice", "enterprises");
  for (const auto& id : command.enterprises) {
    const Enterprise enterprise = load_enterprise(work.ledger.session(), id);
    const GroupId group = group_of(enterprise, organisation);
    require_may_open(work, claim_relations(id, group, policy.policy().issuer, work.envelope.actor, organisation),
                     false);
    if (has_claim(work.ledger.session(), command.policy, id, false))
      throw Refused(Code::already_exists, fmt::format("{} has a claim of {} already", id.str(), command.policy.str()),
                    "enterprises");
    opening.open(enterprise, group, opening.match(enterprise));
  }
}

void open_all(Work& work, const OpenClaims& command, const CompiledPolicy& policy,
              const OrganisationGraph& organisation, Opening& opening) {
  require_may_open(work, claim_relations({}, {}, policy.policy().issuer, work.envelope.actor, organisation), true);
  auto rows = work.ledger.session().prepare(
      "SELECT document FROM enterprises WHERE id NOT IN (SELECT enterprise FROM claims WHERE policy = ?) ORDER BY id");
  rows.bind(command.policy.str());
  while (opening.events().size() < most_opened && rows.step()) {
    const auto enterprise = from_json<Enterprise>(parse_json(rows.text(0), "enterprise"));
    const Match match = opening.match(enterprise);
    if (match.verdict == Verdict::match) opening.open(enterprise, group_of(enterprise, organisation), match);
  }
  if (opening.events().empty())
    throw Refused(Code::illegal_state,
                  fmt::format("{}: no registered enterprise matches that has no claim of it yet", command.policy.str()),
                  "policy");
}

ClaimId claim_of(const ClaimCommand& command) {
  return std::visit([](const auto& c) { return c.claim; }, command);
}

}  // namespace

ClaimRelations claim_relations(const EnterpriseId& enterprise, const GroupId& group, const std::string& issuer,
                               const Actor& actor, const OrganisationGraph& organisation) {
  const Relations to_enterprise = relations_to(enterprise, group, actor, organisation);
  ClaimRelations r;
  r.host = to_enterprise.host;
  r.enterprise = to_enterprise.enterprise;
  r.group = to_enterprise.group;
  r.administrator = to_enterprise.administrator;
  const Officer* officer = actor.kind == Actor::Kind::officer ? organisation.officer(OfficerId(actor.id)) : nullptr;
  if (officer && (officer->role == Role::handler || officer->role == Role::supervisor)) {
    const Department* department = organisation.department(officer->department);
    r.issuer = department && department->name == issuer;
  }
  return r;
}

Receipt open_claims(Work& work, const OpenClaims& command) {
  const auto policy = work.in_force.policy(command.policy);
  const auto organisation = work.in_force.organisation();
  Opening opening(work, *policy);
  if (command.enterprises.empty())
    open_all(work, command, *policy, *organisation, opening);
  else
    open_named(work, command, *policy, *organisation, opening);
  return work.append(std::move(opening.events()));
}

OpenedClaims claims_for(Work& work, const PolicyId& id, const std::vector<EnterpriseId>& enterprises) {
  const auto policy = work.in_force.policy(id);
  const auto organisation = work.in_force.organisation();
  Opening opening(work, *policy);
  for (const auto& enterprise_id : enterprises) {
    if (opening.ids().size() == most_opened || has_claim(work.ledger.session(), id, enterprise_id, false)) continue;
    const Enterprise enterprise = load_enterprise(work.ledger.session(), enterprise_id);
    const Match match = opening.match(enterprise);
    if (match.verdict == Verdict::match) opening.open(enterprise, group_of(enterprise, *organisation), match);
  }
  return {std::move(opening.ids()), std::move(opening.events())};
}

Receipt act_on_claim(Work& work, const ClaimCommand& command) {
  const ClaimId id = claim_of(command);
  const Instant at = work.envelope.at;
  ClaimState state = load_claim(work.ledger.session(), id);
  if (state.stage == ClaimStage::none) unknown(id);
  const auto organisation = work.in_force.organisation();
  ClaimContext context;
  context.at = at;
  context.actor = claim_relations(state.enterprise, state.group, state.issuer, work.envelope.actor, *organisation);
  if (!context.actor.any()) unknown(id);
  if (at < state.last)
    throw Refused(
        Code::out_of_order,
        fmt::format("{}: at {} lies before its last event at {}", id.str(), to_string(at), to_string(state.last)),
        "at");
  state = catch_up_claim(work.ledger, work.library, std::move(state), at, work.now);
  const auto policy = policy_of(work.ledger, work.library, state);
  context.policy = policy.get();
  context.calendar = &work.in_force.calendar();
  std::vector<NewEvent> events;
  for (const auto& event : decide(state, command, context)) events.push_back(encode(id, event, at));
  return work.append(std::move(events));
}

void describe_claim(Receipt& receipt, Reader& reader, const Event& event) {
  receipt.claim = ClaimId(std::string(id_in(event.stream, "claim/")));
  AsOf as_of;
  as_of.seq = receipt.last;
  ClaimState state;
  state.id = receipt.claim;
  for (const auto& one : reader.read_stream(event.stream, as_of))
    state = evolve(std::move(state), decode_claim_event(one), one.at);
  receipt.stage = name(state.stage);
  receipt.text = fmt::format("{} {} {}", receipt.claim.str(), title(state.stage), state.title);
}

namespace {

// What the past of claims is computed from: who may see them follows from the organisation of then.
const std::vector<std::string> claim_streams = {"published/", "claim/"};

}  // namespace

ClaimState ServiceDesk::claim(const ClaimId& id, const Actor& viewer, const AsOf& as_of) const {
  return impl_->read(as_of, claim_streams, [&](Reader& reader, Instant now) {
    InForce in_force(reader, impl_->library, now);
    ClaimState state = load_claim(reader.session(), id);
    if (state.stage == ClaimStage::none ||
        !claim_relations(state.enterprise, state.group, state.issuer, viewer, *in_force.organisation()).any())
      unknown(id);
    return state;
  });
}

std::vector<ClaimState> ServiceDesk::claims(const ClaimQuery& query, const Actor& viewer, const AsOf& as_of) const {
  check_limit(query.limit);
  return impl_->read(as_of, claim_streams, [&](Reader& reader, Instant now) {
    InForce in_force(reader, impl_->library, now);
    const auto organisation = in_force.organisation();
    std::string sql = "SELECT id FROM claims WHERE (? = 0 OR open = 1) AND (? = '' OR stage = ?)";
    if (!query.policy.empty()) sql += " AND policy = ?";
    if (!query.enterprise.empty()) sql += " AND enterprise = ?";
    auto rows = reader.session().prepare(sql + " ORDER BY number DESC");
    const std::string stage = query.stage ? std::string(name(*query.stage)) : std::string();
    rows.bind(query.open_only, stage, stage);
    if (!query.policy.empty()) rows.bind(query.policy.str());
    if (!query.enterprise.empty()) rows.bind(query.enterprise.str());
    std::vector<ClaimState> all;
    while (static_cast<std::int64_t>(all.size()) < query.limit && rows.step()) {
      ClaimState state = load_claim(reader.session(), ClaimId(rows.string(0)));
      if (claim_relations(state.enterprise, state.group, state.issuer, viewer, *organisation).any())
        all.push_back(std::move(state));
    }
    return all;
  });
}

}  // namespace zhuqi
