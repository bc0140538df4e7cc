#include "desk/registry.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/fields.hpp"
#include "base/json.hpp"
#include "base/json_string.hpp"
#include "desk/event_documents.hpp"
#include "desk/work.hpp"

namespace zhuqi {

namespace {

constexpr const char* import_kind = "enterprises.imported";
constexpr std::string_view import_streams = "enterprises/";

// What the table has of one version. While an event is appended, these come with it, so that nothing is read again.
struct Row {
  std::string id, name, region, tier, building;
  std::string document, contact;
};
using Rows = std::vector<Row>;

Row row_of(const Enterprise& e) {
  Row row{e.id.str(), e.name, e.region, e.tier, e.building, {}, {}};
  write_parts(e, row.document, row.contact);
  return row;
}

std::string stream_of_import(std::int64_t seq) { return fmt::format("{}{:012}", import_streams, seq); }

// Calls use for each enterprise of an event, or only for the one that is asked for.
void for_each_told(const Event& event, const EnterpriseId* only, const std::function<void(EnterpriseRegistered)>& use) {
  if (event.kind != import_kind) return use(decode_enterprise(event));
  Json data = parse_json(event.data, "event");
  const Json personal = event.personal.empty() ? Json::object() : parse_json(event.personal, "event");
  for (Json& entry : data.at("enterprises")) {
    const auto id = entry.at("enterprise").value("id", "");
    if (only && id != only->str()) continue;
    if (personal.contains("contacts") && personal.at("contacts").contains(id))
      restore_personal<EnterpriseRegistered>(entry, {{"enterprise", personal.at("contacts").at(id)}});
    use(from_json<EnterpriseRegistered>(entry));
  }
}

class RegistryProjection : public Projection {
 public:
  std::string name() const override { return "enterprises"; }
  int version() const override { return 2; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE enterprises (id TEXT PRIMARY KEY, name TEXT NOT NULL, region TEXT NOT NULL, tier TEXT NOT NULL, "
        "building TEXT NOT NULL, event INTEGER NOT NULL, document TEXT NOT NULL, contact TEXT)");
    session.run("CREATE INDEX enterprises_region ON enterprises (region)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS enterprises"); }
  void apply(Session& session, const Event& event) const override {
    for (const auto seq : event.redacts) session.run("UPDATE enterprises SET contact = NULL WHERE event = ?", seq);
    if (const auto* rows = std::any_cast<std::shared_ptr<const Rows>>(&event.value)) {
      for (const auto& row : **rows) put(session, row, event.seq);
    } else if (event.kind == kind(Of<EnterpriseRegistered>{}) || event.kind == import_kind) {
      for_each_told(event, nullptr,
                    [&](const EnterpriseRegistered& told) { put(session, row_of(told.enterprise), event.seq); });
    }
  }

