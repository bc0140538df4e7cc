// CSV as spreadsheets write it (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace zhuqi {

// Reads the records of `text`, which must outlive it. A record ends with \n, \r\n, \r or the end of the text; empty
// lines are records of one empty field.
class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : rest_(text) {}

  // Fills `fields`; false at the end of the text. The fields are valid until the next call.
  bool next(std::vector<std::string_view>& fields);

  // The record read last, as it stands in the text, without its line break.
  std::string_view record() const { return record_; }
  // The 1-based line on which the record read last begins.
  int line() const { return line_; }
  // True if the record read last has a quote that is never closed (it then reaches to the end of the text), or text
  // after a closing quote.
  bool broken() const { return broken_; }

 private:
  std::string_view quoted_field();
  std::string_view plain_field();

  std::string_view rest_, record_;
  std::deque<std::string> unquoted_;  // the fields with doubled quotes of this record
  int line_ = 0;
  int next_line_ = 1;
  bool broken_ = false;
};

// How many bytes at the front of `block` are whole records, each with its line break; `block` begins with a record.
std::size_t whole_csv_records(std::string_view block);

// Appends one field, in quotes where CSV needs them.
void append_csv_field(std::string& out, std::string_view field);

}  // namespace zhuqi
