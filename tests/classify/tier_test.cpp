#include <gtest/gtest.h>

#include <zhuqi/classify/tier.hpp>

namespace zhuqi {
namespace {

TierStandard shipped() { return TierStandard(DecisionTable::load(ZHUQI_SOURCE_DIR "/data/classify/tier-2022.csv")); }

// A firm that has been in its niche for three years: 20 M yuan of revenue, 4 % of it research.
Enterprise firm() {
  Enterprise e;
  e.tier = "创新型";
  e.revenue_fen = 2'000'000'000;
  e.research_fen = 80'000'000;
  e.numbers = {{"niche_years", 3}, {"score", 70}};
  return e;
}

std::string shown(const std::vector<MissingCondition>& missing) {
  std::string text;
  for (const auto& one : missing) text += one.text + "; ";
  return text;
}

const Date day = parse_date("2026-03-02");

TEST(Tier, SaysWhatTheNextOneStillAsksFor) {
  const auto standing = shipped().standing(firm(), day);
  EXPECT_EQ(standing.recognised, "创新型");
  EXPECT_EQ(standing.next, "专精特新");
  EXPECT_EQ(standing.qualifies, "") << "nothing is known of its innovation";
  ASSERT_EQ(standing.ways.size(), 10u);
  EXPECT_EQ(standing.ways[0].rule, "S01");
  EXPECT_EQ(shown(standing.ways[0].missing), "研发费用 >= 100 (实际 80 万元); ");
  EXPECT_EQ(standing.ways[1].rule, "S02");
  EXPECT_EQ(shown(standing.ways[1].missing),
            "研发费用 >= 100 (实际 80 万元); 标签 含 省级以上科技奖励排名 (尚无数据); ");
}

TEST(Tier, QualifiesWhenOneWayIsOpen) {
  auto e = firm();
  e.research_fen = 100'000'000;
  const auto standing = shipped().standing(e, day);
  EXPECT_EQ(standing.qualifies, "专精特新");
  EXPECT_TRUE(standing.ways[0].missing.empty());
  e.research_fen = 59'999'999;  // a hair below 3 %
  EXPECT_EQ(shipped().standing(e, day).ways[0].missing.back().actual, "0.029999");
}

TEST(Tier, AmountsInFenAreAskedForInWan) {
  auto e = firm();
  e.tier.clear();
  e.numbers = {{"equity_3y_fen", 500'000'000}};
  EXPECT_EQ(shipped().standing(e, day).qualifies, "创新型");
  e.numbers = {{"equity_3y_fen", 499'999'999}};
  EXPECT_EQ(shipped().standing(e, day).qualifies, "");
  e.tags = {"高新技术企业"};
  EXPECT_EQ(shipped().standing(e, day).qualifies, "创新型");
}

TEST(Tier, IsJudgedByTheRulesOfTheDay) {
  const TierStandard changed(
      DecisionTable::parse("hit policy,RULE ORDER,,\n"
                           "id,if day: date,if staff: number,then tier\n"
                           "old,<= 2026-03-31,>= 10,甲\n"
                           "new,>= 2026-04-01,>= 20,甲\n"
                           "top,-,>= 100,乙\n",
                           "tier.csv"));
  Enterprise e;
  e.staff = 15;
  EXPECT_EQ(changed.tiers(), (std::vector<std::string>{"甲", "乙"}));
  EXPECT_EQ(changed.standing(e, parse_date("2026-03-31")).qualifies, "甲");
  const auto after = changed.standing(e, parse_date("2026-04-01"));
  EXPECT_EQ(after.qualifies, "");
  ASSERT_EQ(after.ways.size(), 1u);
  EXPECT_EQ(shown(after.ways[0].missing), "从业人员 >= 20 (实际 15 人); ");
  EXPECT_TRUE(shipped().standing(firm(), parse_date("2026-04-01")).ways.empty()) << "the revision is not known";
}

TEST(Tier, ATierThatHasRunOutIsNone) {
  auto e = firm();
  e.tier_until = parse_date("2026-03-01");
  const auto standing = shipped().standing(e, day);
  EXPECT_EQ(standing.recognised, "");
  EXPECT_EQ(standing.next, "创新型");
}

TEST(Tier, AboveTheHighestThereIsNone) {
  auto e = firm();
  e.tier = "小巨人";
  EXPECT_EQ(shipped().standing(e, day).next, "");
  e.tier = "专精特新";
  EXPECT_EQ(shipped().standing(e, day).next, "") << "the table does not know what 小巨人 asks for";
}

TEST(Tier, ATableThatIsNoneSaysSo) {
  for (const char* csv : {"id,if staff: number,then size\n1,>= 1,甲\n", "id,if staff: number,then tier\n1,>= 1,\n",
                          "id,if staff * 2: number,then tier\n1,>= 1,甲\n"})
    EXPECT_THROW(TierStandard(DecisionTable::parse(csv, "tier.csv")), InvalidDocument) << csv;
}

}  // namespace
}  // namespace zhuqi
