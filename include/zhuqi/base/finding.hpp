// What is wrong with a document (a table, a calendar, an organisation): values, all of them at once.
#pragma once

#include <string>
#include <vector>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

struct Finding {
  enum class Severity { error, warning, note };

  Severity severity = Severity::error;
  std::string file;      // as the caller named it; may be empty
  int row = 0;           // 1-based line or table row in the file; 0 = the whole document
  int column = 0;        // 1-based; 0 = the whole row
  std::string value;     // what stands there, cut to 200 bytes at a character's boundary
  std::string message;   // what is wrong
  std::string expected;  // what was expected, or what to do; may be empty
};

using Findings = std::vector<Finding>;

// True if any of them is an error.
bool has_errors(const Findings& findings);

// "routing.csv:12:3: error: unknown operator «=>» (expected one of <, <=, >, >=)": one finding, one line.
std::string to_string(const Finding& finding);

// All of them, a line each. At most `limit` lines, then how many more there are.
std::string to_string(const Findings& findings, std::size_t limit = 50);

// A document that cannot be used: Refused(invalid_document) with all that is wrong with it. what() is the findings as
// text.
class InvalidDocument : public Refused {
 public:
  explicit InvalidDocument(Findings findings);
  const Findings& findings() const { return findings_; }

 private:
  Findings findings_;
};

}  // namespace zhuqi
