#include <gtest/gtest.h>

#include <zhuqi/decision/check.hpp>

namespace zhuqi {
namespace {

using Kind = TableFinding::Kind;

std::vector<TableFinding> of_kind(const std::string& csv, Kind kind) {
  auto findings = check(DecisionTable::parse(csv, "t.csv"));
  std::erase_if(findings, [&](const auto& finding) { return finding.kind != kind; });
  return findings;
}

// "d<-a,b" for each finding of the kind: which rule, and which others.
std::string rules(const std::string& csv, Kind kind) {
  std::string text;
  for (const auto& finding : of_kind(csv, kind)) {
    text += text.empty() ? "" : " ";
    for (std::size_t i = 0; i < finding.rules.size(); ++i)
      text += (i == 0 ? "" : i == 1 ? "<-" : ",") + finding.rules[i];
  }
  return text;
}

std::string example(const std::string& csv, Kind kind) {
  const auto findings = of_kind(csv, kind);
  return findings.empty() ? "none" : findings[0].example;
}

TEST(Check, RulesThatNeverWin) {
  EXPECT_EQ(rules("hit policy,FIRST\nid,if item,if region: code,if text: keywords,then x\n"
                  "a,甲,53,-,1\nb,甲,5301,-,2\nc,\"甲,乙\",-,贷款,3\nd,乙,-,贷款 & 抵押,4\ne,乙,-,抵押,5\nz,-,-,-,6\n",
                  Kind::shadowed),
            "b<-a d<-c");
}

TEST(Check, RulesThatSeveralTogetherShadow) {
  EXPECT_EQ(rules("hit policy,FIRST\nid,if n: number,then x\na,< 5,1\nb,>= 5,2\nc,[3..7],3\nd,null,4\ne,-,5\n",
                  Kind::shadowed),
            "c<-a,b e<-a,b,c,d");
  EXPECT_EQ(
      rules("hit policy,FIRST\nid,if t: keywords,then x\na,贷款,1\nb,not 贷款,2\nc,抵押,3\nd,-,4\n", Kind::shadowed),
      "c<-a,b");
}

TEST(Check, PriorityGoesByItsOutputs) {
  const std::string csv =
      "hit policy,PRIORITY\nid,if n: number,then x\nallowed values,,\"high,low\"\na,> 5,low\nb,> 3,high\nc,-,low\n";
  EXPECT_EQ(rules(csv, Kind::shadowed), "a<-b");
}

TEST(Check, RulesThatNeverHit) {
  const std::string csv =
      "hit policy,FIRST\nid,if n: number,if s,if t: keywords,then x\nallowed values,,\"甲,乙\",,\n"
      "a,\"? > 5 and ? < 3\",-,-,1\nb,-,丙,-,2\nc,-,-,\"贷款 & not 款\",3\nd,-,甲,-,4\ne,-,\"乙,丙\",-,5\n";
  EXPECT_EQ(rules(csv, Kind::unreachable), "a b c");
  const auto findings = of_kind(csv, Kind::unreachable);
  EXPECT_NE(findings[0].message.find("no value of n"), std::string::npos);
  EXPECT_NE(findings[1].message.find("no allowed value of s"), std::string::npos);
  EXPECT_NE(findings[2].message.find("no text"), std::string::npos);
  EXPECT_EQ(findings[1].row, 5);
}

TEST(Check, RulesThatContradictEachOther) {
  const std::string csv = "id,if n: number,if s,then x\na,> 10,甲,1\nb,[5..20],-,2\nc,< 5,-,3\nd,20,甲,4\n";
  EXPECT_EQ(rules(csv, Kind::overlap), "b<-a d<-a,b");
  EXPECT_EQ(example(csv, Kind::overlap), R"({"n": 11, "s": "甲"})");
}

TEST(Check, UnderAnyOnlyDifferentResultsContradict) {
  EXPECT_EQ(rules("hit policy,ANY\nid,if n: number,then x\na,> 1,1\nb,> 2,1\nc,> 3,2\n", Kind::overlap), "c<-a,b");
}

TEST(Check, KeywordsThatExcludeEachOtherDoNotContradict) {
  EXPECT_EQ(rules("id,if t: keywords,then x\na,\"贷款, not 个人\",1\nb,个人贷款,2\nc,个人,3\n", Kind::overlap), "c<-b");
}

TEST(Check, ExpressionsAreTried) {
  const std::string csv = "id,if s,then x\na,\"string length(?) > 1\",1\nb,甲乙,2\nc,丙,3\n";
  EXPECT_EQ(rules(csv, Kind::overlap), "b<-a");
  const std::string others = "id,if n: number,if m: number,then x\na,? > m,-,1\nb,? < m,-,2\nc,-,-,3\n";
  for (const auto& finding : of_kind(others, Kind::overlap)) EXPECT_EQ(finding.rules[0], "c");
  EXPECT_FALSE(of_kind(others, Kind::undecided).empty());
}

TEST(Check, GapsAndCompleteTables) {
  EXPECT_EQ(example("hit policy,FIRST\nif n: number,if b: boolean,then x\n< 5,-,1\n> 5,-,2\n5,true,3\n", Kind::gap),
            R"({"n": 5, "b": false})");
  EXPECT_EQ(example("hit policy,FIRST\nif n: number,if b: boolean,then x\n< 5,-,1\n>= 5,\"true,false\",2\n", Kind::gap),
            "{}");
  EXPECT_EQ(of_kind("hit policy,FIRST\nif n: number,then x\n< 5,1\n>= 5,2\nnull,3\n", Kind::complete).size(), 1u);
  EXPECT_EQ(
      of_kind("hit policy,FIRST\nid,if s,then x\nallowed values,\"甲,乙\",\na,甲,1\nb,乙,2\nc,null,3\n", Kind::complete)
          .size(),
      1u);
  EXPECT_EQ(of_kind("id,if n: number,then x\ndefault output,,9\na,< 5,1\n", Kind::gap).size(), 0u);
  EXPECT_EQ(example("if when: date,then x\n< 2026-02-14,1\n> 2026-02-15,2\n2026-02-14,3\n", Kind::gap),
            R"({"when": "2026-02-15"})");
  EXPECT_EQ(example("if s: code,then x\n53,1\nnot(53),2\n", Kind::gap), "{}");
  EXPECT_EQ(of_kind("if t: keywords,then x\n贷款,1\nnot 贷款,2\nnull,3\n", Kind::complete).size(), 0u);
}

TEST(Check, OwnerOfLastResort) {
  EXPECT_EQ(of_kind("hit policy,FIRST\nif n: number,then x\n< 5,1\n", Kind::no_last_resort).size(), 1u);
  EXPECT_EQ(of_kind("hit policy,FIRST\nif n: number,then x\n< 5,1\n-,2\n", Kind::no_last_resort).size(), 0u);
  EXPECT_EQ(of_kind("hit policy,FIRST\nif n: number,then x\ndefault output,9\n< 5,1\n", Kind::no_last_resort).size(),
            0u);
  EXPECT_EQ(of_kind("if n: number,then x\n< 5,1\n", Kind::no_last_resort).size(), 0u);
}

TEST(Check, KeywordsInKeywords) {
  const auto findings = of_kind("hit policy,FIRST\nif t: keywords,then x\n贷款,1\n银行贷款,2\n", Kind::nested_keyword);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_NE(findings[0].message.find("the keyword «贷款» is also in «银行贷款» of 2"), std::string::npos);
  EXPECT_EQ(findings[0].rules, (std::vector<std::string>{"1", "2"}));
}

TEST(Check, SaysSoWhenTheBudgetIsSpent) {
  const auto table = DecisionTable::parse("hit policy,FIRST\nif n: number,then x\n< 5,1\n>= 5,2\nnull,3\n", "t.csv");
  const auto findings = check(table, {.budget = 0});
  ASSERT_FALSE(findings.empty());
  for (const auto& finding : findings)
    EXPECT_TRUE(finding.kind == Kind::undecided || finding.kind == Kind::no_last_resort) << finding.message;
}

}  // namespace
}  // namespace zhuqi
