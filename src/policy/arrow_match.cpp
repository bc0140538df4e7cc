// Record batches of enterprises held against policies, some thousand enterprises at a time.
#include <algorithm>
#include <limits>
#include <set>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/classify/facts.hpp>
#include <zhuqi/policy/arrow.hpp>

#include "interchange/arrow_import.hpp"
#include "interchange/arrow_streaming.hpp"
#include "policy/arrow_pairs.hpp"
#include "policy/conditions.hpp"

namespace zhuqi {

namespace {

constexpr std::int64_t slice_rows = 8'192;

std::vector<Clause> facts_of_enterprises() {
  std::vector<Clause> facts;
  for (const FactType& fact : fact_types())
    if (!fact.of_need) facts.push_back({std::string(fact.name), std::string(fact.type)});
  return facts;
}

std::vector<ArrowField> read_facts(const ArrowSchema& schema) {
  auto fields = read_schema(schema, facts_of_enterprises());
  for (const ArrowField& field : fields) {
    Column dictionary, column;
    column.type = field.type;
    if (field.dictionary) {
      dictionary.type = field.dictionary->type;
      column.dictionary = &dictionary;
    }
    check_fact_type(column, *fact_type(field.name));
  }
  return fields;
}

const ArrowMatchOptions& checked(const ArrowMatchOptions& options, const PolicyIndex& index) {
  if (options.pairs < 1) throw Refused(Code::invalid_argument, "a batch of results has at least 1 pair", "pairs");
  std::set<std::string_view> ids;
  for (const auto& policy : index.policies())
    if (!ids.insert(policy.policy().id.str()).second)
      throw Refused(Code::invalid_argument, fmt::format("two policies are called «{}»", policy.policy().id.str()),
                    "policies");
  return options;
}

}  // namespace

struct ArrowMatcher::State {
  ArrowMatchOptions options;
  std::vector<ArrowField> fields;
  PolicyMatcher matcher;
  PairWriter writer;
  std::size_t policy_count;

  std::optional<ArrowColumns> columns;
  Batch batch;
  std::int64_t first_row = 0;  // the number of the batch's first enterprise

  // The enterprises for which there are verdicts, and how far their pairs were given.
  std::int64_t slice_begin = 0, slice_end = 0, row = 0;
  std::size_t policy = 0;
  std::vector<Column> slice;
  Verdicts verdicts;

  State(const PolicyIndex& index, std::vector<ArrowField> of, const ArrowMatchOptions& given)
      : options(checked(given, index)),
        fields(std::move(of)),
        matcher(index),
        writer(index, given),
        policy_count(index.policies().size()) {}

  void begin(const Batch& enterprises) {
    first_row += batch.rows;
    batch = enterprises;
    slice_begin = slice_end = row = 0;
    policy = 0;
  }

  void match_slice() {
    slice_begin = slice_end;
    slice_end = std::min(slice_begin + slice_rows, batch.rows);
    slice.assign(batch.columns.begin(), batch.columns.end());
    for (Column& column : slice) column.offset += slice_begin;
    matcher.match({slice_end - slice_begin, slice}, options.date, verdicts);
  }

  bool wants(const MatchPair& pair) const {
    return pair.verdict == Verdict::match     ? options.matches
           : pair.verdict == Verdict::unknown ? options.unknown
                                              : options.no_match || (pair.one_short && options.one_short);
  }

  // Adds pairs until there are enough or the enterprise has no more; true: it has no more.
  bool take_row(std::vector<MatchPair>& pairs, std::int64_t most) {
    if (policy == 0 && !enterprise_fault(batch, row).empty()) {
      pairs.push_back({row, -1, Verdict::unknown, false});
      return true;
    }
    const std::int64_t in_slice = row - slice_begin;
    for (; policy < policy_count && std::ssize(pairs) < most; ++policy) {
      const MatchPair pair{row, static_cast<std::int32_t>(policy), verdicts.at(policy, in_slice),
                           verdicts.is_one_short(policy, in_slice)};
      if (wants(pair)) pairs.push_back(pair);
    }
    return policy == policy_count;
  }

  std::vector<MatchPair> take(std::int64_t most) {
    std::vector<MatchPair> pairs;
    while (row < batch.rows && std::ssize(pairs) < most) {
      if (row == slice_end) match_slice();
      if (!take_row(pairs, most)) break;
      ++row;
      policy = 0;
    }
    return pairs;
  }

  ArrowArray written(const std::vector<MatchPair>& pairs) const { return writer.write(pairs, batch, first_row); }
};

ArrowMatcher::ArrowMatcher(const PolicyIndex& index, const ArrowSchema& schema, const ArrowMatchOptions& options)
    : state_(std::make_unique<State>(index, read_facts(schema), options)) {}
ArrowMatcher::ArrowMatcher(const PolicyIndex& index, const ArrowMatchOptions& options)
    : state_(std::make_unique<State>(index, std::vector<ArrowField>(), options)) {}
ArrowMatcher::~ArrowMatcher() = default;
ArrowMatcher::ArrowMatcher(ArrowMatcher&&) noexcept = default;
ArrowMatcher& ArrowMatcher::operator=(ArrowMatcher&&) noexcept = default;

ArrowSchema ArrowMatcher::result_schema() const { return pairs_schema(); }

void ArrowMatcher::begin(const ArrowArray& enterprises) {
  begin(Batch{});  // if this one is refused, nothing is borrowed any more
  state_->columns.emplace(state_->fields, enterprises);
  begin(state_->columns->batch());
}

void ArrowMatcher::begin(const Batch& enterprises) { state_->begin(enterprises); }

std::optional<ArrowArray> ArrowMatcher::next() {
  const auto pairs = state_->take(state_->options.pairs);
  return pairs.empty() ? std::nullopt : std::optional(state_->written(pairs));
}

ArrowArray ArrowMatcher::all() { return state_->written(state_->take(std::numeric_limits<std::int64_t>::max())); }

namespace {

class Matching : public ArrowSource {
 public:
  Matching(ArrowMatcher matcher, ArrowArrayStream& enterprises) : matcher_(std::move(matcher)), in_(enterprises) {}

  ArrowSchema schema() const override { return matcher_.result_schema(); }

  ArrowArray next() override {
    for (;;) {
      if (const auto pairs = matcher_.next()) return *pairs;
      matcher_.begin(Batch{});
      batch_.reset();
      read_stream_batch(in_.value, batch_.value);
      if (batch_.value.release == nullptr) return {};
      matcher_.begin(batch_.value);
    }
  }

 private:
  ArrowMatcher matcher_;
  Releasing<ArrowArrayStream> in_;
  Releasing<ArrowArray> batch_;  // what matcher_ borrows
};

}  // namespace

ArrowArrayStream match_stream(const PolicyIndex& index, ArrowArrayStream& enterprises,
                              const ArrowMatchOptions& options) {
  Releasing<ArrowSchema> schema;
  read_stream_schema(enterprises, schema.value);
  ArrowMatcher matcher(index, schema.value, options);
  return stream_from(std::make_unique<Matching>(std::move(matcher), enterprises));
}

}  // namespace zhuqi
