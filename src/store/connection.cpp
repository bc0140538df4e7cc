#include "store/connection.hpp"

#include <limits>
#include <system_error>
#include <thread>

#include <SQLiteCpp/Column.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

// More different statements than this on one connection means that somebody builds SQL out of values.
constexpr std::size_t max_statements = 512;

// The writer's WAL is written back to the file each time it has grown by 16 MiB: rarely enough not to be felt in the
// 99th percentile of small commands, often enough to keep reading fast.
constexpr int checkpoint_pages = 4'096;

int flags_of(Connection::Kind kind) {
  const int create = kind == Connection::Kind::reader ? 0 : SQLite::OPEN_CREATE;
  return SQLite::OPEN_READWRITE | SQLite::OPEN_NOMUTEX | create;
}

SQLite::Database open_database(const std::string& path, Connection::Kind kind) {
  try {
    return SQLite::Database(kind == Connection::Kind::scratch ? std::string() : path, flags_of(kind));
  } catch (const SQLite::Exception& error) {
    refuse(error, path);
  }
}

}  // namespace

void refuse(const SQLite::Exception& error, const std::string& where) {
  const auto say = [&](Code code, std::string_view what) {
    throw Refused(code, fmt::format("{} ({})", what, error.what()), where);
  };
  switch (error.getErrorCode() & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      say(Code::busy, "another writer held the database for too long: try again");
      break;
    case SQLITE_FULL:
      say(Code::io, "no space is left for the database; nothing was changed: make room and try again");
      break;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      say(Code::io, "the database cannot be read or written; nothing was changed: check disk and permissions");
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      say(Code::corrupt, "the database file is damaged: restore a backup, and verify it against an exported head");
      break;
    case SQLITE_TOOBIG:
    case SQLITE_NOMEM:
      say(Code::too_large, "larger than the database can hold");
      break;
    case SQLITE_INTERRUPT:
      say(Code::cancelled, "interrupted");
      break;
    default:
      say(Code::internal, "the database refused a statement");
  }
  throw Refused(Code::internal, error.what(), where);
}

// --- Statements ------------------------------------------------------------------------------------------------

SqliteStatement::SqliteStatement(const SQLite::Database& database, const std::string& sql, const std::string& where)
    : statement_(database, sql), texts_(static_cast<std::size_t>(statement_.getBindParameterCount())), where_(where) {}

std::string& SqliteStatement::keep(int parameter, std::string_view value) {
  if (parameter < 1 || static_cast<std::size_t>(parameter) > texts_.size())
    throw Refused(Code::internal, fmt::format("the statement has no parameter {}", parameter), where_);
  if (value.size() > std::numeric_limits<int>::max())
    throw Refused(Code::too_large, "larger than the database can hold", where_);
  return texts_[static_cast<std::size_t>(parameter) - 1].assign(value);
}

void SqliteStatement::bind_integer(int parameter, std::int64_t value) {
  try {
    statement_.bind(parameter, value);
  } catch (const SQLite::Exception& error) {
    refuse(error, where_);
  }
}

void SqliteStatement::bind_text(int parameter, std::string_view value) {
  const auto& kept = keep(parameter, value);
  try {
    statement_.bindNoCopy(parameter, kept);
  } catch (const SQLite::Exception& error) {
    refuse(error, where_);
  }
}

void SqliteStatement::bind_bytes(int parameter, std::string_view value) {
  const auto& kept = keep(parameter, value);
  try {
    statement_.bindNoCopy(parameter, static_cast<const void*>(kept.data()), static_cast<int>(kept.size()));
  } catch (const SQLite::Exception& error) {
    refuse(error, where_);
  }
}

void SqliteStatement::bind_null(int parameter) {
  try {
    statement_.bind(parameter);
  } catch (const SQLite::Exception& error) {
    refuse(error, where_);
  }
}

bool SqliteStatement::step() {
  try {
    return !statement_.isDone() && statement_.executeStep();
  } catch (const SQLite::Exception& error) {
    refuse(error, where_);
  }
}

bool SqliteStatement::is_null(int column) const { return statement_.isColumnNull(column); }
bool SqliteStatement::is_integer(int column) const { return statement_.getColumn(column).isInteger(); }
std::int64_t SqliteStatement::integer(int column) const { return statement_.getColumn(column).getInt64(); }

std::string_view SqliteStatement::text(int column) const {
  const auto cell = statement_.getColumn(column);
  const auto* bytes = static_cast<const char*>(cell.getBlob());
  return bytes ? std::string_view(bytes, static_cast<std::size_t>(cell.getBytes())) : std::string_view();
}

void SqliteStatement::release() noexcept {
  statement_.tryReset();
  on_loan = false;
}

