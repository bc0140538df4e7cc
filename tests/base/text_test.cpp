#include "base/text.hpp"

#include <iterator>
#include <random>

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace zhuqi {
namespace {

TEST(Text, WellFormedUtf8) {
  for (const auto* good : {"", "abc", "贷款", "é", "😀", "0123456789贷款0123456789"})
    EXPECT_TRUE(valid_utf8(good)) << good;
  for (const auto* bad : {"\x80", "\xC0\x80", "\xC3", "\xE4\xB8", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF8\x88\x80\x80\x80", "01234567\xFF", "\xE0\x80\x80"})
    EXPECT_FALSE(valid_utf8(bad));
}

// Good and bad pieces at every place of the words that are looked at together, and at the end.
TEST(Text, WellFormedUtf8HoweverItIsLookedAt) {
  const std::string_view pieces[] = {"a",
                                     "0123456789",
                                     "贷款",
                                     "é",
                                     "😀",
                                     "\x80",
                                     "\xC0\x80",
                                     "\xC1\xBF",
                                     "\xC3",
                                     "\xE4\xB8",
                                     "\xE0\x9F\xBF",
                                     "\xE0\xA0\x80",
                                     "\xED\x9F\xBF",
                                     "\xED\xA0\x80",
                                     "\xF0\x8F\xBF\xBF",
                                     "\xF0\x90\x80\x80",
                                     "\xF4\x8F\xBF\xBF",
                                     "\xF4\x90\x80\x80",
                                     "\xF5\x80\x80\x80",
                                     "\xFF",
                                     "\xF0\x9F\x98",
                                     "\xEF\xBF\xBF"};
  std::mt19937 random(11);
  int good = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string text(random() % 70, 'x');
    const auto bad_from = random() % 8 == 0 ? std::size(pieces) : 5;
    for (auto n = random() % 20; n > 0; --n) text += pieces[random() % bad_from];
    const bool expected = valid_utf8_by_characters(text);
    good += expected;
    ASSERT_EQ(valid_utf8(text), expected) << i;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
      ASSERT_EQ(valid_utf8_avx2(text.data(), text.size()), expected) << i;
    }
#endif
  }
  EXPECT_GT(good, 10'000);
  EXPECT_LT(good, 95'000);
}

// Every pair, triple and quadruple of the bytes at the borders of the ranges that the standard names.
TEST(Text, WellFormedUtf8AtEveryBorder) {
  const std::string borders =
      "\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF";
  const std::string around(33, 'x');
  for (const char a : borders)
    for (const char b : borders)
      for (const char c : borders)
        for (const char d : borders) {
          const std::string four = {a, b, c, d};
          ASSERT_EQ(valid_utf8(four + around), valid_utf8_by_characters(four));
        }
}

TEST(Text, FoldsWidthCaseAndCompatibility) {
  EXPECT_EQ(fold("ＡＢｃ"), "abc");
  EXPECT_EQ(fold("VAT，发票"), "vat,发票");
  EXPECT_EQ(fold("①"), "1");
  EXPECT_EQ(fold("贷款 loan"), "贷款 loan");
  EXPECT_EQ(fold("㈱"), "(株)");
  EXPECT_EQ(fold("\xFF"), "\xFF");
  for (const auto* text : {"ＡＢｃ①㈱ß", "贷款", "ﬁ"}) EXPECT_EQ(fold(fold(text)), fold(text));
}

TEST(Text, KnowsWhereIdeographsHide) {
  EXPECT_TRUE(ideographs_are_folded("贷款，授信。ＡＢ abc"));
  for (const auto* hidden : {"㈱", "㍿", "⼀", "\uF900", "〸"}) EXPECT_FALSE(ideographs_are_folded(hidden)) << hidden;
}

TEST(Text, TellsCharacterSetsApart) {
  EXPECT_EQ(decode_text("贷款")->charset, Charset::utf8);
  EXPECT_EQ(decode_text("\xEF\xBB\xBF贷款")->charset, Charset::utf8_bom);
  EXPECT_EQ(decode_text("\xEF\xBB\xBF贷款")->text, "贷款");
  const auto gb = to_gb18030("金融办,贷款😀");
  ASSERT_TRUE(gb);
  EXPECT_EQ(decode_text(*gb)->charset, Charset::gb18030);
  EXPECT_EQ(decode_text(*gb)->text, "金融办,贷款😀");
  EXPECT_FALSE(decode_text("\xFF\xFF\xFF"));
}

TEST(Text, CutsAndTrims) {
  EXPECT_EQ(cut("贷款", 4), "贷");
  EXPECT_EQ(cut("abc", 5), "abc");
  EXPECT_EQ(trim("\xE3\x80\x80 a b \t\r\n\xC2\xA0"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(count_characters("贷款ab"), 4u);
}

}  // namespace
}  // namespace zhuqi
