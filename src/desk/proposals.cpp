#include "desk/proposals.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/json.hpp"
#include "casework/json.hpp"
#include "desk/access.hpp"
#include "desk/claims.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/lists.hpp"
#include "model/documents.hpp"
#include "policy/json.hpp"

namespace zhuqi {

namespace {

// Who may make proposals; and, if it is not empty, answer for `addressee`.
ProposalContext context_of(const Actor& actor, const DepartmentId& addressee, const OrganisationGraph& organisation) {
  ProposalContext context;
  const Officer* officer = actor.kind == Actor::Kind::officer ? organisation.officer(OfficerId(actor.id)) : nullptr;
  const bool above_all = actor.kind == Actor::Kind::host || (officer && officer->role == Role::administrator);
  const bool in_office = officer && (officer->role == Role::handler || officer->role == Role::supervisor);
  context.may_make = above_all || (officer && !in_office);
  context.may_answer = above_all || (in_office && officer->department == addressee);
  return context;
}

ProposalId id_of(Session& session, const ProposalCommand& command) {
  if (std::holds_alternative<MakeProposal>(command)) {
    auto query = session.prepare("SELECT COALESCE(MAX(number), 0) FROM proposals");
    query.step();
    return ProposalId(fmt::format("T-{:06}", query.integer(0) + 1));
  }
  return std::visit(
      [](const auto& c) -> ProposalId {
        if constexpr (requires { c.proposal; })
          return c.proposal;
        else
          return {};
      },
      command);
}

// What a proposal names has to be there.
void check_names(Work& work, const MakeProposal& command, const OrganisationGraph& organisation) {
  if (!organisation.department(command.addressee))
    throw Refused(Code::not_found,
                  fmt::format("addressee: there is no department «{}»", command.addressee.str().substr(0, 60)),
                  "addressee");
  for (const auto& id : command.evidence.enterprises) load_enterprise(work.ledger.session(), id);
  for (const auto& id : command.evidence.needs) {
    auto query = work.ledger.session().prepare("SELECT 1 FROM cases WHERE need = ?");
    query.bind(id.str());
    if (!query.step())
      throw Refused(Code::not_found, fmt::format("evidence: there is no need «{}»", id.str().substr(0, 40)),
                    "evidence");
  }
}

}  // namespace

Receipt act_on_proposal(Work& work, const ProposalCommand& command) {
  const Instant at = work.envelope.at;
  const auto organisation = work.in_force.organisation();
  const ProposalId id = id_of(work.ledger.session(), command);
  ProposalState state = load_proposal(work.ledger.session(), id);
  const auto* made = std::get_if<MakeProposal>(&command);
  if (!made && state.stage == ProposalStage::none)
    throw Refused(Code::not_found, fmt::format("there is no proposal «{}»", id.str().substr(0, 40)), "proposal");
  if (!made && at < state.last)
    throw Refused(
        Code::out_of_order,
        fmt::format("{}: at {} lies before its last event at {}", id.str(), to_string(at), to_string(state.last)),
        "at");
  if (!made) state = catch_up_proposal(work.ledger, work.library, std::move(state), at, work.now);
  ProposalContext context = context_of(work.envelope.actor, made ? made->addressee : state.addressee, *organisation);
  context.at = at;
  context.calendar = &work.in_force.calendar();
  context.today = context.calendar->date_of(at);
  if (made) check_names(work, *made, *organisation);
  std::vector<NewEvent> claims;
  if (const auto* link = std::get_if<LinkProposal>(&command); link && state.stage == ProposalStage::adopted) {
    auto opened = claims_for(work, link->policy, state.evidence.enterprises);
    context.claims = std::move(opened.ids);
    claims = std::move(opened.events);
  }
  std::vector<NewEvent> events;
  for (const auto& event : decide(state, command, context)) events.push_back(encode(id, event, at));
  for (auto& claim : claims) events.push_back(std::move(claim));
  return work.append(std::move(events));
}

void describe_proposal(Receipt& receipt, Reader& reader, const Event& event) {
  receipt.proposal = ProposalId(std::string(id_in(event.stream, "proposal/")));
  AsOf as_of;
  as_of.seq = receipt.last;
  ProposalState state;
  state.id = receipt.proposal;
  for (const auto& one : reader.read_stream(event.stream, as_of))
    state = evolve(std::move(state), decode_proposal_event(one), one.at);
  receipt.stage = name(state.stage);
  receipt.text = fmt::format("{} {} {}", receipt.proposal.str(), title(state.stage), state.title);
}

std::vector<ProposalState> ServiceDesk::proposals(const ProposalQuery& query, const Actor& viewer,
                                                  const AsOf& as_of) const {
  check_limit(query.limit);
  return impl_->read(as_of, {"published/", "proposal/"}, [&](Reader& reader, Instant now) {
    InForce in_force(reader, impl_->library, now);
    const auto organisation = in_force.organisation();
    const std::string today = to_string(in_force.calendar().date_of(now));
    const std::string stage = query.stage ? std::string(name(*query.stage)) : std::string();
    auto rows = reader.session().prepare(
        "SELECT state FROM proposals WHERE (? = '' OR stage = ?) AND (? = '' OR addressee = ?) "
        "AND (? = 0 OR (stage = 'made' AND due < ?)) ORDER BY number DESC");
    rows.bind(stage, stage, query.addressee.str(), query.addressee.str(), query.overdue_only, today);
    std::vector<ProposalState> all;
    while (static_cast<std::int64_t>(all.size()) < query.limit && rows.step()) {
      auto state = read_proposal(parse_json(rows.text(0), "proposal"));
      const auto context = context_of(viewer, state.addressee, *organisation);
      if (context.may_make || context.may_answer) all.push_back(std::move(state));
    }
    return all;
  });
}

namespace {

// Each condition that alone keeps registered enterprises out of a policy in force on `date`.
std::vector<ProposalCandidate> one_step_short(Reader& reader, Library& library, InForce& in_force, Date date) {
  const auto size = in_force.size();
  const auto policies = policies_on(reader, library, in_force, date);
  std::map<std::pair<std::size_t, std::string>, ProposalCandidate> causes;
  auto rows = reader.session().prepare("SELECT document FROM enterprises ORDER BY id");
  while (rows.step()) {
    const auto enterprise = from_json<Enterprise>(parse_json(rows.text(0), "enterprise"));
    const Facts facts = facts_of(enterprise, Need{}, size.get(), date);
    for (std::size_t p = 0; p < policies.size(); ++p) {
      const auto place = policies[p]->match(facts, date).short_of;
      if (!place) continue;
      const Policy& policy = policies[p]->policy();
      const Condition& condition = policy.branches[place->branch][place->condition];
      auto& candidate = causes[{p, condition.fact + '\n' + condition.text}];
      candidate.cause = {policy.id, condition.fact, condition.text, {}};
      candidate.evidence.enterprises.push_back(enterprise.id);
      candidate.evidence.amount_fen += policies[p]->amount_fen(place->branch, facts).value_or(0);
    }
  }
  std::vector<ProposalCandidate> all;
  for (auto& [key, candidate] : causes) all.push_back(std::move(candidate));
  return all;
}

// The needs that stand answered as not possible, by service item.
std::vector<ProposalCandidate> not_possible(Reader& reader) {
  std::map<ServiceItemId, ProposalCandidate> by_item;
  auto rows = reader.session().prepare(
      "SELECT service_item, state FROM cases WHERE stage IN ('confirmed', 'closed', 'archived') ORDER BY number");
  while (rows.step()) {
    const Case state = read_case(parse_json(rows.text(1), "case"));
    if (state.outcome != CaseOutcome::not_possible) continue;
    const ServiceItemId item{std::string(rows.text(0))};
    auto& [cause, evidence] = by_item[item];
    cause.service_item = item;
    evidence.needs.push_back(state.id);
    if (std::find(evidence.enterprises.begin(), evidence.enterprises.end(), state.enterprise) ==
        evidence.enterprises.end())
      evidence.enterprises.push_back(state.enterprise);
  }
  std::vector<ProposalCandidate> all;
  for (auto& [item, candidate] : by_item) all.push_back(std::move(candidate));
  return all;
}

}  // namespace

std::vector<ProposalCandidate> ServiceDesk::proposal_candidates(Date date, std::int64_t limit,
                                                                const Actor& viewer) const {
  check_limit(limit);
  return impl_->ledger->read([&](Reader& reader) {
    InForce in_force(reader, impl_->library, impl_->options.clock());
    if (!context_of(viewer, {}, *in_force.organisation()).may_make)
      throw Refused(Code::not_allowed,
                    "who makes proposals may ask for their causes: the host, service groups, administrators", "viewer");
    auto all = one_step_short(reader, impl_->library, in_force, date);
    for (auto& candidate : not_possible(reader)) all.push_back(std::move(candidate));
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return a.evidence.enterprises.size() > b.evidence.enterprises.size();
    });
    all.resize(std::min(all.size(), static_cast<std::size_t>(limit)));
    return all;
  });
}

}  // namespace zhuqi