// --- Connection ------------------------------------------------------------------------------------------------

Connection::Connection(const std::string& path, Kind kind, std::chrono::milliseconds busy_timeout)
    : path_(path), patience_(std::make_unique<Patience>(Patience{busy_timeout})), database_(open_database(path, kind)) {
  sqlite3_busy_handler(database_.getHandle(), &wait_a_little, patience_.get());
  execute("PRAGMA trusted_schema = OFF");
  switch (kind) {
    case Kind::writer:
      execute("PRAGMA secure_delete = ON");
      execute("PRAGMA recursive_triggers = ON");  // REPLACE is a removal, too
      execute("PRAGMA cache_size = -65536");
      execute(fmt::format("PRAGMA wal_autocheckpoint = {}", checkpoint_pages));
      break;
    case Kind::reader:
      execute("PRAGMA query_only = ON");
      break;
    case Kind::scratch:
      execute("PRAGMA journal_mode = OFF");
      execute("PRAGMA synchronous = OFF");
      break;
  }
}

Connection::~Connection() = default;

// SQLite's own handler backs off to 100 ms, which starves whoever came first; a steady short wait is fair enough.
int Connection::wait_a_little(void* patience, int count) {
  auto& self = *static_cast<Patience*>(patience);
  const auto now = std::chrono::steady_clock::now();
  if (count == 0) self.deadline = now + self.timeout;
  if (now >= self.deadline) return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return 1;
}

void Connection::execute(const std::string& sql) {
  settle();
  try {
    database_.exec(sql);
  } catch (const SQLite::Exception& error) {
    refuse(error, path_);
  }
}

std::int64_t Connection::integer(const std::string& sql) {
  settle();
  try {
    return database_.execAndGet(sql).getInt64();
  } catch (const SQLite::Exception& error) {
    refuse(error, path_);
  }
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(database_.getHandle()) == 0; }

PreparedStatement& Connection::lease(std::string_view sql) {
  settle();
  return take(sql);
}

PreparedStatement& Connection::lease_to_post(std::string_view sql) {
  return posts_behind_ ? behind_->post(sql) : lease(sql);
}

void Connection::write_behind(bool on) {
  if (on && in_scope_ && !behind_) {
    try {
      behind_ = std::make_unique<WriteBehind>([this](const Posted& posted) { run_posted(posted); });
    } catch (const std::system_error&) {
      // No thread is to be had: what is posted is run at once.
    }
  }
  posts_behind_ = on && behind_;
}

void Connection::run_posted(const Posted& posted) {
  SqliteStatement& statement = take(posted.sql);
  const auto give_back = [](SqliteStatement* one) { one->release(); };
  const std::unique_ptr<SqliteStatement, decltype(give_back)> on_loan(&statement, give_back);
  int parameter = 0;
  for (const auto& value : posted.values) {
    ++parameter;
    if (const auto* number = std::get_if<std::int64_t>(&value))
      statement.bind_integer(parameter, *number);
    else if (const auto* text = std::get_if<std::string>(&value))
      statement.bind_text(parameter, *text);
    else if (const auto* bytes = std::get_if<PostedBytes>(&value))
      statement.bind_bytes(parameter, bytes->value);
    else
      statement.bind_null(parameter);
  }
  while (statement.step()) {
  }
}

SqliteStatement& Connection::take(std::string_view sql) {
  // A full disk can make SQLite undo the whole transaction; what came after would stand alone.
  if (in_scope_ && !in_transaction())
    throw Refused(Code::io, "the transaction was undone by an earlier error: start again", path_);
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    if (statements_.size() >= max_statements)
      throw Refused(Code::internal, "too many different statements: bind values, do not write them into SQL", path_);
    found = statements_.try_emplace(std::string(sql)).first;
  }
  auto& copies = found->second;
  for (auto& copy : copies)
    if (!copy->on_loan) return copy->on_loan = true, *copy;
  try {
    copies.push_back(std::make_unique<SqliteStatement>(database_, found->first, path_));
  } catch (const SQLite::Exception& error) {
    refuse(error, path_);
  }
  copies.back()->on_loan = true;
  return *copies.back();
}

Connection::Scope::Scope(Connection& connection, const char* begin) : connection_(connection) {
  connection_.execute(begin);
  connection_.in_scope_ = true;
}

Connection::Scope::~Scope() {
  connection_.in_scope_ = connection_.posts_behind_ = false;
  connection_.behind_.reset();
  if (connection_.in_transaction()) connection_.database_.tryExec("ROLLBACK");
}

void Connection::Scope::commit() { connection_.execute("COMMIT"); }

}  // namespace zhuqi
