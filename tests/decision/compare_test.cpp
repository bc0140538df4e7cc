// Two versions of a table over the same records: however the records are read, what is counted is what deciding each
// record under both gives.
#include <filesystem>
#include <fstream>
#include <map>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/decision/compare.hpp>

#include "base/text.hpp"

namespace zhuqi {
namespace {

DecisionTable table(const std::string& rows, const std::string& policy = "FIRST") {
  return DecisionTable::parse(
      "hit policy," + policy + "\nid,if item,if amount: number,if text: keywords,then lead,then days: number\n" + rows,
      "t.csv");
}

const DecisionTable before = table("big,-,>= 100,-,金融办,3\nword,-,-,贷款,银保局,5\nrest,-,-,-,大厅,\n");
const DecisionTable after = table("word,-,-,\"贷款,授信\",银保局,5\nbig,-,>= 50,-,金融办,3\nrest,-,-,-,大厅,\n");

struct Folder {
  std::string file(const std::string& name, const std::string& bytes) const {
    const auto path = (at / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  ~Folder() { std::filesystem::remove_all(at); }
  std::filesystem::path at = [] {
    const auto path = std::filesystem::path(testing::TempDir()) /
                      (std::string("compare-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(path);
    return path;
  }();
};

using Row = std::vector<std::string>;  // item, amount, text

std::string csv_of(const std::vector<Row>& rows) {
  std::string text = "no,item,amount,text\r\n";
  for (std::size_t r = 0; r < rows.size(); ++r)
    text += std::to_string(r) + "," + rows[r][0] + ",\"" + rows[r][1] + "\",\"" + rows[r][2] + "\"\r\n";
  return text;
}

std::string json_of(const std::vector<Row>& rows) {
  std::string text;
  for (const auto& row : rows) {
    text += R"({"no": 1)";
    if (!row[0].empty()) text += R"(, "item": ")" + row[0] + '"';
    if (!row[1].empty()) text += R"(, "amount": )" + (row[1] == "viel" ? "\"viel\"" : row[1]);
    if (!row[2].empty()) text += R"(, "text": ")" + row[2] + '"';
    text += "}\n";
  }
  return text;
}

// The slow way: each record decided under both tables.
struct Count {
  std::uint64_t alike = 0, changed = 0, failed_old = 0, failed_new = 0, failed_both = 0;
  std::map<std::pair<std::string, std::string>, std::uint64_t> changes;
  bool operator==(const Count&) const = default;
};

Count count(const DecisionTable& first, const DecisionTable& second, const std::string& json_lines) {
  Count found;
  for (std::size_t at = 0; at < json_lines.size();) {
    const auto end = json_lines.find('\n', at);
    auto facts = parse_facts(json_lines.substr(at, end - at));
    facts.erase("no");
    at = end + 1;
    const auto from = first.decide(facts), to = second.decide(facts);
    if (from.error || to.error)
      ++(from.error && to.error ? found.failed_both : from.error ? found.failed_old : found.failed_new);
    else if (from.result == to.result)
      ++found.alike;
    else
      ++found.changed, ++found.changes[{to_feel(from.result), to_feel(to.result)}];
  }
  return found;
}

Count count_of(const Comparison& c) {
  Count found{c.alike, c.changed, c.failed_old, c.failed_new, c.failed_both, {}};
  for (const auto& change : c.changes) found.changes[{to_feel(change.from), to_feel(change.to)}] = change.records;
  return found;
}

Row random_row() {
  const auto pick = [](std::vector<std::string> from) { return *rc::gen::elementOf(std::move(from)); };
  return {pick({"", "甲", "乙"}),
          pick({"", "49.99", "50", "100", "0.1", "99.99999999999999999999", "123456789012345678", "viel"}),
          pick({"", "想贷款", "授信", "授信 贷款", "无"})};
}

TEST(Compare, HoweverRecordsAreReadTheCountIsThatOfDecidingEach) {
  const Folder folder;
  const std::vector<DecisionTable> tables = {
      before,
      after,
      table("a,甲,-,-,x,1\nb,-,< 60,-,y,2\n", "UNIQUE"),      // contradicts itself on some records
      table("a,甲,-,-,x,1\nb,-,< 60,-,y,2\n", "RULE ORDER"),  // gives lists
      DecisionTable::parse("if item,if amount: number,then lead,then days: any\n-,-,甲,amount + 1\n", "t.csv"),
  };
  EXPECT_TRUE(rc::check([&] {
    std::vector<Row> rows;
    for (auto left = *rc::gen::inRange(1, 60); left > 0; --left) rows.push_back(random_row());
    const auto first = tables[*rc::gen::inRange<std::size_t>(0, tables.size())];
    const auto second = tables[*rc::gen::inRange<std::size_t>(0, tables.size())];
    const auto json = json_of(rows), csv = csv_of(rows);
    const auto expected = count(first, second, json);
    RC_ASSERT(count_of(compare(first, second, folder.file("a.jsonl", json))) == expected);
    RC_ASSERT(count_of(compare(first, second, folder.file("a.csv", csv))) == expected);
    RC_ASSERT(count_of(compare(first, second, folder.file("gb.csv", to_gb18030(csv).value()))) == expected);
  }));
}

TEST(Compare, ColumnsAreComparedAsFilesAre) {
  const std::vector<double> amounts = {10, 60, 100, 60};
  const std::vector<std::int64_t> offsets = {0, 0, 6, 12, 13};
  const std::string bytes = "贷款授信\xFF";
  const std::vector<Column> columns = {
      {.name = "amount", .type = ColumnType::float64, .values = amounts.data()},
      {.name = "text", .type = ColumnType::string64, .values = offsets.data(), .data = bytes.data()}};
  const auto c = compare(before, after, Batch{4, columns});
  EXPECT_EQ(c.alike, 2u);
  EXPECT_EQ(c.failed_both, 1u);
  ASSERT_EQ(c.changes.size(), 1u);
  EXPECT_EQ(c.changes[0].records, 1u);
}

TEST(Compare, RecordsKeepTheirNumbersOverBlocksAndThreads) {
  const Folder folder;
  std::string csv = "amount,text\n";
  for (int r = 1; r <= 150'000; ++r) csv += r % 50'000 == 0 ? "60,\n" : r == 99'999 ? "x,\n" : "1,无事可说的一条记录\n";
  const auto path = folder.file("long.csv", csv);
  for (const unsigned threads : {1u, 3u}) {
    const auto c = compare(before, after, path, {.examples = 2, .threads = threads});
    EXPECT_EQ(c.records, 150'000u);
    ASSERT_EQ(c.changes.size(), 1u);
    EXPECT_EQ(c.changes[0].records, 3u);
    ASSERT_EQ(c.changes[0].examples.size(), 2u);
    EXPECT_EQ(c.changes[0].examples[1].record, 100'000u);
    EXPECT_EQ(c.changes[0].examples[1].facts, R"({"amount": 60})");
    ASSERT_EQ(c.failures.size(), 1u);
    EXPECT_EQ(c.failures[0].record, 99'999u);
  }
}

TEST(Compare, OneOutputAlone) {
  const auto other_days = table("big,-,>= 100,-,金融办,4\nword,-,-,贷款,银监局,5\nrest,-,-,-,大厅,\n");
  const Facts loan{{"text", "贷款"}}, big{{"amount", 100}};
  const auto changed = [&](const std::string& output) {
    Comparer comparer(before, other_days, {.output = output});
    comparer.add(loan), comparer.add(big), comparer.add(Facts{});
    return comparer.result();
  };
  EXPECT_EQ(changed("").changed, 2u);
  ASSERT_EQ(changed("days").changes.size(), 1u);
  EXPECT_EQ(changed("days").changes[0].to, Value(4));
  EXPECT_EQ(changed("lead").changes[0].to, Value("银监局"));
  EXPECT_THROW(changed("leed"), Refused);
}

TEST(Compare, WhatItKeepsIsBounded) {
  const auto computed = DecisionTable::parse("if n: number,then m: any\n-,n + 1\n", "t.csv");
  const auto plain = DecisionTable::parse("if n: number,then m: any\n-,0\n", "t.csv");
  Comparer comparer(plain, computed, {.examples = 1, .most_changes = 10});
  for (int n = 0; n < 100; ++n) comparer.add({{"n", n % 50}});
  const auto c = comparer.result();
  EXPECT_EQ(c.changed, 100u);
  EXPECT_EQ(c.changes.size(), 10u);
  EXPECT_EQ(c.other_changes, 80u);
}

TEST(Compare, ToldToPeopleAndToPrograms) {
  Comparer comparer(before, after);
  comparer.add({{"text", "授信"}});
  comparer.add({{"amount", "x"}});
  const auto c = comparer.result();
  EXPECT_NE(to_text(c).find("2 records: 0 alike, 1 changed (50.00 %), 1 failed"), std::string::npos) << to_text(c);
  EXPECT_NE(to_text(c).find("record 1: {\"text\": \"授信\"}"), std::string::npos) << to_text(c);
  const auto document = parse_value(to_json_text(c));
  EXPECT_EQ(*document.find("old"), Value(before.hash()));
  EXPECT_EQ(*document.find("changes")->list()->front().find("records"), Value(1));
}

}  // namespace
}  // namespace zhuqi
