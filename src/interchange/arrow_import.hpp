// Arrow arrays from outside as columns of the decision part: checked, then borrowed.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <zhuqi/decision/columns.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/interchange/arrow_abi.hpp>

namespace zhuqi {

// A column of the schema that the table reads.
struct ArrowField {
  std::string name;
  std::int64_t child = 0;  // its position in the record batch
  ColumnType type = ColumnType::null;
  bool is_view = false;                    // Arrow "vu": rewritten as string64, the one form that is copied
  std::unique_ptr<ArrowField> dictionary;  // then `type` is that of the indices
};

// The fields of `schema` that `inputs` name, in the order of the schema. Throws as ArrowRouter's constructor.
std::vector<ArrowField> read_schema(const ArrowSchema& schema, const std::vector<Clause>& inputs);

// One record batch as columns. They borrow from the batch and from this object.
class ArrowColumns {
 public:
  // Throws as ArrowRouter::decide.
  ArrowColumns(const std::vector<ArrowField>& fields, const ArrowArray& batch);
  ArrowColumns(const ArrowColumns&) = delete;
  ArrowColumns& operator=(const ArrowColumns&) = delete;

  Batch batch() const { return {rows_, columns_}; }

 private:
  // Strings of a view column, copied.
  struct Strings {
    std::vector<std::uint8_t> validity;
    std::vector<std::int64_t> offsets;
    std::string bytes;
  };

  Column read(const ArrowField& field, const ArrowArray& array, std::int64_t first, std::int64_t rows);
  void read_views(const ArrowField& field, const ArrowArray& array, std::int64_t rows, Column& column);

  std::int64_t rows_ = 0;
  std::vector<Column> columns_;
  std::deque<Column> dictionaries_;
  std::deque<Strings> copies_;
};

}  // namespace zhuqi
