#include "workload.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace zhuqi::bench {

namespace {

constexpr const char* names[] = {"service_item", "region",  "industry", "tier", "size",
                                 "channel",      "urgency", "amount",   "text"};
constexpr bool is_number(std::size_t column) { return column == 6 || column == 7; }

std::ifstream open(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (file) return file;
  std::fprintf(stderr, "%s cannot be read: run bench/decision/workload.py\n", path.c_str());
  std::exit(2);
}

}  // namespace

std::vector<std::string> split(std::string_view line, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0;;) {
    const auto end = line.find(separator, begin);
    parts.emplace_back(line.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

Rows read_rows(const std::string& path, std::size_t most) {
  Rows rows;
  auto file = open(path);
  for (std::string line; rows.size() < most && std::getline(file, line);) rows.push_back(split(line, '\t'));
  return rows;
}

std::string read_file(const std::string& path) {
  std::ostringstream bytes;
  bytes << open(path).rdbuf();
  return std::move(bytes).str();
}

std::vector<std::int32_t> read_winners(const std::string& path) {
  std::vector<std::int32_t> winners;
  std::ifstream file(path);
  for (std::int32_t rule; file >> rule;) winners.push_back(rule);
  return winners;
}

TicketColumns::TicketColumns(const Rows& tickets) : rows_(static_cast<std::int64_t>(tickets.size())) {
  for (auto& offsets : offsets_) offsets.push_back(0);
  for (const auto& ticket : tickets)
    for (std::size_t c = 0; c < count_; ++c) {
      const auto& field = ticket[c + 1];
      if (is_number(c)) {
        numbers_[c].push_back(std::stod(field));
      } else {
        bytes_[c] += field;
        offsets_[c].push_back(static_cast<std::int32_t>(bytes_[c].size()));
      }
    }
}

Batch TicketColumns::slice(std::int64_t first, std::int64_t count) const {
  auto& columns = columns_.emplace_back(count_);
  for (std::size_t c = 0; c < count_; ++c) {
    columns[c].name = names[c];
    columns[c].type = is_number(c) ? ColumnType::float64 : ColumnType::string32;
    columns[c].offset = first;
    columns[c].values =
        is_number(c) ? static_cast<const void*>(numbers_[c].data()) : static_cast<const void*>(offsets_[c].data());
    columns[c].data = bytes_[c].data();
  }
  return {count, columns};
}

}  // namespace zhuqi::bench
