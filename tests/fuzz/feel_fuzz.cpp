// The first letter says what the rest is: unary tests, an expression, or a cell of a spreadsheet.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <zhuqi/base/error.hpp>

#include "decision/cell.hpp"
#include "decision/feel/evaluate.hpp"
#include "decision/feel/parser.hpp"

namespace {

using namespace zhuqi;
using namespace zhuqi::feel;

void require(bool holds) {
  if (!holds) std::abort();
}

const Facts& facts() {
  static const Facts some = {{"amount", 500},
                             {"text", "企业 ＶＡＴ 贷款"},
                             {"list", ValueList{1, "a", Value()}},
                             {"entry", ValueContext{{"a", 1}, {"b", ValueList{2, 3}}}}};
  return some;
}

void use(const Expression& parsed, bool as_tests, const Dialect& dialect) {
  const auto source = to_source(parsed, as_tests);
  Run run;
  run.steps = 1000;
  for (const auto& [name, input] : facts()) evaluate(parsed, {&facts(), &input, nullptr, {}, nullptr, &run});
  if (source.size() > max_source_bytes) return;
  // What it is written as means the same; brackets may be written where none were, and nest too deep.
  try {
    const auto again = as_tests ? parse_tests(source, dialect) : parse_expression(source, dialect);
    require(to_source(again, as_tests) == source);
  } catch (const Refused& refused) {
    require(refused.code() == Code::too_large);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  Dialect dialect;
  dialect.names = {"amount", "text", "list", "entry", "a name of words"};
  static constexpr const char* types[] = {"string", "number", "boolean", "date", "date and time", "any", "list"};
  try {
    if (data[0] == 't') use(parse_tests(text, dialect), true, dialect);
    if (data[0] == 'e') use(parse_expression(text, dialect), false, dialect);
    if (data[0] == 'c') use(parse_test_cell(text, "code", dialect), true, dialect);
    if (data[0] == 'k') use(parse_test_cell(text, "keywords", dialect), true, dialect);
    if (data[0] >= '0' && data[0] <= '6') use(parse_test_cell(text, types[data[0] - '0'], dialect), true, dialect);
    if (data[0] >= 'A' && data[0] <= 'G') use(parse_output_cell(text, types[data[0] - 'A'], dialect), false, dialect);
  } catch (const Refused&) {
  }
  return 0;
}
