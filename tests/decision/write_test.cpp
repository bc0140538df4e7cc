// Tables written out and read again: CSV and DMN say the same, and nothing is lost on the way.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/decision/write.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace zhuqi {
namespace {

using Row = std::vector<std::string>;

std::string records_of(const std::vector<Row>& rows) {
  std::string out;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) append_csv_field(i > 0 ? out += ',' : out, row[i]);
    out += '\n';
  }
  return out;
}

// What a record is decided as, in words.
std::string told(const DecisionTable& table, const Facts& facts) {
  const auto outcome = table.decide(facts);
  std::string text = outcome.error ? "error " + outcome.error->message : to_json_text(outcome.result);
  for (const auto rule : outcome.rules) text += " " + table.rule_id(rule);
  return text;
}

rc::Gen<std::string> text_cell() {
  return rc::gen::element<std::string>("", "-", "甲", "甲,乙", "not(甲,乙)", "null", "\"甲,乙\"", "ＶＡＴ",
                                       "vat\n增值税", "? in (\"甲\", \"ＡＢ\")", "> \"甲\"", "contains(?, \"a\")",
                                       "\"not(x)\"", "upper case(?) = \"AB\"", "a\\b", "it's");
}
rc::Gen<std::string> code_cell() {
  return rc::gen::element<std::string>("-", "5301", "53,11", "\"530102\"", "not(5301,52)", "null", "\"53\",11");
}
rc::Gen<std::string> keyword_cell() {
  return rc::gen::element<std::string>("-", "贷款", "贷款,授信 & 抵押", "not 个人", "贷款, not 个人", "ＶＡＴ & ｔａｘ",
                                       "vat", "a & b & not c", "\"not 个人\"", "①", "授信＆抵押，贷款");
}
rc::Gen<std::string> number_cell() {
  return rc::gen::element<std::string>("-", "", "1", ">= 2", "[1..3)", "(1..3]", "30%", "1,2", "not(1)", "]0..2[",
                                       "n + 1", "< n * 2", "null");
}
rc::Gen<std::string> date_cell() {
  return rc::gen::element<std::string>("-", "2026/2/14", "2026年2月14日", ">= 2026-02-14", "[2026/1/1..2026/12/31]",
                                       "not(2026-02-14)", "date(\"2026-02-14\")");
}
rc::Gen<std::string> truth_cell() { return rc::gen::element<std::string>("-", "是", "FALSE", "true", "not(true)"); }

rc::Gen<std::string> out_cell(bool number) {
  return number ? rc::gen::element<std::string>("", "1", "5%", "n + 1", "-2")
                : rc::gen::element<std::string>("", "金融办", "\"-\"", "a,b", "\" x \"", "两\n行");
}

// A table whose rows stand in the order that the writer uses.
std::vector<Row> random_table() {
  const auto policy =
      *rc::gen::element<std::string>("UNIQUE", "ANY", "FIRST", "RULE ORDER", "COLLECT", "COLLECT COUNT");
  std::vector<Row> rows = {{"hit policy", policy},
                           {"id", "if t", "if c: code", "if k: keywords", "if n: number", "if d: date", "if b: boolean",
                            "if n + 1: number", "then lead", "then x: number", "then more: list", "note 备注"}};
  if (*rc::gen::arbitrary<bool>())
    rows.push_back({"allowed values", "", "", "", "[0..300%]", ">= 2025/1/1", "", "", "", "≤ 300%", "", ""});
  if (*rc::gen::arbitrary<bool>())
    rows.push_back({"default output", "", "", "", "", "", "", "", "无", "5%", "甲，乙", ""});
  const auto count = *rc::gen::inRange(1, 8);
  for (int r = 0; r < count; ++r)
    rows.push_back({"R" + std::to_string(r) + *rc::gen::element<std::string>("", "/甲", " b"), *text_cell(),
                    *code_cell(), *keyword_cell(), *number_cell(), *date_cell(), *truth_cell(), *number_cell(),
                    *out_cell(false), *out_cell(true), *rc::gen::element<std::string>("", "甲,乙", "甲"),
                    *rc::gen::element<std::string>("", "说明", "a \"b\"", "两\n行")});
  return rows;
}

