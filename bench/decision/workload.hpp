// The workload that workload.py has prepared, as the benchmarks and the tests of winners read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/decision/columns.hpp>

namespace zhuqi::bench {

std::vector<std::string> split(std::string_view line, char separator);

// A line each, cut at its tabs; at most `most` of them. Ends the program if the file cannot be read.
using Rows = std::vector<std::vector<std::string>>;
Rows read_rows(const std::string& path, std::size_t most = SIZE_MAX);

std::string read_file(const std::string& path);

// By ticket the number of the rule that must win; empty where nobody has said.
std::vector<std::int32_t> read_winners(const std::string& path);

// Tickets as columns: strings with 32-bit offsets; urgency and amount as doubles.
class TicketColumns {
 public:
  explicit TicketColumns(const Rows& tickets);
  TicketColumns(const TicketColumns&) = delete;

  Batch batch() const { return slice(0, rows_); }
  // `count` tickets from `first` on.
  Batch slice(std::int64_t first, std::int64_t count) const;

 private:
  static constexpr std::size_t count_ = 9;
  std::int64_t rows_;
  std::vector<std::int32_t> offsets_[count_];
  std::string bytes_[count_];
  std::vector<double> numbers_[count_];
  mutable std::vector<std::vector<Column>> columns_;  // of every batch that was handed out
};

}  // namespace zhuqi::bench
