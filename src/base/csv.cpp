#include "base/csv.hpp"

#include <algorithm>
#include <cstring>

namespace zhuqi {

bool CsvReader::next(std::vector<std::string_view>& fields) {
  fields.clear();
  unquoted_.clear();
  broken_ = false;
  if (rest_.empty()) return false;
  line_ = next_line_;
  const char* const start = rest_.data();
  while (true) {
    fields.push_back(!rest_.empty() && rest_.front() == '"' ? quoted_field() : plain_field());
    record_ = {start, static_cast<std::size_t>(rest_.data() - start)};
    if (rest_.empty()) return true;
    const char end = rest_.front();
    rest_.remove_prefix(1);
    if (end == ',') {
      if (!rest_.empty()) continue;
      fields.emplace_back();
      record_ = {start, record_.size() + 1};
      return true;
    }
    if (end == '\r' && !rest_.empty() && rest_.front() == '\n') rest_.remove_prefix(1);
    ++next_line_;
    return true;
  }
}

std::string_view CsvReader::plain_field() {
  std::size_t end = 0;
  while (end < rest_.size() && rest_[end] != ',' && rest_[end] != '\n' && rest_[end] != '\r') ++end;
  const auto field = rest_.substr(0, end);
  rest_.remove_prefix(end);
  return field;
}

std::string_view CsvReader::quoted_field() {
  rest_.remove_prefix(1);
  std::size_t end = 0;
  bool doubled = false;
  while (true) {
    end = rest_.find('"', end);
    if (end == std::string_view::npos) {
      broken_ = true;
      end = rest_.size();
      break;
    }
    if (end + 1 >= rest_.size() || rest_[end + 1] != '"') break;
    doubled = true;
    end += 2;
  }
  auto field = rest_.substr(0, end);
  rest_.remove_prefix(std::min(end + 1, rest_.size()));
  next_line_ += static_cast<int>(std::count(field.begin(), field.end(), '\n'));
  if (!rest_.empty() && std::strchr(",\r\n", rest_.front()) == nullptr) {
    broken_ = true;
    plain_field();
  }
  if (!doubled) return field;
  auto& copy = unquoted_.emplace_back();
  for (std::size_t i = 0; i < field.size(); ++i) {
    copy += field[i];
    if (field[i] == '"') ++i;
  }
  return copy;
}

// From quote to quote: what lies between them is searched from its end.
std::size_t whole_csv_records(std::string_view block) {
  std::size_t whole = 0;
  for (std::size_t begin = 0;;) {
    const auto quote = std::min(block.find('"', begin), block.size());
    for (auto i = quote; i > begin; --i) {
      const bool ends = block[i - 1] == '\n' || (block[i - 1] == '\r' && i < block.size() && block[i] != '\n');
      if (!ends) continue;
      whole = i;
      break;
    }
    if (quote == block.size()) return whole;
    begin = quote + 1;
    if (quote > 0 && std::strchr(",\r\n", block[quote - 1]) == nullptr) continue;
    auto end = block.find('"', begin);
    while (end != std::string_view::npos && end + 1 < block.size() && block[end + 1] == '"')
      end = block.find('"', end + 2);
    if (end == std::string_view::npos) return whole;
    begin = end + 1;
  }
}

void append_csv_field(std::string& out, std::string_view field) {
  const bool quote = field.find_first_of(",\"\r\n") != std::string_view::npos ||
                     (!field.empty() && (field.front() == ' ' || field.back() == ' '));
  if (!quote) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace zhuqi
