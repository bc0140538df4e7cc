#include <algorithm>

#include <zhuqi/interchange/arrow.hpp>

#include "interchange/arrow_import.hpp"

namespace zhuqi {

namespace {

// What either table reads.
std::vector<Clause> inputs_of(const DecisionTable& before, const DecisionTable& after) {
  auto inputs = before.inputs();
  for (const Clause& clause : after.inputs())
    if (std::none_of(inputs.begin(), inputs.end(), [&](const Clause& known) { return known.name == clause.name; }))
      inputs.push_back(clause);
  return inputs;
}

}  // namespace

struct ArrowComparer::State {
  std::vector<ArrowField> fields;
  Comparer comparer;
};

ArrowComparer::ArrowComparer(const DecisionTable& before, const DecisionTable& after, const ArrowSchema& schema,
                             const CompareOptions& options)
    : state_(std::make_unique<State>(
          State{read_schema(schema, inputs_of(before, after)), Comparer(before, after, options)})) {}
ArrowComparer::~ArrowComparer() = default;
ArrowComparer::ArrowComparer(ArrowComparer&&) noexcept = default;
ArrowComparer& ArrowComparer::operator=(ArrowComparer&&) noexcept = default;

void ArrowComparer::add(const ArrowArray& batch) {
  const ArrowColumns columns(state_->fields, batch);
  state_->comparer.add(columns.batch());
}

Comparison ArrowComparer::result() const { return state_->comparer.result(); }

}  // namespace zhuqi
