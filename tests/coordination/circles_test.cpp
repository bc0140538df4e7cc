#include <gtest/gtest.h>

#include <zhuqi/coordination/circles.hpp>

namespace zhuqi {
namespace {

// "ABA": a department each.
std::vector<DepartmentId> sequence(const std::string& letters) {
  std::vector<DepartmentId> all;
  for (const char letter : letters) all.emplace_back(std::string(1, letter));
  return all;
}

std::string shown(const std::string& letters) {
  std::string text;
  for (const auto& one : comebacks(sequence(letters))) {
    text += std::to_string(one.left) + ">" + std::to_string(one.again) + ":";
    for (const auto& department : one.circle) text += department.str();
    text += " ";
  }
  return text;
}

TEST(Circles, ANeedThatComesBackIsFound) {
  const struct {
    const char* leads;
    const char* expected;
  } rows[] = {
      {"", ""},
      {"A", ""},
      {"ABC", ""},
      {"AAB", ""},  // the same one twice running has not given it on
      {"ABA", "0>2:ABA "},
      {"ABCA", "0>3:ABCA "},
      {"ABAB", "0>2:ABA 1>3:BAB "},
      {"ABACA", "0>2:ABA 2>4:ACA "},
      {"AABA", "1>3:ABA "},
  };
  for (const auto& [leads, expected] : rows) EXPECT_EQ(shown(leads), expected) << leads;
}

std::string most(const Exchanges& exchanges, std::size_t limit) {
  std::string text;
  for (const auto& e : exchanges.most(limit))
    text += e.a.str() + e.b.str() + " " + std::to_string(e.there) + "/" + std::to_string(e.back) + " " +
            std::to_string(e.both_ways) + "; ";
  return text;
}

TEST(Circles, ThePairsThatSendNeedsToEachOtherMost) {
  Exchanges exchanges;
  for (const char* leads : {"AB", "AB", "AB", "BA", "CD", "DC", "CDCD", "AC", "CA", "EF", "EEF"})
    exchanges.add(sequence(leads));
  EXPECT_EQ(most(exchanges, 10), "CD 3/2 1; AB 3/1 0; AC 1/1 0; ");  // E sends to F only
  EXPECT_EQ(most(exchanges, 1), "CD 3/2 1; ");
  EXPECT_EQ(most({}, 10), "");
}

}  // namespace
}  // namespace zhuqi
