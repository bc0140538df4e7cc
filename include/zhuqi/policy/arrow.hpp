// Enterprises as Arrow columns held against many policies: a row out for each pair that is asked for.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <zhuqi/base/time.hpp>
#include <zhuqi/interchange/arrow_abi.hpp>
#include <zhuqi/policy/index.hpp>

namespace zhuqi {

struct ArrowMatchOptions {
  Date date{};
  bool matches = true, unknown = true, one_short = true, no_match = false;  // which pairs are given
  bool brief = false;           // leave out why, and what is missing: an order of magnitude faster
  std::int64_t pairs = 65'536;  // at most so many in one batch of results; at least 1
};

// Holds record batches of one schema against the policies of an index, with the verdicts of CompiledPolicy::match.
//
// A record batch is a struct array ("+s") whose children are found by the names of the facts of an enterprise
// (zhuqi/classify/facts.hpp), in their units; `tags` is text with ; ； or 、 between. A fact may be a number of any
// width or a string (utf8, large utf8, view), also by dictionary, or null; other columns may have any type. A null, a
// NaN and an infinity are not known, and so is a fact without a column; nothing is computed from others.
//
// A row of the results is an enterprise with a policy, in the order of the enterprises and then of the index:
//
//   row          int64    the enterprise: its number, from 0, over all batches that were taken
//   credit_code  utf8     as given, or null
//   policy       utf8     its id, by dictionary
//   verdict      utf8     "match", "no match", "unknown", by dictionary
//   amount_fen   int64    of a match: what it is worth, where the facts tell it
//   one_short    boolean  no match, for one condition alone
//   short_of     utf8     that condition's fact; null in brief
//   because      utf8     why, for people; null in brief
//   missing      list     of utf8: of "unknown", the fewest facts that can make it a match; else null, and in brief
//   error        utf8     "code: what is wrong" of an enterprise with text that is not UTF-8: one row, without a policy
//
// Memory: for 8,192 enterprises three bits a policy, and one batch of results. One thread at a time.
class ArrowMatcher {
 public:
  // Borrows `schema` for the call. Throws Refused(invalid_argument) if it is released, malformed, no struct, or a fact
  // has a type that it cannot have; if two policies have one id, or `pairs` is below 1.
  ArrowMatcher(const PolicyIndex& index, const ArrowSchema& schema, const ArrowMatchOptions& options);
  // Of columns that are no Arrow structs.
  ArrowMatcher(const PolicyIndex& index, const ArrowMatchOptions& options);
  ~ArrowMatcher();
  ArrowMatcher(ArrowMatcher&&) noexcept;
  ArrowMatcher& operator=(ArrowMatcher&&) noexcept;

  // The schema of the results; the caller calls its `release`.
  ArrowSchema result_schema() const;

  // Takes up a batch, which is borrowed until next() has given nothing or another begins. Throws
  // Refused(invalid_argument) if it contradicts itself or the schema, as ArrowRouter::decide does.
  void begin(const ArrowArray& enterprises);
  void begin(const Batch& enterprises);

  // The next pairs of the batch, never an empty array; nothing when there are no more. The caller calls `release`; it
  // holds nothing of the batch. Throws Refused(too_large) for more than 2 GiB of text.
  std::optional<ArrowArray> next();

  // All pairs of the batch that next() has not given yet, in one array, which may be empty.
  ArrowArray all();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The results of an ArrowMatcher for each batch of `enterprises`, in order; each batch of results is worked out when it
// is asked for. Reads the schema of `enterprises` and then takes it over, as decide_stream does
// (zhuqi/interchange/arrow_stream.hpp), and throws and fails as that.
ArrowArrayStream match_stream(const PolicyIndex& index, ArrowArrayStream& enterprises,
                              const ArrowMatchOptions& options);

}  // namespace zhuqi
