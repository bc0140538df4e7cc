// The loop through the façade: routing, keys, two times, who sees what, verify.
#include <fstream>

#include <gmock/gmock.h>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Desk = SmallTown;

TEST_F(Desk, ANeedIsRoutedWithItsReasonAndItsDueDate) {
  const auto receipt = register_need("缺抵押物,凭专利贷款被银行拒了");
  EXPECT_EQ(receipt.need.str(), "N-000001");
  EXPECT_EQ(receipt.lead_name, "昆明市金融办");
  EXPECT_EQ(receipt.supporting, std::vector{DepartmentId("k-ip")});
  EXPECT_EQ(receipt.officer, OfficerId("g1"));
  EXPECT_NE(receipt.because.find("R2"), std::string::npos) << receipt.because;
  EXPECT_EQ(to_string(*receipt.due), "2026-03-11T09:30:00Z") << "the close of the seventh working day";
}

TEST_F(Desk, WalksTheWholeLoop) {
  const auto need = register_need("出口退税函调卡住,资金周转紧").need;
  pass(minutes(30));
  apply(officer("h-tax"), Sign{need});
  apply(officer("h-tax"), Start{need, "已联系"});
  pass(hours(5));
  apply(officer("h-tax"), Resolve{need, "函调已回"});
  apply(Actor::enterprise(acme), Confirm{need});
  apply(Actor::enterprise(acme), Rate{need, 5, "快"});
  const auto closed = apply(officer("g1"), Close{need});
  EXPECT_EQ(closed.stage, "closed");
  const auto view = desk->need(need, Actor::enterprise(acme));
  EXPECT_EQ(view.history.size(), 8u);
  EXPECT_EQ(view.need.text, "出口退税函调卡住,资金周转紧");
  EXPECT_EQ(view.state.officer, OfficerId("g3")) << "the tax officer of the group";
  EXPECT_TRUE(desk->verify().empty()) << to_string(desk->verify());
}

TEST_F(Desk, AReturnedNeedIsDispatchedAgain) {
  const auto need = register_need("想要授信").need;
  apply(officer("h-finance"), Return{need, "不属于本办职责", DepartmentId("k-tax")});
  EXPECT_EQ(refusal(officer("h-finance"), Dispatch{need, DepartmentId("k-tax"), {}, "改派"}), Code::not_found)
      << "it is not theirs any more";
  const auto receipt = apply(officer("admin"), Dispatch{need, DepartmentId("k-tax"), {}, "采纳"});
  EXPECT_EQ(receipt.lead_name, "昆明市税务局");
  apply(officer("h-tax"), Sign{need});
}

TEST_F(Desk, ADisputeReopens) {
  const auto need = register_need("想要授信").need;
  apply(officer("h-finance"), Sign{need});
  apply(officer("h-finance"), Resolve{need, "已办"});
  const auto receipt = apply(Actor::enterprise(acme), Dispute{need, "没有人来过"});
  EXPECT_EQ(receipt.stage, "in_progress");
  EXPECT_TRUE(receipt.due);
}

TEST_F(Desk, ARepeatGetsTheFirstReceiptEvenAfterLaterEvents) {
  const auto first = register_need("想要授信", "visit-1207-1");
  apply(officer("h-finance"), Sign{first.need});
  pass(hours(1));
  const auto head = desk->head_document();
  const auto again = register_need("想要授信", "visit-1207-1");
  EXPECT_EQ(desk->head_document(), head);
  EXPECT_EQ(again.need, first.need);
  EXPECT_EQ(again.stage, "dispatched");
  EXPECT_EQ(again.last, first.last);
  EXPECT_EQ(again.due, first.due);
  Need another;
  another.enterprise = acme;
  another.text = "别的事";
  EXPECT_EQ(refusal(Actor::enterprise(acme), RegisterNeed{another}, "visit-1207-1"), Code::key_conflict);
}

TEST_F(Desk, ARefusalDoesNotConsumeTheKey) {
  const auto need = register_need("想要授信").need;
  EXPECT_EQ(refusal(officer("h-finance"), Resolve{need, "已办"}, "key-7"), Code::illegal_state);
  apply(officer("h-finance"), Sign{need});
  EXPECT_EQ(apply(officer("h-finance"), Resolve{need, "已办"}, "key-7").stage, "resolved");
}

