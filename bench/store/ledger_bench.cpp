// What the ledger costs beside bare SQLite: the same rows, the same indexes, the same durability, in the same run.
//   bench_store [commands in bulk] [single commands]
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <zhuqi/store/ledger.hpp>

#include "store/schema.hpp"

namespace {

using namespace zhuqi;
using Timer = std::chrono::steady_clock;

double seconds_since(Timer::time_point start) { return std::chrono::duration<double>(Timer::now() - start).count(); }

void require(bool holds, const char* what) {
  if (holds) return;
  fmt::print(stderr, "wrong answer: {}\n", what);
  std::exit(1);
}

std::string fresh(const std::filesystem::path& folder, const char* name) {
  const auto path = folder / name;
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
  return path.string();
}

NewEvent registered(int i) {
  return {
      .stream = fmt::format("need/N-{:07}", i),
      .kind = "need.registered",
      .at = Instant(std::chrono::seconds(1'700'000'000 + i)),
      .data = fmt::format(R"({{"enterprise":"91530102MA{:08}","item":"融资对接","source":"visit {}"}})", i, i % 977),
      .personal =
          fmt::format(R"({{"contact":"经办人","phone":"138{:08}","text":"缺抵押物,凭专利贷款被银行拒了"}})", i)};
}

NewEvent dispatched(int i) {
  return {
      .stream = fmt::format("need/N-{:07}", i),
      .kind = "need.dispatched",
      .at = Instant(std::chrono::seconds(1'700'000'000 + i)),
      .data = R"({"because":"R017","due":"2026-03-03T09:30:00Z","lead":"昆明市金融办","supporting":["知识产权局"]})"};
}

void command(Transaction& transaction, int i) {
  const auto key = fmt::format("visit-{}", i);
  const Cause cause{
      .actor = "officer-7", .system = "portal", .key = key, .fingerprint_source = R"({"key":")" + key + "\"}"};
  transaction.append({registered(i), dispatched(i)}, cause, Instant(std::chrono::seconds(1'700'000'000 + i)));
}

// --- Bare SQLite -----------------------------------------------------------------------------------------------

struct Rows {
  struct Payload {
    std::int64_t seq;
    std::string salt, payload;
  };
  std::vector<Event> events;
  std::vector<Payload> payloads;
};

SQLite::Database bare(const std::string& path, const char* synchronous) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  for (const char* step : migrations()) database.exec(step);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536");
  database.exec(std::string("PRAGMA wal_autocheckpoint = 4096; PRAGMA synchronous = ") + synchronous);
  return database;
}

class BareInserts {
 public:
  explicit BareInserts(SQLite::Database& database)
      : event_(database, "INSERT INTO ledger_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        payload_(database, "INSERT INTO ledger_personal VALUES (?, ?, ?)") {}

  void insert(const Event& e) {
    const std::string none;
    event_.bind(1, e.seq);
    event_.bindNoCopy(2, e.stream);
    event_.bind(3, e.version);
    event_.bindNoCopy(4, e.kind);
    event_.bind(5, std::int64_t{e.at.time_since_epoch().count()});
    event_.bind(6, std::int64_t{e.recorded.time_since_epoch().count()});
    event_.bindNoCopy(7, e.actor);
    event_.bindNoCopy(8, e.system);
    event_.bindNoCopy(9, e.key);
    event_.bindNoCopy(10, e.data);
    event_.bindNoCopy(11, e.versions);
    event_.bindNoCopy(12, none);
    event_.bind(13, 0);
    event_.bindNoCopy(14, e.commitment);
    event_.bindNoCopy(15, e.fingerprint);
    event_.bindNoCopy(16, e.hash);
    event_.exec();
    event_.reset();
  }
  void insert(const Rows::Payload& p) {
    payload_.bind(1, p.seq);
    payload_.bindNoCopy(2, p.salt);
    payload_.bindNoCopy(3, p.payload);
    payload_.exec();
    payload_.reset();
  }

 private:
  SQLite::Statement event_;
  SQLite::Statement payload_;
};

Rows rows_of(Ledger& ledger) {
  Rows rows;
  ledger.read([&](Reader& reader) {
    rows.events = reader.read_all(0, SIZE_MAX);
    auto row = reader.session().prepare("SELECT seq, salt, payload FROM ledger_personal ORDER BY seq");
    while (row.step()) rows.payloads.push_back({row.integer(0), row.string(1), row.string(2)});
  });
  return rows;
}

// --- Measuring -------------------------------------------------------------------------------------------------

void bulk(const std::filesystem::path& folder, int commands) {
  constexpr int batch = 1'000;
  const auto path = fresh(folder, "bulk.db");
  const auto ledger = open_sqlite(path, {.durability = Durability::relaxed});
  auto start = Timer::now();
  for (int first = 0; first < commands; first += batch)
    ledger->transaction([&](Transaction& transaction) {
      for (int i = first; i < std::min(first + batch, commands); ++i) command(transaction, i);
    });
  const double ours = seconds_since(start);

  const auto rows = rows_of(*ledger);
  require(rows.events.size() == 2u * static_cast<unsigned>(commands), "events in bulk");
  auto database = bare(fresh(folder, "bare.db"), "NORMAL");
  BareInserts inserts(database);
  start = Timer::now();
  for (std::size_t first = 0; first < rows.events.size(); first += 2 * batch) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (std::size_t i = first; i < std::min(first + 2 * batch, rows.events.size()); ++i)
      inserts.insert(rows.events[i]);
    for (std::size_t i = first / 2; i < std::min(first / 2 + batch, rows.payloads.size()); ++i)
      inserts.insert(rows.payloads[i]);
    transaction.commit();
  }
  const double theirs = seconds_since(start);
  require(database.execAndGet("SELECT count(*) FROM ledger_event").getInt64() == 2 * commands, "events in bare SQLite");
  fmt::print("bulk: {} commands of 2 events: {:.0f} events/s; bare inserts {:.0f} events/s; {:.2f} times the time\n",
             commands, 2 * commands / ours, 2 * commands / theirs, ours / theirs);

  start = Timer::now();
  const auto verification = ledger->verify();
  require(verification.passed() && verification.head.seq == 2 * commands, "verification");
  fmt::print("verify: {:.0f} events/s\n", 2 * commands / seconds_since(start));
  start = Timer::now();
  ledger->backup(fresh(folder, "copy.db"));
  const double megabytes = static_cast<double>(std::filesystem::file_size(folder / "copy.db")) / 1e6;
  fmt::print("backup: {:.0f} MB in {:.2f} s\n", megabytes, seconds_since(start));
  auto redaction = dispatched(0);
  redaction.redacts = {1};
  start = Timer::now();
  ledger->transaction(
      [&](Transaction& t) { t.append({redaction}, {.actor = "a", .system = "b", .key = "redact"}, {}); });
  fmt::print("redact one event and scrub: {:.2f} s\n", seconds_since(start));
  require(ledger->verify().redacted == 1, "redaction");
}

struct Latency {
  double median, p99;
};

template <class Work>
Latency latency(int times, const Work& work) {
  std::vector<double> milliseconds;
  for (int i = 0; i < times; ++i) {
    const auto start = Timer::now();
    work(i);
    milliseconds.push_back(seconds_since(start) * 1e3);
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  return {milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 99 / 100]};
}

void single(const std::filesystem::path& folder, int commands) {
  const auto ledger = open_sqlite(fresh(folder, "single.db"));
  const auto ours = latency(commands, [&](int i) { ledger->transaction([&](Transaction& t) { command(t, i); }); });
  require(ledger->verify().head.seq == 2 * commands, "single commands");
  const auto rows = rows_of(*ledger);
  auto database = bare(fresh(folder, "bare.db"), "FULL");
  BareInserts inserts(database);
  const auto theirs = latency(commands, [&](int i) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    inserts.insert(rows.events[static_cast<std::size_t>(i)]);
    transaction.commit();
  });
  fmt::print(
      "one durable command (2 events): median {:.3f} ms, 99th {:.3f} ms; bare insert and commit: {:.3f}, {:.3f}\n",
      ours.median, ours.p99, theirs.median, theirs.p99);
}

}  // namespace

int main(int count, char** arguments) {
  const auto number = [&](int i, int otherwise) { return count > i ? std::atoi(arguments[i]) : otherwise; };
  auto pattern = (std::filesystem::temp_directory_path() / "zhuqi-bench-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    fmt::print(stderr, "{} cannot be made\n", pattern);
    return 2;
  }
  const std::filesystem::path folder = pattern;
  single(folder, number(2, 5'000));
  bulk(folder, number(1, 100'000));
  std::filesystem::remove_all(folder);
}
