// How enterprises, visits and needs come in. A need is completed with what is known of its enterprise, routed, and
// dispatched, in one transaction.
#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/classify/size.hpp>

#include "base/json.hpp"
#include "base/require.hpp"
#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/officers.hpp"
#include "desk/precedents.hpp"
#include "desk/projections.hpp"
#include "desk/registry.hpp"
#include "desk/work.hpp"
#include "model/documents.hpp"

namespace zhuqi {

namespace {

void check_text(const Need& need) {
  if (need.text.find_first_not_of(" \t\r\n") == std::string::npos)
    throw Refused(Code::invalid_argument, "text is missing: what does the enterprise need?", "text");
  if (need.text.size() > 4 * longest_text)
    throw Refused(Code::too_large, "text is longer than 10000 characters", "text");
}

std::shared_ptr<const Enterprise> enterprise_of(Work& work, const EnterpriseId& id) {
  Session& session = work.ledger.session();
  if (work.shared) return work.shared->enterprises.find(session, id);
  return std::make_shared<const Enterprise>(load_enterprise(session, id));
}

// What was ruled of a need that the same row had sent somewhere: people are told, and decide.
void name_precedent(Work& work, const OrganisationGraph& organisation, NeedDispatched& dispatched) {
  if (dispatched.rule.empty()) return;
  const auto precedent = precedent_of(work.ledger.session(), dispatched.rule);
  if (!precedent || precedent->lead == dispatched.lead) return;
  const Department* lead = organisation.department(precedent->lead);
  dispatched.precedent = precedent->need;
  dispatched.because +=
      fmt::format("; 先例 {}: 裁定由{}主办", precedent->need.str(), lead ? lead->name : precedent->lead.str());
}

}  // namespace

std::string next_id(Session& session, const char* prefix, const char* sql, std::int64_t offset) {
  auto query = session.prepare(sql);
  query.step();
  return fmt::format("{}-{:06}", prefix, query.integer(0) + 1 + offset);
}

NeedId next_need(Session& session, std::int64_t offset) {
  return NeedId(next_id(session, "N", "SELECT COALESCE(MAX(number), 0) FROM cases", offset));
}

const KnownEnterprises::Held* KnownEnterprises::look_up(Session& session, const EnterpriseId& id) {
  if (const auto known = held_.find(id); known != held_.end() && known->second.seen == round_) return &known->second;
  auto query = session.prepare("SELECT document FROM enterprises WHERE id = ?");
  query.bind(id.str());
  if (!query.step()) return nullptr;
  constexpr std::size_t most_held = 1 << 16;
  if (held_.size() >= most_held) held_.clear();
  Held& held = held_[id];
  if (!held.enterprise || held.document != query.text(0)) {
    held.document = query.string(0);
    held.enterprise =
        std::make_shared<const Enterprise>(from_json<Enterprise>(parse_json(held.document, "enterprise")));
  }
  held.seen = round_;
  return &held;
}

void KnownEnterprises::expect(Session& session, const EnterpriseId& id) { look_up(session, id); }

std::shared_ptr<const Enterprise> KnownEnterprises::find(Session& session, const EnterpriseId& id) {
  if (const Held* held = look_up(session, id)) return held->enterprise;
  return std::make_shared<const Enterprise>(load_enterprise(session, id));  // refuses
}

OfficerId begin_need(Work& work, const NeedId& id, const Need& need, std::vector<NewEvent>& events) {
  check_text(need);
  const auto organisation = work.in_force.organisation();
  const auto known = enterprise_of(work, need.enterprise);
  const Enterprise& enterprise = *known;
  const GroupId group = group_of(enterprise, *organisation);
  authorise({}, "register_need", relations_to(enterprise.id, group, work.envelope.actor, *organisation));

  const Calendar& calendar = work.in_force.calendar();
  const Instant at = work.envelope.at;
  const Facts facts = facts_of(enterprise, need, work.in_force.size().get(), calendar.date_of(at));
  const Routed routed = work.in_force.router()->route(facts, enterprise.region);
  Wanted wanted{id, at, routed.role, enterprise.id, enterprise.building, enterprise.region, group, {}};
  if (!need.service_item.empty()) wanted.skills = {need.service_item.str()};
  const Choice choice = choose_officer(work, wanted);

  const SlaPolicy policy =
      sla_policy(*work.in_force.sla(), facts, routed.urgency, organisation->department(routed.lead));
  const auto start = [&](const char* stage) { return start_stages(policy, {stage}, at, calendar).at(0); };
  NeedRegistered registered{need, enterprise.region, group, routed.urgency, policy, start("resolve"), {}};
  registered.clocks = start_stages(policy, {"contact", "plan"}, at, calendar);
  // Past cases are history: nobody is asked whether they said the same.
  if (!work.envelope.imported)
    registered.similar = work.library.said_before.find(work.ledger, need, enterprise.region,
                                                       work.envelope.actor.kind == Actor::Kind::enterprise);
  NeedDispatched dispatched{
      routed.lead,   routed.supporting, choice.officer, routed.rule, routed.because + "; " + choice.because,
      start("sign"), routed.role};
  if (!work.envelope.imported) name_precedent(work, *organisation, dispatched);
  events.push_back(encode(id, std::move(registered), at));
  events.back().begins = true;
  events.push_back(encode(id, std::move(dispatched), at));
  return choice.officer;
}

GroupId group_of(const Enterprise& enterprise, const OrganisationGraph& organisation) {
  if (!enterprise.group.empty()) return enterprise.group;
  const ServiceGroup* group = organisation.group_of(enterprise.id, enterprise.building, enterprise.region);
  return group ? group->id : GroupId();
}

void require_registrar(const Actor& actor, InForce& in_force) {
  Relations relations;
  relations.host = actor.kind == Actor::Kind::host;
  if (in_force.has("organisation")) relations = relations_to(EnterpriseId(), {}, actor, *in_force.organisation());
  authorise({}, "register_enterprise", relations);
}

SlaPolicy sla_policy(const DecisionTable& table, Facts facts, const std::string& urgency, const Department* lead) {
  facts.insert_or_assign("urgency", Value(urgency));
  if (lead) facts.insert_or_assign("department", Value(lead->function));
  const auto outcome = table.decide(facts);
  // Rows that contradict each other under UNIQUE or ANY are named too: then the first of them counts.
  if (outcome.rules.empty() && outcome.error)
    throw Refused(outcome.error->code, "SLA table: " + outcome.error->message, "sla");
  if (outcome.rules.empty())
    throw Refused(Code::invalid_document, "the SLA table has no row for this need: add a last row that takes all",
                  "sla");
  const auto rule = outcome.rules.front();
  SlaPolicy policy = read_policy(table.rule_result(rule));
  policy.rule = table.rule_id(rule);
  return policy;
}

Facts facts_of(const Enterprise& enterprise, const Need& need, const SizeTable* size, Date day) {
  Facts all = facts(on_day(enterprise, day), need);
  if (size) {
    const auto known = size_of(std::span(size, 1), enterprise, size->from).size;
    if (!known.empty()) all.insert_or_assign("size", Value(known));
  }
  return all;
}

Receipt register_enterprise(Work& work, const RegisterEnterprise& command) {
  std::string wrong;
  for (const auto& fault : faults(command.enterprise))
    if (!fault.is_a_check || work.in_force.settings().credit_code == CodeCheck::reject)
      wrong += fmt::format("{}{}: {}", wrong.empty() ? "" : "; ", fault.field, fault.message);
  if (!wrong.empty()) throw Refused(Code::invalid_argument, wrong, "enterprise");
  require_registrar(work.envelope.actor, work.in_force);
  const auto previous = last_told(work.ledger.session(), command.enterprise.id);
  auto receipt = work.append({encode(EnterpriseRegistered{command.enterprise, previous}, work.envelope.at)});
  if (work.shared) work.shared->enterprises.forget(command.enterprise.id);
  return receipt;
}

Receipt register_need(Work& work, const RegisterNeed& command) {
  const NeedId id = work.shared && work.shared->last_number ? need_of_number(*work.shared->last_number + 1)
                                                            : next_need(work.ledger.session(), 0);
  std::vector<NewEvent> events;
  const auto officer = begin_need(work, id, command.need, events);
  auto receipt = work.append(std::move(events));
  if (!work.shared) return receipt;
  work.shared->last_number = number_of(id);
  if (!officer.empty()) take_in_hand(*work.shared->loads, officer, work.envelope.at);
  return receipt;
}

Receipt record_visit(Work& work, const RecordVisit& command) {
  const auto organisation = work.in_force.organisation();
  const Visit& visit = command.visit;
  load_enterprise(work.ledger.session(), visit.enterprise);
  if (!organisation->officer(visit.officer))
    throw Refused(Code::not_found, fmt::format("there is no officer «{}»", visit.officer.str().substr(0, 40)),
                  "officer");
  Relations actor = relations_to(visit.enterprise, {}, work.envelope.actor, *organisation);
  actor.self = work.envelope.actor == Actor::officer(visit.officer);
  authorise({}, "record_visit", actor);

  const VisitId id(next_id(work.ledger.session(), "V", "SELECT COALESCE(MAX(number), 0) FROM visits", 0));
  std::vector<NewEvent> events;
  for (const auto& event : decide(VisitState{}, command)) events.push_back(encode(id, event, work.envelope.at));
  std::int64_t offset = 0;
  for (const auto& need : needs_of(command, id))
    begin_need(work, next_need(work.ledger.session(), offset++), need, events);
  return work.append(std::move(events));
}

}  // namespace zhuqi