TEST_F(Desk, TimesMustNotGoBackOrLieFarOff) {
  const auto need = register_need("想要授信").need;
  pass(hours(1));
  apply(officer("h-finance"), Sign{need});
  Envelope late = envelope(officer("h-finance"));
  late.at = now - minutes(10);
  EXPECT_THROW(desk->apply(Start{need, ""}, late), Refused);
  late.at = now + minutes(6);
  EXPECT_THROW(desk->apply(Start{need, ""}, late), Refused);
  late.at = now + minutes(4);
  EXPECT_NO_THROW(desk->apply(Start{need, ""}, late));
}

TEST_F(Desk, OnlyTheHostImportsThePast) {
  Need need;
  need.enterprise = acme;
  need.text = "去年的事:想要授信";
  Envelope past{Actor::host(), "old", "old-1", parse_instant("2025-03-03T10:00:00+08:00"), true};
  EXPECT_THROW(desk->apply(RegisterNeed{need}, past), Refused) << "nothing was in force then";
  past.actor = Actor::enterprise(acme);
  EXPECT_THROW(desk->apply(RegisterNeed{need}, past), Refused);
}

TEST_F(Desk, EveryReadTakesAViewer) {
  const auto need = register_need("想要授信").need;
  for (const auto& sees : {Actor::host(), Actor::enterprise(acme), officer("h-finance"), officer("h-ip"), officer("g5"),
                           officer("admin")}) {
    EXPECT_EQ(desk->need(need, sees).summary.id, need) << to_string(sees);
    EXPECT_EQ(desk->needs({}, sees).size(), 1u) << to_string(sees);
  }
  for (const auto& blind : {Actor::enterprise(other), officer("h-tax"), officer("s-tax"), officer("nobody")}) {
    EXPECT_THROW(desk->need(need, blind), Refused) << to_string(blind);
    EXPECT_TRUE(desk->needs({}, blind).empty()) << to_string(blind);
    EXPECT_EQ(refusal(blind, Comment{need, "路过"}), Code::not_found) << "nor learns that it exists";
  }
  EXPECT_THROW(desk->events(0, 10, officer("admin")), Refused);
}

TEST_F(Desk, ASupervisorSeesTheDepartmentsBelow) {
  const auto need = register_need("退税卡住了").need;
  EXPECT_EQ(desk->needs({}, officer("s-tax")).size(), 1u);
  EXPECT_EQ(refusal(officer("s-tax"), Sign{need}), Code::not_allowed);
}

TEST_F(Desk, QueriesFilter) {
  register_need("想要授信");
  register_need("退税卡住了");
  register_need("别的");
  NeedQuery query;
  query.department = DepartmentId("k-ip");
  EXPECT_EQ(desk->needs(query, Actor::host()).size(), 1u);
  query = {};
  query.region = "530100";
  EXPECT_EQ(desk->needs(query, Actor::host()).size(), 3u);
  query.region = "530300";
  EXPECT_TRUE(desk->needs(query, Actor::host()).empty());
  query = {};
  query.limit = 2;
  const auto urgent = desk->needs(query, Actor::host());
  ASSERT_EQ(urgent.size(), 2u);
  EXPECT_EQ(urgent[0].lead_name, "昆明市税务局") << "due first, because urgent";
}

TEST_F(Desk, AVisitFindsNeeds) {
  RecordVisit visit;
  visit.visit = {acme, OfficerId("g1"), "入企走访", "谈了一小时"};
  visit.needs.resize(2);
  visit.needs[0].text = "想要授信";
  visit.needs[1].text = "退税卡住了";
  const auto receipt = apply(officer("g1"), visit);
  EXPECT_EQ(receipt.stream, "visit/V-000001");
  EXPECT_EQ(receipt.need.str(), "N-000001");
  EXPECT_EQ(desk->need(NeedId("N-000002"), Actor::host()).state.source, "visit V-000001");
  EXPECT_EQ(refusal(officer("g3"), visit), Code::not_allowed) << "nobody records another's visit";
}

