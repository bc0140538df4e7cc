// The rows of a block of CSV, and of each the fields that a table reads.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "decision/index/block.hpp"
#include "decision/index/encoder.hpp"

namespace zhuqi {

struct CsvRow {
  std::string_view record;
  std::uint32_t fields = 0;
  std::uint32_t first = 0;  // of its separators; of a row that was cut by itself, of its fields
  bool usual = true;        // has no quotes, and as many fields as the header
  bool odd = false;         // broken, or with more fields than the header
};

// Cuts rows that are as the header says (the usual ones) by places found many at a time, and all others one by one.
class CsvRows final : public FieldSource {
 public:
  // `inputs`: for each input of the table the column of the file, or -1.
  CsvRows(std::size_t columns, std::vector<std::int32_t> inputs, const Kernels& kernels)
      : columns_(columns), inputs_(std::move(inputs)), kernels_(kernels) {}

  void begin(std::string_view text);
  // The next rows, at most EncodedBlock::capacity; none at the end. What it found before is forgotten.
  bool next();

  const std::vector<CsvRow>& rows() const { return rows_; }
  // A null pointer for an empty field and for one that is not there.
  std::string_view field(std::size_t input, std::size_t row) const;
  void fields(std::size_t input, std::span<std::string_view> out) const override;

 private:
  bool cut_usual();
  void cut_odd();
  std::string_view field_of(const CsvRow& row, std::size_t input, std::int32_t column) const;

  std::size_t columns_;
  std::vector<std::int32_t> inputs_;
  const Kernels& kernels_;
  std::string_view text_;
  std::size_t at_ = 0;                 // where the next row begins
  std::vector<std::uint32_t> places_;  // of commas, quotes and line breaks
  std::size_t place_ = 0, place_count_ = 0;
  std::vector<CsvRow> rows_;
  std::vector<std::string_view> cut_;  // the inputs' fields of rows that were cut by themselves
  std::deque<std::string> copies_;     // of fields with quotes in them
  std::size_t bytes_ = 0;              // of the rows
};

}  // namespace zhuqi
