#include <gtest/gtest.h>

#include <zhuqi/routing/router.hpp>

#include "routing/outputs.hpp"
#include "routing/sample.hpp"

namespace zhuqi {
namespace {

constexpr const char* sample_table =
    "hit policy,FIRST,,,,,,,\n"
    "id,if text: keywords,if service_item,if amount: number,then lead,then supporting,then role,then urgency,then sla\n"
    "R001,\"专利, 商标\",-,-,知识产权,,market_regulation,,\n"
    "R002,\"贷款,授信\",\"\"\"融资对接\"\"\",>= 5000000,金融,\"税务，知识产权、消防, "
    "金融,税务\",税务服务专员,high,complex\n"
    "R003,\"贷款,授信\",-,-,金融,,,urgent,\n"
    "R004,退税,-,-,税务,,tax,,\n"
    "R005,消防,-,-,消防,税务,,high,\n"
    "R006,收购,-,-,金融,,chief,,\n"
    "R007,再议,-,-,,,,,\n";

std::shared_ptr<const OrganisationGraph> graph(Organisation organisation = sample_organisation()) {
  return std::make_shared<const OrganisationGraph>(std::move(organisation));
}

NeedRouter router(std::string_view table = sample_table) {
  return NeedRouter(DecisionTable::parse(table, "routing.csv"), graph());
}

Facts said(const char* text) { return {{"text", Value(text)}}; }

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : " | ") + text;
  return all;
}

std::string joined(const std::vector<DepartmentId>& ids) {
  std::vector<std::string> texts;
  for (const auto& id : ids) texts.push_back(id.str());
  return joined(texts);
}

TEST(Router, TheTableAndTheOrganisationGiveEverything) {
  Facts facts = said("凭专业设备贷款被拒");
  facts.emplace("service_item", Value("融资对接"));
  facts.emplace("amount", Value(6'000'000));
  const Routed routed = router().route(facts, "530102");
  EXPECT_EQ(routed.lead.str(), "finance-5301");
  EXPECT_EQ(joined(routed.supporting), "tax-530102 | patent-53");
  EXPECT_EQ(routed.role, Role::tax);
  EXPECT_EQ(routed.rule, "R002");
  EXPECT_EQ(routed.urgency, "high");
  EXPECT_EQ(routed.sla, "complex");
  EXPECT_EQ(routed.because,
            "路由表 R002: 文本含 贷款 且 服务事项 \"融资对接\" 且 amount >= 5000000 → 金融 → 昆明市金融办 "
            "(530102 无, 上收至市级); 协办 五华区税务局、云南省知识产权局 (530102 无, 上收至省级)");
  EXPECT_EQ(joined(routed.notes), "协办 消防: 无此部门");
}

TEST(Router, TheReasonNamesWhereItWent) {
  const struct {
    const char* text;
    const char* region;
    const char* lead;
    const char* because;
  } rows[] = {
      {"出口退税卡住", "530102", "tax-530102", "路由表 R004: 文本含 退税 → 税务 → 五华区税务局"},
      {"出口退税卡住", "530103", "tax-5301", "路由表 R004: 文本含 退税 → 税务 → 昆明市税务局 (530103 无, 上收至市级)"},
      {"出口退税卡住", "530000", "tax-53", "路由表 R004: 文本含 退税 → 税务 → 云南省税务局"},
      {"天天堵车", "530102", "service-5301",
       "路由表无规则命中 → 兜底 综合服务 → 昆明市企业服务中心 (530102 无, 上收至市级)"},
      {"消防改造", "530100", "service-5301",
       "路由表 R005: 文本含 消防 → 消防 (无此部门) → 兜底 综合服务 → 昆明市企业服务中心; 协办 昆明市税务局"},
      {"再议", "530100", "service-5301", "路由表 R007: 文本含 再议 → 未指定主办 → 兜底 综合服务 → 昆明市企业服务中心"},
      {"出口退税卡住", "110101", "service-53",
       "路由表 R004: 文本含 退税 → 税务 (无此部门) → 兜底 综合服务 → 云南省企业服务中心 (110101 无, 上收至省级)"},
      {"退税", "", "service-53", "路由表 R004: 文本含 退税 → 税务 (无此部门) → 兜底 综合服务 → 云南省企业服务中心"},
  };
  for (const auto& row : rows) {
    const Routed routed = router().route(said(row.text), row.region);
    EXPECT_EQ(routed.lead.str(), row.lead);
    EXPECT_EQ(routed.because, row.because);
  }
}

TEST(Router, WhatTheTableLeavesOpenIsNormal) {
  const Routed routed = router().route(said("商标被仿冒"), "530102");
  EXPECT_EQ(routed.urgency, "normal");
  EXPECT_EQ(routed.sla, "");
  EXPECT_TRUE(routed.supporting.empty());
  EXPECT_TRUE(routed.notes.empty());
}

TEST(Router, TheRoleIsTheTablesElseGeneral) {
  EXPECT_EQ(router().route(said("商标"), "530102").role, Role::market_regulation);
  EXPECT_EQ(router().route(said("授信"), "530102").role, Role::general);
  EXPECT_EQ(router().route(said("退税"), "530000").role, Role::tax);
  EXPECT_EQ(router().route(said("天天堵车"), "530102").role, Role::general);
}

TEST(Router, ARoleThatIsNoneIsNotedAndCountsAsGeneral) {
  const Routed routed = router().route(said("收购"), "530102");
  EXPECT_EQ(routed.role, Role::general);
  EXPECT_EQ(joined(routed.notes), "专员 chief: 无此角色");
}

