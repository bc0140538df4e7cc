#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/classify/size.hpp>

namespace zhuqi {
namespace {

// The standard that ships: industry is judged by staff and revenue, construction by revenue and assets.
std::vector<SizeTable> tables() {
  return {{DecisionTable::load(ZHUQI_SOURCE_DIR "/data/classify/size-2011.csv"), parse_date("2011-06-18"),
           parse_date("2026-06-30")}};
}

using Number = std::optional<std::int64_t>;

// In persons and 万元.
Enterprise enterprise(const char* industry, Number staff, Number revenue, Number assets) {
  const auto fen = [](Number wan) { return wan ? Number(*wan * 1'000'000) : Number(); };
  Enterprise e;
  e.industry = industry;
  e.staff = staff;
  e.revenue_fen = fen(revenue);
  e.assets_fen = fen(assets);
  return e;
}

std::string shown(const SizeClass& size) {
  std::string text = size.size.empty() ? "?" : size.size;
  for (const auto& fact : size.missing) text += " " + fact;
  return text;
}

TEST(Size, IsDecidedOrSaysWhatIsMissing) {
  const struct {
    const char* industry;
    Number staff, revenue, assets;
    const char* expected;
  } rows[] = {
      {"C2710", 1000, 40000, {}, "大型"},
      {"C2710", 999, 40000, {}, "中型"},  // all lower bounds must be met
      {"C2710", 1000, 1999, {}, "小型"},
      {"C2710", 19, 90000, {}, "微型"},
      {"C2710", 19, {}, {}, "微型"},  // whatever the revenue
      {"C2710", {}, 299, {}, "微型"},
      {"C2710", 500, {}, {}, "? revenue"},
      {"C2710", {}, 40000, {}, "? staff"},
      {"C2710", {}, {}, {}, "? staff revenue"},
      {"C2710", 500, {}, 7, "? revenue"},
      {"E47", {}, 6000, 5000, "中型"},
      {"E47", {}, 80000, {}, "? assets"},
      {"E47", 10, {}, 299, "微型"},
      {"", 10, 10, 10, "? industry"},
      {"F5211", 50, 499, {}, "小型"},
      {"I6510", {}, {}, 8, "? staff revenue"},
      {"K7010", {}, 1000, 5000, "中型"},
      {"L72", 9, {}, {}, "微型"},
      {"R90", 300, {}, {}, "大型"},
      {"T", 10, 10, 10, "?"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(shown(size_of(tables(), enterprise(row.industry, row.staff, row.revenue, row.assets),
                            parse_date("2026-01-01"))),
              row.expected);
}

TEST(Size, TheStandardIsDated) {
  const auto e = enterprise("C2710", 1000, 40000, {});
  EXPECT_EQ(shown(size_of(tables(), e, parse_date("2026-06-30"))), "大型");
  EXPECT_EQ(shown(size_of(tables(), e, parse_date("2026-07-01"))), "?");
  EXPECT_EQ(shown(size_of(tables(), e, parse_date("2011-06-17"))), "?");
  EXPECT_EQ(shown(size_of({}, e, parse_date("2026-01-01"))), "?");
}

// What is called missing is exactly what, once known, makes the class known; and what is decided stays so.
RC_GTEST_PROP(Size, KnowingMoreNeverContradicts, ()) {
  const auto all = tables();
  const Date date = parse_date("2026-01-01");
  const auto number = [] {
    return *rc::gen::element<std::int64_t>(0, 19, 20, 299, 300, 1000, 2000, 6000, 50000, 90000);
  };
  const auto full = enterprise(*rc::gen::element("C2710", "E47"), number(), number(), number());
  auto part = full;
  if (*rc::gen::arbitrary<bool>()) part.staff.reset();
  if (*rc::gen::arbitrary<bool>()) part.revenue_fen.reset();
  if (*rc::gen::arbitrary<bool>()) part.assets_fen.reset();
  const SizeClass known = size_of(all, full, date);
  const SizeClass guessed = size_of(all, part, date);
  RC_ASSERT(known.missing.empty());
  if (guessed.missing.empty()) {
    RC_ASSERT(guessed.size == known.size);
  } else {
    for (const auto& fact : guessed.missing) {
      if (fact == "staff") part.staff = full.staff;
      if (fact == "revenue") part.revenue_fen = full.revenue_fen;
      if (fact == "assets") part.assets_fen = full.assets_fen;
    }
    RC_ASSERT(size_of(all, part, date).size == known.size);
  }
}

}  // namespace
}  // namespace zhuqi
