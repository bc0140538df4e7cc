// A record of a file as the facts that a table reads.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "decision/compiled.hpp"

namespace zhuqi {

// The type of the values that the table reads under this name; empty if it reads none. Borrows from the table.
std::string_view value_type(const DecisionTable::Compiled& table, std::string_view name);
std::vector<std::string_view> value_types(const DecisionTable::Compiled& table, const std::vector<std::string>& header);

// What is wrong with a record of CSV as a whole, if anything is. `undecoded`: its block is not in its character set.
std::optional<std::string> fault_of(const CsvReader& reader, std::size_t fields, std::size_t columns, bool undecoded);

// Adds the fields that have a type to the facts, by the names of the header. What is wrong with the first that cannot
// be read, if one cannot. No more fields than the header has.
std::optional<std::string> read_facts(const std::vector<std::string>& header, std::span<const std::string_view> types,
                                      std::span<const std::string_view> fields, Facts& facts);

// A line of JSON Lines. Throws Refused if it is not one JSON object.
ValueContext parse_record(std::string_view line);

}  // namespace zhuqi
