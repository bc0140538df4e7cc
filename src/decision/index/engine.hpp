// Deciding blocks of records by the index: first encoded to classes, then matched.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "decision/compiled.hpp"
#include "decision/index/index.hpp"

namespace zhuqi {

// Records as the index reads them. Texts are borrowed from the batch.
struct EncodedBlock {
  std::uint32_t count = 0;
  std::vector<std::uint16_t> classes;   // record by record, the class in each column
  std::vector<std::uint16_t> fields;    // record by record, max_fields each
  std::vector<std::string_view> texts;  // column of keywords by column, record by record
  std::vector<std::uint8_t> invalid;    // by record
};

// One thread at a time. Keeps its memory from call to call.
class Engine {
 public:
  static constexpr std::uint32_t block_size = 512;

  Engine(const DecisionTable::Compiled& table, const Index& index, const Kernels& kernels);

  // Looks up the batch's columns. Throws Refused(invalid_argument) for a column of a type that its input cannot have.
  // `texts`: string columns may be read as any type, as the fields of a CSV file are.
  void bind(const Batch& batch, bool texts = false);
  void encode(std::int64_t first, std::uint32_t count, EncodedBlock& block);
  // The first rule that hits (under FIRST that is the winner), row_unmatched or row_invalid.
  void first_hits(const EncodedBlock& block, std::int64_t first, std::int32_t* out);
  // All the rules that hit record `i` of the block, in the order of the table.
  void all_hits(const EncodedBlock& block, std::int64_t first, std::uint32_t i, std::vector<std::uint32_t>& hits);

 private:
  struct CacheSlot {
    std::uint64_t low = 0, high = 0;
    std::uint16_t length = 0xFFFF, value = 0;
  };
  struct Input {
    const Column* column = nullptr;  // null: every value is null
    bool as_text = false;            // fields of a file
    std::vector<std::uint16_t> dictionary;
    std::vector<CacheSlot> cache;
  };

  std::uint16_t class_at(std::size_t c, const Column& column, std::int64_t row);
  std::uint16_t class_of_bytes(std::size_t c, std::string_view bytes);
  std::uint16_t parse_class(std::size_t c, std::string_view bytes) const;
  void find_keywords(const EncodedBlock& block, std::uint32_t i);
  bool checked_hit(std::int64_t row, std::uint32_t rule, Facts& facts, std::vector<Value>& inputs);

  const DecisionTable::Compiled& table_;
  const Index& index_;
  const Kernels& kernels_;
  Batch batch_;
  std::vector<Input> inputs_;
  std::vector<std::size_t> text_columns_;
  std::vector<std::uint32_t> found_, candidates_;
};

}  // namespace zhuqi
