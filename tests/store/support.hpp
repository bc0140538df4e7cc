// What the store's tests share: a folder that goes away, events without meaning, and a projection over them.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <SQLiteCpp/Database.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/store/ledger.hpp>

namespace zhuqi::store_test {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto pattern = (std::filesystem::temp_directory_path() / "zhuqi-store-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

// One row per stream: its length, the kind of its last event, and what it last knew of personal data.
class StreamsProjection : public Projection {
 public:
  explicit StreamsProjection(int version = 1) : version_(version) {}

  std::string name() const override { return "streams"; }
  int version() const override { return version_; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE streams (id TEXT PRIMARY KEY NOT NULL, length INTEGER NOT NULL, kind TEXT, personal TEXT, "
        "personal_seq INTEGER)");
    session.run("CREATE INDEX streams_personal ON streams (personal)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS streams"); }
  void apply(Session& session, const Event& event) const override {
    for (const auto seq : event.redacts) session.run("UPDATE streams SET personal = NULL WHERE personal_seq = ?", seq);
    session.run(
        "INSERT INTO streams (id, length, kind) VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET length = excluded.length, kind = excluded.kind",
        event.stream, event.version, event.kind);
    if (!event.personal.empty() || event.redacted)
      session.run("UPDATE streams SET personal = ?, personal_seq = ? WHERE id = ?",
                  event.redacted ? std::nullopt : std::optional(event.personal), event.seq, event.stream);
  }

 private:
  int version_;
};

inline LedgerOptions with_streams(int version = 1) {
  return {.projections = {std::make_shared<StreamsProjection>(version)}};
}

inline Instant at(int seconds) { return Instant(std::chrono::seconds(1'700'000'000 + seconds)); }

inline Cause cause(std::string key) {
  auto source = R"({"command":")" + key + R"("})";
  return {.actor = "officer-1", .system = "portal", .key = std::move(key), .fingerprint_source = std::move(source)};
}

inline NewEvent event(std::string stream, std::string personal = {}) {
  return {.stream = std::move(stream), .kind = "noted", .at = at(0), .personal = std::move(personal)};
}

// Appends `count` events, one command each, on three streams; every second one has personal data.
inline void fill(Ledger& ledger, int count, const std::string& prefix = "k") {
  for (int i = 0; i < count; ++i)
    ledger.transaction([&](Transaction& transaction) {
      transaction.append(
          {event("need/" + std::to_string(i % 3), i % 2 ? R"({"phone":"1380000)" + std::to_string(i) + "\"}" : "")},
          cause(prefix + std::to_string(i)), at(i));
    });
}

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Changes a database behind the ledger's back, triggers out of the way.
inline void tamper(const std::string& path, const std::string& sql) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE);
  for (const char* trigger : {"ledger_event_not_changed", "ledger_event_not_removed", "ledger_personal_not_changed",
                              "ledger_content_not_changed", "ledger_content_not_removed"})
    database.exec(std::string("DROP TRIGGER IF EXISTS ") + trigger);
  database.exec("PRAGMA ignore_check_constraints = ON");
  database.exec(sql);
}

template <class Work>
Code code_of(const Work& work) {
  try {
    work();
  } catch (const Refused& refused) {
    return refused.code();
  }
  return Code::ok;
}

inline std::string listed(const Verification& verification) {
  std::string text;
  for (const auto& finding : verification.findings) text += to_string(finding) + "\n";
  return text;
}

}  // namespace zhuqi::store_test
