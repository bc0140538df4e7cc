// Pairs of enterprises and policies as Arrow columns: the rows that an ArrowMatcher gives.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <zhuqi/policy/arrow.hpp>

#include "interchange/arrow_export.hpp"

namespace zhuqi {

// One that is asked for, by where it stands. `policy` below 0: the enterprise has an error instead.
struct MatchPair {
  std::int64_t row = 0;  // of the batch
  std::int32_t policy = 0;
  Verdict verdict = Verdict::unknown;
  bool one_short = false;
};

// What is wrong with an enterprise that cannot be held against anything; empty: nothing.
std::string enterprise_fault(const Batch& enterprises, std::int64_t row);

ArrowSchema pairs_schema();

// What pairs of one index have in common.
class PairWriter {
 public:
  PairWriter(PolicyIndex index, const ArrowMatchOptions& options);

  // `first_row` is the number of the batch's first enterprise.
  ArrowArray write(const std::vector<MatchPair>& pairs, const Batch& enterprises, std::int64_t first_row) const;

 private:
  Match details(const MatchPair& pair, const Facts& facts) const;

  PolicyIndex index_;
  ArrowMatchOptions options_;
  ArrowBuffer id_offsets_, id_bytes_;  // of the policies' ids
};

}  // namespace zhuqi
