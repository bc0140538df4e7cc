// What is known of an enterprise, since when, and what follows from it by the tables of then.
#include <fstream>
#include <sstream>

#include <zhuqi/desk/enterprises.hpp>
#include <zhuqi/store/ledger.hpp>

#include "base/json.hpp"
#include "desk/projections.hpp"
#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

class Registry : public SmallTown {
 protected:
  static std::string shipped(const char* name) {
    std::ifstream file(std::string(ZHUQI_SOURCE_DIR "/data/classify/") + name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  Enterprise firm(std::int64_t staff) {
    Enterprise e;
    e.id = acme;
    e.name = "滇池精工";
    e.region = "530102";
    e.industry = "C2710";
    e.staff = staff;
    e.revenue_fen = 2'000'000'000;
    e.research_fen = 80'000'000;
    e.tier = "创新型";
    e.numbers = {{"niche_years", 3}, {"score", 70}};
    e.contact_name = "王某";
    e.contact_verified = parse_date("2025-06-01");
    return e;
  }
  void say(std::int64_t staff) { apply(Actor::host(), RegisterEnterprise{firm(staff)}); }
};

TEST_F(Registry, KeepsEveryVersionWithWhatChanged) {
  pass(std::chrono::hours(1));
  say(10);
  pass(std::chrono::hours(1));
  std::istringstream in("id,staff\n91530102MA6000016F,25\n");
  EnterpriseImportOptions options;
  options.file = "e.csv";
  desk->import_enterprises(in, options);
  pass(std::chrono::hours(1));
  say(40);
  const auto view = desk->enterprise(acme, Actor::host());
  EXPECT_EQ(view.enterprise.staff, 40);
  EXPECT_EQ(view.since, now);
  ASSERT_EQ(view.history.size(), 4u);
  EXPECT_EQ(view.history[0].changed, std::vector<std::string>{"staff"});
  EXPECT_EQ(view.history[1].enterprise.staff, 25);
  EXPECT_EQ(view.history[1].enterprise.contact_name, "王某") << "an import keeps what it does not say";
  EXPECT_EQ(view.history[1].changed, std::vector<std::string>{"staff"});
  EXPECT_TRUE(view.history[3].changed.empty());
  EXPECT_EQ(view.history[3].enterprise.contact_phone, "13800000000");
}

TEST_F(Registry, AFactIsJudgedByTheTableInForceOnItsDate) {
  publish("size", shipped("size-2011.csv"), "size.csv");
  publish("tier", shipped("tier-2022.csv"), "tier.csv");
  say(20);
  set("2026-04-02T09:00");
  publish("size", "hit policy,FIRST,\nid,if staff: number,then size\n1,>= 20,巨型\n2,-,袖珍\n", "size.csv");
  say(21);
  const auto today = desk->enterprise(acme, Actor::host());
  EXPECT_EQ(today.size.size, "巨型");
  EXPECT_EQ(today.history[0].size.size, "巨型");
  EXPECT_EQ(today.history[1].size.size, "小型") << "by the table of March";
  EXPECT_TRUE(today.tier.ways.empty()) << "the criteria of 2022 held until 2026-03-31";
  const auto march = desk->enterprise(acme, Actor::host(), parse_date("2026-03-31"));
  EXPECT_EQ(march.enterprise.staff, 20);
  EXPECT_EQ(march.size.size, "小型");
  EXPECT_EQ(march.history.size(), 2u);
  EXPECT_EQ(march.tier.next, "专精特新");
  ASSERT_FALSE(march.tier.ways.empty());
  EXPECT_EQ(march.tier.ways[0].missing.at(0).text, "研发费用 >= 100 (实际 80 万元)");
}

TEST_F(Registry, WhatWasNotKnownYetIsNotFound) {
  EXPECT_THROW(desk->enterprise(acme, Actor::host(), parse_date("2026-03-01")), Refused);
  EXPECT_NO_THROW(desk->enterprise(acme, Actor::host(), parse_date("2026-03-02")));
}

TEST_F(Registry, TellsAStaleContact) {
  say(10);
  EXPECT_FALSE(desk->enterprise(acme, Actor::host()).contact_stale) << "274 days";
  publish("settings", R"({"past":"7d","future":"5m","contact_fresh":273})");
  EXPECT_TRUE(desk->enterprise(acme, Actor::host()).contact_stale);
  EnterpriseQuery query;
  query.stale_only = true;
  EXPECT_EQ(desk->enterprises(query, Actor::host()).size(), 2u) << "the other was never verified";
  publish("settings", R"({"past":"7d","future":"5m","contact_fresh":300})");
  EXPECT_EQ(desk->enterprises(query, Actor::host()).size(), 1u);
}

TEST_F(Registry, IsShownToThoseWhomItConcerns) {
  const auto sees = [&](const Actor& viewer) {
    try {
      desk->enterprise(acme, viewer);
      return true;
    } catch (const Refused& refused) {
      EXPECT_EQ(refused.code(), Code::not_found);
      return false;
    }
  };
  EXPECT_TRUE(sees(Actor::enterprise(acme)));
  EXPECT_FALSE(sees(Actor::enterprise(other)));
  EXPECT_TRUE(sees(officer("g1")));
  EXPECT_TRUE(sees(officer("admin")));
  EXPECT_FALSE(sees(officer("h-tax")));
  EXPECT_THROW(desk->enterprises({}, officer("g1")), Refused);
}

TEST_F(Registry, ListsByRegionTierAndPage) {
  say(10);
  EnterpriseQuery query;
  EXPECT_EQ(desk->enterprises(query, Actor::host()).size(), 2u);
  query.limit = 1;
  EXPECT_EQ(desk->enterprises(query, Actor::host()).at(0).id, acme);
  query.after = acme;
  EXPECT_EQ(desk->enterprises(query, Actor::host()).at(0).id, other);
  query = {};
  query.tier = "创新型";
  EXPECT_EQ(desk->enterprises(query, Actor::host()).size(), 1u);
  query.region = "530100";
  EXPECT_EQ(desk->enterprises(query, Actor::host()).size(), 1u);
  query.region = "530200";
  EXPECT_TRUE(desk->enterprises(query, Actor::host()).empty());
  const auto document =
      parse_json(desk->query_document(R"({"query":"enterprises","viewer":"host","tier":"创新型"})"), "answer");
  EXPECT_EQ(document["enterprises"][0]["name"], "滇池精工");
}

// Redacting an import's event takes its contacts out of the registry and out of the history; the rest stays.
TEST_F(Registry, ARedactedContactIsGoneEverywhere) {
  std::istringstream in(
      "id,contact_name,contact_phone\n91530102MA6000016F,王某,13911111111\n"
      "91530102MA6000024A,李某,13922222222\n");
  EnterpriseImportOptions options;
  options.file = "e.csv";
  desk->import_enterprises(in, options);
  const auto imported = desk->events(0, 1'000, Actor::host()).back();
  ASSERT_EQ(imported.kind, "enterprises.imported");
  ASSERT_EQ(desk->enterprise(other, Actor::host()).enterprise.contact_name, "李某");
  pass(std::chrono::minutes(1));
  Enterprise again = desk->enterprise(acme, Actor::host()).enterprise;
  again.staff = 5;
  apply(Actor::host(), RegisterEnterprise{again});
  desk.reset();
  {
    LedgerOptions ledger_options;
    ledger_options.projections = desk_projections();
    const auto ledger = open_sqlite(path(), std::move(ledger_options));
    NewEvent redaction{"redaction/1", "contacts.redacted", now, "{}", {}, {imported.seq}, {}};
    ledger->transaction([&](Transaction& t) { t.append({redaction}, {"host", "test", "redact"}, now); });
  }
  desk = std::make_unique<ServiceDesk>(open());
  EXPECT_EQ(desk->enterprise(other, Actor::host()).enterprise.contact_name, "");
  EXPECT_TRUE(desk->enterprise(other, Actor::host()).contact_stale);
  const auto view = desk->enterprise(acme, Actor::host());
  EXPECT_EQ(view.enterprise.contact_name, "王某") << "said anew since";
  EXPECT_EQ(view.history.at(1).enterprise.contact_name, "");
  EXPECT_EQ(view.history.at(2).enterprise.contact_phone, "13800000000") << "another event";
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(Registry, AsADocument) {
  publish("tier", shipped("tier-2022.csv"), "tier.csv");
  say(10);
  const auto view = parse_json(
      desk->query_document(R"({"query":"enterprise","viewer":"host","enterprise":"91530102MA6000016F"})"), "answer");
  EXPECT_EQ(view["enterprise"]["contact_name"], "王某");
  EXPECT_EQ(view["tier"]["next"], "专精特新");
  EXPECT_EQ(view["tier"]["ways"][0]["rule"], "S01");
  EXPECT_EQ(view["history"].size(), 2u);
}

}  // namespace
}  // namespace zhuqi
