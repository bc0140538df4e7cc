#include <condition_variable>
#include <mutex>

#include <SQLiteCpp/Backup.h>
#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "store/chain_check.hpp"
#include "store/connection.hpp"
#include "store/ledger_transaction.hpp"
#include "store/partial_file.hpp"
#include "store/past_reader.hpp"
#include "store/projection_check.hpp"
#include "store/schema.hpp"

namespace zhuqi {

namespace {

// One at a time within this process; between processes SQLite's lock does the same.
class WriterGate {
 public:
  class Pass {
   public:
    Pass(WriterGate& gate, std::chrono::milliseconds timeout, const std::string& where) : gate_(gate) {
      std::unique_lock lock(gate_.mutex_);
      if (gate_.holder_ == std::this_thread::get_id())
        throw Refused(Code::internal, "a transaction was begun inside a transaction", where);
      if (!gate_.freed_.wait_for(lock, timeout, [&] { return gate_.holder_ == std::thread::id(); }))
        throw Refused(Code::busy, "another thread held the database for too long: try again", where);
      gate_.holder_ = std::this_thread::get_id();
    }
    ~Pass() {
      {
        const std::lock_guard lock(gate_.mutex_);
        gate_.holder_ = {};
      }
      gate_.freed_.notify_one();
    }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;

   private:
    WriterGate& gate_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  std::thread::id holder_;
};

class SqliteLedger final : public Ledger {
 public:
  SqliteLedger(const std::filesystem::path& path, LedgerOptions options)
      : options_(std::move(options)), path_(path.string()), writer_(open_writer(path)) {
    migrate(writer_, migrations());
    writer_.execute(options_.durability == Durability::full ? "PRAGMA synchronous = FULL"
                                                            : "PRAGMA synchronous = NORMAL");
    settle_projections();
    scrub_locked();
  }

  Verification verify(const VerifyOptions& options) override;
  void rebuild() override;
  void backup(const std::filesystem::path& to) override;
  bool scrub() override {
    const WriterGate::Pass pass(gate_, options_.busy_timeout, path_);
    return scrub_locked();
  }

 protected:
  void write(const std::function<void(Transaction&)>& work) override;
  void snapshot(const std::function<void(Reader&)>& work) override {
    with_snapshot([&](Connection& connection) {
      LedgerReader reader(connection);
      work(reader);
    });
  }
  void past(const AsOf& as_of, const std::vector<std::string>& streams,
            const std::function<void(Reader&)>& work) override;

 private:
  Connection open_writer(const std::filesystem::path& path) {
    inspect_file(path, options_.create, migrations().size());
    return Connection(path_, Connection::Kind::writer, options_.busy_timeout);
  }

  template <class Work>
  void with_snapshot(const Work& work);
  bool projections_settled();
  void settle_projections();
  void compute(const Projections& projections);
  bool scrub_locked() noexcept;

