#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/classify/facts.hpp>

namespace zhuqi {
namespace {

std::string shown(const Facts& facts) {
  std::string text;
  for (const auto& [name, value] : facts) text += name + "=" + to_feel(value) + "\n";
  return text;
}

TEST(Facts, OfAnEnterpriseOfWhichAllIsKnown) {
  Enterprise e;
  e.id = EnterpriseId("91530102MA6000016F");
  e.name = "昆明样例制造有限公司";
  e.region = "530102";
  e.industry = "C2710";
  e.staff = 120;
  e.revenue_fen = 4'000'000'001;  // 4,000.000001 万元
  e.assets_fen = 1;
  e.tier = "专精特新";
  e.tags = {"高新技术", "出口"};
  e.contact_name = "张三";
  e.contact_phone = "13800000000";
  e.research_fen = 1'000'000'000;
  EXPECT_EQ(shown(facts(e)),
            "assets=0.000001\n"
            "credit_code=\"91530102MA6000016F\"\n"
            "industry=\"C2710\"\n"
            "name=\"昆明样例制造有限公司\"\n"
            "region=\"530102\"\n"
            "research=1000\n"
            "research_share=0.2499999999375000000156249999960938\n"
            "revenue=4000.000001\n"
            "staff=120\n"
            "tags=[\"高新技术\", \"出口\"]\n"
            "tier=\"专精特新\"\n");
}

TEST(Facts, WhatIsNotKnownIsAbsent) {
  EXPECT_EQ(shown(facts(Enterprise{})), "tier=\"无\"\n");
  EXPECT_EQ(shown(facts(Enterprise{}, Need{})), "tier=\"无\"\n");
}

TEST(Facts, AShareNeedsARevenue) {
  Enterprise e;
  e.research_fen = 5;
  EXPECT_FALSE(facts(e).contains("research_share"));
  e.revenue_fen = 0;
  EXPECT_FALSE(facts(e).contains("research_share"));
  e.revenue_fen = 20;
  EXPECT_EQ(facts(e).at("research_share"), Value::number("0.25"));
}

TEST(Facts, OfANeedAreAdded) {
  Need need;
  need.text = "退税";
  need.service_item = ServiceItemId("finance");
  need.channel = "visit";
  need.source = "visit V-000001";
  need.contact_phone = "13800000000";
  EXPECT_EQ(shown(facts(Enterprise{}, need)),
            "channel=\"visit\"\nservice_item=\"finance\"\nsource=\"visit V-000001\"\ntext=\"退税\"\ntier=\"无\"\n");
}

TEST(Facts, EveryFactIsInTheTable) {
  Enterprise e;
  e.id = EnterpriseId("x");
  e.name = e.region = e.industry = "x";
  e.staff = e.revenue_fen = e.assets_fen = e.research_fen = 1;
  e.tags = {"x"};
  Need need;
  need.text = need.channel = need.source = "x";
  need.service_item = ServiceItemId("x");
  const Facts all = facts(e, need);
  for (const auto& [name, value] : all) EXPECT_NE(fact_type(name), nullptr) << name;
  EXPECT_EQ(all.size() + 1, fact_types().size());  // size is put in by who asks
  EXPECT_EQ(fact_type("phone"), nullptr);
}

RC_GTEST_PROP(Facts, AmountsAreExact, ()) {
  Enterprise e;
  e.revenue_fen = *rc::gen::arbitrary<std::int64_t>();
  const Facts all = facts(e);
  const auto back = multiply(*all.at("revenue").number(), Decimal(1'000'000));
  RC_ASSERT(back->to_int64() == e.revenue_fen);
}

}  // namespace
}  // namespace zhuqi
