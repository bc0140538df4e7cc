#include <array>

#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/model/codes.hpp>
#include <zhuqi/sla/policy.hpp>

#include "base/json.hpp"
#include "desk/claims.hpp"
#include "desk/events.hpp"
#include "desk/proposals.hpp"
#include "desk/work.hpp"

namespace zhuqi {

Cause Work::cause() const {
  Cause cause;
  cause.actor = to_string(envelope.actor);
  cause.system = envelope.system;
  cause.key = envelope.key;
  cause.fingerprint_source = command;
  cause.versions = in_force.versions();
  cause.imported = envelope.imported;
  return cause;
}

Receipt Work::append(std::vector<NewEvent> events) {
  const auto recorded = ledger.append(std::move(events), cause(), now);
  if (!shared) return receipt_of(ledger, library, recorded.front().seq, recorded.back().seq);
  Receipt receipt;
  receipt.stream = recorded.front().stream;
  receipt.first = recorded.front().seq;
  receipt.last = recorded.back().seq;
  return receipt;
}

namespace {

// The organisation that the event names as its version; null if it names none.
std::shared_ptr<const OrganisationGraph> organisation_of(Reader& reader, Library& library, const Event& event) {
  const auto hash = parse_json(event.versions, "versions").value("organisation", "");
  if (hash.empty()) return nullptr;
  return library.get<OrganisationGraph>(reader, hash, [](const std::string& content) {
    return OrganisationGraph(parse_organisation(content, "organisation"));
  });
}

// What the department was called then.
std::string department_name(Reader& reader, Library& library, const Event& event, const DepartmentId& id) {
  const auto graph = id.empty() ? nullptr : organisation_of(reader, library, event);
  if (!graph) return {};
  const Department* department = graph->department(id);
  return department ? department->name : id.str();
}

// Of an SLA table: a stage that is misspelt would have no clock, and nobody would know.
Findings check_sla(const DecisionTable& table) {
  static constexpr std::array<std::string_view, 2> of_routing = {"urgency", "department"};
  Findings findings = check_facts(table, of_routing);
  for (const Clause& output : table.outputs()) {
    if (is_sla_output(output.name)) continue;
    Finding finding;
    finding.severity = Finding::Severity::warning;
    finding.message = fmt::format("output {} is none of an SLA table: nothing is due by it", output.name);
    finding.expected = "a stage, its ladder, policy, or what extensions may be; see docs/sla.md";
    findings.push_back(std::move(finding));
  }
  return findings;
}

// What was found in a document that is in force all the same, held against the organisation of then.
Findings findings_of(Reader& reader, Library& library, const Event& event) {
  const auto published = decode_published(event);
  if (published.kind == "organisation")
    return OrganisationGraph::check(parse_organisation(Library::content(reader, published.hash), "organisation"));
  if (published.kind == "policy")
    return CompiledPolicy::check(parse_policy(Library::content(reader, published.hash), "policy"), "policy");
  if (published.kind != "routing" && published.kind != "sla") return {};
  const auto table = library.table(reader, published.hash, published.kind);
  if (published.kind == "sla") return check_sla(*table);
  const auto graph = organisation_of(reader, library, event);
  return graph ? check(*table, *graph) : check_facts(*table);
}

void describe_need(Receipt& receipt, Reader& reader, Library& library, const Event& event) {
  receipt.need = NeedId(std::string(id_in(event.stream, "need/")));
  AsOf as_of;
  as_of.seq = receipt.last;
  const Case state = fold(receipt.need, reader.read_stream(event.stream, as_of));
  receipt.stage = name(state.stage);
  receipt.lead = state.lead;
  receipt.lead_name = department_name(reader, library, event, state.lead);
  receipt.supporting = state.supporting;
  receipt.officer = state.officer;
  receipt.because = state.because;
  if (const auto* resolve = state.clock("resolve")) receipt.due = resolve->due();
  receipt.text = fmt::format("{} {}", receipt.need.str(), title(state.stage));
  if (!receipt.lead_name.empty()) receipt.text += " " + receipt.lead_name;
}

}  // namespace

Receipt receipt_of(Reader& reader, Library& library, std::int64_t first, std::int64_t last) {
  Receipt receipt;
  receipt.first = first;
  receipt.last = last;
  const auto events = reader.read_all(first - 1, static_cast<std::size_t>(last - first + 1));
  receipt.stream = events.front().stream;
  receipt.text = receipt.stream;
  if (!id_in(receipt.stream, "published/").empty())
    for (const auto& finding : findings_of(reader, library, events.front()))
      receipt.warnings.push_back(to_string(finding));
  if (!id_in(receipt.stream, "proposal/").empty()) describe_proposal(receipt, reader, events.front());
  if (!id_in(receipt.stream, "claim/").empty()) {
    describe_claim(receipt, reader, events.front());
    if (events.back().stream != receipt.stream) receipt.text = fmt::format("匹配 {} 件", events.size());
  }
  // A code that fails a check was taken because the settings of then said so.
  if (const auto id = id_in(receipt.stream, "enterprise/"); !id.empty())
    if (const auto fault = credit_code_fault(id)) receipt.warnings.push_back("id: " + *fault);
  for (const auto& event : events) {
    if (id_in(event.stream, "need/").empty()) continue;
    describe_need(receipt, reader, library, event);
    const auto decoded = decode_case_event(event);
    if (const auto* registered = std::get_if<NeedRegistered>(&decoded))
      receipt.possible_duplicates = registered->similar;
    if (std::holds_alternative<NeedReassigned>(decoded)) receipt.text = fmt::format("改派 {} 件", events.size());
    break;
  }
  return receipt;
}

}  // namespace zhuqi
