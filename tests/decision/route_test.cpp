#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/route.hpp>

#include "base/text.hpp"

namespace zhuqi {
namespace {

class Route : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream(file(name), std::ios::binary) << bytes;
  }
  std::string read(const std::string& name) const {
    std::ostringstream bytes;
    bytes << std::ifstream(file(name), std::ios::binary).rdbuf();
    return bytes.str();
  }

  std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) /
      (std::string("route-") + testing::UnitTest::GetInstance()->current_test_info()->name());
  DecisionTable table_ = DecisionTable::parse(
      "hit policy,FIRST\nid,if amount: number,if text: keywords,then lead,then days: number\n"
      "big,>= 100,-,金融办,3\nword,-,贷款,\"局,二\",5\n",
      "t.csv");
};

TEST_F(Route, CsvToCsv) {
  write("in.csv",
        "no,amount,text\r\n1,100,\"a,\"\"b\"\"\"\r\n2,,想贷款\r\n3,1,无\r\n4,x,y\r\n5,1\r\n6,1,\xFF\r\n7,1,2,3\r\n");
  const auto summary = route(table_, file("in.csv"), file("out.csv"));
  EXPECT_EQ(read("out.csv"),
            "no,amount,text,lead,days,rule,error\n"
            "1,100,\"a,\"\"b\"\"\",金融办,3,big,\n"
            "2,,想贷款,\"局,二\",5,word,\n"
            "3,1,无,,,,\n"
            "4,x,y,,,,\"amount: expected number, got «x»\"\n"
            "5,1,,,,,\n"
            "6,1,\xFF,,,,text: not valid UTF-8\n"
            "7,1,2,,,,\"4 fields, the header has 3; beyond it: 3\"\n");
  EXPECT_EQ(summary.rows, 7u);
  EXPECT_EQ(summary.errors, 3u);
  EXPECT_EQ(summary.unmatched, 2u);
  EXPECT_EQ(summary.by_rule, (std::vector<std::uint64_t>{1, 1}));
}

TEST_F(Route, JsonLines) {
  write("in.jsonl", "{\"amount\": 100, \"lead\": \"old\"}\n\n{\"amount\": \"x\"}\n{bad\n{\"text\":\"贷款\"}");
  const auto summary = route(table_, file("in.jsonl"), file("out"));
  std::istringstream lines(read("out"));
  std::vector<std::string> all;
  for (std::string line; std::getline(lines, line);) all.push_back(line);
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0], "{\"amount\": 100, \"lead\": \"金融办\", \"days\": 3, \"rule\": \"big\"}");
  EXPECT_NE(all[1].find("invalid_argument"), std::string::npos);
  EXPECT_NE(all[2].find("invalid_document"), std::string::npos);
  EXPECT_EQ(summary.errors, 2u);
}

TEST_F(Route, CharacterSetsInAndOut) {
  const std::string text = "amount,text\n1,想贷款\n200,甲\n";
  write("utf8.csv", text);
  write("bom.csv", "\xEF\xBB\xBF" + text);
  write("gb.csv", to_gb18030(text).value());
  route(table_, file("utf8.csv"), file("a"));
  route(table_, file("bom.csv"), file("b"));
  route(table_, file("gb.csv"), file("c"), {1, TextEncoding::gb18030, {}});
  EXPECT_EQ(read("a"), read("b"));
  EXPECT_EQ(from_gb18030(read("c")), read("a"));
}

TEST_F(Route, ThreadsChangeNothing) {
  std::string rows = "amount,text\n";
  for (int i = 0; i < 120000; ++i) rows += std::to_string(i % 130) + (i % 3 ? ",\"贷\n款\"\n" : ",贷款\n");
  write("in.csv", rows);
  const auto one = route(table_, file("in.csv"), file("one"));
  const auto three = route(table_, file("in.csv"), file("three"), {3, TextEncoding::utf8, {}});
  EXPECT_EQ(one.rows, 120000u);
  EXPECT_EQ(one.by_rule, three.by_rule);
  EXPECT_TRUE(read("one") == read("three"));
}

TEST_F(Route, Refusals) {
  write("empty.csv", "");
  EXPECT_THROW(route(table_, file("empty.csv"), file("x")), Refused);
  EXPECT_THROW(route(table_, file("absent.csv"), file("x")), Refused);
  write("in.csv", "amount\n1\n");
  EXPECT_THROW(
      route(table_, file("in.csv"), file("x"), {1, TextEncoding::utf8, [](const RouteProgress&) { return false; }}),
      Refused);
}

}  // namespace
}  // namespace zhuqi
