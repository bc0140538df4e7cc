// What people and programs read: straight columns, nothing that a terminal obeys, whole numbers.
#include <functional>
#include <sstream>

#include <gtest/gtest.h>

#include "base/display.hpp"
#include "story.hpp"

namespace zhuqi {
namespace {

TEST(Display, WidthIsWhatATerminalTakes) {
  EXPECT_EQ(display_width(""), 0u);
  EXPECT_EQ(display_width("tax 1"), 5u);
  EXPECT_EQ(display_width("税务局"), 6u);
  EXPECT_EQ(display_width("ＡＢ,"), 5u);
}

TEST(Display, WhatATerminalWouldObeyIsShownAsUnknown) {
  EXPECT_EQ(inert("税\x1b[31m局"), "税\uFFFD[31m局");
  EXPECT_EQ(inert("a\nb\u202Ec\u2028"), "a\uFFFDb\uFFFDc\uFFFD");
  EXPECT_EQ(inert("\xff\xe7"), "\uFFFD\uFFFD");
  EXPECT_EQ(inert("昆明市税务局(一)"), "昆明市税务局(一)");
}

TEST(Display, ATableStandsStraight) {
  EXPECT_EQ(table({{"部门", "件"}, {"tax", "12"}, {"税务局", ""}}),
            "  部门    件\n"
            "  tax     12\n"
            "  税务局\n");
  EXPECT_EQ(table({{"号", "部门", "件"}, {"1", "tax", "12"}}, 2),
            "  号  部门  件\n"
            "  1   tax   12\n");
}

Story small() {
  Story s;
  s.registered("N1", day(0), "融资对接", "portal");
  s.dispatched("N1", "tax", day(0));
  s.registered("N2", day(1));
  s.visited("V1", "E1", 1, day(1));
  return s;
}

TEST(ReportText, ShowsNamesTotalsAndFormulas) {
  ReportContext names;
  names.departments[DepartmentId("tax")] = "昆明市\u202E税务局";
  const auto text = to_text(small().report(day(2), {}, names));
  for (const char* part : {"100.0%", "昆明市\uFFFD税务局", "尚无主办部门", "÷", "自然时间", "走访"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  EXPECT_EQ(text.find("缺流动资金"), std::string::npos) << "what an enterprise said is personal";
}

TEST(ReportText, ManyDepartmentsAreTheFirstTwentyAndTheSumOfTheOthers) {
  Story s;
  for (int i = 0; i < 30; ++i) {
    const std::string need = "N" + std::to_string(i);
    s.registered(need, day(0));
    s.dispatched(need, ("d" + std::to_string(i)).c_str(), day(0));
  }
  const auto text = to_text(s.report(day(2)));
  const auto others = text.find("其余 10 个");
  ASSERT_NE(others, std::string::npos) << text;
  const auto line = text.substr(others, text.find('\n', others) - others);
  EXPECT_NE(line.find("  10      10"), std::string::npos) << line << ": ten found, ten open";
}

TEST(ReportText, AnEmptyReportHasNoRateAndNoDivisionByZero) {
  const auto text = to_text(Story().report(day(0)));
  EXPECT_NE(text.find("—"), std::string::npos);
  EXPECT_EQ(text.find("最久"), std::string::npos);
}

// A line that has all of these words, in this order; empty if there is none.
std::string line_with(const std::string& text, const std::vector<std::string>& words) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::size_t at = 0;
    for (const auto& word : words) {
      at = line.find(word, at);
      if (at == std::string::npos) break;
      at += word.size();
    }
    if (at != std::string::npos) return line;
  }
  return {};
}

Report rich() {
  auto r = small().report(day(2));
  r.trust = {11, 12, 13, 14, 15};
  r.effects = {{"loan", "yuan", 2, 900, 2, 800, 1, 700}};
  r.promises = {6, 5, 3, 1, 1};
  PolicyFigures tax_relief, unused;
  tax_relief.policy = PolicyId("P-1");
  tax_relief.title = "研发补助\x1b[2J";
  tax_relief.matched = 40;
  tax_relief.paid = 7;
  tax_relief.paid_fen = 123'456'789;
  tax_relief.recovered_fen = 1'000'000;
  unused.policy = PolicyId("P-2");
  r.policies = {tax_relief, unused};
  r.population = Population{};
  r.population->enterprises = 80;
  r.population->active = 20;
  r.population->sizes = {{"微型", 60}, {"", 20}};
  for (const char* section : {"A", "B", "C", "D", "E", "F", "G", "H"})
    r.population->industries.push_back({section, 10});
  return r;
}

TEST(ReportText, TellsTrustEffectPromisesPoliciesAndPopulationInBothLanguages) {
  const auto zh = to_text(rich());
  EXPECT_NE(line_with(zh, {"已确认", "11", "12"}), "") << zh;
  EXPECT_NE(line_with(zh, {"未评价", "15"}), "");
  EXPECT_NE(line_with(zh, {"loan", "yuan", "900", "800", "700"}), "");
  EXPECT_NE(line_with(zh, {"已到期", "5"}), "");
  EXPECT_NE(line_with(zh, {"研发补助\uFFFD[2J", "40", "7", "122.45"}), "");
  EXPECT_NE(line_with(zh, {"没有企业匹配到的政策", "1"}), "");
  EXPECT_NE(line_with(zh, {"活力", "20", "25.0%"}), "");
  EXPECT_NE(line_with(zh, {"微型", "60", "75.0%"}), "");
  EXPECT_NE(line_with(zh, {"另有 2 项"}), "") << "eight sections, six of them shown";
  const auto en = to_text(rich(), Language::english);
  for (const char* part :
       {"vote of trust", "What it brought", "Promised plans", "Policies", "Enterprises", "and 2 more"})
    EXPECT_NE(en.find(part), std::string::npos) << part;
}

TEST(ReportText, ColumnsEndAtOnePlace) {
  const auto zh = to_text(rich());
  const auto first = line_with(zh, {"微型", "75.0%"}), second = line_with(zh, {"无或不明", "25.0%"});
  EXPECT_EQ(display_width(first), display_width(second));
}

TEST(ReportPage, NamesThePoliciesThatNobodyWasMatchedWith) {
  const auto page = to_html(rich());
  EXPECT_NE(page.find("Policies that nobody was matched with: P-2"), std::string::npos);
  EXPECT_NE(page.find(">P-2<"), std::string::npos) << "its row has a name";
}

TEST(ReportJson, IsCanonicalAndWhole) {
  const auto text = to_json_text(small().report(day(2)));
  const auto json = parse_json(text, "report");
  EXPECT_EQ(canonical(json), text);
  EXPECT_EQ(json["found"], 2);
  EXPECT_EQ(json["stages"]["dispatched"], 1);
  EXPECT_EQ(json["departments"][0]["found"], 1);
  EXPECT_EQ(json["rates"].size(), 8u);
  EXPECT_EQ(json["visits"]["needs_found"], 1);
  const std::function<void(const Json&)> expect_whole = [&](const Json& value) {
    EXPECT_FALSE(value.is_number_float());
    if (value.is_structured())
      for (const auto& inner : value) expect_whole(inner);
  };
  expect_whole(json);
}

}  // namespace
}  // namespace zhuqi