 private:
  static void put(Session& session, const Row& row, std::int64_t event) {
    auto insert = session.prepare(
        "INSERT INTO enterprises (id, name, region, tier, building, event, document, contact) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
        "region = excluded.region, tier = excluded.tier, building = excluded.building, event = excluded.event, "
        "document = excluded.document, contact = excluded.contact");
    insert.bind(row.id, row.name, row.region, row.tier, row.building, event, row.document);
    row.contact.empty() ? insert.bind(nullptr) : insert.bind(row.contact);
    insert.step();
  }
};

}  // namespace

std::shared_ptr<const Projection> registry_projection() { return std::make_shared<RegistryProjection>(); }

NewEvent encode(std::vector<EnterpriseRegistered> entries, std::int64_t seq, Instant at) {
  auto rows = std::make_shared<Rows>();
  rows->reserve(entries.size());
  NewEvent event;
  event.stream = stream_of_import(seq);
  event.kind = import_kind;
  event.at = at;
  event.data = R"({"enterprises":[)";
  std::map<std::string_view, std::string_view> contacts;
  for (const auto& entry : entries) {
    const Row& row = rows->emplace_back(row_of(entry.enterprise));
    event.data += rows->size() > 1 ? R"(,{"enterprise":)" : R"({"enterprise":)";
    event.data += row.document;
    if (entry.previous != 0) event.data += fmt::format(R"(,"previous":{})", entry.previous);
    event.data += '}';
    if (!row.contact.empty()) contacts.emplace(row.id, row.contact);
  }
  event.data += "]}";
  if (!contacts.empty()) {
    event.personal = R"({"contacts":{)";
    for (const auto& [id, contact] : contacts) {
      if (event.personal.back() == '}') event.personal += ',';
      append_json_string(event.personal, id);
      event.personal += ':';
      event.personal += contact;
    }
    event.personal += "}}";
  }
  event.value = std::shared_ptr<const Rows>(std::move(rows));
  return event;
}

std::vector<EnterpriseId> enterprises_with_contact(const Event& event) {
  std::vector<EnterpriseId> all;
  if (event.kind != import_kind) return all;
  const Json personal = personal_of(event);
  if (const auto contacts = personal.find("contacts"); contacts != personal.end())
    for (const auto& [id, contact] : contacts->items()) all.emplace_back(id);
  return all;
}

namespace {

// Of a row that begins with document, contact, event.
Registered registered_in(const Statement& row) {
  Registered known;
  known.document = row.text(0);
  if (!row.is_null(1)) known.contact = row.text(1);
  known.event = row.integer(2);
  Json document = parse_json(known.document, "enterprise");
  if (!known.contact.empty()) restore_personal<Enterprise>(document, parse_json(known.contact, "contact"));
  known.enterprise = from_json<Enterprise>(document);
  return known;
}

}  // namespace

std::optional<Registered> find_registered(Session& session, const EnterpriseId& id) {
  auto row = session.prepare("SELECT document, contact, event FROM enterprises WHERE id = ?");
  row.bind(id.str());
  if (!row.step()) return std::nullopt;
  return registered_in(row);
}

void for_each_registered(Session& session, const std::string& region, const EnterpriseId& after,
                         const std::function<bool(const Enterprise&)>& use) {
  // "530100" contains whatever begins with 5301.
  std::string prefix = region;
  while (prefix.size() > 2 && prefix.ends_with("00")) prefix.resize(prefix.size() - 2);
  auto row = session.prepare(
      "SELECT document, contact, event FROM enterprises WHERE id > ? AND region >= ? AND region < ? ORDER BY id");
  row.bind(after.str(), prefix, prefix + "~");
  while (row.step())
    if (!use(registered_in(row).enterprise)) return;
}

Enterprise load_enterprise(Session& session, const EnterpriseId& id) {
  auto row = session.prepare("SELECT document FROM enterprises WHERE id = ?");
  row.bind(id.str());
  if (row.step()) return from_json<Enterprise>(parse_json(row.text(0), "enterprise"));
  throw Refused(Code::not_found,
                fmt::format("enterprise «{}» is not registered: register it first", id.str().substr(0, 40)),
                "enterprise");
}

std::int64_t last_told(Session& session, const EnterpriseId& id) {
  auto row = session.prepare("SELECT event FROM enterprises WHERE id = ?");
  row.bind(id.str());
  return row.step() ? row.integer(0) : 0;
}

void for_each_version(Reader& reader, const EnterpriseId& id,
                      const std::function<bool(const Event&, const Enterprise&)>& use) {
  for (auto seq = last_told(reader.session(), id); seq != 0;) {
    const auto events = reader.read_all(seq - 1, 1);
    if (events.empty()) return;
    const Event& event = events.front();
    bool more = false;
    std::int64_t previous = 0;
    for_each_told(event, &id, [&](const EnterpriseRegistered& told) {
      previous = told.previous;
      more = use(event, told.enterprise);
    });
    if (!more) return;
    // Events of before there were imports name none: then it is the one before in the stream.
    if (previous == 0 && event.kind != import_kind && event.version > 1) {
      AsOf before;
      before.seq = seq - 1;
      previous = reader.read_stream(event.stream, before).back().seq;
    }
    seq = previous;
  }
}

Enterprise enterprise_at(Reader& reader, const EnterpriseId& id, std::int64_t seq) {
  std::optional<Enterprise> found;
  for_each_version(reader, id, [&](const Event& event, const Enterprise& enterprise) {
    if (event.seq > seq) return true;
    found = enterprise;
    return false;
  });
  if (!found)
    throw Refused(Code::corrupt, fmt::format("enterprise {} was not registered then", id.str()), "enterprise");
  return *std::move(found);
}

std::vector<std::string> streams_about(Reader& reader, const EnterpriseId& id) {
  std::vector<std::string> streams = {stream_of(id)};
  for_each_version(reader, id, [&](const Event& event, const Enterprise&) {
    if (event.stream != streams.front()) streams.push_back(event.stream);
    return true;
  });
  return streams;
}

}  // namespace zhuqi
