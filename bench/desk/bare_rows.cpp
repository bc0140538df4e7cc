#include "bare_rows.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <variant>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

namespace zhuqi::bench {

namespace {

using Cell = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Cell>;

// The rows of one table that belong to a range of needs or events.
class Table {
 public:
  Table(SQLite::Database& from, SQLite::Database& to, const std::string& select, const std::string& into, int columns)
      : select_(from, select), insert_(to, into + " VALUES (" + places(columns) + ")") {}

  void read(std::int64_t first, std::int64_t last) {
    rows_.clear();
    select_.bind(1, first);
    select_.bind(2, last);
    while (select_.executeStep()) {
      Row row;
      for (int i = 0; i < select_.getColumnCount(); ++i) {
        const auto cell = select_.getColumn(i);
        if (cell.isNull())
          row.emplace_back();
        else if (cell.isInteger())
          row.emplace_back(cell.getInt64());
        else
          row.emplace_back(cell.getString());
      }
      rows_.push_back(std::move(row));
    }
    select_.reset();
  }

  std::int64_t write() {
    for (const auto& row : rows_) {
      int place = 0;
      for (const auto& cell : row) {
        ++place;
        if (const auto* number = std::get_if<std::int64_t>(&cell))
          insert_.bind(place, *number);
        else if (const auto* text = std::get_if<std::string>(&cell))
          insert_.bindNoCopy(place, *text);
        else
          insert_.bind(place);
      }
      insert_.exec();
      insert_.reset();
    }
    return static_cast<std::int64_t>(rows_.size());
  }

 private:
  static std::string places(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += i ? ", ?" : "?";
    return text;
  }

  SQLite::Statement select_, insert_;
  std::vector<Row> rows_;
};

void copy_schema(SQLite::Database& from, SQLite::Database& to) {
  SQLite::Statement row(from,
                        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' "
                        "ORDER BY type = 'trigger', type = 'index'");
  while (row.executeStep()) to.exec(row.getColumn(0).getString());
}

}  // namespace

Replayed replay(const std::string& from_path, const std::string& to_path, std::int64_t batch) {
  SQLite::Database from(from_path, SQLite::OPEN_READONLY);
  SQLite::Database to(to_path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  copy_schema(from, to);
  to.exec("PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536");
  to.exec("PRAGMA wal_autocheckpoint = 4096; PRAGMA synchronous = FULL");

  const auto all = [&](const std::string& sql) { return from.execAndGet(sql).getInt64(); };
  Replayed done;
  const auto timed = [&](const auto& work) {
    const Stopwatch watch;
    work();
    done.spent += watch.spent();
  };
  // What stands before the first need: publications and enterprises, as a transaction of its own, not timed.
  const auto first_need = all("SELECT MIN(seq) FROM ledger_event WHERE stream LIKE 'need/%'");
  const auto last = all("SELECT MAX(seq) FROM ledger_event");
  const auto of_seq = [](const char* table) {
    return fmt::format("SELECT * FROM {} WHERE seq >= ? AND seq <= ? ORDER BY seq", table);
  };
  const auto of_need = [](const char* table, const char* more) {
    return fmt::format(
        "SELECT t.* FROM {} t JOIN (SELECT DISTINCT substr(stream, 6) AS need FROM ledger_event WHERE seq >= ? AND seq "
        "<= ?) n "
        "ON n.need = t.need{}",
        table, more);
  };
  const auto columns = [&](const char* table) {
    return static_cast<int>(all(fmt::format("SELECT COUNT(*) FROM pragma_table_info('{}')", table)));
  };
  std::vector<std::unique_ptr<Table>> tables;
  for (const char* name : {"ledger_event", "ledger_personal"})
    tables.push_back(
        std::make_unique<Table>(from, to, of_seq(name), fmt::format("INSERT INTO {}", name), columns(name)));
  for (const char* name : {"cases", "case_departments", "case_leads"})
    tables.push_back(
        std::make_unique<Table>(from, to, of_need(name, ""), fmt::format("INSERT INTO {}", name), columns(name)));
  // Each need adds one to what its officer has in hand.
  to.exec("BEGIN");
  SQLite::Statement officers(from, "SELECT officer, served FROM officer_loads");
  while (officers.executeStep()) {
    SQLite::Statement insert(to, "INSERT INTO officer_loads VALUES (?, 0, ?)");
    insert.bind(1, officers.getColumn(0).getString());
    insert.bind(2, officers.getColumn(1).getInt64());
    insert.exec();
  }
  to.exec("COMMIT");
  SQLite::Statement take(to, "UPDATE officer_loads SET open = open + 1, served = ? WHERE officer = ?");
  SQLite::Statement officer(
      from,
      "SELECT c.officer, c.registered FROM cases c JOIN (SELECT DISTINCT substr(stream, 6) AS need "
      "FROM ledger_event WHERE seq >= ? AND seq <= ?) n ON n.need = c.need WHERE c.officer <> ''");

  const auto events_per_need =
      std::max<std::int64_t>(1, (last - first_need + 1) / std::max<std::int64_t>(1, all("SELECT COUNT(*) FROM cases")));
  for (auto first = first_need; first <= last;) {
    const auto end = std::min(last, first + batch * events_per_need - 1);
    for (auto& table : tables) table->read(first, end);
    std::vector<std::pair<std::string, std::int64_t>> taken;
    officer.bind(1, first);
    officer.bind(2, end);
    while (officer.executeStep()) taken.emplace_back(officer.getColumn(0).getString(), officer.getColumn(1).getInt64());
    officer.reset();
    timed([&] {
      SQLite::Transaction transaction(to, SQLite::TransactionBehavior::IMMEDIATE);
      for (auto& table : tables) done.rows += table->write();
      for (const auto& [id, at] : taken) {
        take.bind(1, at);
        take.bindNoCopy(2, id);
        take.exec();
        take.reset();
        ++done.rows;
      }
      transaction.commit();
    });
    first = end + 1;
  }
  return done;
}

}  // namespace zhuqi::bench
