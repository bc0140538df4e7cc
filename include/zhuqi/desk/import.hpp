// Bulk import: past cases out of another system, with their original times and history. docs/import.md tells the form.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <zhuqi/base/finding.hpp>

namespace zhuqi {

struct CaseImportProgress {
  std::int64_t rows = 0;   // read so far
  std::int64_t bytes = 0;  // of the file, likewise
  std::int64_t total = 0;  // bytes of the whole file; 0: not known
};

struct CaseImportOptions {
  std::string file;               // how to call it in findings; the end .csv says that it is one, else JSON Lines
  std::string system = "import";  // the scope of the keys: the same rows under the same system are taken once
  std::string offset = "+08:00";  // of times that are written without one
  std::int64_t batch = 2'000;     // rows in one transaction, 1 to 100,000; other writers wait that long
  std::int64_t total = 0;         // bytes of the file, for the progress
  // Called for each row that is not taken, in order: file, row (the line), column, value (never what is personal),
  // message. Called from the thread that called the import; must not call the desk.
  std::function<void(const Finding&)> bad = {};
  // Called after each transaction; false stops: what was taken stays. Likewise.
  std::function<bool(const CaseImportProgress&)> progress = {};
};

struct CaseImportSummary {
  std::int64_t rows = 0;     // read
  std::int64_t taken = 0;    // of them: recorded by this call
  std::int64_t already = 0;  // recorded before, under the same key
  std::int64_t bad = 0;      // not taken
  std::int64_t events = 0;   // recorded by this call; what fell due on the way included
  std::int64_t needs = 0;    // registered by this call
  bool stopped = false;      // by `progress`

  bool operator==(const CaseImportSummary&) const = default;
};

// As one JSON object: {"rows":…,"taken":…,"already":…,"bad":…,"events":…,"needs":…,"stopped":false}.
std::string to_document(const CaseImportSummary& summary);

// A finding as one JSON object, {"severity":"error",…}; what is empty is left out.
std::string to_document(const Finding& finding);

}  // namespace zhuqi
