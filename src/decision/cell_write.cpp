// FEEL as the cells of a spreadsheet.
#include <zhuqi/base/error.hpp>

#include "decision/cell.hpp"
#include "decision/feel/parser.hpp"

namespace zhuqi {

using feel::Dialect;
using feel::Expression;
using feel::Op;

namespace {

bool is_text(std::string_view type) { return type == "string" || type == "code" || type == "keywords"; }

// Every test with its `?`, by which a column of texts knows FEEL.
Expression with_input(Expression e) {
  if (e.op == Op::is) return feel::operation(Op::in, {feel::operation(Op::input, {}), std::move(e.operands[0])});
  if (e.op == Op::any_of || e.op == Op::none_of)
    for (auto& operand : e.operands) operand = with_input(std::move(operand));
  return e;
}

// A text as a cell that is taken as it stands.
std::string text_cell(const std::string& text) {
  const bool plain = !text.empty() && text != "-" && text.front() != '"' && text.front() != ' ' && text.back() != ' ' &&
                     text.front() != '\n' && text.back() != '\n';
  return plain ? text : "\"" + text + "\"";
}

Expression output_of(std::string_view feel, const Dialect& dialect) {
  return feel.empty() || feel == "-" ? feel::literal({}) : feel::parse_expression(feel, dialect);
}

std::optional<std::string> list_cell(const Expression& list) {
  std::string cell;
  for (const auto& item : list.operands) {
    if (item.op != Op::literal || item.value.string() == nullptr) return std::nullopt;
    cell += (cell.empty() ? "" : ",") + *item.value.string();
  }
  return cell;
}

}  // namespace

bool same_test(std::string_view cell, std::string_view feel, std::string_view type, const Dialect& dialect) {
  try {
    return to_source(parse_test_cell(cell, type, dialect), true) == to_source(feel::parse_tests(feel, dialect), true);
  } catch (const Refused&) {
    return false;
  }
}

bool same_output(std::string_view cell, std::string_view feel, std::string_view type, const Dialect& dialect) {
  try {
    return to_source(parse_output_cell(cell, type, dialect)) == to_source(output_of(feel, dialect));
  } catch (const Refused&) {
    return false;
  }
}

std::optional<std::string> test_as_cell(std::string_view feel, std::string_view type, const Dialect& dialect) {
  const auto test = feel::parse_tests(feel, dialect);
  if (test.op == Op::any) return "-";
  if (same_test(feel, feel, type, dialect)) return std::string(feel);
  if (auto spelled = to_source(test, true); same_test(spelled, feel, type, dialect)) return spelled;
  if (!is_text(type)) return std::nullopt;
  const auto spelled = to_source(with_input(test), true);
  if (spelled.find('?') == std::string::npos) return std::nullopt;
  return same_test(spelled, spelled, type, dialect) ? std::optional(spelled) : std::nullopt;
}

std::optional<std::string> output_as_cell(std::string_view feel, std::string_view type, const Dialect& dialect) {
  const auto output = output_of(feel, dialect);
  if (output.op == Op::literal && output.value.is_null() && type != "list") return "";
  std::optional<std::string> cell = std::string(feel);
  if (type == "string") {
    if (output.op != Op::literal || output.value.string() == nullptr) return std::nullopt;
    cell = text_cell(*output.value.string());
  } else if (type == "list") {
    cell = list_cell(output);
  }
  return cell && same_output(*cell, feel, type, dialect) ? cell : std::nullopt;
}

}  // namespace zhuqi
