#include "decision/csv_table.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "decision/cell.hpp"
#include "decision/feel/parser.hpp"

namespace zhuqi {

namespace {

constexpr std::array<std::pair<HitPolicy, std::string_view>, 11> policies = {
    {{HitPolicy::unique, "UNIQUE"},
     {HitPolicy::any, "ANY"},
     {HitPolicy::priority, "PRIORITY"},
     {HitPolicy::first, "FIRST"},
     {HitPolicy::rule_order, "RULE ORDER"},
     {HitPolicy::output_order, "OUTPUT ORDER"},
     {HitPolicy::collect, "COLLECT"},
     {HitPolicy::collect_sum, "COLLECT SUM"},
     {HitPolicy::collect_min, "COLLECT MIN"},
     {HitPolicy::collect_max, "COLLECT MAX"},
     {HitPolicy::collect_count, "COLLECT COUNT"}}};
constexpr std::array<std::string_view, 11> letters = {"U", "A", "P", "F", "R", "O", "C", "C+", "C<", "C>", "C#"};

constexpr std::size_t max_rows = 1'000'100;

enum class Role { none, id, input, output, note };

struct Heading {
  Role role = Role::none;
  std::size_t clause = 0;
};

struct Row {
  int line = 0;
  std::vector<std::string> cells;
};

std::string with_line_feeds(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r')
      out += text[i];
    else if (text.substr(i + 1, 1) != "\n")
      out += '\n';
  return out;
}

class Reader {
 public:
  Reader(std::string_view text, FindingLog& report) : report_(report) { read_rows(text); }

  void read(TableSource& table) {
    std::size_t at = 0;
    if (!rows_.empty() && fold(trim(rows_[0].cells[0])) == "hit policy") read_policy(rows_[at++], table);
    if (at >= rows_.size())
      return report_.error(1, 0, "", "no header", "a row such as «id, if amount: number, then lead»");
    if (too_many_cells(rows_[at])) return;
    read_header(rows_[at++], table);
    if (table.outputs.empty())
      return report_.error(rows_[at - 1].line, 0, "", "no output column", "at least one column «then NAME»");
    for (; at < rows_.size() && read_clause_row(rows_[at], table); ++at) continue;
    for (; at < rows_.size(); ++at) read_rule(rows_[at], table);
    if (table.rules.empty()) report_.error(rows_.back().line, 0, "", "no rules", "at least one row below the header");
  }

 private:
  // All rows that hold anything; trailing empty cells are cut, a line break in a cell is one character.
  void read_rows(std::string_view text) {
    const auto control = std::find_if(text.begin(), text.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
    if (control != text.end())
      return report_.error(1 + static_cast<int>(std::count(text.begin(), control, '\n')), 0, "",
                           fmt::format("a control character, U+{:04X}", *control), "text");
    CsvReader reader(text);
    for (std::vector<std::string_view> fields; reader.next(fields);) {
      if (reader.broken())
        report_.error(reader.line(), 0, fields.back(), "a quote that is not closed", "quotes in pairs");
      while (!fields.empty() && trim(fields.back()).empty()) fields.pop_back();
      if (fields.empty()) continue;
      if (rows_.size() > max_rows)
        return report_.error(reader.line(), 0, "", "too many rows", "at most a million rules");
      auto& row = rows_.emplace_back(Row{reader.line(), {fields.begin(), fields.end()}});
      for (auto& cell : row.cells)
        if (cell.find('\r') != std::string::npos) cell = with_line_feeds(cell);
    }
  }

  void read_policy(const Row& row, TableSource& table) {
    const auto text = row.cells.size() > 1 ? trim(row.cells[1]) : "";
    const auto policy = parse_hit_policy(text);
    if (!policy)
      return report_.error(
          row.line, 2, text, "not a hit policy",
          "UNIQUE, ANY, PRIORITY, FIRST, RULE ORDER, OUTPUT ORDER, COLLECT, or COLLECT with SUM, MIN, MAX, COUNT");
    table.policy = *policy;
  }

  void read_header(const Row& row, TableSource& table) {
    std::set<std::string> outputs;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const auto cell = trim(row.cells[c]);
      const auto column = static_cast<int>(c) + 1;
      auto& heading = headings_.emplace_back();
      const auto word = fold(cell.substr(0, std::min(cell.find_first_of(" \t"), cell.size())));
      if (word == "id" && cell.size() == 2) {
        heading.role = Role::id;
      } else if (word == "if" || word == "then") {
        heading.role = word == "if" ? Role::input : Role::output;
        auto& clauses = word == "if" ? table.inputs : table.outputs;
        heading.clause = clauses.size();
        clauses.push_back(read_clause(trim(cell.substr(word.size())), row.line, column, word == "then"));
        if (word == "then" && !outputs.insert(clauses.back().name).second)
          report_.error(row.line, column, cell, "two outputs of one name", "a name for each output");
      } else if (word == "note") {
        heading.role = Role::note;
        heading.clause = table.notes.size();
        table.notes.emplace_back(trim(cell.substr(word.size())));
      } else if (!cell.empty()) {
        report_.error(row.line, column, cell, "unknown kind of column", "id, if NAME, then NAME, or note");
      }
    }
  }

  // "amount: number"; the type is what follows the last colon, if it is a type.
  ClauseSource read_clause(std::string_view text, int line, int column, bool output) {
    ClauseSource clause;
    clause.row = line, clause.column = column;
    clause.type = "string";
    auto colon = text.rfind(':');
    std::size_t width = 1;
    const auto wide = text.rfind("：");
    if (wide != std::string_view::npos && (colon == std::string_view::npos || wide > colon)) colon = wide, width = 3;
    if (colon != std::string_view::npos) {
      const auto type = trim(text.substr(colon + width));
      if (is_cell_type(type, output)) {
        clause.type = type;
        text = trim(text.substr(0, colon));
      } else {
        report_.error(line, column, type, "not a type", cell_types(output));
      }
    }
    clause.name = text;
    clause.expression = {clause.name, line, column};
    if (text.empty()) report_.error(line, column, "", "a column without a name", output ? "then NAME" : "if NAME");
    return clause;
  }

