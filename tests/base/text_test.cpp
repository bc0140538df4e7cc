#include "base/text.hpp"

#include <gtest/gtest.h>

namespace zhuqi {
namespace {

TEST(Text, WellFormedUtf8) {
  for (const auto* good : {"", "abc", "贷款", "é", "😀", "0123456789贷款0123456789"})
    EXPECT_TRUE(valid_utf8(good)) << good;
  for (const auto* bad : {"\x80", "\xC0\x80", "\xC3", "\xE4\xB8", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                          "\xF8\x88\x80\x80\x80", "01234567\xFF", "\xE0\x80\x80"})
    EXPECT_FALSE(valid_utf8(bad));
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
