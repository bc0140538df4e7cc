#include "decision/file_record.hpp"

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "base/text.hpp"
#include "decision/types.hpp"

namespace zhuqi {

std::string_view value_type(const DecisionTable::Compiled& table, std::string_view name) {
  for (const auto& [data, type] : table.data)
    if (data == name) return type == "code" || type == "keywords" ? std::string_view("string") : type;
  return {};
}

std::vector<std::string_view> value_types(const DecisionTable::Compiled& table,
                                          const std::vector<std::string>& header) {
  std::vector<std::string_view> types;
  for (const auto& name : header) types.push_back(value_type(table, name));
  return types;
}

std::optional<std::string> fault_of(const CsvReader& reader, std::size_t fields, std::size_t columns, bool undecoded) {
  if (undecoded) return "not valid GB18030";
  if (reader.broken()) return "a quote that is not closed";
  if (fields > columns) return fmt::format("{} fields, the header has {}", fields, columns);
  return std::nullopt;
}

std::optional<std::string> read_facts(const std::vector<std::string>& header, std::span<const std::string_view> types,
                                      std::span<const std::string_view> fields, Facts& facts) {
  for (std::size_t c = 0; c < fields.size(); ++c) {
    if (types[c].empty()) continue;
    Value value;
    if (!valid_utf8(fields[c])) return fmt::format("{}: not valid UTF-8", header[c]);
    if (!conform_text(fields[c], types[c], value))
      return fmt::format("{}: expected {}, got «{}»", header[c], types[c], cut(fields[c], 60));
    facts.emplace(header[c], std::move(value));
  }
  return std::nullopt;
}

ValueContext parse_record(std::string_view line) {
  const auto value = parse_value(line);
  if (value.context() == nullptr) throw Refused(Code::invalid_argument, "a record is one JSON object");
  return *value.context();
}

}  // namespace zhuqi
