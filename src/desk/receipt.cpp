#include <fmt/format.h>

#include "base/json.hpp"
#include "desk/events.hpp"
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

// The organisation that the event names as its version: what its departments were called then.
std::string department_name(Reader& reader, Library& library, const Event& event, const DepartmentId& id) {
  const auto hash = parse_json(event.versions, "versions").value("organisation", "");
  if (hash.empty() || id.empty()) return {};
  const auto graph = library.get<OrganisationGraph>(reader, hash, [](const std::string& content) {
    return OrganisationGraph(parse_organisation(content, "organisation"));
  });
  const Department* department = graph->department(id);
  return department ? department->name : id.str();
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

// What is doubtful in the organisation that the event puts in force: read from its content, as it was when published.
std::vector<std::string> warnings_of(Reader& reader, const Event& event) {
  std::vector<std::string> warnings;
  const auto content = Library::content(reader, decode_published(event).hash);
  for (auto& finding : OrganisationGraph::check(parse_organisation(content, {})))
    warnings.push_back(to_string(finding));
  return warnings;
}

}  // namespace

Receipt receipt_of(Reader& reader, Library& library, std::int64_t first, std::int64_t last) {
  Receipt receipt;
  receipt.first = first;
  receipt.last = last;
  const auto events = reader.read_all(first - 1, static_cast<std::size_t>(last - first + 1));
  receipt.stream = events.front().stream;
  receipt.text = receipt.stream;
  if (receipt.stream.starts_with("published/organisation")) receipt.warnings = warnings_of(reader, events.front());
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
