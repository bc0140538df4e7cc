#include "store/chain_check.hpp"

#include <set>
#include <unordered_set>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/json.hpp"
#include "base/sha256.hpp"
#include "store/chain.hpp"

namespace zhuqi {

namespace {

using Part = Discrepancy::Part;

class LedgerCheck {
 public:
  LedgerCheck(Session& session, const std::optional<Head>& exported, Verification& verification, FindingList& findings)
      : session_(session), exported_(exported), verification_(verification), findings_(findings) {}

  void run() {
    check_events();
    check_streams();
    check_strays();
    check_content();
    check_head();
  }

 private:
  void check_events() {
    auto row = session_.prepare(std::string(select_events) + "ORDER BY e.seq");
    while (row.step()) {
      const auto event = read_event(row);
      check_position(event);
      check_link(event, row);
      check_key(event);
      check_commitment(event, row);
      check_redactions(event);
      check_versions(event);
      if (exported_ && event.seq == exported_->seq) hash_at_exported_ = event.hash;
      verification_.head = {event.seq, event.hash};
    }
    for (const auto seq : unexplained_)
      findings_.add({.part = Part::personal,
                     .seq = seq,
                     .stream = {},
                     .kind = {},
                     .table = "ledger_personal",
                     .row = fmt::format("seq={}", seq),
                     .message = "the personal payload is gone, and no event says that it was redacted"});
  }

  void check_position(const Event& event) {
    const auto expected = verification_.head.seq + 1;
    if (event.seq > expected)
      findings_.add(Part::chain, event,
                    event.seq == expected + 1
                        ? fmt::format("event {} before it is missing", expected)
                        : fmt::format("events {} to {} before it are missing", expected, event.seq - 1));
    if (event.seq < 1) findings_.add(Part::chain, event, "events are numbered from 1");
  }

  // A link that was altered itself breaks the next one, too; the next is whole if it follows from what should have
  // stood here. So each change is placed at the one event that was changed.
  void check_link(const Event& event, const Statement& row) {
    const auto computed = link_hash(verification_.head.hash, event);
    const bool plain = row.text(11) == redacts_text(event.redacts) && row.integer(12) == (event.imported ? 1 : 0);
    const bool follows = plain && (computed == event.hash ||
                                   (!computed_before_.empty() && link_hash(computed_before_, event) == event.hash));
    if (!follows) findings_.add(Part::chain, event, "it was changed, moved or put in: it does not agree with its hash");
    computed_before_ = computed == event.hash ? std::string() : computed;
  }

  void check_key(const Event& event) {
    const bool continues = event.key == last_key_ && event.system == last_system_;
    const bool begins = !event.key.empty() && !continues;
    if (begins == event.fingerprint.empty())
      findings_.add(Part::key, event, "the first event of a command with a key has a fingerprint, and no other");
    last_key_ = event.key;
    last_system_ = event.system;
  }

  void check_commitment(const Event& event, const Statement& row) {
    const bool has_payload = !row.is_null(16);
    if (has_payload && commitment_of(row.text(16), row.text(17)) != event.commitment)
      findings_.add(Part::personal, event,
                    "its personal payload or salt was changed: they do not agree with its commitment");
    if (!event.redacted) return;
    ++verification_.redacted;
    unexplained_.insert(event.seq);
  }

  void check_redactions(const Event& event) {
    for (const auto seq : event.redacts) {
      unexplained_.erase(seq);
      auto left = session_.prepare("SELECT 1 FROM ledger_personal WHERE seq = ?");
      left.bind(seq);
      if (left.step())
        findings_.add(Part::personal, event,
                      fmt::format("it redacts event {}, whose personal payload is still there", seq));
    }
  }

  // Most events name the same versions as the one before.
  void check_versions(const Event& event) {
    constexpr std::size_t enough = 10'000;
    if (event.versions == last_versions_ || seen_versions_.contains(event.versions)) return;
    if (seen_versions_.size() >= enough) seen_versions_.clear();
    seen_versions_.insert(last_versions_ = event.versions);
    try {
      const auto versions = parse_json(event.versions, "versions");
      for (const auto& [name, hash] : versions.items()) {
        auto content = session_.prepare("SELECT 1 FROM ledger_content WHERE hash = ?");
        content.bind(hash.get<std::string>());
        if (!content.step())
          findings_.add(Part::content, event, fmt::format("the content that it names as «{}» is missing", name));
      }
    } catch (const std::exception&) {
      findings_.add(Part::content, event, "the versions that it names cannot be read");
    }
  }

  void check_streams() {
    auto row = session_.prepare(
        "SELECT stream, version, seq FROM (SELECT stream, version, seq, "
        "lag(version, 1, 0) OVER (PARTITION BY stream ORDER BY version) AS version_before, "
        "lag(seq, 1, 0) OVER (PARTITION BY stream ORDER BY version) AS seq_before FROM ledger_event) AS placed "
        "WHERE version <> version_before + 1 OR seq <= seq_before");
    while (row.step())
      findings_.add({.part = Part::stream,
                     .seq = row.integer(2),
                     .stream = row.string(0),
                     .kind = {},
                     .table = {},
                     .row = {},
                     .message = fmt::format("version {} does not follow the one before it", row.integer(1))});
  }

  void check_strays() {
    auto row = session_.prepare(
        "SELECT p.seq FROM ledger_personal p LEFT JOIN ledger_event e ON e.seq = p.seq WHERE e.seq IS NULL");
    while (row.step())
      findings_.add(Part::personal, "ledger_personal", fmt::format("seq={}", row.integer(0)),
                    "a personal payload of no event");
    auto due = session_.prepare("SELECT value FROM ledger_state WHERE name = 'scrub_after'");
    if (due.step())
      findings_.add(Part::file, "ledger_state", "name=scrub_after",
                    "redacted data may still stand in unused parts of the file: scrub the ledger");
  }

  void check_content() {
    auto row = session_.prepare("SELECT hash, bytes FROM ledger_content ORDER BY hash");
    while (row.step())
      if (sha256_hex(row.text(1)) != row.text(0))
        findings_.add(Part::content, "ledger_content", fmt::format("hash={}", row.text(0)),
                      "the content was changed: it does not agree with its hash");
  }

  void check_head() {
    if (!exported_ || exported_->seq == 0) return;
    const auto say = [&](std::string message) {
      findings_.add({.part = Part::head,
                     .seq = exported_->seq,
                     .stream = {},
                     .kind = {},
                     .table = {},
                     .row = {},
                     .message = std::move(message)});
    };
    if (verification_.head.seq < exported_->seq)
      say(fmt::format("the ledger was cut: it ends at event {}, and had {} when the head was exported",
                      verification_.head.seq, exported_->seq));
    else if (hash_at_exported_ != exported_->hash)
      say("the ledger is another one than when the head was exported: events up to here were rewritten");
  }

  Session& session_;
  const std::optional<Head>& exported_;
  Verification& verification_;
  FindingList& findings_;
  std::string computed_before_;  // what the hash before should have been, if it was something else
  std::string hash_at_exported_;
  std::string last_key_, last_system_;
  std::string last_versions_ = "{}";
  std::unordered_set<std::string> seen_versions_;
  std::set<std::int64_t> unexplained_;  // payloads gone, until a later event says why
};

}  // namespace

void check_ledger(Session& session, const std::optional<Head>& exported, Verification& verification,
                  FindingList& findings) {
  LedgerCheck(session, exported, verification, findings).run();
}

}  // namespace zhuqi
