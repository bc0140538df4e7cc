// The append-only ledger: a port, and SQLite behind it. docs/ledger.md tells the form and what it guarantees.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <zhuqi/store/event.hpp>
#include <zhuqi/store/projection.hpp>
#include <zhuqi/store/session.hpp>
#include <zhuqi/store/verification.hpp>

namespace zhuqi {

// The version that a stream must have for an append; 0: it must not exist yet.
struct Expected {
  std::string stream;
  std::int64_t version = 0;
};

// A command that was accepted before.
struct UsedKey {
  std::int64_t first_seq = 0;
  std::int64_t last_seq = 0;
  std::string fingerprint;
  bool redacted = false;  // the salt is gone: whether a repeat is the same command can no longer be told
};

enum class KeyUse { unused, same_command, other_command, redacted };

struct KeyCheck {
  KeyUse use = KeyUse::unused;
  std::int64_t first_seq = 0;  // of the first use's events
  std::int64_t last_seq = 0;
};

// Reads one consistent state. One thread at a time; valid only within the callback that got it. All calls may throw
// Refused: busy, io, corrupt.
class Reader {
 public:
  virtual ~Reader() = default;

  virtual Session& session() = 0;
  virtual Head head() = 0;
  // The version of a stream, 0 if there is none.
  virtual std::int64_t version(std::string_view stream) = 0;
  // In order of version; empty if there is no such stream.
  virtual std::vector<Event> read_stream(std::string_view stream, const AsOf& as_of = {}) = 0;
  // The events after `seq` in global order, at most `limit`: the outbox. Whoever keeps the last seq that it has seen
  // misses nothing and gets nothing twice.
  virtual std::vector<Event> read_all(std::int64_t after, std::size_t limit) = 0;
  virtual std::optional<UsedKey> find_key(std::string_view system, std::string_view key) = 0;
  // Is this command a repeat? `same_command` and `redacted` are answered with the first result; `other_command` is to
  // be refused with key_conflict.
  virtual KeyCheck check_key(const Cause& cause) = 0;
  // Published content by its SHA-256 (64 lower-case hexadecimal digits); nothing if it is not there. What is returned
  // has been checked against its hash, else Refused(corrupt).
  virtual std::optional<std::string> get_content(std::string_view hash) = 0;
};

class Transaction : public Reader {
 public:
  // Appends the events of one command and applies every projection to each of them; returns them as recorded. What
  // they `redact` loses its personal payload and salt in this transaction; after it the ledger is scrubbed.
  // Refused, with nothing changed and the transaction still usable: invalid_argument (no event, a text that is not
  // UTF-8, JSON that is not canonical, an event to redact
  // that is not there or never had personal data), key_conflict (the key is in use), illegal_state
  // (a stream is not at its expected version; already_exists if it was expected not to exist). After any other
  // exception from it, the transaction can no longer be committed.
  virtual std::vector<Event> append(std::vector<NewEvent> events, const Cause& cause, Instant recorded,
                                    const std::vector<Expected>& expected = {}) = 0;
  // Runs work(); if it throws, what it did to the database is undone, the exception goes on to the caller, and the
  // transaction can be used further. May not be nested.
  virtual void attempt(const std::function<void()>& work) = 0;
  // Stores content once and returns its SHA-256.
  virtual std::string put_content(std::string_view bytes) = 0;
};

// Thread-safe. Several ledgers, in several processes, may be open on one database: there is one writer at a time, and
// readers never wait for it.
class Ledger {
 public:
  virtual ~Ledger() = default;

  // Runs work(Transaction&) and commits; an exception rolls everything back and goes on to the caller. When it returns,
  // what was appended is durable. Waits for other writers up to the busy timeout, then Refused(busy). Not to be nested.
  template <class Work>
  auto transaction(Work&& work) {
    return returning<Transaction>(work, [this](const auto& step) { write(step); });
  }

