// A table compiled: every cell is parsed, every finding is kept.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

#include "decision/cell.hpp"
#include "decision/compile.hpp"
#include "decision/feel/evaluate.hpp"
#include "decision/feel/parser.hpp"
#include "decision/types.hpp"

namespace zhuqi {

using feel::Dialect;
using feel::Expression;
using feel::Op;

namespace {

using Compiled = DecisionTable::Compiled;

constexpr std::size_t max_rules = 1'000'000;

class TableCompiler {
 public:
  TableCompiler(const ModelSource& model, const TableSource& source, Dialect dialect, Compiled& table,
                FindingLog& report)
      : model_(model), source_(source), dialect_(std::move(dialect)), table_(table), report_(report) {}

  void run() {
    table_.policy = source_.policy;
    if (source_.rules.size() > max_rules)
      return report_.error(0, 0, "", fmt::format("{} rules", source_.rules.size()),
                           fmt::format("at most {}", max_rules));
    for (const auto& clause : source_.inputs) add_input(clause);
    for (const auto& clause : source_.outputs) add_output(clause);
    check_policy();
    table_.rules.reserve(source_.rules.size());
    for (const auto& rule : source_.rules) add_rule(rule);
    for (auto& input : table_.inputs) input.cells.shrink_to_fit();
    for (auto& output : table_.outputs) output.cells.shrink_to_fit();
    compute_results();
  }

 private:
  template <class Parse>
  std::optional<Expression> parsed(const CellSource& cell, Parse parse) {
    try {
      return parse();
    } catch (const Refused& refused) {
      report_.error(cell, refused.what(), refused.where());
      return std::nullopt;
    }
  }

  std::optional<Expression> parse_test(const CellSource& cell, std::string_view type) {
    return parsed(cell, [&] {
      return model_.sugar ? parse_test_cell(cell.text, type, dialect_) : feel::parse_tests(cell.text, dialect_);
    });
  }

  std::optional<Expression> parse_output(const CellSource& cell, std::string_view type) {
    return parsed(cell, [&] {
      if (model_.sugar) return parse_output_cell(cell.text, type, dialect_);
      return cell.text.empty() || cell.text == "-" ? feel::literal({}) : feel::parse_expression(cell.text, dialect_);
    });
  }

  void add_input(const ClauseSource& clause) {
    table_.input_clauses.push_back({clause.name, clause.type});
    auto& input = table_.inputs.emplace_back();
    input.type = value_type(clause.type);
    if (auto expression =
            parsed(clause.expression, [&] { return feel::parse_expression(clause.expression.text, dialect_); }))
      input.expression = std::move(*expression);
    input.plain = input.expression.op == Op::name &&
                  std::any_of(model_.data.begin(), model_.data.end(),
                              [&](const auto& data) { return data.name == input.expression.text(); });
    if (!clause.allowed.text.empty()) input.allowed = parse_test(clause.allowed, value_type(clause.type));
  }

  void add_output(const ClauseSource& clause) {
    table_.output_clauses.push_back({clause.name, clause.type});
    auto& output = table_.outputs.emplace_back();
    if (!clause.allowed.text.empty()) output.allowed = parse_test(clause.allowed, clause.type);
    if (!clause.default_output.text.empty()) output.default_output = parse_output(clause.default_output, clause.type);
    if (!output.allowed) return;
    const auto tests = output.allowed->op == Op::any_of ? output.allowed->operands : std::vector{*output.allowed};
    for (const auto& test : tests)
      if (test.op == Op::is && is_constant(test)) output.order.push_back(evaluate(test.operands[0], {}));
  }

  void check_policy() {
    const bool ordered = source_.policy == HitPolicy::priority || source_.policy == HitPolicy::output_order;
    const bool no_order = std::all_of(table_.outputs.begin(), table_.outputs.end(),
                                      [](const auto& output) { return output.order.empty(); });
    if (ordered && no_order)
      report_.error(1, 0, zhuqi::name(source_.policy),
                    "this hit policy needs the allowed values of an output, best first",
                    "a row «allowed values» (CSV) or outputValues (DMN)");
    const bool aggregates = source_.policy >= HitPolicy::collect_sum && source_.policy <= HitPolicy::collect_max;
    if (aggregates && table_.outputs.size() > 1)
      report_.error(1, 0, zhuqi::name(source_.policy), "an aggregate of several outputs is not supported",
                    "one output");
  }

  void add_rule(const RuleSource& source) {
    auto& rule = table_.rules.emplace_back();
    rule.id = source.id;
    rule.tests.reserve(table_.inputs.size());
    rule.outputs.reserve(table_.outputs.size());
    for (std::size_t c = 0; c < table_.inputs.size(); ++c) {
      const auto& cell = source.tests[c];
      rule.tests.push_back(pooled(tests_, c, table_.inputs[c].cells, cell, [&] { return checked_test(cell, c); }));
    }
    for (std::size_t c = 0; c < table_.outputs.size(); ++c) {
      const auto& cell = source.outputs[c];
      rule.outputs.push_back(
          pooled(outputs_, c, table_.outputs[c].cells, cell, [&] { return checked_output(cell, c); }));
    }
  }

