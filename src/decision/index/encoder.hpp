// Records from columns, or from the fields of a file, into blocks.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <zhuqi/decision/columns.hpp>

#include "decision/compiled.hpp"
#include "decision/index/block.hpp"
#include "decision/index/text_cache.hpp"

namespace zhuqi {

// Fields of the records of a file.
class FieldSource {
 public:
  // Those of the first records, as many as `out` takes, for one input; a null pointer is null.
  virtual void fields(std::size_t input, std::span<std::string_view> out) const = 0;

 protected:
  ~FieldSource() = default;
};

// One thread at a time. Keeps its memory from call to call.
class Encoder {
 public:
  Encoder(const DecisionTable::Compiled& table, const Index& index, const Kernels& kernels);

  // Looks up the batch's columns. Throws Refused(invalid_argument) for a column of a type that its input cannot have.
  void bind(const Batch& batch);
  // Encodes records from `first` on, at most `most` and at most EncodedBlock::capacity; fewer where texts are long.
  // How many.
  std::uint32_t encode(std::int64_t first, std::int64_t most, EncodedBlock& block);

  // The same from fields of a file, which are read as their inputs' types. Up to fifteen bytes behind a field may be
  // read where they lie before `end`.
  void encode_fields(const FieldSource& source, std::uint32_t count, const char* end, EncodedBlock& block);

 private:
  struct Input {
    const Column* column = nullptr;  // null: every value is null
    std::vector<std::uint16_t> dictionary;
    TextCache cache;
    std::uint16_t booleans[2] = {0, 0};
  };

  void encode_column(std::size_t c, std::int64_t first, EncodedBlock& block);
  void encode_views(std::size_t c, std::span<const std::string_view> views, const char* end, bool as_field,
                    EncodedBlock& block);
  void encode_numbers(std::size_t c, std::span<const std::string_view> views, const char* end, EncodedBlock& block);
  std::uint16_t class_at(std::size_t c, const Column& column, std::int64_t row);
  std::uint16_t class_of_text(std::size_t c, std::string_view text, bool as_field) const;
  bool is_looked_through(std::size_t c) const;  // for keywords

  const DecisionTable::Compiled& table_;
  const Index& index_;
  const Kernels& kernels_;
  Batch batch_;
  std::vector<Input> inputs_;
  std::vector<std::string_view> views_;
  std::vector<double> numbers_;
  std::vector<std::uint32_t> unread_;  // records whose numbers are written in no usual way
};

// The value of row `row` in the columns of the inputs, as the plain evaluation takes it.
struct Record record_at(const DecisionTable::Compiled& table, const Batch& batch, std::int64_t row);

}  // namespace zhuqi