  // Runs work(Reader&), or work(Session&), on a snapshot: one state, whatever is written meanwhile. Read-only.
  template <class Work>
  auto read(Work&& work) {
    if constexpr (std::is_invocable_v<Work&, Reader&>)
      return returning<Reader>(work, [this](const auto& step) { snapshot(step); });
    else
      return read([&work](Reader& reader) { return work(reader.session()); });
  }

  // As read, on a past state: what the events within all bounds of `as_of` give. The reader tells of no others, and its
  // session has the tables of all projections, computed from them in a private temporary database. Only streams that
  // begin with one of `streams` count; none: all. Time: in proportion to the events that count.
  template <class Work>
  auto read_as_of(const AsOf& as_of, const std::vector<std::string>& streams, Work&& work) {
    return returning<Reader>(work, [&](const auto& step) { past(as_of, streams, step); });
  }

  // Recomputes chain, streams, keys, commitments, content and projections, on a snapshot, beside readers and writers.
  // Time and memory: about 10 µs per event; memory does not grow with the ledger.
  virtual Verification verify(const VerifyOptions& options = {}) = 0;

  // Computes every registered projection anew from the ledger, in one transaction.
  virtual void rebuild() = 0;

  // Writes a consistent copy while others write. `to` must not exist (already_exists); a copy that did not succeed is
  // not left there. To restore: restore_sqlite.
  virtual void backup(const std::filesystem::path& to) = 0;

  // Removes every trace of redacted data from the file by rewriting it; done after each transaction that redacts, so
  // that this is only needed if it returned false there (a long read, or no space, was in the way; `verify` says so,
  // and opening the ledger tries again). True: nothing is left to remove. Takes space and time like a copy of the file.
  virtual bool scrub() = 0;

 protected:
  virtual void write(const std::function<void(Transaction&)>& work) = 0;
  virtual void snapshot(const std::function<void(Reader&)>& work) = 0;
  virtual void past(const AsOf& as_of, const std::vector<std::string>& streams,
                    const std::function<void(Reader&)>& work) = 0;

 private:
  template <class Context, class Work, class Run>
  static auto returning(Work& work, const Run& run) {
    using Result = std::invoke_result_t<Work&, Context&>;
    if constexpr (std::is_void_v<Result>) {
      run([&work](Context& context) { work(context); });
    } else {
      std::optional<Result> result;
      run([&work, &result](Context& context) { result.emplace(work(context)); });
      return std::move(*result);
    }
  }
};

// What an acknowledged transaction survives.
enum class Durability {
  full,     // everything, power loss included: every commit is synced
  relaxed,  // for bulk import: a killed process loses nothing; power loss may undo the latest commits, never half of
            // one
};

struct LedgerOptions {
  bool create = true;  // make the file if it does not exist; otherwise not_found
  Durability durability = Durability::full;
  std::chrono::milliseconds busy_timeout{10'000};
  // All that the database is to have. None: what it has is left alone, and while it has some, the ledger can be read
  // and verified but not appended to. A ledger whose projections another program has since replaced refuses to append.
  std::vector<std::shared_ptr<const Projection>> projections = {};
};

// Opens or creates. An older schema is migrated; a projection that is new or of another version is computed. Throws
// Refused: foreign (not ours, or of a newer zhuqi), corrupt, not_found, busy, io; the file is then left as it was.
// invalid_argument for an empty path and SQLite's ":memory:", which are no file.
std::unique_ptr<Ledger> open_sqlite(const std::filesystem::path& path, LedgerOptions options = {});

// Copies `backup` to `to`, which must not exist (already_exists), calls check(path of the copy), and only then gives
// the copy its name; if `check` throws, or the disk fails, nothing is left. The backup is only read; nobody may be
// writing to it. Throws Refused: not_found, foreign, corrupt (of the backup), io.
void restore_sqlite(const std::filesystem::path& backup, const std::filesystem::path& to,
                    const std::function<void(const std::filesystem::path&)>& check);

}  // namespace zhuqi