  // The number of the cell with this text in its column; parsed when it is new.
  template <class Parse>
  std::uint32_t pooled(std::vector<std::unordered_map<std::string, std::uint32_t>>& pools, std::size_t column,
                       std::vector<CompiledCell>& cells, const CellSource& cell, Parse parse) {
    if (pools.size() <= column) pools.resize(column + 1);
    const auto [at, added] = pools[column].emplace(cell.text, static_cast<std::uint32_t>(cells.size()));
    if (added || cells[at->second].expression.op == Op::list) {
      auto expression = parse();
      if (!added) return at->second;
      cells.push_back({expression ? std::move(*expression) : feel::operation(Op::list, {}), cell.text});
    }
    return at->second;
  }

  std::optional<Expression> checked_test(const CellSource& cell, std::size_t column) {
    const auto& clause = source_.inputs[column];
    auto test = parse_test(cell, clause.type);
    if (test) check_kinds(*test, cell, table_.inputs[column].type);
    return test;
  }

  // A literal that the input can never be compared with is a slip of the pen.
  void check_kinds(const Expression& test, const CellSource& cell, std::string_view type) {
    if (type == "any" || type == "list") return;
    const auto check = [&](const Expression& e) {
      if (e.op != Op::literal || e.value.is_null()) return;
      if (!feel::is_instance(e.value, type))
        report_.error(cell, fmt::format("{} is compared with {}", type, name(e.value.kind())),
                      fmt::format("a value of type {}", type));
    };
    if (test.op == Op::is) check(test.operands[0]);
    if (test.op >= Op::equal && test.op <= Op::greater_equal && test.operands[0].op == Op::input)
      check(test.operands[1]);
    if (test.op == Op::in && test.operands[0].op == Op::input && test.operands[1].op == Op::interval) {
      for (const auto& end : test.operands[1].operands) check(end);
      const auto order = feel::compare(test.operands[1].operands[0].value, test.operands[1].operands[1].value);
      if (order && *order > 0) report_.error(cell, "the interval ends before it begins", "the lower end first");
    }
    if (test.op == Op::any_of || test.op == Op::none_of)
      for (const auto& each : test.operands) check_kinds(each, cell, type);
  }

  std::optional<Expression> checked_output(const CellSource& cell, std::size_t column) {
    const auto& clause = source_.outputs[column];
    auto output = parse_output(cell, clause.type);
    if (!output || !is_constant(*output)) return output;
    auto value = evaluate(*output, {});
    if (!conform(value, value_type(clause.type)))
      report_.error(cell, fmt::format("the output is {}", name(value.kind())),
                    fmt::format("a value of type {}", clause.type));
    const auto& allowed = table_.outputs[column].allowed;
    if (allowed && !value.is_null() && !feel::holds(*allowed, {nullptr, &value, nullptr, {}, nullptr}))
      report_.error(cell, "not one of the allowed values", clause.allowed.text);
    return feel::literal(std::move(value));
  }

  void compute_results() {
    for (const auto& output : table_.outputs)
      for (const auto& cell : output.cells)
        table_.constant_outputs = table_.constant_outputs && cell.expression.op == Op::literal;
    table_.results.resize(table_.rules.size());
    std::map<std::vector<std::uint32_t>, Value> made;
    for (std::size_t r = 0; r < table_.rules.size(); ++r) {
      auto& [outputs, result] = *made.try_emplace(table_.rules[r].outputs).first;
      if (result.is_null()) {
        std::vector<Value> values;
        bool constant = true;
        for (std::size_t c = 0; c < outputs.size(); ++c) {
          const auto& cell = table_.outputs[c].cells[outputs[c]].expression;
          constant = constant && cell.op == Op::literal;
          values.push_back(cell.value);
        }
        if (constant) result = combine(table_, std::move(values));
      }
      table_.results[r] = result;
    }
  }

  const ModelSource& model_;
  const TableSource& source_;
  Dialect dialect_;
  Compiled& table_;
  FindingLog& report_;
  std::vector<std::unordered_map<std::string, std::uint32_t>> tests_, outputs_;
};

}  // namespace

Value combine(const Compiled& table, std::vector<Value> outputs) {
  if (outputs.size() == 1) return std::move(outputs[0]);
  ValueContext context;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    context.emplace_back(table.output_clauses[i].name, std::move(outputs[i]));
  return context;
}

void compile_table(const ModelSource& model, const TableSource& source, const Dialect& dialect, Compiled& table,
                   FindingLog& report) {
  TableCompiler(model, source, dialect, table, report).run();
}

}  // namespace zhuqi
