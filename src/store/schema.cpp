#include "store/schema.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <system_error>
#include <thread>

#include <fmt/format.h>
#include <sqlite3.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

// `bytes` are a BLOB because published files come in any encoding. The triggers keep a projection's slip, or a hand at
// the wrong prompt, from changing what must never change.
constexpr const char* version_1 = R"sql(
CREATE TABLE ledger_event (
  seq INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  recorded INTEGER NOT NULL,
  actor TEXT NOT NULL,
  system TEXT NOT NULL,
  key TEXT NOT NULL,
  data TEXT NOT NULL,
  versions TEXT NOT NULL,
  redacts TEXT NOT NULL,
  imported INTEGER NOT NULL CHECK (imported IN (0, 1)),
  commitment TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX ledger_event_stream ON ledger_event (stream, version);
CREATE UNIQUE INDEX ledger_event_key ON ledger_event (system, key) WHERE fingerprint <> '';

CREATE TABLE ledger_personal (
  seq INTEGER PRIMARY KEY,
  salt TEXT NOT NULL,
  payload TEXT NOT NULL
) STRICT;

CREATE TABLE ledger_content (
  hash TEXT PRIMARY KEY NOT NULL,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE ledger_projection (
  name TEXT PRIMARY KEY NOT NULL,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger_state (
  name TEXT PRIMARY KEY NOT NULL,
  value INTEGER NOT NULL
) STRICT;

CREATE TRIGGER ledger_event_not_changed BEFORE UPDATE ON ledger_event
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER ledger_event_not_removed BEFORE DELETE ON ledger_event
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER ledger_personal_not_changed BEFORE UPDATE ON ledger_personal
BEGIN SELECT RAISE(ABORT, 'personal data is redacted, never changed'); END;
CREATE TRIGGER ledger_content_not_changed BEFORE UPDATE ON ledger_content
BEGIN SELECT RAISE(ABORT, 'content is known by its hash and never changed'); END;
CREATE TRIGGER ledger_content_not_removed BEFORE DELETE ON ledger_content
BEGIN SELECT RAISE(ABORT, 'content is known by its hash and never removed'); END;
)sql";

constexpr std::array steps = {version_1};

// What stands where in the first 100 bytes: https://www.sqlite.org/fileformat.html, section 1.3.
constexpr std::string_view magic("SQLite format 3\0", 16);
constexpr std::size_t header_bytes = 100;
constexpr std::size_t page_size_at = 16, page_count_at = 28, user_version_at = 60, application_id_at = 68;

std::uint32_t big_endian(const std::array<char, header_bytes>& header, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8 | static_cast<unsigned char>(header[at + i]);
  return value;
}

[[noreturn]] void refuse_foreign(const std::string& path) {
  throw Refused(Code::foreign, "not a database of zhuqi: check the path; the file was left as it is", path);
}

[[noreturn]] void refuse_newer(const std::string& path, std::int64_t found, std::size_t newest) {
  throw Refused(
      Code::foreign,
      fmt::format("made by a newer zhuqi (schema {}; this one knows up to {}): use that version; the file was "
                  "left as it is",
                  found, newest),
      path);
}

[[noreturn]] void refuse_cut(const std::string& path) {
  throw Refused(Code::corrupt, "the database file is cut short: restore a backup; the file was left as it is", path);
}

// Other connections at the same moment make the change of mode fail at once, without waiting.
void use_write_ahead_log(Connection& connection) {
  for (int tries = 0;; ++tries) {
    try {
      return connection.execute("PRAGMA journal_mode = WAL");
    } catch (const Refused& refused) {
      if (refused.code() != Code::busy || tries == 5'000) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
}

}  // namespace

std::span<const char* const> migrations() { return steps; }

namespace {

// The beginning of a file that is not empty. Through SQLite: to close a descriptor of one's own would drop the locks
// that other connections of this process hold on the file, and another process would then take it for unused.
std::array<char, header_bytes> read_header(const std::string& name) {
  std::array<char, header_bytes> header{};
  try {
    const SQLite::Database database(name, SQLite::OPEN_READONLY);
    sqlite3_file* file = nullptr;
    sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    const int result = file->pMethods->xRead(file, header.data(), static_cast<int>(header.size()), 0);
    if (result == SQLITE_OK || result == SQLITE_IOERR_SHORT_READ) return header;
  } catch (const SQLite::Exception&) {
  }
  throw Refused(Code::io, "the database cannot be read: check its permissions", name);
}

}  // namespace

void inspect_file(const std::filesystem::path& path, bool create, std::size_t newest) {
  std::error_code error;
  const auto name = path.string();
  if (!std::filesystem::exists(path, error)) {
    if (!create) throw Refused(Code::not_found, "there is no such database", name);
    return;
  }
  if (!std::filesystem::is_regular_file(path, error)) refuse_foreign(name);
  const auto size = std::filesystem::file_size(path, error);
  if (error) throw Refused(Code::io, "the database cannot be read: check its permissions", name);
  if (size == 0 && !create) refuse_foreign(name);
  if (size == 0) return;

  const auto header = read_header(name);
  const auto read = std::min<std::size_t>(size, header_bytes);
  if (read < magic.size() || std::string_view(header.data(), magic.size()) != magic) refuse_foreign(name);
  if (read < header_bytes) refuse_cut(name);
  if (big_endian(header, application_id_at, 4) != application_id) refuse_foreign(name);
  const auto found = big_endian(header, user_version_at, 4);
  if (found > newest) refuse_newer(name, found, newest);

  // A log beside the file may hold pages that the file does not have yet, or those that it is to have again.
  for (const char* end : {"-wal", "-journal"})
    if (const auto log = name + end; std::filesystem::exists(log, error) && std::filesystem::file_size(log, error) > 0)
      return;
  const std::uint64_t page = big_endian(header, page_size_at, 2) == 1 ? 65'536 : big_endian(header, page_size_at, 2);
  if (page * big_endian(header, page_count_at, 4) > size) refuse_cut(name);
}

void migrate(Connection& connection, std::span<const char* const> all) {
  const auto newest = static_cast<std::int64_t>(all.size());
  const auto current = [&] { return connection.integer("PRAGMA user_version"); };
  if (current() > newest) refuse_newer(connection.path(), current(), all.size());
  if (current() < newest) {
    Connection::Scope scope(connection, "BEGIN IMMEDIATE");
    const auto from = current();  // another process may have been faster
    for (auto step = from; step < newest; ++step) connection.execute(all[static_cast<std::size_t>(step)]);
    if (from == 0) connection.execute(fmt::format("PRAGMA application_id = {}", application_id));
    connection.execute(fmt::format("PRAGMA user_version = {}", newest));
    scope.commit();
  }
  use_write_ahead_log(connection);
}

}  // namespace zhuqi
