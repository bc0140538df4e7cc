// Boxed expressions become expressions of FEEL; a table inside one is decided where it stands.
#include <algorithm>

#include <zhuqi/base/error.hpp>

#include "decision/compile.hpp"
#include "decision/decide.hpp"
#include "decision/feel/functions.hpp"
#include "decision/feel/parser.hpp"

namespace zhuqi {

using feel::Dialect;
using feel::Expression;
using feel::Op;
using Kind = BoxedSource::Kind;
using Compiled = DecisionTable::Compiled;

namespace {

class NestedTable : public feel::Nested {
 public:
  explicit NestedTable(std::shared_ptr<const Compiled> table) : table_(std::move(table)) {
    const auto add = [&](const Expression& e) {
      for (auto& name : free_names(e)) names.push_back(std::move(name));
    };
    for (const auto& input : table_->inputs) {
      add(input.expression);
      for (const auto& cell : input.cells) add(cell.expression);
    }
    for (const auto& output : table_->outputs) {
      if (output.default_output) add(*output.default_output);
      for (const auto& cell : output.cells) add(cell.expression);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
  }

  Value evaluate(const feel::Scope& scope) const override {
    Facts facts;
    for (const auto& name : names)
      if (const auto* value = look_up(name, scope)) facts.emplace(name, *value);
    auto* run = run_of(scope);
    auto outcome = decide_record(*table_, facts, run);
    if (outcome.error && run != nullptr && run->error.empty()) run->error = outcome.error->message;
    return std::move(outcome.result);
  }

 private:
  std::shared_ptr<const Compiled> table_;
};

class BoxedCompiler {
 public:
  BoxedCompiler(const ModelSource& model, FindingLog& report) : model_(model), report_(report) {}

  std::optional<Expression> compile(const BoxedSource& source, const Dialect& dialect) {
    auto made = untyped(source, dialect);
    if (made && source.kind != Kind::function) made = as_type(std::move(*made), source.type.type);
    return made;
  }

 private:
  std::optional<Expression> untyped(const BoxedSource& source, const Dialect& dialect) {
    switch (source.kind) {
      case Kind::literal:
        return literal(source.text, dialect);
      case Kind::table:
        return table(source, dialect);
      case Kind::context:
        return context(source, dialect);
      case Kind::list:
        return all(Op::list, source.parts, dialect);
      case Kind::conditional:
        return all(Op::condition, source.parts, dialect);
      case Kind::invocation:
        return invocation(source, dialect);
      case Kind::function:
        return function(source, dialect);
      case Kind::each:
        return iteration(Op::each, source, dialect);
      case Kind::some:
        return iteration(Op::some, source, dialect);
      case Kind::every:
        return iteration(Op::every, source, dialect);
      case Kind::filter:
        return filter(source, dialect);
    }
    return std::nullopt;
  }

  std::optional<Expression> literal(const CellSource& cell, const Dialect& dialect) {
    try {
      return feel::parse_expression(cell.text, dialect);
    } catch (const Refused& refused) {
      report_.error(cell, refused.what(), refused.where());
      return std::nullopt;
    }
  }

  std::optional<Expression> table(const BoxedSource& source, const Dialect& dialect) {
    auto compiled = std::make_shared<Compiled>();
    const auto before = report_.findings().size();
    compile_table(model_, *source.table, dialect, *compiled, report_);
    if (report_.findings().size() > before) return std::nullopt;
    return with_extra(Op::nested, {}, {.nested = std::make_shared<const NestedTable>(std::move(compiled))});
  }

  // All parts, so that all findings come at once.
  std::optional<Expression> all(Op op, const std::vector<BoxedSource>& parts, const Dialect& dialect) {
    auto result = feel::operation(op, {});
    for (const auto& part : parts)
      if (auto made = compile(part, dialect)) result.operands.push_back(std::move(*made));
    if (result.operands.size() != parts.size()) return std::nullopt;
    return result;
  }

  std::optional<Expression> context(const BoxedSource& source, Dialect dialect) {
    auto result = feel::operation(Op::context, {});
    std::vector<std::string> names;
    for (const auto& part : source.parts) {
      auto made = compile(part, dialect);
      if (made) result.operands.push_back(std::move(*made));
      names.push_back(part.name);
      dialect.names.push_back(part.name);
      dialect.members.push_back(part.name);
    }
    if (result.operands.size() != source.parts.size()) return std::nullopt;
    result.own_extra().names = std::move(names);
    if (source.parts.empty() || !source.parts.back().name.empty()) return result;
    return feel::operation(Op::path, {std::move(result)});  // the value of the entry without a name
  }

  std::optional<Expression> invocation(const BoxedSource& source, const Dialect& dialect) {
    auto result = all(Op::invoke, source.parts, dialect);
    if (!result) return std::nullopt;
    auto& names = result->own_extra().names;
    for (std::size_t i = 1; i < source.parts.size(); ++i) names.push_back(source.parts[i].name);
    return result;
  }

  std::optional<Expression> function(const BoxedSource& source, Dialect dialect) {
    auto made = std::make_shared<feel::Definition>();
    for (const auto& parameter : source.parameters) {
      made->parameters.push_back(parameter.name);
      made->types.push_back(parameter.type.type);
      dialect.names.push_back(parameter.name);
    }
    made->result = source.type.type;
    if (source.parts.empty()) return std::nullopt;
    auto body = compile(source.parts[0], dialect);
    if (!body) return std::nullopt;
    made->body = std::move(*body);
    return with_extra(Op::define, {}, {.definition = std::move(made)});
  }

  std::optional<Expression> iteration(Op op, const BoxedSource& source, Dialect dialect) {
    auto domain = compile(source.parts[0], dialect);
    dialect.names.push_back(source.name);
    if (op == Op::each) dialect.names.emplace_back("partial");
    auto body = compile(source.parts[1], dialect);
    if (!domain || !body) return std::nullopt;
    auto result = feel::operation(op, {std::move(*domain), std::move(*body)});
    result.own_extra().names = {source.name};
    return result;
  }

  std::optional<Expression> filter(const BoxedSource& source, Dialect dialect) {
    auto list = compile(source.parts[0], dialect);
    dialect.names.emplace_back("item");
    dialect.any_name = true;  // the entries of the items
    auto match = compile(source.parts[1], dialect);
    if (!list || !match) return std::nullopt;
    return feel::operation(Op::filter, {std::move(*list), std::move(*match)});
  }

  const ModelSource& model_;
  FindingLog& report_;
};

}  // namespace

std::optional<Expression> compile_boxed(const ModelSource& model, const BoxedSource& source, const Dialect& dialect,
                                        FindingLog& report) {
  return BoxedCompiler(model, report).compile(source, dialect);
}

}  // namespace zhuqi
