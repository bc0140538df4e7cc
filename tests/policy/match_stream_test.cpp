#include <sstream>

#include <gtest/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/policy/match_stream.hpp>

namespace zhuqi {
namespace {

PolicyIndex loans() {
  Policy p;
  p.id = PolicyId("P-1");
  p.title = "贷款贴息";
  p.region = "530100";
  p.from = parse_date("2026-01-01");
  p.until = parse_date("2026-12-31");
  p.branches = {{{"staff", "< 300", "从业人员少于300人"}, {"research_share", ">= 0.03", "研发占比不低于3%"}}};
  p.amounts.resize(1);
  p.amounts[0].base = "research";
  p.amounts[0].rate = parse_rate("10%");
  return PolicyIndex({CompiledPolicy(p)});
}

MatchStreamOptions options(RecordForm in, RecordForm out) {
  MatchStreamOptions o;
  o.in = in;
  o.out = out;
  o.date = parse_date("2026-06-01");
  return o;
}

struct Result {
  std::string text;
  MatchStreamSummary summary;
};

Result matched(const std::string& input, const MatchStreamOptions& options) {
  std::istringstream in(input);
  std::ostringstream out;
  const auto index = loans();
  auto summary = match_stream(index, in, out, options);
  return {out.str(), std::move(summary)};
}

// By facts, and as the registry writes an enterprise; a share that is computed; an unknown; a bad record in between.
constexpr const char* csv =
    "id,region,staff,revenue_fen,research,备注\n"
    "A,530102,100,100000000,5,\"两\n行\"\n"
    "B,530102,300,100000000,5,\n"
    "C,530102,many,1,1,\n"
    "D,530102,20,,,\n"
    "E,532501,20,100000000,5,\n";

TEST(MatchStream, CsvInJsonLinesOut) {
  const auto result = matched(csv, options(RecordForm::csv, RecordForm::json_lines));
  EXPECT_EQ(result.text,
            R"({"credit_code":"A","policy":"P-1","title":"贷款贴息","verdict":"match","amount_fen":500000,)"
            R"("because":"符合: 从业人员少于300人; 研发占比不低于3%"})"
            "\n"
            R"({"credit_code":"B","policy":"P-1","title":"贷款贴息","verdict":"no match","short_of":"staff",)"
            R"x("because":"不符合: 从业人员少于300人 (实际 300 人)"})x"
            "\n"
            R"({"error":"line 5: staff: «many» is not a number"})"
            "\n"
            R"({"credit_code":"D","policy":"P-1","title":"贷款贴息","verdict":"unknown",)"
            R"("because":"无法判断, 缺少: 研发费用占比","missing":["research_share"]})"
            "\n");
  EXPECT_EQ(result.summary.records, 5);
  EXPECT_EQ(result.summary.refused, 1);
  EXPECT_EQ(result.summary.policies[0].matches, 1);
  EXPECT_EQ(result.summary.policies[0].unknown, 1);
  EXPECT_EQ(result.summary.policies[0].one_short, 1);
  EXPECT_EQ(result.summary.policies[0].amount_fen, 500000);
}

TEST(MatchStream, JsonLinesInCsvOutAndOnlyWhatIsAskedFor) {
  auto asked = options(RecordForm::json_lines, RecordForm::csv);
  asked.unknown = asked.one_short = false;
  asked.brief = true;
  const auto result =
      matched(R"({"credit_code":"A","region":"530102","staff":1,"revenue":100,"research":3,"tags":["x"]})"
              "\n\n{\"staff\":\n",
              asked);
  EXPECT_EQ(result.text.substr(0, result.text.find("line")),
            "credit_code,policy,title,verdict,amount_fen,short_of,because,missing,error\n"
            "A,P-1,贷款贴息,match,300000,,,,\n"
            ",,,,,,,,");
  EXPECT_EQ(result.summary.refused, 1);
}

TEST(MatchStream, AHeaderWithoutFactsIsRefused) {
  EXPECT_THROW(matched("名称,电话\nA,1\n", options(RecordForm::csv, RecordForm::csv)), Refused);
  EXPECT_THROW(matched("", options(RecordForm::csv, RecordForm::csv)), Refused);
}

// More records than a batch holds come out in the order in which they went in.
TEST(MatchStream, KeepsTheOrderOverBatches) {
  std::string input;
  constexpr int count = 9000;
  for (int i = 0; i < count; ++i)
    input +=
        "{\"credit_code\":\"" + std::to_string(i) + "\",\"region\":\"530102\",\"staff\":1,\"research_share\":0.5}\n";
  auto asked = options(RecordForm::json_lines, RecordForm::json_lines);
  asked.brief = true;
  const auto result = matched(input, asked);
  std::istringstream lines(result.text);
  std::string line;
  for (int i = 0; i < count; ++i) {
    ASSERT_TRUE(std::getline(lines, line));
    ASSERT_NE(line.find("\"credit_code\":\"" + std::to_string(i) + "\""), std::string::npos) << line;
  }
  EXPECT_EQ(result.summary.policies[0].without_amount, count);
}

}  // namespace
}  // namespace zhuqi
