// Why a need of the past was routed so: by the table of then, with the values of then.
#include <zhuqi/store/ledger.hpp>

#include "desk/events.hpp"
#include "desk/projections.hpp"
#include "small_town.hpp"

namespace zhuqi {
namespace {

constexpr const char* by_staff =
    "hit policy,FIRST,,,\n"
    "id,if staff: number,if text: keywords,then lead\n"
    "R1,>= 100,退税,税务\n"
    "R2,-,\"贷款,授信\",金融\n"
    "R9,-,-,综合服务\n";

class ExplainRouting : public SmallTown {
 protected:
  void SetUp() override {
    SmallTown::SetUp();
    publish("routing", by_staff, "routing.csv");
    register_staff(20);
    need = register_need("想要贷款").need;
  }
  void register_staff(int staff) {
    Enterprise enterprise;
    enterprise.id = acme;
    enterprise.name = "滇池精工";
    enterprise.region = "530102";
    enterprise.staff = staff;
    apply(Actor::host(), RegisterEnterprise{enterprise});
  }
  NeedId need;
};

TEST_F(ExplainRouting, TellsTheWinnerWithTheValuesThatItSaw) {
  const auto told = desk->explain_routing(need, Actor::host());
  ASSERT_TRUE(told.why);
  EXPECT_EQ(told.rule, "R2");
  EXPECT_TRUE(told.why->hit);
  ASSERT_EQ(told.why->conditions.size(), 1u);
  EXPECT_EQ(told.why->conditions[0].input, "text");
  EXPECT_EQ(told.why->conditions[0].value, Value("想要贷款"));
}

TEST_F(ExplainRouting, TellsTheFirstConditionThatFailed) {
  const auto told = desk->explain_routing(need, Actor::host(), "R1");
  ASSERT_TRUE(told.why);
  EXPECT_EQ(told.rule, "R2");
  EXPECT_FALSE(told.why->hit);
  ASSERT_EQ(told.why->conditions.size(), 1u);
  EXPECT_EQ(told.why->conditions[0].input, "staff");
  EXPECT_EQ(told.why->conditions[0].cell, ">= 100");
  EXPECT_EQ(told.why->conditions[0].value, Value(20));
  EXPECT_FALSE(told.why->conditions[0].holds);
}

TEST_F(ExplainRouting, HoldsWhateverIsPublishedOrRegisteredLater) {
  const auto before = to_json_text(desk->explain_routing(need, Actor::host(), "R1"));
  const auto table = DecisionTable::parse(by_staff, "routing.csv").hash();
  pass(std::chrono::minutes(5));
  publish("routing", small_routing, "routing.csv");
  register_staff(500);
  const auto told = desk->explain_routing(need, Actor::host(), "R1");
  EXPECT_EQ(told.table.hash(), table);
  EXPECT_EQ(told.why->table, table);
  EXPECT_EQ(to_json_text(told), before);
  const auto later = desk->explain_routing(register_need("想要贷款").need, Actor::host());
  EXPECT_EQ(later.table.hash(), DecisionTable::parse(small_routing, "routing.csv").hash());
}

TEST_F(ExplainRouting, IsForThoseWhoSeeTheNeed) {
  EXPECT_TRUE(desk->explain_routing(need, officer("h-finance")).why);
  EXPECT_TRUE(desk->explain_routing(need, Actor::enterprise(acme)).why);
  const auto code = [&](const NeedId& id, const Actor& viewer, std::string_view rule = {}) {
    try {
      desk->explain_routing(id, viewer, rule);
      return Code::ok;
    } catch (const Refused& refused) {
      return refused.code();
    }
  };
  EXPECT_EQ(code(need, officer("h-tax")), Code::not_found);
  EXPECT_EQ(code(need, Actor::enterprise(other)), Code::not_found);
  EXPECT_EQ(code(NeedId("N-000099"), Actor::host()), Code::not_found);
  EXPECT_EQ(code(need, Actor::host(), "R404"), Code::not_found);
}

TEST_F(ExplainRouting, SaysThatARedactedNeedCannotBeToldAnyMore) {
  desk.reset();
  {
    LedgerOptions options;
    options.projections = desk_projections();
    auto ledger = open_sqlite(path(), options);
    ledger->transaction([&](Transaction& transaction) {
      const auto registration = transaction.read_stream(stream_of(need)).front();
      auto event = encode(need, NeedCommented{"按法定要求删除"}, now);
      event.redacts = {registration.seq};
      transaction.append({event}, {"host", "test", "redact"}, now);
    });
  }
  desk = std::make_unique<ServiceDesk>(open());
  const auto told = desk->explain_routing(need, Actor::host(), "R1");
  EXPECT_FALSE(told.why);
  EXPECT_EQ(told.rule, "R2");
  EXPECT_NE(told.because.find("贷款"), std::string::npos);
  const auto document = to_json_text(told);
  EXPECT_NE(document.find(R"("redacted":true,"why":null)"), std::string::npos) << document;
}

TEST_F(ExplainRouting, ReadsATableThatWasPublishedAsDmn) {
  publish("routing", R"(<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="m">
  <inputData id="i" name="text"><variable name="text" typeRef="string"/></inputData>
  <decision id="d" name="routing"><variable name="routing"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="string"><text>text</text></inputExpression></input>
      <output name="lead" typeRef="string"/>
      <rule id="X1"><inputEntry><text>contains(?, "退税")</text></inputEntry><outputEntry><text>"税务"</text></outputEntry></rule>
      <rule id="X2"><inputEntry><text>-</text></inputEntry><outputEntry><text>"综合服务"</text></outputEntry></rule>
    </decisionTable></decision></definitions>)",
          "routing.dmn");
  const auto told = desk->explain_routing(register_need("退税").need, Actor::host(), "X1");
  EXPECT_EQ(told.rule, "X1");
  ASSERT_TRUE(told.why);
  EXPECT_EQ(told.why->conditions.at(0).cell, "contains(?, \"退税\")");
}

}  // namespace
}  // namespace zhuqi
