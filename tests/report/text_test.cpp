// What people and programs read: straight columns, nothing that a terminal obeys, whole numbers.
#include <functional>

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

TEST(ReportText, AnEmptyReportHasNoRateAndNoDivisionByZero) {
  const auto text = to_text(Story().report(day(0)));
  EXPECT_NE(text.find("—"), std::string::npos);
  EXPECT_EQ(text.find("最久"), std::string::npos);
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
