#include <algorithm>

#include <zhuqi/decision/compare.hpp>

#include "decision/compare/tally.hpp"

namespace zhuqi {

using comparing::Plan;
using comparing::Tally;

namespace {

std::string to_record(const Facts& facts) {
  ValueContext record;
  for (const auto& [name, value] : facts)
    if (!value.is_null()) record.emplace_back(name, value);
  return to_json_text(record);
}

}  // namespace

struct Comparer::State {
  State(const DecisionTable& before, const DecisionTable& after, const CompareOptions& options)
      : plan(before, after, options), tally(plan), routers{Router(before), Router(after)} {}

  void add_one(const Facts& facts) {
    tally.add(plan.decide(0, facts), plan.decide(1, facts), [&] { return to_record(facts); });
  }

  Plan plan;
  Tally tally;
  Router routers[2];
  std::vector<std::int32_t> rules[2];
};

Comparer::Comparer(const DecisionTable& before, const DecisionTable& after, const CompareOptions& options)
    : state_(std::make_unique<State>(before, after, options)) {}
Comparer::~Comparer() = default;
Comparer::Comparer(Comparer&&) noexcept = default;
Comparer& Comparer::operator=(Comparer&&) noexcept = default;

void Comparer::add_failed(const Refused& why) {
  const comparing::Verdict verdict{{}, Outcome::Error{why.code(), why.what()}};
  state_->tally.add(verdict, verdict, [] { return std::string("{}"); });
}

void Comparer::add(const Facts& record) { state_->add_one(record); }

void Comparer::add(const Batch& batch) {
  auto& state = *state_;
  const bool by_rule = state.plan.goes_by_rule();
  for (std::size_t side = 0; side < 2 && by_rule; ++side) {
    state.rules[side].resize(static_cast<std::size_t>(batch.rows));
    state.routers[side].decide(batch, state.rules[side]);
  }
  for (std::int64_t row = 0; row < batch.rows; ++row) {
    const auto old_rule = by_rule ? state.rules[0][static_cast<std::size_t>(row)] : row_invalid;
    const auto new_rule = by_rule ? state.rules[1][static_cast<std::size_t>(row)] : row_invalid;
    if (old_rule < row_unmatched || new_rule < row_unmatched)
      state.add_one(facts_at(batch, row));
    else
      state.tally.add(state.plan.result_of(0, old_rule), state.plan.result_of(1, new_rule),
                      [&] { return to_record(facts_at(batch, row)); });
  }
}

Comparison Comparer::result() const { return state_->tally.comparison(); }

Comparison compare(const DecisionTable& before, const DecisionTable& after, const Batch& batch,
                   const CompareOptions& options) {
  Comparer comparer(before, after, options);
  comparer.add(batch);
  return comparer.result();
}

}  // namespace zhuqi