TEST_F(Desk, UnknownAndIllegalAreRefusedWithWhatToDo) {
  Need need;
  need.enterprise = EnterpriseId("91530102MA60000400");
  need.text = "想要授信";
  EXPECT_EQ(refusal(Actor::host(), RegisterNeed{need}), Code::not_found);
  EXPECT_EQ(refusal(Actor::host(), Sign{NeedId("N-000099")}), Code::not_found);
  Enterprise wrong;
  wrong.id = EnterpriseId("1234");
  EXPECT_EQ(refusal(Actor::host(), RegisterEnterprise{wrong}), Code::invalid_argument);
  need.enterprise = acme;
  need.text = "  ";
  EXPECT_EQ(refusal(Actor::host(), RegisterNeed{need}), Code::invalid_argument);
}

TEST_F(Desk, WhatIsPublishedIsCheckedFirst) {
  const auto before = desk->head_document();
  try {
    publish("routing", "hit policy,FIRST,,\nid,if text: keywords,then lead,then role\nR1,税,不存在的职能,chief\n",
            "r.csv");
    FAIL();
  } catch (const InvalidDocument& invalid) {
    EXPECT_GE(invalid.findings().size(), 2u) << "all findings at once";
  }
  EXPECT_THROW(
      publish("sla", "hit policy,FIRST,,,\nid,if urgency,then policy,then sign,then resolve\nS1,-,x,2wh,soon\n",
              "sla.csv"),
      InvalidDocument);
  EXPECT_THROW(publish("poem", "x"), Refused);
  EXPECT_EQ(desk->head_document(), before);
}

TEST_F(Desk, AnAdministratorPublishesAnOfficerDoesNot) {
  const Publication publication{"sla", "", small_sla, "sla.csv", {}};
  EXPECT_THROW(desk->publish(publication, envelope(officer("g1"))), Refused);
  EXPECT_NO_THROW(desk->publish(publication, envelope(officer("admin"))));
}

TEST_F(Desk, PoliciesSayMatchOrWhatIsMissing) {
  publish("policy", R"({"id":"P1","title":"小企业贴息","issuer":"省工信厅","region":"530000","from":"2026-01-01",)"
                    R"("until":"2026-12-31","branches":[[{"fact":"staff","test":"< 300","text":"少于300人"}]],)"
                    R"("benefit":"贴息50%"})");
  const Date day = parse_date("2026-03-02");
  auto matches = desk->policies(acme, day, Actor::enterprise(acme));
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_EQ(matches[0].verdict, "unknown");
  EXPECT_EQ(matches[0].missing, std::vector<std::string>{"staff"});
  Enterprise known;
  known.id = acme;
  known.name = "滇池精工";
  known.region = "530102";
  known.staff = 120;
  apply(Actor::host(), RegisterEnterprise{known});
  EXPECT_EQ(desk->policies(acme, day, Actor::host()).at(0).verdict, "match");
  known.staff = 500;
  apply(Actor::host(), RegisterEnterprise{known});
  matches = desk->policies(acme, day, officer("g1"));
  EXPECT_EQ(matches.at(0).verdict, "no match");
  EXPECT_NE(matches.at(0).because.find("500"), std::string::npos) << matches.at(0).because;
  EXPECT_THROW(desk->policies(acme, day, Actor::enterprise(other)), Refused);
}

TEST_F(Desk, ATierThatHasRunOutCountsAsNone) {
  publish("policy", R"({"id":"P2","title":"奖励","issuer":"省工信厅","region":"530000","from":"2026-01-01",)"
                    R"("until":"2026-12-31","branches":[[{"fact":"tier","test":"\"专精特新\"","text":"专精特新"}]],)"
                    R"("benefit":"奖励十万"})");
  Enterprise known;
  known.id = acme;
  known.name = "滇池精工";
  known.region = "530102";
  known.tier = "专精特新";
  known.tier_from = parse_date("2023-04-01");
  known.tier_until = parse_date("2026-03-31");
  apply(Actor::host(), RegisterEnterprise{known});
  const auto verdict = [&](const char* day) {
    return desk->policies(acme, parse_date(day), Actor::host()).at(0).verdict;
  };
  EXPECT_EQ(verdict("2026-03-31"), "match") << "its last day";
  EXPECT_EQ(verdict("2026-04-01"), "no match");
}

TEST_F(Desk, AnotherProcessSeesTheSameDatabase) {
  const auto need = register_need("想要授信").need;
  ServiceDesk second = open();
  EXPECT_EQ(second.need(need, Actor::host()).summary.lead_name, "昆明市金融办");
  second.apply(Sign{need}, envelope(officer("h-finance")));
  EXPECT_EQ(desk->need(need, Actor::host()).summary.stage, Stage::signed_);
}

