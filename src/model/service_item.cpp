#include <array>
#include <map>
#include <optional>

#include <fmt/format.h>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/model/service_item.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace zhuqi {

namespace {

using Row = std::vector<std::string_view>;

constexpr std::array<std::string_view, 3> columns = {"id", "name", "description"};
constexpr std::size_t most_items = 10'000;

class Reader {
 public:
  Reader(std::string_view text, std::string_view file) : csv_(text), file_(file) {}

  std::vector<ServiceItem> read() {
    Row row;
    if (!csv_.next(row) || !read_header(row)) {
      if (findings_.empty()) add(0, "the file is empty", {}, "a header with the columns id, name, description");
      throw InvalidDocument(std::move(findings_));
    }
    while (csv_.next(row) && items_.size() <= most_items)
      if (row.size() > 1 || !trim(row[0]).empty()) read_item(row);
    if (items_.size() > most_items) add(0, fmt::format("more than {} service items", most_items), {}, {});
    if (items_.empty() && findings_.empty()) add(0, "the list has no service item", {}, "a row for each");
    if (!findings_.empty()) throw InvalidDocument(std::move(findings_));
    return std::move(items_);
  }

 private:
  // `column` is 1-based; 0 for the whole row.
  void add(int column, std::string message, std::string_view value, std::string expected) {
    Finding finding;
    finding.file = file_;
    finding.row = csv_.line();
    finding.column = column;
    finding.value = cut(value, 200);
    finding.message = std::move(message);
    finding.expected = std::move(expected);
    findings_.push_back(std::move(finding));
  }

  bool read_header(const Row& row) {
    for (std::size_t i = 0; i < row.size(); ++i)
      for (std::size_t c = 0; c < columns.size(); ++c)
        if (trim(row[i]) == columns[c] && !place_[c]) place_[c] = i;
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (!place_[c]) add(0, fmt::format("there is no column {}", columns[c]), {}, "the columns id, name, description");
    width_ = row.size();
    return findings_.empty();
  }

  void read_item(const Row& row) {
    if (csv_.broken()) return add(0, "a quote is not closed, or text follows it", {}, "quotes around the whole field");
    if (row.size() != width_)
      return add(0, fmt::format("{} fields, the header has {}", row.size(), width_), {},
                 "quotes around a field with a comma");
    const auto field = [&](std::size_t c) { return std::string(trim(row[*place_[c]])); };
    ServiceItem item{ServiceItemId(field(0)), field(1), field(2)};
    const auto column = [&](std::size_t c) { return static_cast<int>(*place_[c]) + 1; };
    if (item.id.empty()) add(column(0), "the id is empty", {}, "an id of its own");
    if (item.name.empty()) add(column(1), "the name is empty", {}, "what people call it");
    const auto [first, is_new] = lines_.emplace(item.id.str(), csv_.line());
    if (!is_new && !item.id.empty())
      add(column(0), fmt::format("the id stands already in row {}", first->second), item.id.str(), "an id of its own");
    items_.push_back(std::move(item));
  }

  CsvReader csv_;
  std::string_view file_;
  std::array<std::optional<std::size_t>, columns.size()> place_;
  std::size_t width_ = 0;
  std::map<std::string, int> lines_;
  std::vector<ServiceItem> items_;
  Findings findings_;
};

}  // namespace

std::vector<ServiceItem> parse_services(std::string_view csv, std::string_view file) {
  const auto decoded = decode_text(csv);
  if (!decoded) {
    Finding finding;
    finding.file = file;
    finding.message = "the file is neither UTF-8 nor GB18030";
    finding.expected = "a CSV file saved as either";
    throw InvalidDocument({finding});
  }
  return Reader(decoded->text, file).read();
}

}  // namespace zhuqi
