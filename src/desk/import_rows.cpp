#include "desk/import_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "base/variants.hpp"
#include "casework/documents.hpp"
#include "desk/cells.hpp"
#include "desk/command_documents.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t block_bytes = 1 << 20;
constexpr std::size_t longest_row = 1 << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view text) { return trim(text).empty(); }

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

// The whole lines at the front of a block.
std::size_t whole_lines(std::string_view block) {
  const auto last = block.rfind('\n');
  return last == std::string_view::npos ? 0 : last + 1;
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

CaseRows::CaseRows(std::istream& in, const CaseImportOptions& options)
    : in_(in), options_(options), csv_(options.file.ends_with(".csv")) {
  try {
    parse_instant("2000-01-01T00:00:00" + options.offset);
  } catch (const Refused&) {
    throw Refused(Code::invalid_argument, "offset: expected one as in +08:00", "offset");
  }
  fill();
  if (block_.starts_with(byte_order_mark)) used_ = byte_order_mark.size();
  if (csv_) read_header();
}

// Reads on until there is a whole row; false if there is none.
bool CaseRows::fill() {
  block_.erase(0, used_);
  used_ = whole_ = 0;
  while (whole_ == 0 && !at_end_) {
    if (block_.size() > longest_row)
      throw Refused(Code::too_large,
                    fmt::format("line {}: longer than {} bytes: is a quote never closed?", line_ + 1, longest_row),
                    fmt::format("{}:{}", options_.file, line_ + 1));
    const auto before = block_.size();
    block_.resize(before + block_bytes);
    in_.read(block_.data() + before, block_bytes);
    block_.resize(before + static_cast<std::size_t>(in_.gcount()));
    if (in_.bad()) throw Refused(Code::io, "the file cannot be read", options_.file);
    at_end_ = !in_;
    whole_ = at_end_ ? block_.size() : csv_ ? whole_csv_records(block_) : whole_lines(block_);
  }
  return whole_ > 0;
}

bool CaseRows::next(CaseRow& row) { return csv_ ? next_record(row) : next_line(row); }

bool CaseRows::next_line(CaseRow& row) {
  for (;;) {
    if (used_ >= whole_ && !fill()) return false;
    const std::string_view rest = std::string_view(block_).substr(used_, whole_ - used_);
    const auto end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const auto line = rest.substr(0, end);
    used_ += end;
    bytes_ += static_cast<std::int64_t>(end);
    ++line_;
    if (is_blank(line)) continue;
    row = CaseRow{};
    row.line = line_;
    row.source = line;
    try {
      parse(row, parse_json(trim(line), "row"));
    } catch (const Refused& refused) {
      row.refused = refused;
    }
    return true;
  }
}

void CaseRows::read_header() {
  gb18030_ = !valid_utf8(std::string_view(block_).substr(0, std::min(whole_, block_.size())));
  if (gb18030_ && !from_gb18030(std::string_view(block_).substr(0, whole_)))
    throw Refused(Code::invalid_document, "neither UTF-8 nor GB18030", options_.file);
  CaseRow row;
  if (!next_record(row)) throw Refused(Code::invalid_document, "a CSV file begins with a header", options_.file);
  for (const char* required : {"command", "at"})
    if (std::find(header_.begin(), header_.end(), required) == header_.end())
      throw Refused(Code::invalid_document, fmt::format("the header has no column «{}»", required), options_.file);
}

bool CaseRows::next_record(CaseRow& row) {
  for (;;) {
    if (used_ >= whole_ && !fill()) return false;
    CsvReader reader(std::string_view(block_).substr(used_, whole_ - used_));
    std::vector<std::string_view> fields;
    if (!reader.next(fields)) return false;
    const auto record = reader.record();
    // Up to where the next record begins: past its line break.
    std::size_t end = static_cast<std::size_t>(record.data() - block_.data()) + record.size();
    if (end < whole_ && block_[end] == '\r') ++end;
    if (end < whole_ && block_[end] == '\n') ++end;
    const auto breaks = std::count(block_.begin() + static_cast<std::ptrdiff_t>(used_),
                                   block_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    const int line = line_ + 1;
    bytes_ += static_cast<std::int64_t>(end - used_);
    used_ = end;
    line_ += static_cast<int>(std::max<std::ptrdiff_t>(breaks, 1));
    if (is_blank(record)) continue;

    row = CaseRow{};
    row.line = line;
    const auto text_of = [&](std::string_view field) {
      return gb18030_ ? from_gb18030(field).value_or(std::string()) : std::string(field);
    };
    if (header_.empty()) {
      for (const auto field : fields) header_.emplace_back(trim(text_of(field)));
      return true;
    }
    try {
      if (reader.broken()) throw Refused(Code::invalid_document, "a quote is never closed, or text follows it");
      if (fields.size() > header_.size())
        throw Refused(Code::invalid_document,
                      fmt::format("{} cells, but the header has {}", fields.size(), header_.size()));
      for (std::size_t i = 0; i < fields.size(); ++i)
        if (auto text = text_of(fields[i]); !is_blank(text))
          row.cells.emplace_back(header_[i], std::string(trim(text)));
      parse(row, row.cells);
    } catch (const Refused& refused) {
      row.refused = refused;
    }
    return true;
  }
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
  if (csv_) {
    const auto column = std::find(header_.begin(), header_.end(), where);
    if (column != header_.end()) f.column = static_cast<int>(column - header_.begin()) + 1;
    for (const auto& [name, text] : row.cells)
      if (name == where && may_be_shown(name)) f.value = cut(text, 200);
    return f;
  }
  if (where.starts_with("byte ")) {
    f.column = std::atoi(where.c_str() + 5);
  } else if (const auto key = row.source.find('"' + where + '"'); !where.empty() && key != std::string::npos) {
    f.column = static_cast<int>(key) + 1;
    if (may_be_shown(where)) {
      const auto colon = row.source.find(':', key);
      const auto begin = colon == std::string::npos ? colon : row.source.find_first_not_of(" \t", colon + 1);
      if (begin != std::string::npos) {
        const bool quoted = row.source[begin] == '"';
        const auto end = row.source.find_first_of(quoted ? "\"" : ",}", begin + 1);
        f.value = cut(row.source.substr(begin + quoted, end - begin - quoted), 200);
      }
    }
  }
  return f;
}

}  // namespace zhuqi
