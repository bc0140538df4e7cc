// A table as checking sees it: what each rule accepts in each column, and records made of one class a column.
#pragma once

#include <optional>
#include <vector>

#include "decision/check/texts.hpp"
#include "decision/check/values.hpp"
#include "decision/compiled.hpp"

namespace zhuqi::checking {

// One record: a class for each column of values, a text for each column of keywords (nothing: null).
struct Choice {
  std::vector<std::uint32_t> classes;
  std::vector<std::optional<std::string>> texts;
};

class Space {
 public:
  explicit Space(const DecisionTable::Compiled& table);

  const DecisionTable::Compiled& table() const { return table_; }
  std::uint32_t rule_count() const { return static_cast<std::uint32_t>(table_.rules.size()); }

  // The columns of values, numbered from 0, and where they stand in the table.
  std::size_t width() const { return values_.size(); }
  const ValueSpace& values(std::size_t v) const { return values_[v]; }
  std::size_t column(std::size_t v) const { return value_columns_[v]; }
  std::uint32_t cell_of(std::uint32_t rule, std::size_t v) const { return table_.rules[rule].tests[value_columns_[v]]; }
  const Reach& reach(std::uint32_t rule, std::size_t v) const { return values_[v].cell(cell_of(rule, v)); }

  const TextSpace& texts() const { return texts_; }
  TextSearch::Cells text_cells(std::uint32_t rule) const;
  // A cell for each column of keywords that accepts everything.
  TextSearch::Cells open_cells() const;

  // The record with its inputs in the order of the table, without nulls. Nothing if a class has no value that is known,
  // or two columns ask for different values of one input. Inputs that are expressions are left to what comes of it.
  std::optional<ValueContext> record(const Choice& choice) const;

 private:
  const DecisionTable::Compiled& table_;
  std::vector<ValueSpace> values_;
  std::vector<std::size_t> value_columns_;
  TextSpace texts_;
};

}  // namespace zhuqi::checking
