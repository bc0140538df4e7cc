#include <fstream>

#include <gtest/gtest.h>

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

TEST(CreditCode, EveryPublicVerdictHolds) {
  std::ifstream file(ZHUQI_SHARED_DIR "/data/credit-codes.csv");
  if (!file) GTEST_SKIP() << "the shared verdicts are not here";
  int judged = 0;
  std::string line;
  std::getline(file, line);
  for (; std::getline(file, line); ++judged) {
    while (line.ends_with('\r')) line.pop_back();
    const auto comma = line.find(',');
    if (line.substr(comma + 1) == "valid-after-strip") continue;  // cleaning is the importer's business
    EXPECT_EQ(line.substr(comma + 1) == "valid", !credit_code_fault(line.substr(0, comma))) << line;
  }
  EXPECT_GT(judged, 50);
}

TEST(Region, GoesUpLevelByLevel) {
  EXPECT_EQ(parent_region("530102"), "530100");
  EXPECT_EQ(parent_region("530100"), "530000");
  EXPECT_EQ(parent_region("530000"), "");
  EXPECT_FALSE(is_region_code("5301"));
  EXPECT_FALSE(is_region_code("53010x"));
}

TEST(Industry, LetterAndDigits) {
  for (const char* code : {"C", "C27", "C271", "C2710"}) EXPECT_EQ(industry_code_fault(code), std::nullopt) << code;
  for (const char* code : {"", "U", "C2", "27", "C27100", "c27", "C2x"}) EXPECT_TRUE(industry_code_fault(code)) << code;
}

}  // namespace
}  // namespace zhuqi
