// Filling the registry from a file: what is taken, what differs, and what is wrong at its place.
#include <sstream>

#include <zhuqi/desk/enterprises.hpp>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

class ImportEnterprises : public SmallTown {
 protected:
  EnterpriseImportSummary import(const std::string& text, const char* file = "e.csv", std::int64_t batch = 1'000) {
    std::istringstream in(text);
    EnterpriseImportOptions options;
    options.file = file;
    options.batch = batch;
    options.tell = [&](const Finding& finding) { told.push_back(finding); };
    told.clear();
    return desk->import_enterprises(in, options);
  }
  Enterprise known(const char* id) { return desk->enterprise(EnterpriseId(id), Actor::host()).enterprise; }
  std::int64_t head() { return desk->events(0, 10'000, Actor::host()).back().seq; }

  Findings told;
};

constexpr const char* third = "91530102MA60000400";
constexpr const char* fourth = "91530102MA600018XK";

TEST_F(ImportEnterprises, TakesEveryFieldOfASpreadsheet) {
  const auto done = import(
      "id,name,region,industry,staff,revenue,assets_fen,research,tier,tier_from,tier_until,address,founded,tags,"
      "contact_name,contact_phone,contact_verified,numbers.score,building\n"
      "91 530102 ma60000400,滇池精工,530102,2710,120,2000.5,300,80,专精特新,2025/1/1,2027年12月31日,\"科高路1号,二楼\","
      "2011-05-06,规上;高新技术企业,王某,13900000000,2026/2/1,71,云投大厦\n");
  EXPECT_TRUE(told.empty()) << to_string(told);
  EXPECT_EQ(done, (EnterpriseImportSummary{1, 1, 0, 0, 0, 1, false}));
  Enterprise e;
  e.id = EnterpriseId(third);
  e.name = "滇池精工";
  e.region = "530102";
  e.industry = "C2710";
  e.staff = 120;
  e.revenue_fen = 2'000'500'000;
  e.assets_fen = 300;
  e.research_fen = 80'000'000;
  e.tier = "专精特新";
  e.tier_from = parse_date("2025-01-01");
  e.tier_until = parse_date("2027-12-31");
  e.address = "科高路1号,二楼";
  e.founded = parse_date("2011-05-06");
  e.tags = {"规上", "高新技术企业"};
  e.contact_name = "王某";
  e.contact_phone = "13900000000";
  e.contact_verified = parse_date("2026-02-01");
  e.numbers = {{"score", 71}};
  e.building = "云投大厦";
  EXPECT_EQ(known(third), e);
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(ImportEnterprises, OnlyWhatDiffersIsRecorded) {
  const std::string file = "id,name,region,staff\n91530102MA60000400,甲,530102,10\n91530102MA600018XK,乙,530103,20\n";
  import(file);
  const auto before = head();
  EXPECT_EQ(import(file), (EnterpriseImportSummary{2, 0, 0, 2, 0, 0, false}));
  EXPECT_EQ(head(), before);
  EXPECT_EQ(import("id,staff\n91530102MA60000400,11\n91530102MA600018XK,20\n"),
            (EnterpriseImportSummary{2, 0, 1, 1, 0, 1, false}));
  EXPECT_EQ(known(third).staff, 11);
  EXPECT_EQ(known(third).name, "甲") << "a column that is not there leaves what was known";
}

TEST_F(ImportEnterprises, AnEmptyCellIsNotKnownAnyMore) {
  import("id,staff,contact_phone,numbers.score\n91530102MA6000016F,10,,5\n");
  EXPECT_EQ(known("91530102MA6000016F").contact_phone, "") << "the column is there";
  import("id,staff,numbers.score\n91530102MA6000016F,,\n");
  EXPECT_EQ(known("91530102MA6000016F").staff, std::nullopt);
  EXPECT_TRUE(known("91530102MA6000016F").numbers.empty());
}

TEST_F(ImportEnterprises, JsonLinesSayNullForWhatIsNotKnownAnyMore) {
  EXPECT_EQ(import("{\"id\":\"91530102MA60000400\",\"name\":\"甲\",\"region\":\"530102\",\"staff\":10,"
                   "\"numbers\":{\"score\":3},\"founded\":\"2011-05-06\"}\n\n"
                   "{\"id\":\"91530102MA60000400\",\"staff\":null}\n",
                   "e.jsonl"),
            (EnterpriseImportSummary{2, 1, 1, 0, 0, 2, false}));
  EXPECT_TRUE(told.empty()) << to_string(told);
  EXPECT_EQ(known(third).staff, std::nullopt);
  EXPECT_EQ(known(third).numbers.at("score"), 3);
}

std::string shown(const Findings& findings) {
  std::string text;
  for (const auto& f : findings)
    text += std::to_string(f.row) + ":" + std::to_string(f.column) + " «" + f.value + "» " + f.message + "\n";
  return text;
}

TEST_F(ImportEnterprises, EveryBadRowIsToldAndTheRestTaken) {
  const auto done = import(
      "id,name,region,industry,staff,revenue,founded,contact_phone\n"
      "91530102MA60000400,甲,530102,C2710,10,1.5,2011-05-06,\n"
      "91530102MA600018XX,乙,530102,,,,,\n"
      "91530102MA600018XK,,530002,C6510,-1,\"1,000\",2011-02-30,13900000000\n"
      "91530102MA600018XK,\"丙\n丁\",530102,,,,,\n"
      "12,\"x\" y,,\n"
      "91530102MA6000016F,a,b,c,d,e,f,g,h\n"
      "91530102MA6000024A,戊,,,,,,\n");
  EXPECT_EQ(shown(told),
            "3:1 «91530102MA600018XX» id: character 18 is X, the credit code's check gives K\n"
            "4:6 «1,000» revenue: expected an amount in 万元, as in 1234.5, without thousands separators\n"
            "4:7 «2011-02-30» founded: expected a date, as in 2026-02-14\n"
            "4:2 «» name: missing\n"
            "4:3 «530002» region: a county lies in a prefecture, as in 530102\n"
            "4:4 «C6510» industry: division 65 belongs to I, not to C\n"
            "4:5 «-1» staff: may not be negative\n"
            "7:0 «» a quote is never closed, or text follows it\n"
            "8:0 «» 9 cells, but the header has 8\n"
            "9:3 «» region: a region code has six digits, as in 530102\n");
  EXPECT_EQ(done, (EnterpriseImportSummary{7, 2, 0, 0, 5, 1, false}));
  EXPECT_EQ(known(fourth).name, "丙\n丁");
}

TEST_F(ImportEnterprises, ABadLineOfJsonIsToldToo) {
  import(
      "{\"id\":\"91530102MA60000400\",\"name\":\"甲\",\"region\":\"530102\",\"staff\":\"many\"}\n"
      "{\"id\":\n{\"id\":\"91530102MA600018XK\",\"colour\":1}\n[]\n"
      "{\"id\":\"91530102MA600018XK\",\"name\":\"乙\"}\n",
      "e.jsonl");
  EXPECT_EQ(shown(told),
            "1:59 «many» staff: expected a whole number, found string\n"
            "2:0 «» row: not valid JSON at byte 7\n"
            "3:28 «» colour: no field of an enterprise\n"
            "4:0 «» expected an object\n"
            "5:0 «» region: a region code has six digits, as in 530102\n");
}

TEST_F(ImportEnterprises, WhatIsNoTextIsToldAndNothingElseLost) {
  const auto done = import("id,name,region\n91530102MA60000400,\xff\xfe,530102\n91530102MA600018XK,乙,530102\n");
  EXPECT_EQ(shown(told), "2:0 «» not valid UTF-8\n");
  EXPECT_EQ(done.added, 1);
  const std::string row = "91530102MA60000400," + std::string(1'001, 'x') + ",530102\n";
  EXPECT_EQ(import("id,name,region\n" + row).bad, 1);
  EXPECT_EQ(told.at(0).message, "name: longer than 1000 bytes");
}

TEST_F(ImportEnterprises, SpreadsheetsInGb18030) {
  const auto done =
      import("id,name,region\n91530102MA60000400,\xb5\xe1\xb3\xd8,530102\n91530102MA600018XK,\xff,530102\n");
  EXPECT_EQ(shown(told), "3:0 «» not valid GB18030\n");
  EXPECT_EQ(done.added, 1);
  EXPECT_EQ(known(third).name, "滇池");
}

TEST_F(ImportEnterprises, AHeaderWithWhatIsNoFieldIsRefusedAtOnce) {
  try {
    import("name,colour,size\n");
    FAIL();
  } catch (const InvalidDocument& invalid) {
    EXPECT_EQ(invalid.findings().size(), 3u) << invalid.what();
  }
}

TEST_F(ImportEnterprises, AFailedCheckCharacterOnlyWarnsIfTheSettingsSaySo) {
  const char* file = "id,name,region\n91530102MA600018XX,乙,530102\nA1530102MA600018XK,丙,530102\n";
  EXPECT_EQ(import(file).bad, 2);
  publish("settings", R"({"past":"7d","future":"5m","credit_code":"warn"})");
  const auto done = import(file);
  EXPECT_EQ(done.added, 1);
  EXPECT_EQ(done.bad, 1);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].severity, Finding::Severity::warning);
  EXPECT_EQ(told[1].severity, Finding::Severity::error) << "no code at all";

  Enterprise e;
  e.id = EnterpriseId("91530102MA600018XQ");
  e.name = "丁";
  e.region = "530102";
  const auto receipt = apply(Actor::host(), RegisterEnterprise{e});
  EXPECT_EQ(receipt.warnings.size(), 1u);
  publish("settings", R"({"past":"7d","future":"5m"})");
  EXPECT_EQ(refusal(Actor::host(), RegisterEnterprise{e}), Code::invalid_argument);
}

TEST_F(ImportEnterprises, RowsAreTakenInOrderAlsoOfOneEnterprise) {
  EXPECT_EQ(import("id,name,region,staff\n91530102MA60000400,甲,530102,1\n91530102MA600018XK,乙,530102,5\n"
                   "91530102MA60000400,甲,530102,2\n91530102MA60000400,甲,530102,2\n"),
            (EnterpriseImportSummary{4, 2, 1, 1, 0, 2, false}));
  EXPECT_EQ(known(third).staff, 2);
  EXPECT_EQ(desk->enterprise(EnterpriseId(third), Actor::host()).history.size(), 2u);
}

TEST_F(ImportEnterprises, BatchesChangeNothingButTheEvents) {
  std::string file = "id,name,region,staff\n";
  for (const char* id : {third, fourth, "91530102MA6000016F", "91530102MA6000024A"})
    file += std::string(id) + ",企业,530102,7\n";
  EXPECT_EQ(import(file, "e.csv", 1).events, 4);
  EXPECT_EQ(import(file, "e.csv", 3).same, 4);
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(ImportEnterprises, StopsWhenAskedAndGoesOnWhenRunAgain) {
  std::istringstream in("id,name,region\n91530102MA60000400,甲,530102\n91530102MA600018XK,乙,530102\n");
  EnterpriseImportOptions options;
  options.file = "e.csv";
  options.batch = 1;
  options.progress = [](const CaseImportProgress& progress) { return progress.rows < 1; };
  const auto done = desk->import_enterprises(in, options);
  EXPECT_TRUE(done.stopped);
  EXPECT_EQ(done.added, 1);
  EXPECT_EQ(import("id,name,region\n91530102MA60000400,甲,530102\n91530102MA600018XK,乙,530102\n").added, 1);
}

TEST_F(ImportEnterprises, IsForTheHostAndAdministrators) {
  for (const auto& [who, expected] : {std::pair{"admin", Code::ok}, {"g1", Code::not_allowed}}) {
    std::istringstream in("id,name,region\n91530102MA60000400,甲,530102\n");
    EnterpriseImportOptions options;
    options.file = "e.csv";
    options.actor = officer(who);
    Code code = Code::ok;
    try {
      desk->import_enterprises(in, options);
    } catch (const Refused& refused) {
      code = refused.code();
    }
    EXPECT_EQ(code, expected) << who;
  }
}

// A need of an enterprise that came in an import is routed, explained, and asked for as of the past.
TEST_F(ImportEnterprises, ANeedOfAnImportedEnterpriseHasAPast) {
  import("id,name,region,staff\n91530102MA60000400,甲,530102,9\n");
  Need need;
  need.enterprise = EnterpriseId(third);
  need.text = "退税卡住了";
  const auto receipt = apply(Actor::host(), RegisterNeed{need});
  EXPECT_EQ(receipt.lead, DepartmentId("k-tax"));
  pass(std::chrono::minutes(10));
  import("id,region,staff\n91530102MA60000400,530301,10\n");
  const auto why = desk->explain_routing(receipt.need, Actor::host());
  ASSERT_TRUE(why.why.has_value());
  AsOf then;
  then.seq = receipt.last;
  EXPECT_EQ(desk->need(receipt.need, Actor::host(), then).summary.enterprise_name, "甲");
}

}  // namespace
}  // namespace zhuqi
