#include <algorithm>
#include <optional>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/columns.hpp>

#include "decision/column_view.hpp"
#include "decision/decide.hpp"
#include "decision/index/engine.hpp"

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
    const auto levels = supported_kernels();
    if (can_use_index(table.compiled()))
      engine.emplace(table.compiled(), *table.compiled().index, *levels.data[levels.size - 1]);
  }

  // Calls each(hits, status) for every row.
  template <class Each>
  void by_index(const Batch& batch, Each each) {
    engine->bind(batch);
    for (std::int64_t first = 0; first < batch.rows; first += Engine::block_size) {
      engine->encode(first, static_cast<std::uint32_t>(std::min<std::int64_t>(Engine::block_size, batch.rows - first)),
                     block);
      for (std::uint32_t i = 0; i < block.count; ++i) {
        hits.clear();
        if (block.invalid[i] == 0) engine->all_hits(block, first, i, hits);
        each(block.invalid[i] != 0 ? row_invalid : settle(table.compiled(), hits));
      }
    }
  }

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
  std::optional<Engine> engine;
  EncodedBlock block;
  std::vector<std::uint32_t> hits;
};

Router::Router(const DecisionTable& table) : state_(std::make_unique<State>(table)) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::decide(const Batch& batch, std::span<std::int32_t> out) {
  if (out.size() != static_cast<std::size_t>(batch.rows))
    throw Refused(Code::invalid_argument, "the output must have as many elements as the batch has rows", "out");
  auto& state = *state_;
  if (state.engine && state.table.hit_policy() == HitPolicy::first) {
    state.engine->bind(batch);
    for (std::int64_t first = 0; first < batch.rows; first += Engine::block_size) {
      const auto count = static_cast<std::uint32_t>(std::min<std::int64_t>(Engine::block_size, batch.rows - first));
      state.engine->encode(first, count, state.block);
      state.engine->first_hits(state.block, first, out.data() + first);
    }
    return;
  }
  std::size_t row = 0;
  const auto each = [&](std::int32_t status) {
    out[row++] = status != 0 ? status : static_cast<std::int32_t>(state.hits.front());
  };
  state.engine ? state.by_index(batch, each) : state.by_plain_evaluation(batch, each);
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
  state.engine ? state.by_index(batch, each) : state.by_plain_evaluation(batch, each);
}

}  // namespace zhuqi
