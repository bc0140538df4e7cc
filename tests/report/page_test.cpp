// The page and the sheet: inert, whole, in both languages.
#include "report/page.hpp"

#include <regex>

#include <gtest/gtest.h>

#include "story.hpp"

namespace zhuqi {
namespace {

constexpr const char* evil = "<script>alert(1)</script>\u202E";

Story evil_story() {
  Story s;
  s.registered("N1", day(0), "=HYPERLINK(\"x\")", evil);
  s.dispatched("N1", evil, day(0));
  return s;
}

TEST(ReportPage, WhatCameFromOutsideIsInert) {
  ReportContext context;
  context.departments[DepartmentId(evil)] = "\"><img src=x onerror=alert(1)>";
  const auto page = to_html(evil_story().report(day(1), {}, context));
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
  EXPECT_EQ(page.find("<img"), std::string::npos);
  EXPECT_EQ(page.find("\u202E"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(1)&lt;/script&gt;\uFFFD"), std::string::npos);
}

TEST(ReportPage, NothingIsLoadedFromAnywhere) {
  const auto page = to_html(evil_story().report(day(1)));
  for (const char* part : {"http:", "https:", "src=", "url(", "@import", "<link"})
    EXPECT_EQ(page.find(part), std::string::npos) << part;
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
}

TEST(ReportPage, EveryPhraseIsThereInBothLanguages) {
  const auto page = to_html(evil_story().report(day(1)));
  const auto count = [&](const char* pattern) {
    const std::regex regex(pattern);
    return std::distance(std::sregex_iterator(page.begin(), page.end(), regex), std::sregex_iterator());
  };
  EXPECT_GT(count("class=\"zh\" lang"), 80);
  EXPECT_EQ(count("class=\"zh\" lang"), count("class=\"en\" lang"));
}

TEST(ReportPage, APhraseThatIsTheSameInBothLanguagesStandsOnce) {
  EXPECT_EQ(page::both({"a<b", "a<b"}), "a&lt;b");
  EXPECT_EQ(page::number(7).html, "7");
  EXPECT_EQ(page::share(0, 0).order, "-1") << "a rate of nothing sorts below all";
}

TEST(ReportSheet, AFormulaIsNoFormula) {
  const auto sheet = to_csv(evil_story().report(day(1)));
  EXPECT_NE(sheet.find("\"'=HYPERLINK(\"\"x\"\")\""), std::string::npos) << sheet;
  EXPECT_NE(sheet.find("rates,response,rate,,0,0,"), std::string::npos) << "a rate of nothing has no value";
}

TEST(ReportText, SpeaksEnglishToo) {
  const auto text = to_text(evil_story().report(day(1)), Language::english);
  EXPECT_NE(text.find("From found to confirmed"), std::string::npos);
  EXPECT_EQ(text.find("件"), std::string::npos) << text;
}

}  // namespace
}  // namespace zhuqi
