// Rules that never hit, for no value satisfies one of their cells.
#include <fmt/format.h>

#include "decision/check/run.hpp"

namespace zhuqi::checking {

namespace {

constexpr std::uint64_t most_steps_a_cell = 1'000'000;

std::string name_of(const Run& run, std::size_t column) { return run.space.table().input_clauses[column].name; }

// Why the cell of `rule` in a column of values holds for nothing; empty if it may hold.
std::string fault_of_values(const Run& run, std::uint32_t rule, std::size_t v) {
  const auto& space = run.space;
  if (!space.reach(rule, v).may.empty()) return {};
  const auto& input = space.table().inputs[space.column(v)];
  const auto& cell = input.cells[space.cell_of(rule, v)];
  const auto what = space.values(v).is_satisfiable(space.cell_of(rule, v)) ? "allowed value" : "value";
  return fmt::format("never hits: no {} of {} satisfies «{}»", what, name_of(run, space.column(v)), cell.text);
}

// The same for columns of keywords, by cell: whether something satisfies it.
std::vector<bool> satisfiable_texts(Run& run, std::size_t t) {
  const auto& texts = run.space.texts();
  const auto& cells = run.space.table().inputs[texts.column(t)].cells;
  std::vector<bool> satisfiable(cells.size(), true);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& cell = texts.cell(t, i);
    if (cell.is_open || cell.on_null) continue;
    auto hold = run.space.open_cells();
    hold[t] = &cell;
    const auto result = run.within(most_steps_a_cell, [&](std::uint64_t& steps) {
      return TextSearch(texts, steps).search({hold}, {}, std::vector<bool>(texts.size()));
    });
    satisfiable[i] = result != TextSearch::Result::none;
  }
  return satisfiable;
}

}  // namespace

std::vector<bool> find_unreachable(Run& run) {
  const auto& space = run.space;
  std::vector<std::vector<bool>> satisfiable;
  for (std::size_t t = 0; t < space.texts().size(); ++t) satisfiable.push_back(satisfiable_texts(run, t));
  std::vector<bool> dead(space.rule_count());
  std::size_t found = 0;
  for (std::uint32_t rule = 0; rule < space.rule_count(); ++rule) {
    std::string fault;
    for (std::size_t v = 0; v < space.width() && fault.empty(); ++v) fault = fault_of_values(run, rule, v);
    for (std::size_t t = 0; t < space.texts().size() && fault.empty(); ++t) {
      const auto column = space.texts().column(t);
      const auto cell = space.table().rules[rule].tests[column];
      if (!satisfiable[t][cell])
        fault = fmt::format("never hits: no text satisfies «{}» of {}", space.table().inputs[column].cells[cell].text,
                            name_of(run, column));
    }
    dead[rule] = !fault.empty();
    if (dead[rule] && ++found <= run.limit) run.warn(Run::Kind::unreachable, {rule}, std::move(fault));
  }
  if (found > run.limit)
    run.warn(Run::Kind::unreachable, {}, fmt::format("{} more rules never hit", found - run.limit));
  return dead;
}

}  // namespace zhuqi::checking
