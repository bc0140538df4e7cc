// The same with enterprises held against policies: matched or refused, and the pairs are well-formed.
#include <cstdlib>

#include <zhuqi/base/error.hpp>
#include <zhuqi/policy/arrow.hpp>

#include "arrow_batch.hpp"

namespace {

using namespace zhuqi;

CompiledPolicy policy(const char* id, std::vector<std::vector<Condition>> branches) {
  Policy made;
  made.id = PolicyId(id);
  made.title = made.issuer = made.benefit = id;
  made.region = "530000";
  made.from = parse_date("2026-01-01");
  made.until = parse_date("2026-12-31");
  made.branches = std::move(branches);
  made.amounts.emplace_back().base = "revenue";
  made.amounts.back().rate = parse_rate("5%");
  return CompiledPolicy(std::move(made));
}

const PolicyIndex& policies() {
  static const PolicyIndex made(
      {policy("P-1", {{{"staff", "[3..200)", "a"}, {"tier", "\"loan\"", "b"}}}),
       policy("P-2", {{{"tags", "count(?) > 1", "c"}}, {{"revenue", "modulo(?, 2) = 0", "d"}}})});
  return made;
}

// Columns as long as the batch, every index within its dictionary.
void check(const ArrowArray& pairs) {
  for (std::int64_t c = 0; c < pairs.n_children; ++c) {
    const ArrowArray& column = *pairs.children[c];
    if (column.length != pairs.length) std::abort();
    for (std::int64_t i = 0; column.dictionary != nullptr && i < column.length; ++i)
      if (const auto entry = static_cast<const std::int32_t*>(column.buffers[1])[i];
          entry < 0 || entry >= column.dictionary->length)
        std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Bytes bytes{data, size};
  fuzz::FuzzBatch made(bytes, {"staff", "region", "tags", "revenue", "tier"});
  ArrowMatchOptions options;
  options.date = parse_date("2026-03-02");
  options.no_match = bytes.next() % 2 == 0;
  options.brief = bytes.next() % 2 != 0;
  options.pairs = 1 + bytes.next() % 8;
  try {
    ArrowMatcher matcher(policies(), made.schema, options);
    matcher.begin(made.batch);
    while (auto pairs = matcher.next()) {
      check(*pairs);
      pairs->release(&*pairs);
    }
  } catch (const Refused&) {
  }
  return 0;
}
