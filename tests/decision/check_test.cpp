#include <gtest/gtest.h>

#include <zhuqi/decision/check.hpp>

namespace zhuqi {
namespace {

std::string found(const std::string& csv) {
  std::string text;
  for (const auto& finding : check(DecisionTable::parse(csv, "t.csv"))) text += to_string(finding) + "\n";
  return text;
}

TEST(Check, RulesThatNeverWin) {
  const auto text = found(
      "hit policy,FIRST\nid,if item,if region: code,if text: keywords,then x\n"
      "a,甲,53,-,1\nb,甲,5301,-,2\nc,\"甲,乙\",-,贷款,3\nd,乙,-,贷款 & 抵押,4\ne,乙,-,抵押,5\nz,-,-,-,6\n");
  EXPECT_NE(text.find("t:2: warning: never wins: rule a"), std::string::npos) << text;
  EXPECT_NE(text.find("t:4: warning: never wins: rule c"), std::string::npos) << text;
  EXPECT_EQ(text.find("t:3:"), std::string::npos) << text;
  EXPECT_EQ(text.find("t:5:"), std::string::npos) << text;
  EXPECT_NE(text.find("complete"), std::string::npos);
}

TEST(Check, RulesThatContradictEachOther) {
  const auto text = found("id,if n: number,if s,then x\na,> 10,甲,1\nb,[5..20],-,2\nc,< 5,-,3\n");
  EXPECT_NE(text.find("t:2: warning: contradicts rule a"), std::string::npos) << text;
  EXPECT_NE(text.find("{\"n\": 11, \"s\": \"甲\"}"), std::string::npos) << text;
  EXPECT_EQ(text.find("t:3:"), std::string::npos) << text;
  EXPECT_NE(text.find("no owner of last resort"), std::string::npos);
}

TEST(Check, KeywordsInKeywords) {
  EXPECT_NE(found("hit policy,FIRST\nif t: keywords,then x\n贷款,1\n银行贷款,2\n")
                .find("«银行贷款» holds the keyword «贷款»"),
            std::string::npos);
}

}  // namespace
}  // namespace zhuqi
