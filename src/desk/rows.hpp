// The rows of a large file, a block at a time: lines of JSON, or records of CSV in UTF-8 or GB18030.
#pragma once

#include <cstdint>
#include <deque>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

class RowReader {
 public:
  // `in` must outlive it. The end .csv of `file` says that it is one; its header is read at once. Throws
  // Refused(invalid_document) for a CSV file without a header, or with one in neither character set.
  RowReader(std::istream& in, std::string file);

  // To the next row that is not blank; false at the end. Throws Refused(io), Refused(too_large) for a row that has no
  // end.
  bool next();

  bool is_csv() const { return csv_; }
  const std::string& file() const { return file_; }
  std::int64_t bytes() const { return bytes_; }

  // The row read last: the line on which it begins; and, until the next, as it stands in the file.
  int line() const { return line_; }
  std::string_view text() const { return text_; }

  // Of CSV: the names of the columns; the cells, trimmed, at most as many as those; what is wrong with the record.
  const std::vector<std::string>& header() const { return header_; }
  const std::vector<std::string_view>& cells() const { return cells_; }
  const std::optional<Refused>& broken() const { return broken_; }

  // The 1-based column of this name; 0 if there is none.
  int column(std::string_view name) const;

 private:
  bool fill();
  bool next_line();
  bool next_record();
  void read_header();

  std::istream& in_;
  const std::string file_;
  const bool csv_;
  bool gb18030_ = false;
  std::string block_;      // what was read and not used
  std::size_t used_ = 0;   // of it
  std::size_t whole_ = 0;  // of it: whole rows
  bool at_end_ = false;
  int line_ = 0;
  int next_line_ = 1;
  std::int64_t bytes_ = 0;
  std::string_view text_;
  std::vector<std::string> header_;
  std::vector<std::string_view> cells_;
  std::deque<std::string> converted_;  // the cells that the row does not have as they are
  std::optional<Refused> broken_;
};

// Where the field of an object stands in a line of JSON: its 1-based byte, 0 if it does not, and its value as written.
struct PlaceInLine {
  int column = 0;
  std::string_view value;
};
PlaceInLine place_in_line(std::string_view line, std::string_view field);

}  // namespace zhuqi
