#include <gtest/gtest.h>

#include <zhuqi/interchange/documents.hpp>

namespace zhuqi {
namespace {

const DecisionTable& table() {
  static const DecisionTable parsed = DecisionTable::parse(
      "hit policy,UNIQUE\nid,if amount: number,then lead\n\"R \"\"1\"\"\",>= 500,金融办\nR2,>= 900,银行\n", "t.csv");
  return parsed;
}

TEST(DecideDocument, QuotesIdsAndResults) {
  EXPECT_EQ(decide_document(table(), R"({"amount": 500})"), R"({"result":"金融办","rules":["R \"1\""]})");
  EXPECT_EQ(decide_document(table(), "{}"), R"({"result":null,"rules":[]})");
}

TEST(DecideDocument, ThrowsWhatAnOutcomeHoldsAgainstTheRecord) {
  EXPECT_THROW(decide_document(table(), R"({"amount": 900})"), Refused);
  EXPECT_THROW(decide_document(table(), R"({"amount": )"), Refused);
  EXPECT_THROW(decide_document(table(), "7"), Refused);
}

TEST(ExplainDocument, KeepsTheErrorOfTheDecision) {
  const std::string told = explain_document(table(), R"({"amount": 900})", "R2");
  EXPECT_NE(told.find(R"("hit":true)"), std::string::npos);
  EXPECT_NE(told.find(R"("decision":{"error":{"code":)"), std::string::npos);
}

TEST(ErrorDocument, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(to_json_text(Refused(Code::not_found, "no «x»")), R"({"code":"not_found","message":"no «x»"})");
  EXPECT_EQ(to_json_text(Refused(Code::io, "m", "w")), R"({"code":"io","message":"m","where":"w"})");
}

TEST(ErrorDocument, SurvivesBytesThatAreNotUtf8) {
  EXPECT_EQ(to_json_text(Refused(Code::io, "a\xff")), "{\"code\":\"io\",\"message\":\"a\xEF\xBF\xBD\"}");
}

TEST(ErrorDocument, HasEveryFinding) {
  Finding bad, aside;
  bad.file = "t.csv", bad.row = 2, bad.column = 3, bad.value = "=>", bad.message = "bad";
  aside.severity = Finding::Severity::note, aside.message = "by the way", aside.expected = "less";
  const InvalidDocument invalid({bad, aside});
  const std::string text = to_json_text(invalid);
  EXPECT_NE(text.find(R"({"column":3,"file":"t.csv","message":"bad","row":2,"severity":"error","value":"=>"})"),
            std::string::npos);
  EXPECT_NE(text.find(R"({"expected":"less","message":"by the way","severity":"note"})"), std::string::npos);
}

}  // namespace
}  // namespace zhuqi
