// The rows of an import: JSON Lines or CSV to commands with their envelopes, a block at a time.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <zhuqi/desk/desk.hpp>
#include <zhuqi/desk/import.hpp>

#include "base/json.hpp"
#include "desk/rows.hpp"

namespace zhuqi {

using Cells = std::vector<std::pair<std::string, std::string>>;  // column, value; in order, none empty

// One row: a command, or why it is none.
struct CaseRow {
  int line = 0;
  std::string source;              // the JSON line, or empty: to find the place of a field
  Cells cells;                     // of a CSV row, likewise
  std::string case_name;           // as the other system calls it; empty if the row names none
  std::optional<Command> command;  // of a case that is named, without its need
  Envelope envelope;
  std::string fingerprint_source;  // of a need that is registered
  std::optional<Refused> refused;
};

class CaseRows {
 public:
  // `in` and `options` must outlive it. Throws Refused(invalid_document) for a CSV file without a header or in no
  // character set that can be told, and Refused(invalid_argument) for options.
  CaseRows(std::istream& in, const CaseImportOptions& options);

  // The next row that is not blank; false at the end. Throws Refused(io).
  bool next(CaseRow& row);

  std::int64_t bytes() const { return rows_.bytes(); }

  // What is wrong with a row, at its place.
  Finding finding(const CaseRow& row, const Refused& refused) const;

 private:
  void parse(CaseRow& row, Json document) const;
  void parse(CaseRow& row, const Cells& cells) const;
  void complete(CaseRow& row, const std::string& name, Json fields) const;
  Instant instant(const std::string& text) const;

  RowReader rows_;
  const CaseImportOptions& options_;
};

}  // namespace zhuqi
