#include <fmt/format.h>

#include <zhuqi/interchange/arrow.hpp>

#include "interchange/arrow_import.hpp"
#include "interchange/arrow_results.hpp"

namespace zhuqi {

namespace {

bool gives_lists(HitPolicy policy) {
  return policy == HitPolicy::rule_order || policy == HitPolicy::output_order || policy == HitPolicy::collect;
}

bool gives_one_rule(HitPolicy policy) {
  return policy == HitPolicy::unique || policy == HitPolicy::any || policy == HitPolicy::priority ||
         policy == HitPolicy::first;
}

// Whether the winning rule alone tells the result.
bool is_chosen(const DecisionTable& table) {
  if (!gives_one_rule(table.hit_policy())) return false;
  for (std::uint32_t rule = 0; rule < table.rule_count(); ++rule)
    if (table.rule_result(rule).is_null()) return false;
  return true;
}

// What stands under one output of a result.
Value output_of(const Value& result, const std::string& name, bool is_only) {
  if (is_only || result.is_null()) return result;
  if (const Value* value = result.find(name)) return *value;
  if (result.list() == nullptr) return {};
  ValueList values;
  for (const Value& item : *result.list()) values.push_back(output_of(item, name, false));
  return values;
}

}  // namespace

struct ArrowRouter::State {
  State(const DecisionTable& table_, const ArrowSchema& schema)
      : table(table_), fields(read_schema(schema, table.inputs())), chosen(is_chosen(table)), router(table) {
    const auto& outputs = table.outputs();
    for (const Clause& output : outputs) {
      types.push_back(type_of(output));
      if (!chosen) continue;
      std::vector<Value> values;
      for (std::uint32_t rule = 0; rule < table.rule_count(); ++rule)
        values.push_back(output_of(table.rule_result(rule), output.name, outputs.size() == 1));
      columns.emplace_back(output.name, values);
    }
    std::vector<Value> ids;
    for (std::uint32_t rule = 0; rule < table.rule_count(); ++rule) ids.emplace_back(table.rule_id(rule));
    if (chosen) columns.emplace_back("rule", ids);
  }

  // Of an output that is filled row by row.
  ResultType type_of(const Clause& output) const {
    if (table.hit_policy() == HitPolicy::collect_count) return ResultType::number;
    if (gives_lists(table.hit_policy())) return ResultType::text;
    return output.type == "number"    ? ResultType::number
           : output.type == "boolean" ? ResultType::boolean
                                      : ResultType::text;
  }

  // What is wrong with a row that the router could not decide.
  std::string fault(const Batch& batch, std::int64_t row) const {
    const Outcome outcome = table.decide(facts_at(batch, row));
    return error_text(
        outcome.error.value_or(Outcome::Error{Code::invalid_argument, "a value of the record is unusable"}));
  }

  ArrowArray choose(const Batch& batch) {
    rules.resize(static_cast<std::size_t>(batch.rows));
    router.decide(batch, rules);
    ValidityBuilder hits(batch.rows);
    TextBuilder errors(batch.rows);
    for (std::int64_t row = 0; row < batch.rows; ++row) {
      const std::int32_t rule = rules[static_cast<std::size_t>(row)];
      hits.set(row, rule >= 0);
      rule < row_unmatched ? errors.add(fault(batch, row)) : errors.add_null();
    }
    const std::int64_t misses = hits.nulls();
    const ArrowBuffer hit = std::move(hits).buffer();
    ArrowArrays arrays;
    arrays.reserve(columns.size() + 1);
    for (const ChosenColumn& column : columns) arrays.add(column.build(rules, hit, misses));
    arrays.add(std::move(errors).build());
    return make_array(batch.rows, 0, {nullptr}, arrays.take());
  }

  ArrowArray fill(const Batch& batch) const {
    std::vector<FilledColumn> filled;
    for (ResultType type : types) filled.emplace_back(type, batch.rows);
    TextBuilder ids(batch.rows), errors(batch.rows);
    for (std::int64_t row = 0; row < batch.rows; ++row) {
      const Outcome outcome = table.decide(facts_at(batch, row));
      for (std::size_t i = 0; i < filled.size(); ++i)
        filled[i].add(output_of(outcome.result, table.outputs()[i].name, filled.size() == 1));
      const bool decided = !outcome.error && !outcome.rules.empty();
      decided ? ids.add(joined(outcome.rules)) : ids.add_null();
      outcome.error ? errors.add(error_text(*outcome.error)) : errors.add_null();
    }
    ArrowArrays arrays;
    arrays.reserve(filled.size() + 2);
    for (FilledColumn& column : filled) arrays.add(std::move(column).build());
    arrays.add(std::move(ids).build());
    arrays.add(std::move(errors).build());
    return make_array(batch.rows, 0, {nullptr}, arrays.take());
  }

  std::string joined(const std::vector<std::uint32_t>& hits) const {
    std::string text;
    for (std::uint32_t rule : hits) text += (text.empty() ? "" : ",") + table.rule_id(rule);
    return text;
  }

  DecisionTable table;
  std::vector<ArrowField> fields;
  bool chosen;  // else every row is decided by itself
  Router router;
  std::vector<ResultType> types;
  std::vector<ChosenColumn> columns;
  std::vector<std::int32_t> rules;
};

ArrowRouter::ArrowRouter(const DecisionTable& table, const ArrowSchema& schema)
    : state_(std::make_unique<State>(table, schema)) {}
ArrowRouter::~ArrowRouter() = default;
ArrowRouter::ArrowRouter(ArrowRouter&&) noexcept = default;
ArrowRouter& ArrowRouter::operator=(ArrowRouter&&) noexcept = default;

ArrowSchema ArrowRouter::result_schema() const {
  std::vector<ArrowSchema> children;
  for (const ChosenColumn& column : state_->columns) children.push_back(column.schema());
  if (!state_->chosen) {
    for (std::size_t i = 0; i < state_->types.size(); ++i)
      children.push_back(plain_schema(state_->types[i], state_->table.outputs()[i].name));
    children.push_back(plain_schema(ResultType::text, "rule"));
  }
  children.push_back(plain_schema(ResultType::text, "error"));
  return make_schema("+s", "", std::move(children));
}

ArrowArray ArrowRouter::decide(const ArrowArray& array) {
  const ArrowColumns columns(state_->fields, array);
  return state_->chosen ? state_->choose(columns.batch()) : state_->fill(columns.batch());
}

}  // namespace zhuqi
