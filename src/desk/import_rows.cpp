#include "desk/import_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/variants.hpp"
#include "casework/documents.hpp"
#include "desk/cells.hpp"
#include "desk/command_documents.hpp"

namespace zhuqi {

namespace {

// The JSON of a case command out of cells; nothing if there is no such command.
template <std::size_t I = 0>
std::optional<Json> case_document(std::string_view name,
                                  const std::vector<std::pair<std::string, std::string>>& cells) {
  if constexpr (I == std::variant_size_v<CaseCommand>) {
    return std::nullopt;
  } else {
    using T = std::variant_alternative_t<I, CaseCommand>;
    if (name != kind(Of<T>{})) return case_document<I + 1>(name, cells);
    return document_of_cells<T>(cells);
  }
}

Json command_document(const std::string& name, const std::vector<std::pair<std::string, std::string>>& cells) {
  if (name == "register_need") return document_of_cells<Need>(cells);
  if (name == "register_enterprise") return document_of_cells<Enterprise>(cells);
  if (auto document = case_document(name, cells)) return *std::move(document);
  throw Refused(Code::invalid_argument, fmt::format("«{}» is no command that a CSV file can hold", cut(name, 40)),
                "command");
}

// What people said is not repeated in a finding.
bool may_be_shown(std::string_view field) {
  static constexpr std::string_view shown[] = {"case",  "command",      "at",      "actor", "key",       "enterprise",
                                               "id",    "service_item", "region",  "level", "lead",      "supporting",
                                               "need",  "officer",      "span",    "staff", "suggested", "allowed_by",
                                               "group", "building",     "promised"};
  return std::find(std::begin(shown), std::end(shown), field) != std::end(shown);
}

}  // namespace

CaseRows::CaseRows(std::istream& in, const CaseImportOptions& options) : rows_(in, options.file), options_(options) {
  try {
    parse_instant("2000-01-01T00:00:00" + options.offset);
  } catch (const Refused&) {
    throw Refused(Code::invalid_argument, "offset: expected one as in +08:00", "offset");
  }
  if (!rows_.is_csv()) return;
  for (const char* required : {"command", "at"})
    if (rows_.column(required) == 0)
      throw Refused(Code::invalid_document, fmt::format("the header has no column «{}»", required), options_.file);
}

bool CaseRows::next(CaseRow& row) {
  if (!rows_.next()) return false;
  row = CaseRow{};
  row.line = rows_.line();
  try {
    if (!rows_.is_csv()) {
      row.source = rows_.text();
      parse(row, parse_json(trim(rows_.text()), "row"));
      return true;
    }
    if (rows_.broken()) throw Refused(*rows_.broken());
    for (std::size_t i = 0; i < rows_.cells().size(); ++i)
      if (const auto cell = rows_.cells()[i]; !cell.empty()) row.cells.emplace_back(rows_.header()[i], cell);
    parse(row, row.cells);
  } catch (const Refused& refused) {
    row.refused = refused;
  }
  return true;
}

// "2019-03-02 09:00" is local to the options' offset.
Instant CaseRows::instant(const std::string& text) const {
  std::string whole(trim(text));
  if (whole.size() > 10 && whole[10] == ' ') whole[10] = 'T';
  if (whole.size() == 16) whole += ":00";
  const bool zoned = whole.ends_with("Z") || (whole.size() > 19 && whole.find_first_of("+-", 19) != std::string::npos);
  try {
    return parse_instant(zoned ? whole : whole + options_.offset);
  } catch (const Refused&) {
    throw Refused(Code::invalid_argument, "at: expected a time as in 2019-03-02 09:00 or 2019-03-02T09:00:00+08:00",
                  "at");
  }
}

void CaseRows::parse(CaseRow& row, Json document) const {
  if (!document.is_object()) throw Refused(Code::invalid_argument, "expected an object");
  const auto text = [&](const char* key, std::string otherwise) {
    const auto found = document.find(key);
    if (found == document.end()) return otherwise;
    auto value = from_json<std::string>(*found, key);
    document.erase(found);
    return value;
  };
  const auto name = text("command", "register_need");
  row.case_name = text("case", {});
  row.envelope.actor = parse_actor(text("actor", "host"));
  row.envelope.key = text("key", {});
  row.envelope.at = instant(text("at", {}));
  complete(row, name, std::move(document));
}

void CaseRows::parse(CaseRow& row, const Cells& cells) const {
  std::string name = "register_need", actor = "host", at;
  Cells rest;
  for (const auto& [column, text] : cells) {
    if (column == "command")
      name = text;
    else if (column == "case")
      row.case_name = text;
    else if (column == "actor")
      actor = text;
    else if (column == "key")
      row.envelope.key = text;
    else if (column == "at")
      at = text;
    else
      rest.emplace_back(column, text);
  }
  row.envelope.actor = parse_actor(actor);
  row.envelope.at = instant(at);
  complete(row, name, command_document(name, rest));
}

// A need that the row names by its case is filled in when it is known; keys tell rows apart.
void CaseRows::complete(CaseRow& row, const std::string& name, Json fields) const {
  const bool about_a_need = name != "register_enterprise" && name != "register_need" && !fields.contains("need");
  if (about_a_need && !row.case_name.empty()) fields["need"] = "";
  row.command = parse_command(name, fields);
  row.envelope.system = options_.system;
  row.envelope.imported = true;
  if (!row.envelope.key.empty()) return;
  if (name == "register_enterprise") {
    const auto& id = std::get<RegisterEnterprise>(*row.command).enterprise.id.str();
    row.envelope.key = fmt::format("enterprise {} {}", id, to_string(row.envelope.at));
  } else if (row.case_name.empty()) {
    throw Refused(Code::invalid_argument, "case is missing: what does the other system call it?", "case");
  } else {
    row.envelope.key = name == "register_need"
                           ? row.case_name
                           : fmt::format("{} {} {}", row.case_name, name, to_string(row.envelope.at));
  }
}

Finding CaseRows::finding(const CaseRow& row, const Refused& refused) const {
  Finding f;
  f.file = options_.file;
  f.row = row.line;
  f.message = refused.what();
  const std::string& where = refused.where();
  if (rows_.is_csv()) {
    f.column = rows_.column(where);
    for (const auto& [name, text] : row.cells)
      if (name == where && may_be_shown(name)) f.value = cut(text, 200);
    return f;
  }
  if (where.starts_with("byte ")) {
    f.column = std::atoi(where.c_str() + 5);
    return f;
  }
  const auto place = place_in_line(row.source, where);
  f.column = place.column;
  if (place.column != 0 && may_be_shown(where)) f.value = cut(place.value, 200);
  return f;
}

}  // namespace zhuqi
