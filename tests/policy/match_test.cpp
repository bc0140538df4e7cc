#include <gtest/gtest.h>

#include <zhuqi/policy/match.hpp>

namespace zhuqi {
namespace {

// 专精特新 loans: for smaller firms with research, or for those that have the title.
Policy sample() {
  Policy p;
  p.id = PolicyId("P-1");
  p.title = "贷款贴息";
  p.region = "530100";
  p.guide.who = "中小企业";
  p.from = parse_date("2026-01-01");
  p.until = parse_date("2026-12-31");
  p.branches = {{{"staff", "< 300", "从业人员少于300人"},
                 {"industry", "C", "属制造业"},
                 {"research_share", ">= 0.03", "研发费用占比不低于3%"}},
                {{"tier", "\"专精特新\",\"小巨人\"", "已获专精特新认定"}, {"revenue", "[1000..40000]", ""}}};
  return p;
}

Facts all_known() {
  return {{"region", Value("530102")},  {"staff", Value(100)},
          {"industry", Value("C2710")}, {"research_share", Value::number("0.05")},
          {"tier", Value("无")},        {"revenue", Value(5000)}};
}

std::string shown(const Match& match) {
  std::string text = std::string(name(match.verdict)) + " | " + match.because + " |";
  for (const auto& fact : match.missing) text += " " + fact;
  return text;
}

std::string matched(const Facts& facts, const char* date = "2026-06-01") {
  return shown(CompiledPolicy(sample()).match(facts, parse_date(date)));
}

Facts with(const char* name, Value value) {
  Facts facts = all_known();
  facts.insert_or_assign(name, std::move(value));
  return facts;
}

Facts without(std::initializer_list<const char*> names) {
  Facts facts = all_known();
  for (const char* name : names) facts.erase(name);
  return facts;
}

TEST(Match, SaysWhichConditionsHold) {
  EXPECT_EQ(matched(all_known()), "match | 符合: 第 1 组 从业人员少于300人; 属制造业; 研发费用占比不低于3% |");
  auto titled = with("tier", Value("小巨人"));
  titled["staff"] = Value(1000);
  EXPECT_EQ(matched(titled), "match | 符合: 第 2 组 已获专精特新认定; revenue [1000..40000] |");
}

TEST(Match, SaysWhichConditionFailsAndWhatTheValueIs) {
  EXPECT_EQ(matched(with("staff", Value(300))),
            "no match | 不符合: 第 1 组 从业人员少于300人 (实际 300 人); 第 2 组 已获专精特新认定 (实际 无) |");
  EXPECT_EQ(matched(with("research_share", Value::number("0.029999999"))),
            "no match | 不符合: 第 1 组 研发费用占比不低于3% (实际 0.029999); 第 2 组 已获专精特新认定 (实际 无) |");
}

TEST(Match, WhatIsMissingIsNeverANo) {
  EXPECT_EQ(matched(without({"staff"})), "unknown | 无法判断, 缺少: 从业人员 | staff");
  EXPECT_EQ(matched(without({"staff", "research_share", "tier", "revenue"})),
            "unknown | 无法判断, 缺少: 从业人员、研发费用占比 | staff research_share");
  EXPECT_EQ(matched(without({"staff", "industry", "research_share", "tier"})), "unknown | 无法判断, 缺少: 梯度 | tier");
  EXPECT_EQ(matched(with("staff", Value())), "unknown | 无法判断, 缺少: 从业人员 | staff");
  EXPECT_EQ(matched(without({"region"})), "unknown | 无法判断, 缺少: 地区 | region");
  EXPECT_EQ(matched({}), "unknown | 无法判断, 缺少: 地区、梯度、营业收入 | region tier revenue");
}

TEST(Match, AKnownFailureOutweighsWhatIsMissing) {
  auto facts = without({"research_share", "revenue", "region"});
  facts["staff"] = Value(300);
  EXPECT_EQ(matched(facts),
            "no match | 不符合: 第 1 组 从业人员少于300人 (实际 300 人); 第 2 组 已获专精特新认定 (实际 无) |");
}

TEST(Match, OnlyInItsPeriod) {
  EXPECT_EQ(matched({}, "2025-12-31"), "no match | 政策自 2026-01-01 起施行 |");
  EXPECT_EQ(matched({}, "2027-01-01"), "no match | 政策已于 2026-12-31 截止 |");
  EXPECT_EQ(matched(all_known(), "2026-01-01").substr(0, 5), "match");
  EXPECT_EQ(matched(all_known(), "2026-12-31").substr(0, 5), "match");
}

TEST(Match, OnlyInItsRegion) {
  EXPECT_EQ(matched(with("region", Value("530100"))).substr(0, 5), "match");
  EXPECT_EQ(matched(with("region", Value("532501"))), "no match | 企业地区 532501 不在政策地区 530100 内 |");
  EXPECT_EQ(matched(with("region", Value("530000"))), "no match | 企业地区 530000 不在政策地区 530100 内 |");
}

TEST(Match, OneBranchHasNoNumberAndAnEmptyOneAsksNothing) {
  Policy p = sample();
  p.branches = {{}};
  EXPECT_EQ(shown(CompiledPolicy(p).match(all_known(), p.from)), "match | 符合: 不设条件 |");
  p.branches = {{{"tags", "list contains(?, \"高新技术\")", "高新技术企业"}}};
  const CompiledPolicy compiled(p);
  EXPECT_EQ(shown(compiled.match(all_known(), p.from)), "unknown | 无法判断, 缺少: 标签 | tags");
  EXPECT_EQ(shown(compiled.match(with("tags", ValueList{"出口", "高新技术"}), p.from)), "match | 符合: 高新技术企业 |");
  EXPECT_EQ(shown(compiled.match(with("tags", ValueList{"出口"}), p.from)),
            "no match | 不符合: 高新技术企业 (实际 [出口]) |");
}

TEST(Match, AllThatIsWrongIsFoundAtOnce) {
  Policy p = sample();
  p.region = "昆明";
  p.until = parse_date("2025-01-01");
  p.branches = {{{"staf", "< 300", ""}, {"staff", "<> 300 300", ""}}, {{"text", "贷款", ""}, {"revenue", " ", ""}}};
  const auto findings = CompiledPolicy::check(p, "policy.json");
  ASSERT_EQ(findings.size(), 6u) << to_string(findings);
  EXPECT_EQ(to_string(findings[0]),
            "policy.json: error: region is not a region code «昆明» (six digits, as in 530000)");
  EXPECT_EQ(to_string(findings[1]), "policy.json: error: until lies before from «2025-01-01» (the last day)");
  EXPECT_EQ(to_string(findings[2]),
            "policy.json: error: branches[0][0].fact is no fact of an enterprise «staf» (one of credit_code, name, "
            "region, industry, staff, revenue, assets, research, research_share, tier, size, tags)");
  EXPECT_EQ(findings[3].message.substr(0, 21), "branches[0][1].test: ");
  EXPECT_EQ(findings[3].value, "<> 300 300");
  EXPECT_EQ(findings[4].value, "text");
  EXPECT_EQ(to_string(findings[5]), "policy.json: error: branches[1][1].test is empty (unary tests, as in < 300)");
  EXPECT_THROW(CompiledPolicy(p, "policy.json"), InvalidDocument);
  p = sample();
  p.branches.clear();
  EXPECT_EQ(CompiledPolicy::check(p).size(), 1u);
}

std::optional<std::string> short_of(const Facts& facts) {
  const auto place = CompiledPolicy(sample()).match(facts, parse_date("2026-06-01")).short_of;
  if (!place) return std::nullopt;
  return sample().branches[place->branch][place->condition].fact;
}

TEST(Match, OneStepShortIsOneConditionAlone) {
  EXPECT_EQ(short_of(all_known()), std::nullopt) << "it matches";
  EXPECT_EQ(short_of(with("staff", Value(300))), "staff") << "of the second branch, 梯度 fails: the first one counts";
  auto two = with("staff", Value(300));
  two["industry"] = Value("I6513");
  EXPECT_EQ(short_of(two), "tier") << "two fail in the first, one in the second";
  two.erase("revenue");
  EXPECT_EQ(short_of(two), std::nullopt) << "in the second something is not known";
  auto outside = with("staff", Value(300));
  outside["region"] = Value("532501");
  EXPECT_EQ(short_of(outside), std::nullopt);
}

TEST(Match, TellsWhatItIsWorth) {
  Policy p = sample();
  const auto worth = [&](const Facts& facts) { return CompiledPolicy(p).match(facts, p.from).amount_fen; };
  EXPECT_EQ(worth(all_known()), std::nullopt) << "the policy says nothing";
  Amount fixed, share;
  fixed.fixed_fen = 1'000'000;
  share.base = "revenue";
  share.rate = parse_rate("1%");
  p.amounts = {fixed};
  EXPECT_EQ(worth(all_known()), 1'000'000);
  p.amounts = {fixed, share};
  EXPECT_EQ(worth(all_known()), 1'000'000) << "by the first branch";
  EXPECT_EQ(worth(with("tier", Value("小巨人"))), 50'000'000) << "1% of 5000 万元 is more";
  EXPECT_EQ(worth(with("staff", Value(300))), std::nullopt) << "no match";
}

TEST(Match, AmountsAndDeadlinesAreChecked) {
  Policy p = sample();
  p.amounts.resize(3);
  p.amounts[1].base = "tier";
  p.amounts[1].rate = parse_rate("5%");
  p.amounts[2].base = "staff";
  p.amounts[2].counted = true;
  p.amounts[2].rate = parse_rate("5");
  p.apply_until = parse_date("2027-01-01");
  p.remind = {0};
  p.deadlines.review = 0;
  p.guide = {};
  p.claim = Claim::automatic;
  const auto findings = CompiledPolicy::check(p);
  EXPECT_EQ(findings.size(), 8u) << to_string(findings);
  EXPECT_EQ(std::count_if(findings.begin(), findings.end(),
                          [](const auto& f) { return f.severity == Finding::Severity::warning; }),
            1)
      << to_string(findings);
  p = sample();
  p.claim = Claim::automatic;
  EXPECT_EQ(CompiledPolicy::check(p).at(0).message,
            "claim is automatic, but what is paid cannot be computed without asking the enterprise");
  p.guide = {};
  EXPECT_NO_THROW(CompiledPolicy{p}) << "a warning is none";
}

TEST(Match, OutlivesWhatItWasCopiedFrom) {
  const auto copy = [] {
    const CompiledPolicy compiled(sample());
    return compiled;
  }();
  EXPECT_EQ(copy.policy().title, "贷款贴息");
  EXPECT_EQ(copy.match(all_known(), copy.policy().from).verdict, Verdict::match);
}

}  // namespace
}  // namespace zhuqi
