#include "desk/rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t block_bytes = 1 << 20;
constexpr std::size_t longest_row = 1 << 20;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view text) { return trim(text).empty(); }

// The whole lines at the front of a block.
std::size_t whole_lines(std::string_view block) {
  const auto last = block.rfind('\n');
  return last == std::string_view::npos ? 0 : last + 1;
}

// By whole, or, if some line is neither, by most of the lines: one broken row is no reason to refuse the rest.
bool is_gb18030(std::string_view front) {
  if (valid_utf8(front)) return false;
  if (from_gb18030(front)) return true;
  std::int64_t balance = 0;
  while (!front.empty()) {
    const auto line = front.substr(0, front.find('\n'));
    balance += static_cast<int>(from_gb18030(line).has_value()) - static_cast<int>(valid_utf8(line));
    front.remove_prefix(std::min(line.size() + 1, front.size()));
  }
  return balance > 0;
}

}  // namespace

RowReader::RowReader(std::istream& in, std::string file)
    : in_(in), file_(std::move(file)), csv_(file_.ends_with(".csv")) {
  fill();
  if (block_.starts_with(byte_order_mark)) used_ = byte_order_mark.size();
  if (csv_) read_header();
}

// Reads on until there is a whole row; false if there is none.
bool RowReader::fill() {
  block_.erase(0, used_);
  used_ = whole_ = 0;
  while (whole_ == 0 && !at_end_) {
    if (block_.size() > longest_row)
      throw Refused(Code::too_large,
                    fmt::format("line {}: longer than {} bytes: is a quote never closed?", next_line_, longest_row),
                    fmt::format("{}:{}", file_, next_line_));
    const auto before = block_.size();
    block_.resize(before + block_bytes);
    in_.read(block_.data() + before, block_bytes);
    block_.resize(before + static_cast<std::size_t>(in_.gcount()));
    if (in_.bad()) throw Refused(Code::io, "the file cannot be read", file_);
    at_end_ = !in_;
    whole_ = at_end_ ? block_.size() : csv_ ? whole_csv_records(block_) : whole_lines(block_);
  }
  return whole_ > 0;
}

bool RowReader::next() { return csv_ ? next_record() : next_line(); }

bool RowReader::next_line() {
  for (;;) {
    if (used_ >= whole_ && !fill()) return false;
    const std::string_view rest = std::string_view(block_).substr(used_, whole_ - used_);
    const auto end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    text_ = rest.substr(0, end);
    used_ += end;
    bytes_ += static_cast<std::int64_t>(end);
    line_ = next_line_++;
    if (!is_blank(text_)) return true;
  }
}

void RowReader::read_header() {
  gb18030_ = is_gb18030(std::string_view(block_).substr(used_, whole_ - used_));
  if (!next_record()) throw Refused(Code::invalid_document, "a CSV file begins with a header", file_);
  if (broken_) throw Refused(Code::invalid_document, fmt::format("the header: {}", broken_->what()), file_);
  header_.assign(cells_.begin(), cells_.end());
}

bool RowReader::next_record() {
  for (;;) {
    if (used_ >= whole_ && !fill()) return false;
    CsvReader reader(std::string_view(block_).substr(used_, whole_ - used_));
    if (!reader.next(cells_)) return false;
    const auto record = reader.record();
    // Up to where the next record begins: past its line break.
    std::size_t end = static_cast<std::size_t>(record.data() - block_.data()) + record.size();
    if (end < whole_ && block_[end] == '\r') ++end;
    if (end < whole_ && block_[end] == '\n') ++end;
    const auto breaks = std::count(block_.begin() + static_cast<std::ptrdiff_t>(used_),
                                   block_.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    line_ = next_line_;
    next_line_ += static_cast<int>(std::max<std::ptrdiff_t>(breaks, 1));
    bytes_ += static_cast<std::int64_t>(end - used_);
    used_ = end;
    if (is_blank(record)) continue;

    text_ = record;
    converted_.clear();
    broken_.reset();
    if (!gb18030_ && !valid_utf8(record)) broken_ = Refused(Code::invalid_document, "not valid UTF-8");
    for (auto& cell : cells_) {
      const bool is_part = cell.data() >= block_.data() && cell.data() <= block_.data() + block_.size();
      if (gb18030_) {
        auto text = from_gb18030(cell);
        if (!text) broken_ = Refused(Code::invalid_document, "not valid GB18030");
        cell = converted_.emplace_back(text ? *std::move(text) : std::string());
      } else if (!is_part) {  // the reader's own, which goes with it
        cell = converted_.emplace_back(cell);
      }
      cell = trim(cell);
    }
    if (broken_) return true;
    if (reader.broken()) {
      broken_ = Refused(Code::invalid_document, "a quote is never closed, or text follows it");
    } else if (!header_.empty() && cells_.size() > header_.size()) {
      broken_ = Refused(Code::invalid_document,
                        fmt::format("{} cells, but the header has {}", cells_.size(), header_.size()));
      cells_.resize(header_.size());
    }
    return true;
  }
}

int RowReader::column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  return found == header_.end() ? 0 : static_cast<int>(found - header_.begin()) + 1;
}

PlaceInLine place_in_line(std::string_view line, std::string_view field) {
  const auto key = field.empty() ? std::string_view::npos : line.find(fmt::format("\"{}\"", field));
  if (key == std::string_view::npos) return {};
  PlaceInLine place{static_cast<int>(key) + 1, {}};
  const auto colon = line.find(':', key);
  const auto begin = colon == std::string_view::npos ? colon : line.find_first_not_of(" \t", colon + 1);
  if (begin == std::string_view::npos) return place;
  const bool quoted = line[begin] == '"';
  const auto end = line.find_first_of(quoted ? "\"" : ",}", begin + 1);
  place.value = line.substr(begin + quoted, end - begin - quoted);
  return place;
}

}  // namespace zhuqi
