// Tables as CSV.
#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/decision/write.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "decision/cell.hpp"
#include "decision/compiled.hpp"
#include "decision/feel/lexer.hpp"

namespace zhuqi {

namespace {

// The cells of one column as the spreadsheet has them. A column that has a cell beyond its type becomes one of `any`,
// whose cells are FEEL.
struct Column {
  std::string heading;
  std::vector<std::string> cells;  // allowed values, default output, then the rules
};

class CsvWriter {
 public:
  CsvWriter(const ModelSource& model, const TableSource& table) : model_(model), table_(table) {
    for (const auto& data : model.data) dialect_.names.push_back(data.name);
    dialect_.any_name = true;
  }

  std::string write() {
    std::vector<Column> columns;
    for (std::size_t i = 0; i < table_.inputs.size(); ++i) columns.push_back(input(i));
    for (std::size_t i = 0; i < table_.outputs.size(); ++i) columns.push_back(output(i));
    std::string out = fmt::format("hit policy,{}\n", name(table_.policy));
    std::vector<std::string> row = {"id"};
    for (const auto& column : columns) row.push_back(column.heading);
    for (const auto& note : table_.notes) row.push_back(note.empty() ? "note" : "note " + note);
    put(out, row);
    const auto extra = [&](std::string first, std::size_t at) {
      row = {std::move(first)};
      for (const auto& column : columns) row.push_back(column.cells[at]);
      const bool says = std::any_of(row.begin() + 1, row.end(), [](const auto& cell) { return !cell.empty(); });
      row.resize(row.size() + table_.notes.size());
      if (says) put(out, row);
    };
    extra("allowed values", 0);
    extra("default output", 1);
    for (std::size_t r = 0; r < table_.rules.size(); ++r) {
      row = {table_.rules[r].id};
      for (const auto& column : columns) row.push_back(column.cells[r + 2]);
      for (std::size_t n = 0; n < table_.notes.size(); ++n)
        row.push_back(n < table_.rules[r].notes.size() ? table_.rules[r].notes[n] : "");
      put(out, row);
    }
    return out;
  }

 private:
  static void put(std::string& out, const std::vector<std::string>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) append_csv_field(i > 0 ? out += ',' : out, row[i]);
    out += '\n';
  }

  static std::string heading(std::string_view word, const std::string& name, std::string_view type) {
    const bool plain = type == "string" && name.find(':') == std::string::npos;
    return plain ? fmt::format("{} {}", word, name) : fmt::format("{} {}: {}", word, name, type);
  }

  // What a cell is called in this type of column; nothing if the type cannot say it.
  using AsCell = std::optional<std::string> (*)(std::string_view, std::string_view, const feel::Dialect&);
  using Same = bool (*)(std::string_view, std::string_view, std::string_view, const feel::Dialect&);

  std::optional<std::string> spelled(const std::string& feel, const std::optional<std::string>& sheet,
                                     std::string_view type, AsCell as_cell, Same same) const {
    if (model_.sugar) return feel;  // it is in the spreadsheet's form
    if (sheet && same(*sheet, feel, type, dialect_)) return *sheet;
    return as_cell(feel, type, dialect_);
  }

  template <class Fill>
  Column column(std::string_view word, const ClauseSource& clause, const std::string& name, Fill fill) const {
    for (const std::string& type : {clause.type, std::string("any")}) {
      Column made{heading(word, name, type), {}};
      if (is_cell_type(type, word == "then") && fill(made.cells, type)) return made;
    }
    throw Refused(Code::unsupported, fmt::format("the column {} has no form in a spreadsheet", name), name);
  }

  Column input(std::size_t i) const {
    const auto& clause = table_.inputs[i];
    return column("if", clause, clause.expression.text, [&](auto& cells, const std::string& type) {
      const auto add = [&](const std::string& text, const std::optional<std::string>& sheet, std::string_view t) {
        auto cell = spelled(text, sheet, t, test_as_cell, same_test);
        if (cell) cells.push_back(std::move(*cell));
        return cell.has_value();
      };
      if (clause.allowed.text.empty())
        cells.emplace_back();
      else if (!add(clause.allowed.text, clause.allowed_sheet, value_type(type)))
        return false;
      cells.emplace_back();
      return std::all_of(table_.rules.begin(), table_.rules.end(), [&](const auto& rule) {
        return add(rule.tests[i].text, rule.sheet.empty() ? std::nullopt : rule.sheet[i], type);
      });
    });
  }

  Column output(std::size_t i) const {
    const auto& clause = table_.outputs[i];
    return column("then", clause, clause.name, [&](auto& cells, const std::string& type) {
      const auto add = [&](std::optional<std::string> cell) {
        if (cell) cells.push_back(std::move(*cell));
        return cell.has_value();
      };
      const auto& allowed = clause.allowed.text;
      const auto& otherwise = clause.default_output.text;
      if (!add(allowed.empty() ? "" : spelled(allowed, clause.allowed_sheet, type, test_as_cell, same_test)))
        return false;
      if (!add(otherwise.empty() ? "" : spelled(otherwise, clause.default_sheet, type, output_as_cell, same_output)))
        return false;
      return std::all_of(table_.rules.begin(), table_.rules.end(), [&](const auto& rule) {
        const auto at = table_.inputs.size() + i;
        return add(spelled(rule.outputs[i].text, rule.sheet.empty() ? std::nullopt : rule.sheet[at], type,
                           output_as_cell, same_output));
      });
    });
  }

  const ModelSource& model_;
  const TableSource& table_;
  feel::Dialect dialect_;
};

}  // namespace

std::string write_csv(const DecisionTable& table, TextEncoding encoding) {
  const auto& compiled = table.compiled();
  const auto& decision = compiled.source().decisions.at(compiled.selected);
  if (!decision.is_table())
    throw Refused(Code::unsupported, fmt::format("«{}» is not a table, and CSV holds nothing else", decision.name));
  if (!compiled.required.empty() || !compiled.knowledge.empty())
    throw Refused(Code::unsupported,
                  fmt::format("«{}» requires other decisions of its model, and CSV holds one table", decision.name));
  auto text = CsvWriter(compiled.source(), *decision.logic.table).write();
  try {
    DecisionTable::parse(text, table.name() + ".csv");
  } catch (const InvalidDocument& invalid) {
    throw Refused(Code::unsupported,
                  fmt::format("«{}» cannot be said in CSV: {}", decision.name, to_string(invalid.findings().front())));
  }
  if (encoding == TextEncoding::utf8_bom) return "\xEF\xBB\xBF" + text;
  if (encoding == TextEncoding::utf8) return text;
  auto bytes = to_gb18030(text);
  if (!bytes) throw Refused(Code::unsupported, "a character that GB18030 does not have");
  return std::move(*bytes);
}

}  // namespace zhuqi
