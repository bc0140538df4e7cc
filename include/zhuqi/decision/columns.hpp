// Columns of records, borrowed from the caller, in the layout of Apache Arrow: each field here is a buffer there.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <zhuqi/decision/value.hpp>

namespace zhuqi {

class DecisionTable;

enum class ColumnType : std::uint8_t {
  null,     // every value is null; no buffers
  boolean,  // bits in `values`
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  float32,
  float64,
  string32,  // 32-bit offsets, bytes in `data` (Arrow "u")
  string64,  // 64-bit offsets (Arrow "U")
  date32,    // days since 1970-01-01 in `values` (Arrow "tdD")
};

// A column, or a slice of one. Nothing is owned: the buffers must live until the call returns.
struct Column {
  std::string_view name;
  ColumnType type = ColumnType::null;
  std::int64_t offset = 0;                 // elements to skip in every buffer below, as in ArrowArray::offset
  const std::uint8_t* validity = nullptr;  // bit i set: value i is there; a null pointer: all are
  const void* values = nullptr;            // fixed-width values, boolean bits, or a string column's offsets
  const char* data = nullptr;              // a string column's bytes
  const Column* dictionary = nullptr;      // if there is one: `type` is an integer type, and values are indices into it
  std::int64_t length = 0;                 // used for a dictionary only: how many entries it has
};

// `rows` records. A column that the table does not read is ignored; an input without a column is null. Two columns of
// one name: the first counts.
struct Batch {
  std::int64_t rows = 0;
  std::span<const Column> columns;
};

// What stands in the output for a row that has no single winner.
inline constexpr std::int32_t row_unmatched = -1;  // no rule hit
inline constexpr std::int32_t row_invalid = -2;    // a value of the record is not of the input's type or not UTF-8
inline constexpr std::int32_t row_conflict = -3;   // UNIQUE or ANY: rules contradict each other

// All the rules that hit, row by row: those of row i are rules[offsets[i]] up to rules[offsets[i + 1]], in the order
// of the result; status[i] is 0 or one of the row_... constants.
struct Hits {
  std::vector<std::uint64_t> offsets;
  std::vector<std::uint32_t> rules;
  std::vector<std::int32_t> status;
};

// The working memory of deciding batches with one table: kept from call to call, so that nothing is allocated per row.
// One thread at a time; as many Routers per table as there are threads. Results do not depend on how rows are cut into
// batches or threads.
class Router {
 public:
  explicit Router(const DecisionTable& table);
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // Writes for each row the rule (from 0) whose outputs are the result, or a row_... constant. Under a policy of
  // several hits it is the first of them. `out` must have batch.rows elements. Throws Refused(invalid_argument) if a
  // column has a type that its input cannot have (then nothing was written).
  void decide(const Batch& batch, std::span<std::int32_t> out);

  // All hits of each row.
  void decide_all(const Batch& batch, Hits& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The record of one row, as DecisionTable::decide and explain take it: for the odd row that needs its error told.
// Strings that are not UTF-8 are passed on as they are.
Facts facts_at(const Batch& batch, std::int64_t row);

}  // namespace zhuqi
