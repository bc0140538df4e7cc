#include "base/csv.hpp"

#include <gtest/gtest.h>

namespace zhuqi {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read(std::string_view text) {
  Rows rows;
  CsvReader reader(text);
  for (std::vector<std::string_view> fields; reader.next(fields);) rows.emplace_back(fields.begin(), fields.end());
  return rows;
}

TEST(Csv, ReadsWhatSpreadsheetsWrite) {
  EXPECT_EQ(read(""), (Rows{}));
  EXPECT_EQ(read("a,b\r\n1,\n"), (Rows{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(read("\"a,\"\"b\"\"\nc\",d"), (Rows{{"a,\"b\"\nc", "d"}}));
  EXPECT_EQ(read("a\rb\r"), (Rows{{"a"}, {"b"}}));
  EXPECT_EQ(read("\n,\n"), (Rows{{""}, {"", ""}}));
  EXPECT_EQ(read("\"\",x"), (Rows{{"", "x"}}));
}

TEST(Csv, KnowsLinesAndBrokenQuotes) {
  CsvReader reader("\"a\nb\",1\nc,2\n\"d,3\n");
  std::vector<std::string_view> fields;
  ASSERT_TRUE(reader.next(fields));
  EXPECT_EQ(reader.line(), 1);
  ASSERT_TRUE(reader.next(fields));
  EXPECT_EQ(reader.line(), 3);
  EXPECT_FALSE(reader.broken());
  ASSERT_TRUE(reader.next(fields));
  EXPECT_EQ(reader.line(), 4);
  EXPECT_TRUE(reader.broken());
  EXPECT_FALSE(reader.next(fields));
}

TEST(Csv, GivesRecordsAsTheyStand) {
  for (const std::string record : {"a,\"b,\n\"\"c\"", "", "a,", ",", "a"}) {
    const std::string text = record + "\r\nx";
    CsvReader reader(text);
    std::vector<std::string_view> fields;
    ASSERT_TRUE(reader.next(fields));
    EXPECT_EQ(reader.record(), record);
  }
  CsvReader last("a,");
  std::vector<std::string_view> fields;
  ASSERT_TRUE(last.next(fields));
  EXPECT_EQ(last.record(), "a,");
}

TEST(Csv, CutsAtWholeRecords) {
  EXPECT_EQ(whole_csv_records("a,b\nc"), 4u);
  EXPECT_EQ(whole_csv_records("\"a\nb"), 0u);
  EXPECT_EQ(whole_csv_records("\"a\n\"\"b\"\nc"), 8u);
  EXPECT_EQ(whole_csv_records("a\"b\nc"), 4u);
  EXPECT_EQ(whole_csv_records("a\r"), 0u);
}

TEST(Csv, QuotesWhereNeeded) {
  for (const std::string field : {"", "a", "a,b", "a\"b", "a\nb", " a", "\"", "贷款"}) {
    std::string line;
    append_csv_field(line, field);
    EXPECT_EQ(read(line + ",x\n"), (Rows{{field, "x"}})) << line;
  }
}

}  // namespace
}  // namespace zhuqi
