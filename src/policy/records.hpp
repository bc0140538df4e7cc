// Enterprises out of a file, as facts.
#pragma once

#include <istream>
#include <optional>
#include <string>
#include <vector>

#include <zhuqi/decision/value.hpp>
#include <zhuqi/policy/match_stream.hpp>

namespace zhuqi {

struct EnterpriseRecord {
  std::int64_t line = 0;  // on which it begins
  Facts facts;
  std::string error;  // not empty: it cannot be read, and `facts` does not count
};

// Reads record by record; nothing at the end. A CSV file has a header, and records whose quotes reach over lines.
class EnterpriseRecords {
 public:
  EnterpriseRecords(std::istream& in, const MatchStreamOptions& options);
  std::optional<EnterpriseRecord> next();

 private:
  bool read_line(std::string& line);
  bool read_csv(std::vector<std::string>& fields);
  void complete(Facts& facts) const;

  std::istream& in_;
  const MatchStreamOptions& options_;
  std::vector<std::string> header_;
  std::int64_t line_ = 0, begun_ = 0;
};

}  // namespace zhuqi