TEST(Router, RulesThatContradictEachOtherGoToTheLastResort) {
  const auto contradictory =
      router("hit policy,UNIQUE,\nid,if text: keywords,then lead\nA,退税,税务\nB,\"退税,贷款\",金融\n");
  const Routed routed = contradictory.route(said("退税"), "530100");
  EXPECT_EQ(routed.lead.str(), "service-5301");
  EXPECT_EQ(routed.rule, "");
  EXPECT_EQ(routed.because, "路由表规则 A、B 相互矛盾 → 兜底 综合服务 → 昆明市企业服务中心");
}

TEST(Router, AFactOfTheWrongTypeGoesToTheLastResortAndIsNotQuoted) {
  Facts facts = said("贷款");
  facts.emplace("service_item", Value("融资对接"));
  facts.emplace("amount", Value("机密"));
  const Routed routed = router().route(facts, "530100");
  EXPECT_EQ(routed.lead.str(), "service-5301");
  EXPECT_EQ(routed.because, "路由表无法判定 (事实有误) → 兜底 综合服务 → 昆明市企业服务中心");
}

TEST(Router, OfSeveralHitsTheFirstLeads) {
  const auto ordered =
      router("hit policy,RULE ORDER,\nid,if text: keywords,then lead\nA,退税,税务\nB,\"退税,贷款\",金融\n");
  EXPECT_EQ(ordered.route(said("退税"), "530100").lead.str(), "tax-5301");
  EXPECT_EQ(ordered.route(said("贷款"), "530100").lead.str(), "finance-5301");
}

TEST(Router, TheReasonNeverQuotesTheNeed) {
  const Routed routed = router().route(said("我叫张三电话13800000000要贷款"), "530102");
  EXPECT_EQ(routed.because.find("138"), std::string::npos);
  EXPECT_EQ(routed.because.find("张三"), std::string::npos);
}

TEST(Router, OfManyKeywordsTheReasonNamesThoseFound) {
  const auto many = router(
      "hit policy,FIRST,,\nid,if text: keywords,if region: code,then lead\n"
      "A,\"专利 & 贷, 商标＆质押，ＡＩ算力, \"\"授信\"\", not 个人\",\"5301,5325\",金融\n");
  const auto because = [&](const char* text) {
    Facts facts = said(text);
    facts.emplace("region", Value("530100"));
    return many.route(facts, "530100").because;
  };
  const std::string end = " 且 地区属 5301,5325 → 金融 → 昆明市金融办";
  EXPECT_EQ(because("凭专利贷款"), "路由表 A: 文本含 专利 & 贷" + end);
  EXPECT_EQ(because("拿商标去质押, 授信还没下来"), "路由表 A: 文本含 商标＆质押/授信" + end);
  EXPECT_EQ(because("缺ai算力"), "路由表 A: 文本含 ＡＩ算力" + end);
}

TEST(Router, FunctionsAreSplitAtAnyComma) {
  EXPECT_EQ(joined(split_functions(" 工信, 财政，司法、税务,,")), "工信 | 财政 | 司法 | 税务");
  EXPECT_EQ(joined(split_functions("")), "");
  EXPECT_EQ(joined(split_functions("工信")), "工信");
}

TEST(Router, ATableWithoutALeadIsRefused) {
  EXPECT_THROW(router("hit policy,FIRST\nif text: keywords,then department\n退税,税务\n"), InvalidDocument);
}

TEST(Router, ATableIsCheckedAgainstTheOrganisation) {
  const auto findings = check(DecisionTable::parse(sample_table, "routing.csv"), *graph());
  EXPECT_EQ(
      to_string(findings),
      "routing.csv:4:6: warning: rule R002: no department has the supporting function «消防» (a function of the "
      "organisation)\n"
      "routing.csv:7:5: error: rule R005: no department has the lead's function «消防» (a function of the "
      "organisation)\n"
      "routing.csv:8:7: error: rule R006: the role is no service role «chief» (general, market_regulation, tax, "
      "investment or building)\n"
      "routing.csv:9:5: error: rule R007: names no lead (a function)\n"
      "routing.csv:2:4: warning: is no fact of a need: always null «amount» (one of credit_code, name, region, "
      "industry, staff, revenue, assets, research, research_share, tier, size, tags, text, service_item, channel, "
      "source)");
}

TEST(Router, AnItemThatNobodyHandlesIsFound) {
  const auto table = DecisionTable::parse(
      "hit policy,FIRST,,\nid,if service_item,if text: keywords,then lead\n"
      "R001,\"\"\"finance\"\"\",-,金融\nR002,\"\"\"fire\"\"\",-,消防\nR003,\"\"\"law\"\"\",合同,税务\n"
      "R999,-,-,综合服务\n",
      "routing.csv");
  const auto item = [](const char* id) { return ServiceItem{ServiceItemId(id), id, ""}; };
  EXPECT_EQ(
      to_string(check({item("finance"), item("fire"), item("law")}, table, *graph())),
      "routing: warning: nobody handles the item: rule R002 names 消防, which no department has «fire» (a rule for "
      "the item, whatever else is known)\n"
      "routing: warning: nobody handles the item: rule R999 takes it as it takes anything «law» (a rule for "
      "the item, whatever else is known)");
}

}  // namespace
}  // namespace zhuqi
