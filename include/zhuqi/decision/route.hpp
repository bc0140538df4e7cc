// Routing a file: CSV or JSON Lines in, the same with the table's outputs added out.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <zhuqi/decision/encoding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi {

struct RouteProgress {
  std::uint64_t bytes = 0;  // of the input, so far
  std::uint64_t total = 0;  // 0 if the input's size is not known
  std::uint64_t rows = 0;
};

struct RouteOptions {
  unsigned threads = 1;                                     // 0: as many as the machine has
  TextEncoding encoding = TextEncoding::utf8;               // of CSV output; JSON Lines are always UTF-8
  std::function<bool(const RouteProgress&)> progress = {};  // called from the calling thread; false stops the run
};

struct RouteSummary {
  std::uint64_t rows = 0;
  std::uint64_t unmatched = 0;
  std::uint64_t errors = 0;
  std::vector<std::uint64_t> by_rule;                            // rows by the (first) rule that hit
  std::vector<std::pair<std::string, std::uint64_t>> by_result;  // rows by the first output, most first
  std::vector<std::string> missing;                              // what the table reads and no record had: null
};

// Reads `in`, writes `out` ("-" is standard input or output); the ending of `in` (.csv, .jsonl, .ndjson) says which
// form it is, and with another ending the first byte does ("{" is JSON Lines). CSV may be UTF-8, UTF-8 with BOM or
// GB18030. The ending of `out` says its form likewise; with another it is that of `in`. The output has the input's
// columns, then the table's outputs, then `rule` (the id; several with commas between), then `error` (in JSON Lines
// only where there is one; there, what an earlier routing added is replaced). Rows stay in order whatever the number of
// threads, and memory does not grow with the file. Throws Refused(io), Refused(cancelled) if the progress callback said
// so, Refused(invalid_document) if a CSV file has no header or has the columns of the result already,
// Refused(unsupported) for CSV out of JSON Lines, Refused(too_large) for a record of more than 16 MiB.
RouteSummary route(const DecisionTable& table, const std::string& in, const std::string& out,
                   const RouteOptions& options = {});

}  // namespace zhuqi
