// Deciding columns that come as Arrow C Data Interface structs: from Polars, DuckDB, Spark or any other that speaks
// Arrow, without an Arrow library and without copying.
#pragma once

#include <memory>

#include <zhuqi/decision/compare.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/interchange/arrow_abi.hpp>

namespace zhuqi {

// Decides record batches of one schema.
//
// A record batch is a struct array ("+s") whose children are the columns, found by name. A column may be null,
// boolean, an integer of 8 to 64 bits, a float of 32 or 64 bits, a date (tdD), a string (utf8, large utf8, view), or
// any of these by dictionary. Columns that the table does not read may have any type. Validity and offsets are
// respected.
//
// The result is a struct array too: a column for each output of the table, `rule` with the id of the rule, `error`
// with "code: what is wrong" for a bad record (a row with an error, never a failed batch). An output is float64 or
// boolean where all that it can give is numbers or booleans, and text otherwise; what no rule decides is null. Under
// a hit policy of several hits an output is a JSON list and `rule` the ids joined by a comma.
//
// One thread at a time; as many per table as there are threads.
class ArrowRouter {
 public:
  // Borrows `schema` for the call. Throws Refused(invalid_argument) if it is released, malformed, no struct, or a
  // column that the table reads has a type that its input cannot have.
  ArrowRouter(const DecisionTable& table, const ArrowSchema& schema);
  ~ArrowRouter();
  ArrowRouter(ArrowRouter&&) noexcept;
  ArrowRouter& operator=(ArrowRouter&&) noexcept;

  // The schema of the results; the caller calls its `release`.
  ArrowSchema result_schema() const;

  // Decides a batch, borrowed for the call. The caller calls `release` of the result, which holds nothing of the
  // batch. Throws Refused(invalid_argument) if the array is released or contradicts itself or the schema: missing
  // buffers or children, negative lengths, offsets that go backward, indices outside of a dictionary. That a buffer
  // is shorter than it says cannot be told, and is not checked.
  ArrowArray decide(const ArrowArray& batch);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Two versions of a table over record batches of one schema, as an ArrowRouter reads them. One thread at a time.
class ArrowComparer {
 public:
  // Throws as ArrowRouter and Comparer do.
  ArrowComparer(const DecisionTable& before, const DecisionTable& after, const ArrowSchema& schema,
                const CompareOptions& options = {});
  ~ArrowComparer();
  ArrowComparer(ArrowComparer&&) noexcept;
  ArrowComparer& operator=(ArrowComparer&&) noexcept;

  // The batch is borrowed for the call. Throws as ArrowRouter::decide.
  void add(const ArrowArray& batch);
  Comparison result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zhuqi
