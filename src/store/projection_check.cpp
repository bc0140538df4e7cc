#include "store/projection_check.hpp"

#include <algorithm>
#include <compare>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

namespace {

struct Table {
  std::string projection;
  std::string name;
  std::vector<std::string> columns;  // those of the primary key first
  std::size_t key_columns = 0;       // all, if there is no primary key
};

std::string as_name(std::string_view name) {
  std::string text(1, '"');
  for (const char c : name) text.append(c == '"' ? 2 : 1, c);
  text.push_back('"');
  return text;
}

Table describe(Session& session, std::string projection, std::string name) {
  Table table{std::move(projection), std::move(name), {}, 0};
  auto row = session.prepare("SELECT name, pk FROM pragma_table_info(?) ORDER BY pk = 0, pk, cid");
  row.bind(table.name);
  while (row.step()) {
    table.columns.push_back(row.string(0));
    table.key_columns += row.integer(1) > 0;
  }
  if (table.key_columns == 0) table.key_columns = table.columns.size();
  return table;
}

// The tables that have come since the ones already known.
void add_new_tables(Session& session, const std::string& projection, std::vector<Table>& tables) {
  std::vector<std::string> names;
  auto row =
      session.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  while (row.step()) names.push_back(row.string(0));
  for (auto& name : names)
    if (std::none_of(tables.begin(), tables.end(), [&](const Table& known) { return known.name == name; }))
      tables.push_back(describe(session, projection, name));
}

// Walks through two ordered lists of rows at once.
class TableComparison {
 public:
  TableComparison(const Table& table, Session& live, Session& anew, FindingList& findings)
      : table_(table), live_(live.prepare(sql())), anew_(anew.prepare(sql())), findings_(findings) {}

  void run() {
    bool has_live = live_.step(), has_anew = anew_.step();
    while (has_live || has_anew) {
      const auto order = !has_live   ? std::strong_ordering::greater
                         : !has_anew ? std::strong_ordering::less
                                     : compare_keys();
      if (order < 0) say(live_, "the ledger does not give this row");
      if (order > 0) say(anew_, "the row that the ledger gives is missing");
      if (order == 0) compare_rest();
      if (order <= 0) has_live = live_.step();
      if (order >= 0) has_anew = anew_.step();
    }
  }

 private:
  std::string sql() const {
    std::string columns, keys;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      const auto column = fmt::format("{}{}", i ? ", " : "", as_name(table_.columns[i]));
      columns += column;
      if (i < table_.key_columns) keys += column;
    }
    return fmt::format("SELECT {} FROM {} ORDER BY {}", columns, as_name(table_.name), keys);
  }

  // As SQL orders: null, then integers, then texts by their bytes.
  std::strong_ordering compare(int column) const {
    const auto rank = [column](const Statement& row) {
      return row.is_null(column) ? 0 : row.is_integer(column) ? 1 : 2;
    };
    if (const auto order = rank(live_) <=> rank(anew_); order != 0) return order;
    if (rank(live_) == 0) return std::strong_ordering::equal;
    if (rank(live_) == 1) return live_.integer(column) <=> anew_.integer(column);
    return live_.text(column) <=> anew_.text(column);
  }

  std::strong_ordering compare_keys() const {
    for (std::size_t i = 0; i < table_.key_columns; ++i)
      if (const auto order = compare(static_cast<int>(i)); order != 0) return order;
    return std::strong_ordering::equal;
  }

  // Names the columns, not the values: these may be personal.
  void compare_rest() {
    std::string differing;
    for (std::size_t i = table_.key_columns; i < table_.columns.size(); ++i)
      if (compare(static_cast<int>(i)) != 0)
        differing += fmt::format("{}{}", differing.empty() ? "" : ", ", table_.columns[i]);
    if (!differing.empty()) say(live_, fmt::format("differs from what the ledger gives in {}", differing));
  }

  void say(const Statement& row, std::string message) {
    constexpr std::size_t longest = 200;
    std::string key;
    for (std::size_t i = 0; i < table_.key_columns; ++i) {
      const auto column = static_cast<int>(i);
      key += fmt::format("{}{}={}", i ? " " : "", table_.columns[i],
                         row.is_null(column) ? std::string_view("null") : row.text(column));
    }
    if (key.size() > longest) key.resize(longest);
    findings_.add(Discrepancy::Part::projection, table_.name, key,
                  fmt::format("{} (projection {})", message, table_.projection));
  }

  const Table& table_;
  Statement live_;
  Statement anew_;
  FindingList& findings_;
};

}  // namespace

void check_projections(Connection& live, const Projections& projections, FindingList& findings) {
  Connection scratch({}, Connection::Kind::scratch, std::chrono::milliseconds(0));
  Connection::Scope scope(scratch, "BEGIN");
  std::vector<Table> tables;
  for (const auto& projection : projections) {
    projection->create(scratch);
    add_new_tables(scratch, projection->name(), tables);
  }
  LedgerReader reader(live);
  for_each_event(reader, [&](const Event& event) {
    for (const auto& projection : projections) projection->apply(scratch, event);
  });
  for (const auto& table : tables) {
    try {
      TableComparison(table, live, scratch, findings).run();
    } catch (const Refused& refused) {
      if (refused.code() != Code::internal) throw;
      findings.add(Discrepancy::Part::projection, table.name, {},
                   fmt::format("the table is missing or has other columns (projection {})", table.projection));
    }
  }
}

}  // namespace zhuqi
