#include "sqlite.hpp"

#include <algorithm>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

namespace zhuqi::bench {

namespace {

constexpr const char* schema = R"(
  CREATE TABLE rules (priority INTEGER PRIMARY KEY, item INT, tier INT, size INT, channel INT, region TEXT,
                      industry TEXT, least REAL, most REAL, low REAL, high REAL, word1 TEXT, word2 TEXT, word3 TEXT))";

constexpr const char* insert = "INSERT INTO rules VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

// NULL is a cell that does not matter.
constexpr const char* query = R"(
  SELECT priority FROM rules WHERE
    (item IS NULL OR item & ?1) AND (tier IS NULL OR tier & ?2) AND (size IS NULL OR size & ?3) AND
    (channel IS NULL OR channel & ?4) AND
    (region IS NULL OR substr(?5, 1, length(region)) = region) AND
    (industry IS NULL OR substr(?6, 1, length(industry)) = industry) AND
    (least IS NULL OR ?7 BETWEEN least AND most) AND (low IS NULL OR (?8 >= low AND ?8 < high)) AND
    (word1 IS NULL OR instr(?9, word1) OR (word2 IS NOT NULL AND instr(?9, word2)) OR
     (word3 IS NOT NULL AND instr(?9, word3)))
  ORDER BY priority LIMIT 1)";

}  // namespace

struct Sqlite::State {
  std::int64_t bits(std::size_t field, const std::string& cell) {
    std::int64_t set = 0;
    for (const auto& value : split(cell, '|')) {
      auto& known = values[field];
      if (std::find(known.begin(), known.end(), value) == known.end()) known.push_back(value);
      set |= std::int64_t{1} << (std::find(known.begin(), known.end(), value) - known.begin());
    }
    return set;
  }

  void add(const std::vector<std::string>& rule) {
    SQLite::Statement row(database, insert);
    row.bind(1, std::stoi(rule[0]));
    int at = 2;
    for (const std::size_t field : {1, 4, 5, 6}) {
      if (!rule[field].empty()) row.bind(at, bits(field, rule[field]));
      ++at;
    }
    for (const std::size_t field : {2, 3}) {
      if (!rule[field].empty()) row.bind(at, rule[field]);
      ++at;
    }
    for (const std::size_t field : {7, 8, 9, 10}) {
      if (!rule[field].empty()) row.bind(at, std::stod(rule[field]));
      ++at;
    }
    if (!rule[11].empty())
      for (const auto& word : split(rule[11], '|')) row.bind(at++, word);
    row.exec();
  }

  std::vector<std::string> values[7];
  SQLite::Database database{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  std::unique_ptr<SQLite::Statement> find;
};

Sqlite::Sqlite(const Rows& rules) : state_(std::make_unique<State>()) {
  state_->database.exec(schema);
  SQLite::Transaction transaction(state_->database);
  for (const auto& rule : rules) state_->add(rule);
  transaction.commit();
  state_->find = std::make_unique<SQLite::Statement>(state_->database, query);
}

Sqlite::~Sqlite() = default;

std::int32_t Sqlite::winner(const std::vector<std::string>& ticket) {
  auto& find = *state_->find;
  find.reset();
  int at = 1;
  for (const std::size_t field : {1, 4, 5, 6}) find.bind(at++, state_->bits(field, ticket[field]));
  for (const std::size_t field : {2, 3}) find.bindNoCopy(at++, ticket[field]);
  for (const std::size_t field : {7, 8}) find.bind(at++, std::stod(ticket[field]));
  find.bindNoCopy(at, ticket[9]);
  return find.executeStep() ? find.getColumn(0).getInt() : row_unmatched;
}

}  // namespace zhuqi::bench
