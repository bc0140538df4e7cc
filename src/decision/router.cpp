#include <algorithm>
#include <optional>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/columns.hpp>

#include "decision/column_view.hpp"
#include "decision/decide.hpp"
#include "decision/index/encoder.hpp"
#include "decision/index/matcher.hpp"

namespace zhuqi {

namespace {

using Compiled = DecisionTable::Compiled;

// The index knows rules and not outputs: where a policy compares outputs, these must be constants.
bool can_use_index(const Compiled& table) {
  const bool compares =
      table.policy == HitPolicy::any || table.policy == HitPolicy::priority || table.policy == HitPolicy::output_order;
  return table.index != nullptr && (table.constant_outputs || !compares);
}

// Only what the model declares: other columns of a batch are none of the table's business.
Facts declared_facts(const Compiled& table, const Batch& batch, std::int64_t row) {
  Facts facts;
  for (const auto& column : batch.columns)
    if (std::any_of(table.data.begin(), table.data.end(), [&](const auto& data) { return data.first == column.name; }))
      facts.emplace(column.name, value_at(column, row));
  return facts;
}

}  // namespace

struct Router::State {
  explicit State(const DecisionTable& of) : table(of) {
    if (!can_use_index(table.compiled())) return;
    const auto& index = *table.compiled().index;
    encoder.emplace(table.compiled(), index, widest_kernels());
    matcher.emplace(index, widest_kernels());
  }

  // Calls each() for every block, which begins at `first`.
  template <class Each>
  void each_block(const Batch& of, Each each) {
    batch = of;
    encoder->bind(batch);
    for (first = 0; first < batch.rows; first += block.count) {
      checked.reset();
      encoder->encode(first, batch.rows - first, block);
      each();
    }
  }

  // Calls each(status) for every row, whose hits stand in `hits`.
  template <class Each>
  void by_index(const Batch& of, Each each) {
    Check check(*this);
    each_block(of, [&] {
      matcher->find(block);
      for (std::uint32_t i = 0; i < block.count; ++i) {
        matcher->all_hits(block, check, i, hits);
        each(block.invalid[i] != 0 ? row_invalid : settle(table.compiled(), hits));
      }
    });
  }

  // The record that was asked for last is kept.
  bool hits_plainly(std::int64_t row, std::uint32_t rule) {
    if (!checked || checked_row != row) checked = record_at(table.compiled(), batch, row);
    checked_row = row;
    return rule_hits(table.compiled(), *checked, rule);
  }
  struct Check : PlainCheck {
    explicit Check(State& of) : state(of) {}
    bool hits(std::uint32_t record, std::uint32_t rule) override {
      return state.hits_plainly(state.first + record, rule);
    }
    State& state;
  };

  template <class Each>
  void by_plain_evaluation(const Batch& batch, Each each) {
    for (std::int64_t row = 0; row < batch.rows; ++row) {
      const auto record = prepare(table.compiled(), declared_facts(table.compiled(), batch, row));
      if (record.error)
        hits.clear();
      else
        hits = plain_hits(table.compiled(), record);
      each(record.error ? row_invalid : settle(table.compiled(), record, hits));
    }
  }

  DecisionTable table;
  std::optional<Encoder> encoder;
  std::optional<Matcher> matcher;
  Batch batch;
  std::int64_t first = 0, checked_row = 0;
  EncodedBlock block;
  std::vector<std::uint32_t> hits;
  std::optional<Record> checked;
};

Router::Router(const DecisionTable& table) : state_(std::make_unique<State>(table)) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::decide(const Batch& batch, std::span<std::int32_t> out) {
  if (out.size() != static_cast<std::size_t>(batch.rows))
    throw Refused(Code::invalid_argument, "the output must have as many elements as the batch has rows", "out");
  auto& state = *state_;
  if (state.encoder && state.table.hit_policy() == HitPolicy::first) {
    State::Check check(state);
    return state.each_block(batch, [&] { state.matcher->first_hits(state.block, check, out.data() + state.first); });
  }
  std::size_t row = 0;
  const auto each = [&](std::int32_t status) {
    out[row++] = status != 0 ? status : static_cast<std::int32_t>(state.hits.front());
  };
  state.encoder ? state.by_index(batch, each) : state.by_plain_evaluation(batch, each);
}

void Router::decide_all(const Batch& batch, Hits& out) {
  auto& state = *state_;
  out.offsets.assign(1, 0);
  out.rules.clear();
  out.status.clear();
  const auto each = [&](std::int32_t status) {
    out.status.push_back(status);
    out.rules.insert(out.rules.end(), state.hits.begin(), state.hits.end());
    out.offsets.push_back(out.rules.size());
  };
  state.encoder ? state.by_index(batch, each) : state.by_plain_evaluation(batch, each);
}

}  // namespace zhuqi
