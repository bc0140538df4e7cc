// Deciding the records of one block of a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "decision/compiled.hpp"
#include "decision/index/encoder.hpp"
#include "decision/index/matcher.hpp"
#include "decision/route_files.hpp"
#include "decision/route_rows.hpp"

namespace zhuqi {

// How many rows were routed, and where to.
struct RouteCounts {
  std::uint64_t rows = 0, unmatched = 0, errors = 0;
  std::vector<std::uint64_t> by_rule;
  std::vector<std::uint8_t> seen;  // by the table's data: 1 if a record had it
};

// A value in a field of CSV: null is empty, a list has commas between.
std::string field_text(const Value& value);
// The value of one output in a result, which is a value, a context, or a list of these.
Value output_value(const DecisionTable::Compiled& table, const Value& result, std::size_t column);

// One thread at a time; each thread has its own. The text that it gives is valid until it is asked again.
class BlockRouter {
 public:
  BlockRouter(const DecisionTable& table, const std::vector<std::string>& header, bool csv, RecordForm out,
              bool gb18030);

  const std::string& csv(const std::string& block);
  const std::string& json_lines(const std::string& block);
  const RouteCounts& counts() const { return counts_; }  // of all blocks

 private:
  struct Index;

  void prepare_index();
  void csv_by_index(std::string_view text);
  void decide_rows();
  void write_row(const CsvRow& row, std::int32_t rule);
  void csv_record(const CsvReader& reader, const std::vector<std::string_view>& fields, bool undecoded);
  void gb18030_record(const CsvReader& reader, const std::vector<std::string_view>& fields);
  Outcome decide_fields(const CsvReader& reader, const std::vector<std::string_view>& fields, bool undecoded) const;
  void json_record(std::string_view line);
  void write_json(ValueContext record, const Outcome& outcome);
  ValueContext record_of(const std::vector<std::string_view>& fields) const;
  std::string rule_ids(const Outcome& outcome) const;
  void count(const Outcome& outcome);

  const DecisionTable& table_;
  const DecisionTable::Compiled& compiled_;
  const std::vector<std::string>& header_;
  bool gb18030_, to_json_;
  std::vector<std::string> data_;        // that the table reads
  std::vector<std::string_view> types_;  // by column of the file; empty: the table does not read it
  std::string text_;
  RouteCounts counts_;

  // Where the index can decide everything.
  std::optional<Encoder> encoder_;
  std::optional<Matcher> matcher_;
  std::optional<CsvRows> rows_;
  EncodedBlock block_;
  std::vector<std::int32_t> rules_;
  std::vector<std::string> endings_;  // by rule, and for none: what stands behind a record
  std::vector<std::uint32_t> hits_;
};

}  // namespace zhuqi
