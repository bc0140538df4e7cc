// Reads what data/ and tests/data/ hold.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/csv.hpp"

namespace zhuqi {

inline std::string source_path(const std::string& path) { return std::string(ZHUQI_SOURCE_DIR) + "/" + path; }

inline std::string read_source(const std::string& path) {
  std::ifstream file(source_path(path), std::ios::binary);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

// The records of a CSV file with a header, by column name.
inline std::vector<std::map<std::string, std::string>> read_records(const std::string& path) {
  const std::string text = read_source(path);
  CsvReader reader(text);
  std::vector<std::string_view> fields;
  reader.next(fields);
  const std::vector<std::string> header(fields.begin(), fields.end());
  std::vector<std::map<std::string, std::string>> records;
  while (reader.next(fields)) {
    if (fields.size() != header.size()) throw std::runtime_error(path + ": a record of another width");
    auto& record = records.emplace_back();
    for (std::size_t i = 0; i < header.size(); ++i) record[header[i]] = fields[i];
  }
  return records;
}

}  // namespace zhuqi
