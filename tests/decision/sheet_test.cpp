// A table of thousands of rows as a spreadsheet saves it.
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include <zhuqi/decision/check.hpp>
#include <zhuqi/decision/route.hpp>
#include <zhuqi/decision/write.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace zhuqi {
namespace {

constexpr int rows = 5000;

std::string padded(std::string row) { return row + ",,,\r\n"; }  // columns that once held something

std::string field(std::string_view text) {
  std::string out;
  append_csv_field(out, text);
  return out;
}

// Dates, percentages, line breaks and punctuation in the forms that people and spreadsheets write.
std::string sheet() {
  static const char* dates[] = {"2026/2/14",    "2026年2月14日",         "2026-02-14", "2026/2/14 0:00",
                                ">= 2026/2/14", "[2026/2/1..2026/2/28]", "2026/02/14", "-"};
  static const char* rates[] = {"30%", ">= 30%", "[10%..30%]", "0.3", "３０％", "≥30%", "-", "30.0%"};
  static const char* words[] = {"贷款，授信", "贷款\r\n授信", "“贷款”", "贷款、授信", "授信 ＆ 贷款, 贷款",
                                "-",          "贷款；授信"};
  std::string out =
      padded("hit policy,FIRST,,,,,") +
      padded("id,if row: number,if text: keywords,if when: date,if rate: number,then lead,then supporting: list");
  for (int r = 0; r < rows; ++r)
    out += padded("R" + std::to_string(r) + "," + std::to_string(r) + "," + field(words[r % 7]) + "," +
                  field(dates[r % 8]) + "," + field(rates[r / 8 % 8]) + "," + field("部门" + std::to_string(r % 20)) +
                  "," + field("甲，乙\n丙"));
  for (int i = 0; i < 40; ++i) out += padded(",,,,,,");
  return out;
}

Facts facts_of(int row) {
  return {{"row", row}, {"text", "企业授信贷款"}, {"when", "2026-02-14"}, {"rate", Value::number("0.3")}};
}

TEST(Sheet, LoadsChecksDecidesAndComesBack) {
  const auto bytes = to_gb18030(sheet()).value();
  const auto table = DecisionTable::parse(bytes, "sheet.csv");
  ASSERT_EQ(table.rule_count(), std::uint32_t{rows});
  for (const auto& finding : check(table)) EXPECT_NE(finding.severity, Finding::Severity::error) << to_string(finding);
  const auto model = DecisionTable::parse(write_dmn(table), "sheet.dmn");
  const auto again = DecisionTable::parse(write_csv(model, TextEncoding::gb18030), "sheet.csv");
  EXPECT_EQ(write_csv(again), write_csv(table));
  for (int row = 0; row < rows; row += 7) {
    for (const auto* each : {&table, &model, &again}) {
      const auto outcome = each->decide(facts_of(row));
      ASSERT_FALSE(outcome.error) << outcome.error->message;
      ASSERT_EQ(outcome.rules.size(), 1u) << row;
      EXPECT_EQ(outcome.rules[0], static_cast<std::uint32_t>(row));
      EXPECT_EQ(to_json_text(*outcome.result.find("supporting")), "[\"甲\", \"乙\", \"丙\"]");
    }
  }
}

TEST(Sheet, Routes) {
  const auto folder = std::filesystem::temp_directory_path() / ("zhuqi-sheet-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  std::string in = "row,text,when,rate\n";
  for (int row = 0; row < rows; ++row) in += std::to_string(row) + ",企业授信贷款,2026-02-14,0.3\n";
  std::ofstream(folder / "in.csv") << in;
  const auto table = DecisionTable::parse(to_gb18030(sheet()).value(), "sheet.csv");
  const auto summary = route(table, folder / "in.csv", folder / "out.csv");
  EXPECT_EQ(summary.rows, std::uint64_t{rows});
  EXPECT_EQ(summary.errors, 0u);
  EXPECT_EQ(summary.unmatched, 0u);
  for (const auto count : summary.by_rule) EXPECT_EQ(count, 1u);
  std::filesystem::remove_all(folder);
}

TEST(Sheet, ThousandsAreRefusedWithWhatToDo) {
  for (const std::string cell : {"\"1,000\"", "\">= 1,000,000\"", "\"12,345\"", "\"[1,000..2,000]\"", "１，０００"}) {
    try {
      DecisionTable::parse("id,if n: number,then x\n1," + cell + ",a\n", "t.csv");
      FAIL() << cell;
    } catch (const InvalidDocument& invalid) {
      EXPECT_NE(to_string(invalid.findings()[0]).find("thousands"), std::string::npos)
          << to_string(invalid.findings()[0]);
    }
  }
  // Lists of numbers are no thousands.
  for (const std::string cell : {"\"1,2,3\"", "\"1, 200\"", "\"100,20\"", "\"1,2000\""})
    EXPECT_NO_THROW(DecisionTable::parse("id,if n: number,then x\n1," + cell + ",a\n", "t.csv")) << cell;
}

TEST(Sheet, WhatWouldBeADifferenceIsRefusedWithWhatToDo) {
  const auto finding = [](const std::string& type, const std::string& cell) -> std::string {
    try {
      DecisionTable::parse("id,if v: " + type + ",then x\n1," + cell + ",a\n", "t.csv");
      return "";
    } catch (const InvalidDocument& invalid) {
      return to_string(invalid.findings()[0]);
    }
  };
  EXPECT_NE(finding("number", "100-200").find("[100..200]"), std::string::npos) << finding("number", "100-200");
  EXPECT_EQ(finding("number", "-5"), "");
  for (const std::string cell : {"2026-13-01", "2026-02-30", "2026/13/1", ">= 2026-02-30", "[2026/1/1..2026/2/30]",
                                 "2026年13月1日", "<2026年2月30日", "2026/2/30 0:00"})
    EXPECT_NE(finding("date", cell).find("no such date"), std::string::npos) << cell << ": " << finding("date", cell);
  for (const std::string cell : {"2026-02-28", "2024/2/29", "[2026-01-01..2026-03-31]", "date(\"2026-02-28\")"})
    EXPECT_EQ(finding("date", cell), "") << cell;
}

}  // namespace
}  // namespace zhuqi