Facts random_facts() {
  Facts facts;
  const auto maybe = [&](const char* name, const rc::Gen<std::string>& gen) {
    if (*rc::gen::weightedElement<bool>({{4, true}, {1, false}})) facts.emplace(name, *gen);
  };
  maybe("t", rc::gen::element<std::string>("甲", "乙", "VAT", "ＶＡＴ", "AB", "ab", "ＡＢ", "not(x)", ""));
  maybe("c", rc::gen::element<std::string>("530102", "5301", "11", "520000", ""));
  maybe("k", rc::gen::element<std::string>("个人贷款", "企业贷款 vat", "ＶＡＴ TAX", "授信要抵押", "abc", "1", ""));
  maybe("d", rc::gen::element<std::string>("2026-02-14", "2026-03-01", "2025-12-31"));
  if (*rc::gen::arbitrary<bool>())
    facts.emplace("n", Value::number(*rc::gen::element<std::string>("0", "0.3", "1", "2", "3")));
  if (*rc::gen::arbitrary<bool>()) facts.emplace("b", *rc::gen::arbitrary<bool>());
  return facts;
}

RC_GTEST_PROP(Write, CsvBecomesDmnAndTheSameCsvAgain, ()) {
  const auto csv = records_of(random_table());
  const auto table = DecisionTable::parse(csv, "t.csv");
  RC_ASSERT(write_csv(table) == csv);
  const auto dmn = write_dmn(table);
  const auto model = DecisionTable::parse(dmn, "t.dmn");
  RC_ASSERT(write_csv(model) == csv);
  RC_ASSERT(write_dmn(model) == dmn);
}

RC_GTEST_PROP(Write, CsvAndDmnDecideAlike, ()) {
  const auto table = DecisionTable::parse(records_of(random_table()), "t.csv");
  auto dmn = write_dmn(table);
  const auto model = DecisionTable::parse(dmn, "t.dmn");
  // An editor that drops what is ours leaves the meaning whole.
  for (auto at = dmn.find(" zhuqi:cell=\""); at != std::string::npos; at = dmn.find(" zhuqi:cell=\""))
    dmn.erase(at, dmn.find('"', at + 13) + 1 - at);
  const auto bare = DecisionTable::parse(dmn, "t.dmn");
  const auto again = DecisionTable::parse(write_csv(bare), "t.csv");
  for (int i = 0; i < 10; ++i) {
    const auto facts = random_facts();
    const auto expected = told(table, facts);
    RC_ASSERT(told(model, facts) == expected);
    RC_ASSERT(told(bare, facts) == expected);
    RC_ASSERT(told(again, facts) == expected);
  }
}

TEST(Write, KeywordsAreWrittenAsTheStandardWould) {
  const auto dmn = write_dmn(
      DecisionTable::parse("id,if text: keywords,if region: code,then x\nR1,\"贷款, not 个人\",5301,y\n", "t.csv"));
  for (const auto* part : {"contains(fold(?), fold(\"贷款\")) and not(contains(fold(?), fold(\"个人\")))",
                           "starts with(?, \"5301\")", "zhuqi:column=\"keywords\"", "DMN/20191111/MODEL"})
    EXPECT_NE(dmn.find(part), std::string::npos) << part << "\n" << dmn;
}

TEST(Write, AnEditedCellCountsAndNotWhatTheSpreadsheetSaid) {
  auto dmn = write_dmn(DecisionTable::parse("id,if text: keywords,then x\nR1,贷款,y\n", "t.csv"));
  for (auto at = dmn.find("fold(\"贷款\")"); at != std::string::npos; at = dmn.find("fold(\"贷款\")"))
    dmn.replace(at, std::string("fold(\"贷款\")").size(), "fold(\"授信\")");
  const auto csv = write_csv(DecisionTable::parse(dmn, "t.dmn"));
  EXPECT_NE(csv.find("授信"), std::string::npos) << csv;
  EXPECT_EQ(csv.find("贷款"), std::string::npos) << csv;
}

TEST(Write, SaysWhatHasNoFormInCsv) {
  const std::string head = "<definitions name=\"m\"><inputData id=\"a\" name=\"a\"><variable name=\"a\"/></inputData>";
  const auto model = DecisionTable::parse(head +
                                              "<decision id=\"d\" name=\"d\"><literalExpression><text>a + "
                                              "1</text></literalExpression></decision></definitions>",
                                          "m.dmn");
  EXPECT_THROW(write_csv(model), Refused);
  EXPECT_EQ(told(DecisionTable::parse(write_dmn(model), "m.dmn"), {{"a", 1}}), "2");
}

TEST(Write, EveryCharacterSet) {
  const auto table = DecisionTable::parse("id,if t,then x\nR1,甲,乙\n", "t.csv");
  for (const auto encoding : {TextEncoding::utf8, TextEncoding::utf8_bom, TextEncoding::gb18030})
    EXPECT_EQ(told(DecisionTable::parse(write_csv(table, encoding), "t.csv"), {{"t", "甲"}}), "\"乙\" R1");
}

}  // namespace
}  // namespace zhuqi
