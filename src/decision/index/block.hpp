// Some hundred records as the index reads them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "decision/index/index.hpp"

namespace zhuqi {

struct EncodedBlock {
  static constexpr std::uint32_t capacity = 512;

  std::uint32_t count = 0;
  std::vector<std::uint16_t> classes;  // column by column, `count` each
  std::vector<std::uint8_t> invalid;   // by record: a value that the input cannot have
  std::vector<std::uint16_t> fields;   // record by record
  std::vector<std::uint32_t> rows;     // record by record, the places of its bit rows
  std::vector<TextBlock> texts;        // as Index::texts()

  // Begins `count` records, at most `capacity`: then the classes must be filled in.
  void begin(const Index& index, std::uint32_t count);
  std::uint16_t* classes_of(std::size_t column) { return classes.data() + column * count; }
  // A text that is null has a null pointer for its data. A record with text that is not UTF-8 becomes invalid.
  void set_texts(const Index& index, const Kernels& kernels, std::size_t text,
                 std::span<const std::string_view> values);
  // Ends it: works out what follows from the classes.
  void finish(const Index& index);

 private:
  std::vector<std::uint8_t> odd_;
};

}  // namespace zhuqi