  CellSource cell(const Row& row, std::size_t c) const {
    return {c < row.cells.size() ? std::string(trim(row.cells[c])) : "", row.line, static_cast<int>(c) + 1};
  }

  // A short file can have as many cells as its rows times its columns.
  bool too_many_cells(const Row& header) const {
    constexpr std::size_t max_columns = 1'000, max_cells = 10'000'000;
    const auto cells = rows_.size() * header.cells.size();
    if (header.cells.size() > max_columns)
      report_.error(header.line, 0, "", fmt::format("{} columns", header.cells.size()),
                    fmt::format("at most {}", max_columns));
    else if (cells > max_cells)
      report_.error(header.line, 0, "", fmt::format("{} rows of {} columns", rows_.size(), header.cells.size()),
                    fmt::format("at most {} cells", max_cells));
    return header.cells.size() > max_columns || cells > max_cells;
  }

  // The rows «allowed values» and «default output» speak about the columns and not about records.
  bool read_clause_row(const Row& row, TableSource& table) {
    const auto first = fold(trim(row.cells[0]));
    if (first != "allowed values" && first != "default output") return false;
    for (std::size_t c = 1; c < headings_.size(); ++c) {
      const auto& heading = headings_[c];
      const auto content = cell(row, c);
      if (heading.role == Role::output)
        (first == "allowed values" ? table.outputs[heading.clause].allowed
                                   : table.outputs[heading.clause].default_output) = content;
      else if (heading.role == Role::input && first == "allowed values")
        table.inputs[heading.clause].allowed = content;
    }
    return true;
  }

  void read_rule(const Row& row, TableSource& table) {
    RuleSource rule;
    rule.id = std::to_string(table.rules.size() + 1);
    for (std::size_t c = 0; c < std::max(headings_.size(), row.cells.size()); ++c) {
      auto content = cell(row, c);
      if (c >= headings_.size()) {
        if (!content.text.empty())
          report_.error(content, "a cell beyond the last column", "nothing, or a header above it");
      } else if (headings_[c].role == Role::input) {
        rule.tests.push_back(std::move(content));
      } else if (headings_[c].role == Role::output) {
        rule.outputs.push_back(std::move(content));
      } else if (headings_[c].role == Role::note) {
        rule.notes.push_back(std::move(content.text));
      } else if (headings_[c].role == Role::none) {
        if (!content.text.empty()) report_.error(content, "a cell below no header", "nothing, or a header above it");
      } else if (!content.text.empty()) {
        rule.id = content.text;
        if (!ids_.insert(rule.id).second) report_.error(content, "this id stands twice", "an id for each rule");
      }
    }
    table.rules.push_back(std::move(rule));
  }

  FindingLog& report_;
  std::vector<Row> rows_;
  std::vector<Heading> headings_;
  std::set<std::string> ids_;
};

bool is_plain_name(std::string_view text) {
  for (const char c : text) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      c == ' ' || static_cast<unsigned char>(c) >= 0x80;
    if (!word) return false;
  }
  return !text.empty() && !(text[0] >= '0' && text[0] <= '9');
}

// A header such as «if amount * 2» is an expression over the other inputs if it can be read as one; else it is a name.
void declare_data(const TableSource& table, ModelSource& model) {
  feel::Dialect plain;
  const auto declare = [&](const ClauseSource& input) {
    feel::Type type;
    if (const auto base = value_type(input.type); base != "list") type.base = base;
    model.data.push_back({input.name, "", {std::string(value_type(input.type)), std::move(type)}});
    plain.names.push_back(input.name);
  };
  for (const auto& input : table.inputs)
    if (is_plain_name(input.name)) declare(input);
  for (const auto& input : table.inputs) {
    if (is_plain_name(input.name)) continue;
    try {
      feel::parse_expression(input.name, plain);
    } catch (const Refused&) {
      declare(input);
    }
  }
}

}  // namespace

std::string_view name(HitPolicy policy) { return policies[static_cast<std::size_t>(policy)].second; }

std::optional<HitPolicy> parse_hit_policy(std::string_view text) {
  auto word = std::string(trim(text));
  for (char& c : word) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == '_') c = ' ';
  }
  for (std::size_t i = 0; i < policies.size(); ++i)
    if (word == policies[i].second || word == letters[i]) return policies[i].first;
  return std::nullopt;
}

ModelSource read_csv_table(std::string_view bytes, const std::string& file, FindingLog& report) {
  ModelSource model;
  model.file = file;
  model.sugar = true;
  const auto slash = file.find_last_of("/\\");
  model.name = file.substr(slash == std::string::npos ? 0 : slash + 1);
  model.name = model.name.substr(0, model.name.rfind('.'));
  const auto decoded = decode_text(bytes);
  if (!decoded) {
    report.error(0, 0, "", "neither UTF-8 nor GB18030", "a CSV file as spreadsheets save it");
    return model;
  }
  auto& decision = model.decisions.emplace_back();
  decision.name = model.name;
  decision.logic.kind = BoxedSource::Kind::table;
  decision.logic.table = std::make_shared<TableSource>();
  Reader(decoded->text, report).read(*decision.logic.table);
  declare_data(*decision.logic.table, model);
  return model;
}

}  // namespace zhuqi
