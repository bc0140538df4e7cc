// Putting a document in force: checked with all findings at once, stored by its hash, recorded in the ledger.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/decision/origin.hpp>
#include <zhuqi/model/service_item.hpp>

#include "desk/access.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/recalculate.hpp"

namespace zhuqi {

namespace {

void refuse_errors(Findings findings) {
  if (has_errors(findings)) throw InvalidDocument(std::move(findings));
}

Finding finding(const Publication& publication, int row, std::string message) {
  Finding f;
  f.file = publication.file;
  f.row = row;
  f.message = std::move(message);
  return f;
}

// At the output that the refusal names, if it names one; else at the rule's first.
Finding finding_in_rule(const DecisionTable& table, std::uint32_t rule, const Refused& refused) {
  const auto& outputs = table.outputs();
  const auto named = std::find_if(outputs.begin(), outputs.end(),
                                  [&](const Clause& output) { return output.name == refused.where(); });
  auto f =
      finding_at_output(table, rule, named == outputs.end() ? 0 : static_cast<std::size_t>(named - outputs.begin()));
  f.message = fmt::format("rule {}: {}", table.rule_id(rule), refused.what());
  return f;
}

// Every row of an SLA table must be a policy that can be read.
void check_sla(const Publication& publication) {
  const auto table = DecisionTable::parse(publication.content, publication.file);
  Findings findings;
  for (std::uint32_t rule = 0; rule < table.rule_count(); ++rule) {
    try {
      read_policy(table.rule_result(rule));
    } catch (const Refused& refused) {
      findings.push_back(finding_in_rule(table, rule, refused));
    }
  }
  refuse_errors(std::move(findings));
}

void check_routing(const Publication& publication, InForce& in_force) {
  const auto table = DecisionTable::parse(publication.content, publication.file);
  if (in_force.has("organisation")) refuse_errors(check(table, *in_force.organisation()));
}

Policy check_policy(const Publication& publication) {
  const auto policy = parse_policy(publication.content, publication.file);
  CompiledPolicy compiled(policy, publication.file);
  if (!publication.name.empty() && publication.name != policy.id.str())
    throw InvalidDocument({finding(publication, 0, fmt::format("the policy names itself {}", policy.id.str()))});
  return policy;
}

// The name under which a document is in force: its own.
std::string named(const Publication& publication, std::string id) {
  if (publication.name.empty() || publication.name == id) return id;
  throw InvalidDocument({finding(publication, 0, fmt::format("the document names itself {}", id))});
}

// What is stored: the document itself, but a calendar with all that it is based on worked in, so that nothing outside
// the database is needed to read it.
std::string checked_content(const Publication& p, InForce& in_force, std::string& name) {
  const auto& kind = p.kind;
  if (kind == "organisation") {
    refuse_errors(OrganisationGraph::check(parse_organisation(p.content, p.file)));
  } else if (kind == "routing") {
    check_routing(p, in_force);
  } else if (kind == "sla") {
    check_sla(p);
  } else if (kind == "calendar") {
    return p.content == "cn" ? Calendar::china().text() : Calendar::parse(p.content, p.file).text();
  } else if (kind == "size") {
    DecisionTable::parse(p.content, p.file);
  } else if (kind == "tier") {
    TierStandard(DecisionTable::parse(p.content, p.file));
  } else if (kind == "services") {
    parse_services(p.content, p.file);
  } else if (kind == "settings") {
    parse_settings(p.content);
  } else if (kind == "form") {
    name = named(p, parse_form(p.content, p.file).id.str());
  } else if (kind == "visit_plan") {
    name = named(p, parse_visit_plan(p.content, p.file).id.str());
  } else if (kind == "policy") {
    name = check_policy(p).id.str();
  } else {
    throw Refused(
        Code::invalid_argument,
        fmt::format("kind «{}» is not one of organisation, services, calendar, routing, sla, size, tier, form, "
                    "visit_plan, policy, settings",
                    kind.substr(0, 40)),
        "kind");
  }
  return p.content;
}

void authorise_publisher(const Actor& actor, InForce& in_force) {
  Relations relations;
  relations.host = actor.kind == Actor::Kind::host;
  if (in_force.has("organisation")) relations = relations_to(EnterpriseId(), {}, actor, *in_force.organisation());
  authorise({}, "publish", relations);
}

void require_clock_document(const Publication& publication) {
  if (publication.kind != "sla" && publication.kind != "calendar")
    throw Refused(
        Code::invalid_argument,
        fmt::format("kind {}: only an SLA table or a calendar changes clocks", publication.kind.substr(0, 40)), "kind");
}

// What fell due before is recorded first, under the clocks that held then.
void record_what_is_due(Work& work, const Publication& publication, Instant effective) {
  require_clock_document(publication);
  if (effective != work.envelope.at)
    throw Refused(
        Code::invalid_argument,
        "open needs are recalculated by a document that is in force at once. Publish it to keep them, "
        "effective from that day, and when the day has come publish it again to recalculate, without effective",
        "effective");
  catch_up_all(work.ledger, work.library, effective, work.now);
}

}  // namespace

Receipt publish(Work& work, const Publication& publication) {
  authorise_publisher(work.envelope.actor, work.in_force);
  const Instant at = work.envelope.at;
  const Instant effective = publication.effective == Instant{} ? at : publication.effective;
  if (effective < at)
    throw Refused(Code::invalid_argument, "effective lies before at: what is decided already stays as it is",
                  "effective");
  std::string name;
  const auto content = checked_content(publication, work.in_force, name);
  const bool anew = publication.open_needs == OpenNeeds::recalculate;
  if (anew) record_what_is_due(work, publication, effective);
  const auto hash = work.ledger.put_content(content);
  const auto receipt = work.append({encode(Published{publication.kind, name, hash, effective}, at)});
  if (anew)
    recalculate_all(work.ledger, work.library, publication.kind == "sla", at, work.now);
  else if (publication.kind == "calendar" && effective == at)
    settle_all(work.ledger, work.library, at, work.now);
  return receipt;
}

Preview ServiceDesk::preview(const Publication& publication, Instant at, const Actor& viewer) const {
  return impl_->ledger->read([&](Reader& reader) {
    InForce in_force(reader, impl_->library, at);
    authorise_publisher(viewer, in_force);
    require_clock_document(publication);
    std::string name;
    const auto content = checked_content(publication, in_force, name);
    if (publication.kind == "calendar")
      return preview_all(reader, impl_->library, nullptr, Calendar::parse(content, publication.file), at);
    const auto table = DecisionTable::parse(content, publication.file);
    return preview_all(reader, impl_->library, &table, in_force.calendar(), at);
  });
}

}  // namespace zhuqi
