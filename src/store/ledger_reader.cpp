#include "store/ledger_reader.hpp"

#include <algorithm>

#include <zhuqi/base/error.hpp>

#include "base/sha256.hpp"
#include "store/chain.hpp"

namespace zhuqi {

const std::string_view select_events =
    "SELECT e.seq, e.stream, e.version, e.kind, e.at, e.recorded, e.actor, e.system, e.key, e.data, e.versions, "
    "e.redacts, e.imported, e.commitment, e.fingerprint, e.hash, p.salt, p.payload "
    "FROM ledger_event e LEFT JOIN ledger_personal p ON p.seq = e.seq ";

Event read_event(const Statement& row) {
  Event event;
  event.seq = row.integer(0);
  event.stream = row.string(1);
  event.version = row.integer(2);
  event.kind = row.string(3);
  event.at = row.instant(4);
  event.recorded = row.instant(5);
  event.actor = row.string(6);
  event.system = row.string(7);
  event.key = row.string(8);
  event.data = row.string(9);
  event.versions = row.string(10);
  event.redacts = parse_redacts(row.text(11));
  event.imported = row.integer(12) != 0;
  event.commitment = row.string(13);
  event.fingerprint = row.string(14);
  event.hash = row.string(15);
  event.personal = row.string(17);
  event.redacted = !event.commitment.empty() && row.is_null(16);
  return event;
}

Head LedgerReader::head() {
  auto query = session_.prepare("SELECT seq, hash FROM ledger_event ORDER BY seq DESC LIMIT 1");
  return query.step() ? Head{query.integer(0), query.string(1)} : Head{};
}

std::int64_t LedgerReader::version(std::string_view stream) {
  auto query = session_.prepare("SELECT version FROM ledger_event WHERE stream = ? ORDER BY version DESC LIMIT 1");
  query.bind(stream);
  return query.step() ? query.integer(0) : 0;
}

std::vector<Event> LedgerReader::read_stream(std::string_view stream, const AsOf& as_of) {
  static const std::string sql = std::string(select_events) + "WHERE e.stream = ? ORDER BY e.version";
  auto query = session_.prepare(sql);
  query.bind(stream);
  std::vector<Event> events;
  while (query.step()) {
    if (query.integer(0) > as_of.seq || query.instant(4) > as_of.at || query.instant(5) > as_of.recorded) break;
    events.push_back(read_event(query));
  }
  return events;
}

std::vector<Event> LedgerReader::read_all(std::int64_t after, std::size_t limit) {
  static const std::string sql = std::string(select_events) + "WHERE e.seq > ? ORDER BY e.seq LIMIT ?";
  auto query = session_.prepare(sql);
  query.bind(after, static_cast<std::int64_t>(std::min(limit, std::size_t{INT64_MAX})));
  std::vector<Event> events;
  while (query.step()) events.push_back(read_event(query));
  return events;
}

struct LedgerReader::Use {
  UsedKey used;
  std::vector<std::string> salts;
};

// The events of a command stand together: from its first, as far as the key is the same.
std::optional<LedgerReader::Use> LedgerReader::find_use(std::string_view system, std::string_view key) {
  auto first =
      session_.prepare("SELECT seq, fingerprint FROM ledger_event WHERE system = ? AND key = ? AND fingerprint <> ''");
  first.bind(system, key);
  if (!first.step()) return std::nullopt;
  Use use;
  use.used.first_seq = use.used.last_seq = first.integer(0);
  use.used.fingerprint = first.string(1);

  auto row = session_.prepare(
      "SELECT e.seq, e.system, e.key, e.commitment, p.salt "
      "FROM ledger_event e LEFT JOIN ledger_personal p ON p.seq = e.seq WHERE e.seq >= ? ORDER BY e.seq");
  row.bind(use.used.first_seq);
  while (row.step() && row.text(1) == system && row.text(2) == key) {
    use.used.last_seq = row.integer(0);
    if (row.text(3).empty()) continue;
    if (row.is_null(4))
      use.used.redacted = true;
    else
      use.salts.push_back(row.string(4));
  }
  return use;
}

std::optional<UsedKey> LedgerReader::find_key(std::string_view system, std::string_view key) {
  auto use = find_use(system, key);
  return use ? std::optional(std::move(use->used)) : std::nullopt;
}

KeyCheck LedgerReader::check_key(const Cause& cause) {
  const auto use = cause.key.empty() ? std::nullopt : find_use(cause.system, cause.key);
  if (!use) return {};
  const auto& [used, salts] = *use;
  const bool same = fingerprint_of(salts, cause.fingerprint_source) == used.fingerprint;
  const auto verdict = used.redacted ? KeyUse::redacted : same ? KeyUse::same_command : KeyUse::other_command;
  return {verdict, used.first_seq, used.last_seq};
}

std::optional<std::string> LedgerReader::get_content(std::string_view hash) {
  auto query = session_.prepare("SELECT bytes FROM ledger_content WHERE hash = ?");
  query.bind(hash);
  if (!query.step()) return std::nullopt;
  auto bytes = query.string(0);
  if (sha256_hex(bytes) != hash)
    throw Refused(Code::corrupt, "published content does not agree with its hash: restore a backup", std::string(hash));
  return bytes;
}

}  // namespace zhuqi
