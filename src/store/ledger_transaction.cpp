#include "store/ledger_transaction.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/json.hpp"
#include "base/sha256.hpp"
#include "store/canonical_form.hpp"
#include "store/chain.hpp"

namespace zhuqi {

namespace {

[[noreturn]] void refuse_argument(const std::string& message, const std::string& where) {
  throw Refused(Code::invalid_argument, message, where);
}

void check_size(std::string_view text, const char* field) {
  if (text.size() > max_document_bytes)
    throw Refused(Code::too_large, fmt::format("{} is larger than {} bytes", field, max_document_bytes), field);
}

void check_text(std::string_view text, const char* field) {
  check_size(text, field);
  if (!is_utf8(text)) refuse_argument(fmt::format("{} is not valid UTF-8", field), field);
}

void check_json(std::string_view text, const char* field) {
  check_size(text, field);
  if (is_canonical_object(text)) return;
  constexpr auto form = "a JSON object in canonical form (valid UTF-8, sorted keys, no white space, whole numbers)";
  refuse_argument(fmt::format("{} is not {}", field, form), field);
}

void check_event(const NewEvent& event) {
  if (event.stream.empty()) refuse_argument("an event names its stream", "stream");
  if (event.kind.empty()) refuse_argument("an event names its kind", "kind");
  check_text(event.stream, "stream");
  check_text(event.kind, "kind");
  check_json(event.data, "data");
  if (!event.personal.empty()) check_json(event.personal, "personal");
}

bool is_hash(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

const Head& LedgerTransaction::current() {
  if (!head_) head_ = reader_.head();
  return *head_;
}

std::int64_t LedgerTransaction::version(std::string_view stream) {
  if (stream != stream_) {
    version_ = reader_.version(stream);
    stream_ = stream;
  }
  return version_;
}

std::optional<UsedKey> LedgerTransaction::find_key(std::string_view system, std::string_view key) {
  std::pair<std::string, std::string> wanted(system, key);
  if (unused_keys_.contains(wanted)) return std::nullopt;
  auto used = reader_.find_key(system, key);
  if (!used) unused_keys_.insert(std::move(wanted));
  return used;
}

KeyCheck LedgerTransaction::check_key(const Cause& cause) {
  const auto check = reader_.check_key(cause);
  if (check.use == KeyUse::unused) unused_keys_.emplace(cause.system, cause.key);
  return check;
}

void LedgerTransaction::check_cause(const Cause& cause) {
  check_text(cause.actor, "actor");
  check_text(cause.system, "system");
  check_text(cause.key, "key");
  if (cause.versions == known_versions_) return;
  check_json(cause.versions, "versions");
  const auto versions = parse_json(cause.versions, "versions");
  for (const auto& [name, hash] : versions.items())
    if (!is_hash(hash)) refuse_argument(fmt::format("versions: «{}» does not name content by its SHA-256", name), name);
  known_versions_ = cause.versions;
}

void LedgerTransaction::check_expected(const std::vector<Expected>& expected) {
  for (const auto& [stream, wanted] : expected) {
    const auto found = version(stream);
    if (found == wanted) continue;
    throw Refused(wanted == 0 ? Code::already_exists : Code::illegal_state,
                  fmt::format("{} is at version {}, not {}: read it again, and decide again", stream, found, wanted),
                  stream);
  }
}

void LedgerTransaction::check_redacts(const NewEvent& event) {
  for (const auto seq : event.redacts) {
    auto row = session_.prepare(
        "SELECT e.commitment, p.payload FROM ledger_event e LEFT JOIN ledger_personal p ON p.seq = e.seq WHERE e.seq = "
        "?");
    row.bind(seq);
    if (!row.step()) refuse_argument(fmt::format("there is no event {} to redact", seq), "redacts");
    const bool already = row.is_null(1);
    if (row.text(0).empty() || (!already && row.text(1).empty()))
      refuse_argument(fmt::format("event {} has no personal data to redact", seq), "redacts");
  }
}

std::vector<Event> LedgerTransaction::append(std::vector<NewEvent> events, const Cause& cause, Instant recorded,
                                             const std::vector<Expected>& expected) {
  require_whole();
  if (events.empty()) refuse_argument("there is nothing to append", "events");
  check_cause(cause);
  for (auto& event : events) {
    check_event(event);
    check_redacts(event);
    std::sort(event.redacts.begin(), event.redacts.end());
    event.redacts.erase(std::unique(event.redacts.begin(), event.redacts.end()), event.redacts.end());
  }
  if (!cause.key.empty() && find_key(cause.system, cause.key))
    throw Refused(Code::key_conflict, "this key was used before: a new command needs a new key", "key");
  check_expected(expected);

  broken_ = true;
  unused_keys_.erase({cause.system, cause.key});
  auto recorded_events = record(std::move(events), cause, recorded);
  broken_ = false;
  return recorded_events;
}

std::vector<Event> LedgerTransaction::record(std::vector<NewEvent> events, const Cause& cause, Instant recorded) {
  std::vector<std::string> salts(events.size());
  for (std::size_t i = 0; i < events.size(); ++i)
    if ((i == 0 && !cause.key.empty()) || !events[i].personal.empty()) salts[i] = take_salt();

  std::vector<Event> done;
  done.reserve(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event event;
    event.seq = current().seq + 1;
    event.stream = std::move(events[i].stream);
    if (events[i].begins) version_ = 0, stream_ = event.stream;
    event.version = version(event.stream) + 1;
    event.kind = std::move(events[i].kind);
    event.at = events[i].at;
    event.recorded = recorded;
    event.actor = cause.actor;
    event.system = cause.system;
    event.key = cause.key;
    event.data = std::move(events[i].data);
    event.versions = cause.versions;
    event.personal = std::move(events[i].personal);
    event.redacts = std::move(events[i].redacts);
    event.value = std::move(events[i].value);
    event.imported = cause.imported;
    if (!salts[i].empty()) event.commitment = commitment_of(salts[i], event.personal);
    if (i == 0 && !cause.key.empty()) event.fingerprint = fingerprint_of(salts, cause.fingerprint_source);
    event.hash = link_hash(current().hash, event);

    insert(event);
    if (!salts[i].empty())
      session_.post("INSERT INTO ledger_personal (seq, salt, payload) VALUES (?, ?, ?)", event.seq, salts[i],
                    event.personal);
    if (!event.redacts.empty()) redact(event.redacts, event.seq);
    head_ = Head{event.seq, event.hash};
    version_ = event.version;
    done.push_back(std::move(event));
  }
  for (const auto& projection : projections_) projection->apply_all(session_, done);
  return done;
}

// Asking for randomness costs much more than what is given: who appends much asks for more at once.
std::string LedgerTransaction::take_salt() {
  constexpr std::size_t most = 64;
  if (salts_.empty()) salts_ = new_salts(drawn_ = std::min(2 * drawn_, most));
  std::string salt = std::move(salts_.back());
  salts_.pop_back();
  return salt;
}

void LedgerTransaction::insert(const Event& e) {
  session_.post(
      "INSERT INTO ledger_event (seq, stream, version, kind, at, recorded, actor, system, key, data, versions, "
      "redacts, "
      "imported, commitment, fingerprint, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      e.seq, e.stream, e.version, e.kind, e.at, e.recorded, e.actor, e.system, e.key, e.data, e.versions,
      redacts_text(e.redacts), e.imported, e.commitment, e.fingerprint, e.hash);
}

void LedgerTransaction::redact(const std::vector<std::int64_t>& seqs, std::int64_t by) {
  for (const auto seq : seqs) session_.run("DELETE FROM ledger_personal WHERE seq = ?", seq);
  session_.run("DELETE FROM ledger_state WHERE name = 'scrub_after'");
  session_.run("INSERT INTO ledger_state (name, value) VALUES ('scrub_after', ?)", by);
  redacted_ = true;
}

void LedgerTransaction::attempt(const std::function<void()>& work) {
  require_whole();
  session_.run("SAVEPOINT attempt");
  const auto head = head_;
  const bool redacted = redacted_;
  try {
    work();
    require_whole();
    session_.run("RELEASE attempt");
  } catch (...) {
    session_.run("ROLLBACK TO attempt");
    session_.run("RELEASE attempt");
    head_ = head;
    stream_.clear();
    version_ = 0;
    redacted_ = redacted;
    broken_ = false;
    throw;
  }
}

std::string LedgerTransaction::put_content(std::string_view bytes) {
  if (bytes.size() > max_document_bytes)
    throw Refused(Code::too_large, fmt::format("content is larger than {} bytes", max_document_bytes), "content");
  const auto hash = sha256_hex(bytes);
  session_.run("INSERT INTO ledger_content (hash, bytes) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING", hash,
               Bytes{bytes});
  return hash;
}

void LedgerTransaction::require_whole() const {
  if (broken_) throw Refused(Code::internal, "an append failed half way: the transaction can only be rolled back");
}

}  // namespace zhuqi
