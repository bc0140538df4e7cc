// A connection to SQLite, as a Session: pragmas, busy handling, cached statements, errors as Refused.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <zhuqi/store/session.hpp>

#include "store/write_behind.hpp"

namespace zhuqi {

// What the engine says, in our codes: busy, io, corrupt, too_large, cancelled; else internal.
[[noreturn]] void refuse(const SQLite::Exception& error, const std::string& where);

class SqliteStatement final : public PreparedStatement {
 public:
  SqliteStatement(const SQLite::Database& database, const std::string& sql, const std::string& where);

  void bind_integer(int parameter, std::int64_t value) override;
  void bind_text(int parameter, std::string_view value) override;
  void bind_bytes(int parameter, std::string_view value) override;
  void bind_null(int parameter) override;
  bool step() override;
  int columns() const override { return statement_.getColumnCount(); }
  bool is_null(int column) const override;
  bool is_integer(int column) const override;
  std::int64_t integer(int column) const override;
  std::string_view text(int column) const override;
  void release() noexcept override;

  bool on_loan = false;

 private:
  std::string& keep(int parameter, std::string_view value);

  SQLite::Statement statement_;
  std::vector<std::string> texts_;  // what the bindings point to
  std::string where_;
};

class Connection final : public Session {
 public:
  enum class Kind { writer, reader, scratch };  // scratch: a private temporary database, gone with its connection

  Connection(const std::string& path, Kind kind, std::chrono::milliseconds busy_timeout);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void execute(const std::string& sql);
  std::int64_t integer(const std::string& sql);  // the first column of the first row
  bool in_transaction() const;
  SQLite::Database& database() { return database_; }
  const std::string& path() const { return path_; }

  void write_behind(bool on) override;

  // BEGIN … COMMIT; rolled back if it goes without commit().
  class Scope {
   public:
    Scope(Connection& connection, const char* begin);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    void commit();

   private:
    Connection& connection_;
  };

 protected:
  PreparedStatement& lease(std::string_view sql) override;
  PreparedStatement& lease_to_post(std::string_view sql) override;
  std::int64_t changes() const override { return database_.getChanges(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  struct Patience {
    std::chrono::milliseconds timeout;
    std::chrono::steady_clock::time_point deadline = {};
  };
  static int wait_a_little(void* patience, int count);

  // What was posted is run before anything else is asked of the database.
  void settle() {
    if (behind_) behind_->settle();
  }
  SqliteStatement& take(std::string_view sql);
  void run_posted(const Posted& posted);

  std::string path_;
  std::unique_ptr<Patience> patience_;
  SQLite::Database database_;
  bool in_scope_ = false;
  // One SQL may be on loan several times at once, when a use of it calls for another.
  std::unordered_map<std::string, std::vector<std::unique_ptr<SqliteStatement>>, Hash, std::equal_to<>> statements_;
  bool posts_behind_ = false;
  std::unique_ptr<WriteBehind> behind_;  // within a scope that asked for it
};

}  // namespace zhuqi
