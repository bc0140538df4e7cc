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
  write("bad.jsonl", "{\"text\": \"\xFF\"}\n");
  route(table_, file("bad.jsonl"), file("bad-out"));
  EXPECT_NE(read("bad-out").find("not valid UTF-8"), std::string::npos) << read("bad-out");
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

TEST_F(Route, EachFileHasTheFormOfItsEnding) {
  write("in.csv", "no,amount,text\n1,100,\n2,x,\n3,,\xFF\n4,1,想贷款,5\n");
  route(table_, file("in.csv"), file("out.jsonl"));
  EXPECT_EQ(
      read("out.jsonl"),
      "{\"no\": \"1\", \"amount\": 100, \"text\": null, \"lead\": \"金融办\", \"days\": 3, \"rule\": \"big\"}\n"
      "{\"no\": \"2\", \"amount\": \"x\", \"text\": null, \"error\": {\"code\": \"invalid_argument\", \"message\": "
      "\"amount: expected number, got «x»\"}}\n"
      "{\"no\": \"3\", \"amount\": null, \"text\": \"\uFFFD\", \"error\": {\"code\": \"invalid_argument\", "
      "\"message\": \"text: not valid UTF-8\"}}\n"
      "{\"no\": \"4\", \"amount\": 1, \"text\": \"想贷款\", \"error\": {\"code\": \"invalid_argument\", \"message\": "
      "\"4 fields, the header has 3; beyond it: 5\"}}\n");
  write("in.jsonl", "{}\n");
  try {
    route(table_, file("in.jsonl"), file("out.csv"));
    ADD_FAILURE() << "JSON Lines do not say which columns there are";
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code(), Code::unsupported);
  }
  EXPECT_FALSE(std::filesystem::exists(file("out.csv")));
}

TEST_F(Route, WhatWasRoutedBeforeIsNotRoutedTwiceInSilence) {
  write("in.csv", "no,amount\n1,100\n");
  route(table_, file("in.csv"), file("routed.csv"));
  try {
    route(table_, file("routed.csv"), file("twice.csv"));
    ADD_FAILURE() << "the columns would stand there twice";
  } catch (const Refused& refused) {
    EXPECT_EQ(refused.code(), Code::invalid_document);
    EXPECT_NE(std::string(refused.what()).find("lead, days, rule, error"), std::string::npos) << refused.what();
  }
  EXPECT_FALSE(std::filesystem::exists(file("twice.csv")));
}

TEST_F(Route, JsonLinesThatWereRoutedBeforeAreRoutedAnew) {
  write("in.jsonl", "{\"amount\": 100}\n{\"amount\": \"x\", \"lead\": \"old\", \"days\": 9, \"rule\": \"old\"}\n");
  route(table_, file("in.jsonl"), file("once.jsonl"));
  route(table_, file("once.jsonl"), file("twice.jsonl"));
  EXPECT_EQ(read("twice.jsonl"), read("once.jsonl"));
  EXPECT_EQ(read("once.jsonl").find("old"), std::string::npos);
  write("mended.jsonl", "{\"amount\": 100, \"error\": {\"code\": \"invalid_argument\", \"message\": \"\"}}\n");
  route(table_, file("mended.jsonl"), file("out.jsonl"));
  EXPECT_EQ(read("out.jsonl").find("error"), std::string::npos);
}

TEST_F(Route, TellsWhatNoRecordHas) {
  write("in.csv", "no,text\n1,贷款\n");
  EXPECT_EQ(route(table_, file("in.csv"), file("out.csv")).missing, std::vector<std::string>{"amount"});
  write("in.jsonl", "{}\n{\"amount\": 1}\n");
  EXPECT_EQ(route(table_, file("in.jsonl"), file("out.jsonl")).missing, std::vector<std::string>{"text"});
  write("all.csv", "text,amount\n贷款,1\n");
  EXPECT_TRUE(route(table_, file("all.csv"), file("all-out.csv")).missing.empty());
}

TEST_F(Route, ErrorsAreInTheEncodingAskedFor) {
  write("in.csv", "no,text\n1,贷款\n2,贷\xFF款\n");
  route(table_, file("in.csv"), file("out.csv"), {1, TextEncoding::gb18030, {}});
  const auto expected = to_gb18030("no,text,lead,days,rule,error\n1,贷款,\"局,二\",5,word,\n2,贷").value() + "\xFF" +
                        to_gb18030("款,,,,text: not valid UTF-8\n").value();
  EXPECT_EQ(read("out.csv"), expected);
}

TEST_F(Route, OneBadRecordOfGb18030LeavesTheOthers) {
  write("in.csv", to_gb18030("no,text\n1,贷款\n2,").value() + "\xFF\xFF\n" + to_gb18030("3,贷款\n").value());
  const auto summary = route(table_, file("in.csv"), file("out.csv"));
  EXPECT_EQ(summary.errors, 1u);
  EXPECT_EQ(summary.by_rule, (std::vector<std::uint64_t>{0, 2}));
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
