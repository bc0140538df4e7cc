// Whole files of enterprises held against policies: records in, a line for each pair that is asked for out.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <span>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/classify/size.hpp>
#include <zhuqi/policy/index.hpp>

namespace zhuqi {

enum class RecordForm { csv, json_lines };

struct MatchStreamOptions {
  RecordForm in = RecordForm::json_lines, out = RecordForm::json_lines;
  Date date{};
  bool matches = true, unknown = true, one_short = true, no_match = false;  // which pairs are written
  bool brief = false;               // leave out why, and what is missing: an order of magnitude faster
  std::span<const SizeTable> size;  // computes the fact `size` where it is not given; may be empty
};

struct MatchStreamSummary {
  struct OfPolicy {
    std::int64_t matches = 0, unknown = 0, one_short = 0;
    std::int64_t amount_fen = 0;      // of the matches whose worth can be told
    std::int64_t without_amount = 0;  // the other matches
  };
  std::int64_t records = 0, refused = 0;
  std::vector<OfPolicy> policies;  // in the order of the index
};

// A record is an enterprise by its facts (facts.hpp), numbers in their units; also as the registry writes it: `id` for
// credit_code, amounts as revenue_fen, assets_fen, research_fen. What is absent, null or an empty cell is not known;
// other columns are passed over. research_share is computed where it is not given. A tag list in CSV has ; ； or 、.
//
// Writes credit_code, policy, title, verdict, amount_fen, short_of, because, missing, error. A record that cannot be
// read gets a line with its error, and the rest goes on. Memory does not grow with the input.
MatchStreamSummary match_stream(const PolicyIndex& index, std::istream& in, std::ostream& out,
                                const MatchStreamOptions& options);

}  // namespace zhuqi
