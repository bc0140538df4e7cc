#include <gtest/gtest.h>

#include <zhuqi/decision/table.hpp>

#include "base/text.hpp"

namespace zhuqi {
namespace {

const std::string routing =
    "hit policy,FIRST,,,,,\n"
    "id,if service_item,if region: code,if amount: number,if text: keywords,then lead,then supporting: list\n"
    "R001,融资对接,-,>= 5000000,-,金融办,\"工信局,财政局\"\n"
    "R002,-,5301,-,\"专利,商标\",市场监管局,司法局\n"
    "R003,-,-,-,\"贷款,授信 & 抵押, not 个人\",金融办,\n"
    "R999,-,-,-,-,综合服务专员,\n"
    ",,,,,,\n";

std::string winner(const DecisionTable& table, const Facts& facts) {
  const auto outcome = table.decide(facts);
  if (outcome.error) return "error: " + outcome.error->message;
  return outcome.rules.empty() ? "none" : table.rule_id(outcome.rules[0]);
}

TEST(CsvTable, DecidesAsTheOperatorWroteIt) {
  const auto table = DecisionTable::parse(routing, "routing.csv");
  EXPECT_EQ(table.rule_count(), 4u);
  EXPECT_EQ(table.name(), "routing");
  EXPECT_EQ(table.hash().size(), 64u);
  const std::pair<Facts, std::string> cases[] = {
      {{{"service_item", "融资对接"}, {"amount", 5000000}}, "R001"},
      {{{"service_item", "融资对接"}, {"amount", Value::number("4999999.99")}}, "R999"},
      {{{"region", "530102"}, {"text", "想注册商标"}}, "R002"},
      {{{"region", "5302"}, {"text", "想注册商标"}}, "R999"},
      {{{"text", "企业贷款"}}, "R003"},
      {{{"text", "个人贷款"}}, "R999"},
      {{{"text", "授信要抵押"}}, "R003"},
      {{{"text", "授信"}}, "R999"},
      {{}, "R999"},
      {{{"amount", "12"}}, "error: amount: expected number, got string «12»"},
      {{{"text", "\xFF"}}, "error: text: not valid UTF-8"}};
  for (const auto& [facts, expected] : cases) EXPECT_EQ(winner(table, facts), expected);
  const auto outcome = table.decide({{"service_item", "融资对接"}, {"amount", 9000000}});
  EXPECT_EQ(to_json_text(outcome.result), "{\"lead\": \"金融办\", \"supporting\": [\"工信局\", \"财政局\"]}");
}

TEST(CsvTable, ReadsEveryCharacterSet) {
  for (const auto& bytes : {routing, "\xEF\xBB\xBF" + routing, to_gb18030(routing).value()})
    EXPECT_EQ(winner(DecisionTable::parse(bytes, "t.csv"), {{"text", "企业贷款"}}), "R003");
}

TEST(CsvTable, ReadsSpreadsheetForms) {
  const auto table = DecisionTable::parse(
      "id,if when: date,if rate: number,if ok: boolean,if word,then x: number\r\n"
      "a,2026/2/14,30%,TRUE,\"甲\n乙\",\"5%\"\r\n"
      "b,[2026-01-01..2026年12月31日],-,是,not(甲),2\r\n"
      "c,-,>= 50%,FALSE,\"not(\"\"x\"\")\",-1\r\n\r\n,,\r\n",
      "t.csv");
  EXPECT_EQ(winner(table, {{"when", "2026-02-14"}, {"rate", Value::number("0.3")}, {"ok", true}, {"word", "乙"}})
                .substr(0, 5),
            "error");
  EXPECT_EQ(winner(table, {{"when", "2026-02-14"}, {"rate", Value::number("0.3")}, {"ok", true}, {"word", "甲"}}), "a");
  EXPECT_EQ(winner(table, {{"when", "2026-05-01"}, {"ok", true}, {"word", "丙"}}), "b");
  EXPECT_EQ(winner(table, {{"rate", 1}, {"ok", false}, {"word", "甲"}}), "c");
  EXPECT_EQ(table.rule_result(0), Value::number("0.05"));
}

TEST(CsvTable, TellsAllFindingsAtOnce) {
  try {
    DecisionTable::parse(
        "hit policy,SOMETIMES\nid,if a: number,if b: colour,what,then x\n1,=> "
        "5,-,,y\n1,\"1,000\",foo,,y\n3,\"\"\"q\",-,,y,z\n",
        "t.csv");
    FAIL();
  } catch (const InvalidDocument& document) {
    std::string all;
    for (const auto& f : document.findings()) all += to_string(f) + "\n";
    for (const auto* part :
         {"t.csv:1:2", "t.csv:2:3", "t.csv:2:4", "t.csv:3:2", "t.csv:4:1", "t.csv:4:2", "t.csv:5:2", "t.csv:5:6"})
      EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
  }
}

TEST(CsvTable, RefusesWhatIsNoTable) {
  for (const std::string bad : {"", "\n\n", "id,if a\n1,2\n", "hit policy,FIRST\n", "id,if a,then x\n",
                                "\xFF\xFF\xFF\xFF", "id,then x,then x\n1,2,3\n"})
    EXPECT_THROW(DecisionTable::parse(bad, "t.csv"), InvalidDocument) << bad;
  EXPECT_THROW(DecisionTable::parse(routing, "t.txt"), Refused);
  EXPECT_THROW(DecisionTable::load("/nowhere/t.csv"), Refused);
  EXPECT_THROW(DecisionTable::parse("id,if a: number,then x\n1," + std::string(1 << 20, '(') + ",2\n", "t.csv"),
               InvalidDocument);
}

TEST(CsvTable, HitPolicies) {
  const std::string rows =
      "id,if n: number,then x: number\nallowed values,,\"30,20,10\"\na,> 0,10\nb,> 5,30\nc,> 9,20\n";
  const std::tuple<const char*, const char*, const char*> cases[] = {{"UNIQUE", "error", "a,b,c"},
                                                                     {"ANY", "error", "a,b,c"},
                                                                     {"PRIORITY", "30", "b"},
                                                                     {"FIRST", "10", "a"},
                                                                     {"RULE ORDER", "[10, 30, 20]", "a,b,c"},
                                                                     {"OUTPUT ORDER", "[30, 20, 10]", "b,c,a"},
                                                                     {"COLLECT", "[10, 30, 20]", "a,b,c"},
                                                                     {"C+", "60", "a,b,c"},
                                                                     {"collect min", "10", "a,b,c"},
                                                                     {"C>", "30", "a,b,c"},
                                                                     {"C#", "3", "a,b,c"}};
  for (const auto& [policy, result, rules] : cases) {
    const auto table = DecisionTable::parse("hit policy," + std::string(policy) + "\n" + rows, "t.csv");
    const auto outcome = table.decide({{"n", 10}});
    EXPECT_EQ(outcome.error ? "error" : to_text(outcome.result), result) << policy;
    std::string ids;
    for (const auto r : outcome.rules) ids += (ids.empty() ? "" : ",") + table.rule_id(r);
    EXPECT_EQ(ids, rules) << policy;
    const bool lists = std::string_view(result).starts_with('[');
    EXPECT_EQ(to_text(table.decide({{"n", -1}}).result), to_text(lists ? Value(ValueList()) : Value())) << policy;
  }
}

TEST(CsvTable, ExplainsWinnersAndLosers) {
  const auto table = DecisionTable::parse(routing, "routing.csv");
  const Facts facts = {{"service_item", "融资对接"}, {"amount", 320000}};
  EXPECT_EQ(table.explain(facts).rule, 3u);
  const auto loser = table.explain(facts, 0);
  EXPECT_FALSE(loser.hit);
  ASSERT_EQ(loser.conditions.size(), 2u);
  EXPECT_EQ(loser.conditions[1].input, "amount");
  EXPECT_EQ(loser.conditions[1].value, Value(320000));
  EXPECT_NE(loser.text.find("amount >= 5000000, was 320000"), std::string::npos) << loser.text;
  EXPECT_THROW(table.explain(facts, 4), Refused);
}

TEST(CsvTable, FindingsSayOnceWhatIsWrongWithACell) {
  const auto findings = [](const std::string& type, const std::string& cell) -> std::string {
    try {
      DecisionTable::parse("hit policy,FIRST\nid,if n: " + type + ",then x\nR1," + cell + ",a\n", "t.csv");
    } catch (const InvalidDocument& invalid) {
      return to_string(invalid.findings().at(0));
    }
    return {};
  };
  EXPECT_EQ(findings("number", "很多").rfind("t.csv:3:2: error: unknown name «很多» (", 0), 0u)
      << findings("number", "很多");
  for (const char* half : {"贷款 &", "& 贷款", "贷款 & & 授信"})
    EXPECT_NE(findings("keywords", half).find("a word is missing beside «&»"), std::string::npos) << half;
  EXPECT_EQ(findings("keywords", "贷款 & not 个人"), "");
  for (const char* zone : {"\"time(\"\"10:00:00@Asia/Shanghai\"\")\"", "\"@\"\"10:00:00@Asia/Shanghai\"\"\""})
    EXPECT_NE(findings("time", zone).find("a time zone by name is not supported"), std::string::npos) << zone;
}

}  // namespace
}  // namespace zhuqi