  const LedgerOptions options_;
  const std::string path_;
  WriterGate gate_;
  Connection writer_;  // behind the gate
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> idle_readers_;
};

// --- Reading and writing ---------------------------------------------------------------------------------------

void SqliteLedger::write(const std::function<void(Transaction&)>& work) {
  const WriterGate::Pass pass(gate_, options_.busy_timeout, path_);
  bool redacted = false;
  {
    Connection::Scope scope(writer_, "BEGIN IMMEDIATE");
    if (!projections_settled())
      throw Refused(Code::illegal_state,
                    "the database's projections are not those that this program keeps: open it again with all of them",
                    path_);
    LedgerTransaction transaction(writer_, options_.projections);
    work(transaction);
    transaction.require_whole();
    scope.commit();
    redacted = transaction.redacted();
  }
  if (redacted) scrub_locked();
}

template <class Work>
void SqliteLedger::with_snapshot(const Work& work) {
  std::unique_ptr<Connection> connection;
  {
    const std::lock_guard lock(readers_mutex_);
    if (!idle_readers_.empty()) {
      connection = std::move(idle_readers_.back());
      idle_readers_.pop_back();
    }
  }
  if (!connection) connection = std::make_unique<Connection>(path_, Connection::Kind::reader, options_.busy_timeout);
  {
    Connection::Scope scope(*connection, "BEGIN");
    connection->integer("SELECT count(*) FROM ledger_state");  // the snapshot begins with the first read
    work(*connection);
  }
  constexpr std::size_t most_idle = 16;
  const std::lock_guard lock(readers_mutex_);
  if (idle_readers_.size() < most_idle) idle_readers_.push_back(std::move(connection));
}

void SqliteLedger::past(const AsOf& as_of, const std::vector<std::string>& streams,
                        const std::function<void(Reader&)>& work) {
  with_snapshot([&](Connection& live) {
    Connection tables({}, Connection::Kind::scratch, options_.busy_timeout);
    Connection::Scope scope(tables, "BEGIN");
    PastReader reader(live, tables, options_.projections, as_of, streams);
    work(reader);
  });
}

// --- Projections -----------------------------------------------------------------------------------------------

bool SqliteLedger::projections_settled() {
  std::size_t same = 0, recorded = 0;
  auto row = writer_.prepare("SELECT name, version FROM ledger_projection");
  for (; row.step(); ++recorded)
    for (const auto& projection : options_.projections)
      same += projection->name() == row.text(0) && projection->version() == row.integer(1);
  return same == options_.projections.size() && same == recorded;
}

void SqliteLedger::settle_projections() {
  if (options_.projections.empty() || projections_settled()) return;
  Connection::Scope scope(writer_, "BEGIN IMMEDIATE");
  Projections changed;
  for (const auto& projection : options_.projections) {
    auto row = writer_.prepare("SELECT 1 FROM ledger_projection WHERE name = ? AND version = ?");
    row.bind(projection->name(), projection->version());
    if (!row.step()) changed.push_back(projection);
  }
  writer_.run("DELETE FROM ledger_projection");
  for (const auto& projection : options_.projections)
    writer_.run("INSERT INTO ledger_projection (name, version) VALUES (?, ?)", projection->name(),
                projection->version());
  compute(changed);
  scope.commit();
}

void SqliteLedger::compute(const Projections& projections) {
  for (const auto& projection : projections) {
    projection->clear(writer_);
    projection->create(writer_);
  }
  LedgerReader reader(writer_);
  for_each_event(reader, [&](const Event& event) {
    for (const auto& projection : projections) projection->apply(writer_, event);
  });
}

void SqliteLedger::rebuild() {
  const WriterGate::Pass pass(gate_, options_.busy_timeout, path_);
  Connection::Scope scope(writer_, "BEGIN IMMEDIATE");
  compute(options_.projections);
  scope.commit();
}

// --- Verifying, copying, scrubbing -----------------------------------------------------------------------------

void check_file(Connection& connection, FindingList& findings) {
  auto row = connection.prepare("PRAGMA integrity_check(20)");
  while (row.step())
    if (row.text(0) != "ok")
      findings.add(Discrepancy::Part::file, {}, {},
                   fmt::format("the database file is damaged ({}): restore a backup", row.text(0)));
}

Verification SqliteLedger::verify(const VerifyOptions& options) {
  Verification verification;
  FindingList findings(verification, options.max_findings);
  const auto step = [&](const auto& check) {
    try {
      check();
    } catch (const Refused& refused) {
      if (refused.code() != Code::corrupt) throw;
      findings.add(Discrepancy::Part::file, {}, {}, refused.what());
    }
  };
  with_snapshot([&](Connection& connection) {
    step([&] { check_file(connection, findings); });
    step([&] { check_ledger(connection, options.head, verification, findings); });
    if (options.projections) step([&] { check_projections(connection, options_.projections, findings); });
  });
  return verification;
}

void SqliteLedger::backup(const std::filesystem::path& to) {
  PartialFile partial(to);
  try {
    // Within a snapshot the source never changes, so that the copy never has to begin again.
    with_snapshot([&](Connection& source) {
      SQLite::Database copy(partial.path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      SQLite::Backup(copy, source.database()).executeStep(-1);
    });
  } catch (const SQLite::Exception& error) {
    refuse(error, to.string());
  }
  partial.keep();
}

// Deleting overwrites a row where it stands; but when SQLite rearranges its pages, copies of rows stay behind in unused
// parts of them, and in the write-ahead log. Only rewriting the file and emptying the log is sure to leave nothing.
bool SqliteLedger::scrub_locked() noexcept {
  try {
    std::int64_t due = 0;
    {
      auto row = writer_.prepare("SELECT value FROM ledger_state WHERE name = 'scrub_after'");
      if (!row.step()) return true;
      due = row.integer(0);
    }
    writer_.execute("VACUUM");
    if (writer_.integer("PRAGMA wal_checkpoint(TRUNCATE)") != 0) return false;
    writer_.run("DELETE FROM ledger_state WHERE name = 'scrub_after' AND value <= ?", due);
    return true;
  } catch (const std::exception&) {
    return false;  // still due: asked for again by verify, and tried again on opening
  }
}

}  // namespace

std::unique_ptr<Ledger> open_sqlite(const std::filesystem::path& path, LedgerOptions options) {
  // To SQLite these are a database of one connection: the readers would each find another.
  if (path.empty() || path == ":memory:")
    throw Refused(Code::invalid_argument, "a database is a file: give its path", "path");
  return std::make_unique<SqliteLedger>(path, std::move(options));
}

}  // namespace zhuqi
