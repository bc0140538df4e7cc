#include "decision/compare/plan.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "decision/decide.hpp"
#include "decision/route_block.hpp"

namespace zhuqi::comparing {

namespace {

using Compiled = DecisionTable::Compiled;

std::optional<std::size_t> column_of(const DecisionTable& table, const std::string& output) {
  if (output.empty()) return std::nullopt;
  const auto& outputs = table.outputs();
  const auto found =
      std::find_if(outputs.begin(), outputs.end(), [&](const Clause& clause) { return clause.name == output; });
  if (found != outputs.end()) return static_cast<std::size_t>(found - outputs.begin());
  std::string names;
  for (const auto& clause : outputs) names += (names.empty() ? "" : ", ") + clause.name;
  throw Refused(Code::invalid_argument,
                fmt::format("the table {} has no output «{}»: there are {}", table.name(), output, names), "output");
}

bool has_constant_results(const Compiled& table) {
  const bool defaults = std::all_of(table.outputs.begin(), table.outputs.end(), [](const auto& output) {
    return !output.default_output || output.default_output->op == feel::Op::literal;
  });
  return !table.expression && table.constant_outputs && defaults && !gives_several_hits(table.policy);
}

}  // namespace

// Contexts are equal whatever their order.
std::string key_of(const Value& value) {
  const auto* context = value.context();
  if (context == nullptr) return to_feel(value);
  auto sorted = *context;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return to_feel(sorted);
}

Plan::Plan(const DecisionTable& before, const DecisionTable& after, const CompareOptions& options)
    : options_(options),
      sides_{Side{before, column_of(before, options.output), has_constant_results(before.compiled()), {}, 0},
             Side{after, column_of(after, options.output), has_constant_results(after.compiled()), {}, 0}} {
  if (goes_by_rule()) number_results();
}

Value Plan::selected(const Side& side, const Value& result) {
  return side.column ? output_value(side.table.compiled(), result, *side.column) : result;
}

void Plan::number_results() {
  std::map<std::string, std::uint32_t> numbers;
  const auto number_of = [&](Value value) {
    const auto [at, added] = numbers.try_emplace(key_of(value), static_cast<std::uint32_t>(results_.size()));
    if (added) results_.push_back(std::move(value));
    return at->second;
  };
  for (auto& side : sides_) {
    side.unmatched = number_of(selected(side, conclude(side.table.compiled(), {}, {}).result));
    for (std::uint32_t rule = 0; rule < side.table.rule_count(); ++rule)
      side.results.push_back(number_of(selected(side, side.table.rule_result(rule))));
  }
}

Verdict Plan::decide(std::size_t s, const Facts& facts) const {
  const auto& side = sides_[s];
  Facts declared;
  for (const auto& [name, type] : side.table.compiled().data)
    if (const auto found = facts.find(name); found != facts.end()) declared.insert(*found);
  auto outcome = side.table.decide(declared);
  if (outcome.error) return {{}, std::move(outcome.error)};
  return {selected(side, outcome.result), std::nullopt};
}

}  // namespace zhuqi::comparing
