#include <fstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/model/codes.hpp>

namespace zhuqi {
namespace {

TEST(CreditCode, BothChecksHold) {
  for (const char* code : {"91530102MA6000016F", "91530102MA6000024A", "91530102MA60000400", "91530102MA600018XK"})
    EXPECT_EQ(credit_code_fault(code), std::nullopt) << code;
}

TEST(CreditCode, SaysWhatIsWrong) {
  const auto fault = [](const char* code) { return credit_code_fault(code).value_or("holds"); };
  EXPECT_EQ(fault("B23"), "a credit code has 18 characters, this has 3 bytes");
  EXPECT_EQ(fault("91530102MA6000016G"), "character 18 is G, the credit code's check gives F");
  EXPECT_EQ(fault("91530102MA6000026F"), "character 17 is 6, the organisation code's check gives 4");
  EXPECT_EQ(fault("91530102ma6000016F").substr(0, 22), "character 9 is none of");
  EXPECT_EQ(fault("91A30102MA6000016F"), "characters 3 to 8 are not a region code");
}

// The verdict on a code as it is written: valid, length, format, checksum; or valid once it is cleaned.
std::string verdict(const std::string& code) {
  if (!credit_code_fault(code)) return "valid";
  if (!credit_code_fault(normal_credit_code(code))) return "valid-after-strip";
  if (code.size() != 18) return "length";
  return credit_code_form_fault(code) ? "format" : "checksum";
}

TEST(CreditCode, EveryPublicVerdictHolds) {
  std::ifstream file(ZHUQI_SHARED_DIR "/data/credit-codes.csv");
  if (!file) GTEST_SKIP() << "the shared verdicts are not here";
  int judged = 0;
  std::string line;
  std::getline(file, line);
  for (; std::getline(file, line); ++judged) {
    while (line.ends_with('\r')) line.pop_back();
    const auto comma = line.find(',');
    EXPECT_EQ(verdict(line.substr(0, comma)), line.substr(comma + 1)) << line;
  }
  EXPECT_GT(judged, 50);
}

TEST(CreditCode, IsCleaned) {
  for (const char* code : {"91 530102 MA6000016F", "91530102-MA6000016-F", "９１５３０１０２ＭＡ６０００016f",
                           "\u3000 91530102ma6000016f\t"})
    EXPECT_EQ(normal_credit_code(code), "91530102MA6000016F") << code;
  EXPECT_EQ(normal_credit_code("甲"), "甲");
}

// A slip of one character, or two neighbours exchanged, never gives another valid code.
RC_GTEST_PROP(CreditCode, FindsEverySlip, ()) {
  static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  std::string code = *rc::gen::element<std::string>("91530102MA6000016F", "91530102MA600018XK", "91340600MA2PBN188W");
  const auto at = *rc::gen::inRange<std::size_t>(0, 17);
  const std::string right = code;
  if (*rc::gen::arbitrary<bool>())
    std::swap(code[at], code[at + 1]);
  else
    code[at] = *rc::gen::elementOf(std::string(alphabet));
  RC_PRE(code != right);
  RC_ASSERT(credit_code_fault(code).has_value());
}

TEST(Region, GoesUpLevelByLevel) {
  EXPECT_EQ(parent_region("530102"), "530100");
  EXPECT_EQ(parent_region("530100"), "530000");
  EXPECT_EQ(parent_region("530000"), "");
  EXPECT_FALSE(is_region_code("5301"));
  EXPECT_FALSE(is_region_code("53010x"));
}

TEST(Region, SaysWhatIsWrong) {
  const auto fault = [](const char* code) { return region_code_fault(code).value_or("holds"); };
  for (const char* code : {"530000", "530100", "530102", "429004", "110101", "810000"}) EXPECT_EQ(fault(code), "holds");
  EXPECT_EQ(fault("53010"), "a region code has six digits, as in 530102");
  EXPECT_EQ(fault("990000"), "no province has the code 99");
  EXPECT_EQ(fault("530002"), "a county lies in a prefecture, as in 530102");
}

TEST(Industry, HasNinetySevenDivisions) {
  int divisions = 0;
  for (char letter = 'A'; letter <= 'T'; ++letter)
    for (int division = 0; division < 100; ++division) {
      const std::string digits = {static_cast<char>('0' + division / 10), static_cast<char>('0' + division % 10)};
      if (!industry_code_fault(letter + digits)) ++divisions;
    }
  EXPECT_EQ(divisions, 97);
  EXPECT_EQ(industry_code_fault("C6513"), "division 65 belongs to I, not to C");
  EXPECT_EQ(industry_code_fault("T98"), "there is no division 98");
  EXPECT_EQ(normal_industry_code("2710"), "C2710");
  EXPECT_EQ(normal_industry_code(" c2710"), "C2710");
  EXPECT_EQ(normal_industry_code("99"), "99");
}

TEST(Industry, LetterAndDigits) {
  for (const char* code : {"C", "C27", "C271", "C2710"}) EXPECT_EQ(industry_code_fault(code), std::nullopt) << code;
  for (const char* code : {"", "U", "C2", "27", "C27100", "c27", "C2x"}) EXPECT_TRUE(industry_code_fault(code)) << code;
}

}  // namespace
}  // namespace zhuqi