TEST_F(Desk, AForeignFileIsRefusedAndLeftAlone) {
  const auto file = path() + ".other";
  std::ofstream(file) << "not a database";
  EXPECT_THROW(ServiceDesk::open(file), Refused);
  std::ifstream in(file);
  std::string text;
  std::getline(in, text);
  EXPECT_EQ(text, "not a database");
}

TEST_F(Desk, TheOutboxMissesNothing) {
  register_need("想要授信");
  const auto all = desk->events(0, 1000, Actor::host());
  std::int64_t seq = 0;
  for (const auto& event : all) EXPECT_EQ(event.seq, ++seq);
  EXPECT_EQ(desk->events(seq - 2, 1000, Actor::host()).size(), 2u);
}

TEST_F(Desk, ATableThatAsksForWhatIsNoFactIsPublishedWithAWarning) {
  const auto warnings = [&](const char* kind, const char* content) {
    return desk->publish({kind, "", content, std::string(kind) + ".csv", {}}, envelope(Actor::host())).warnings;
  };
  EXPECT_THAT(warnings("routing", small_routing), testing::IsEmpty());
  const auto told =
      warnings("routing", "hit policy,FIRST\nid,if staf: number,if text: keywords,then lead\nR1,> 5,-,税务\n");
  ASSERT_THAT(told, testing::SizeIs(1));
  EXPECT_THAT(told[0], testing::StartsWith("routing.csv:2:2: warning: is no fact of a need"));
  EXPECT_THAT(told[0], testing::AllOf(testing::HasSubstr("staf"), testing::HasSubstr("staff, revenue"),
                                      testing::HasSubstr("service_item")));
  EXPECT_THAT(warnings("sla", small_sla), testing::IsEmpty());
}

TEST_F(Desk, FindingsOfPublishedTablesHaveRowAndColumn) {
  const auto findings = [&](const char* kind, const char* content) -> Findings {
    try {
      publish(kind, content, std::string(kind) + ".csv");
    } catch (const InvalidDocument& invalid) {
      return invalid.findings();
    }
    return {};
  };
  const auto routing = findings("routing",
                                "hit policy,FIRST\nid,if text: keywords,then lead,then role\n"
                                "R1,退税,税务,boss\nR2,贷款,没有的局,\n");
  ASSERT_EQ(routing.size(), 2u);
  EXPECT_EQ(to_string(routing[0]).substr(0, 16), "routing.csv:3:4:");
  EXPECT_EQ(to_string(routing[1]).substr(0, 16), "routing.csv:4:3:");
  const auto sla = findings("sla",
                            "hit policy,FIRST\nid,if urgency,then policy,then sign,then resolve,then ladder\n"
                            "S1,-,七日,2wh,soon,\n");
  ASSERT_EQ(sla.size(), 1u);
  EXPECT_EQ(to_string(sla[0]).substr(0, 12), "sla.csv:3:5:");
}

// The catch-all stands last in FIRST, but no other policy lets it win over a specific rule either, if it says so.
TEST_F(Desk, TheCatchAllNeverWinsOverASpecificRule) {
  const char* rows = "R9,-,综合服务\nR1,退税,税务\n";
  const auto route_by = [&](const std::string& head) {
    publish("routing", head + rows, "routing.csv");
    return register_need("申请退税").lead;
  };
  EXPECT_EQ(route_by("hit policy,PRIORITY\nid,if text: keywords,then lead\nallowed values,,\"税务,综合服务\"\n"),
            DepartmentId("k-tax"));
  EXPECT_EQ(route_by("hit policy,OUTPUT ORDER\nid,if text: keywords,then lead\nallowed values,,\"税务,综合服务\"\n"),
            DepartmentId("k-tax"));
  publish("routing", "hit policy,FIRST\nid,if text: keywords,then lead\nR1,退税,税务\nR9,-,综合服务\n", "routing.csv");
  EXPECT_EQ(register_need("申请退税").lead, DepartmentId("k-tax"));
  EXPECT_EQ(register_need("别的事").lead, DepartmentId("p-general"));
}

}  // namespace
}  // namespace zhuqi
