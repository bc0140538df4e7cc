// The desk as it once stood.
#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

using Past = SmallTown;

AsOf at(Instant instant) {
  AsOf as_of;
  as_of.at = instant;
  return as_of;
}

AsOf up_to(std::int64_t seq) {
  AsOf as_of;
  as_of.seq = seq;
  return as_of;
}

// What the desk answered at each moment is what it answers of that moment ever after: state, list, history, reasons.
TEST_F(Past, EveryPastStateIsAnsweredAsItWasThen) {
  struct Then {
    Instant now;
    std::int64_t seq;
    std::vector<NeedSummary> list;
    Case state;
    std::size_t history;
    std::string explained;
  };
  std::vector<Then> moments;
  const NeedId need("N-000001");
  const auto remember = [&] {
    const auto view = desk->need(need, Actor::host());
    const auto head = parse_head(desk->head_document());
    moments.push_back({now, head.seq, desk->needs({}, Actor::host()), view.state, view.history.size(),
                       desk->explain(need, Actor::host())});
    pass(std::chrono::minutes(7));
  };
  register_need("想要贷款");
  remember();
  apply(officer("h-finance"), Sign{need});
  remember();
  register_need("退税卡住了");
  remember();
  apply(officer("h-finance"), Return{need, "不属我单位职责", DepartmentId("k-tax")});
  remember();
  // Another organisation: what the lead is called then and now.
  std::string renamed = small_organisation;
  renamed.replace(renamed.find("昆明市税务局"), std::string("昆明市税务局").size(), "昆明市新税务局");
  publish("organisation", renamed);
  apply(officer("admin"), Dispatch{need, DepartmentId("k-tax"), {}, "按建议"});
  remember();
  set("2026-03-20T10:00");
  desk->tick(now);
  remember();

  for (const auto& then : moments) {
    for (const AsOf& as_of : {at(then.now), up_to(then.seq)}) {
      const auto view = desk->need(need, Actor::host(), as_of);
      EXPECT_EQ(view.state, then.state) << to_string(then.now);
      EXPECT_EQ(view.history.size(), then.history);
      EXPECT_EQ(desk->explain(need, Actor::host(), Language::chinese, as_of), then.explained);
    }
    EXPECT_EQ(desk->needs({}, Actor::host(), at(then.now)), then.list) << to_string(then.now);
  }
  const auto renamed_lead = desk->needs({}, Actor::host(), at(moments.back().now)).front().lead_name;
  EXPECT_EQ(renamed_lead, "昆明市新税务局");
}

TEST_F(Past, WhatWasNotThereYetIsNotFound) {
  pass(std::chrono::hours(1));
  const auto before = now - std::chrono::minutes(1);
  register_need("想要贷款");
  EXPECT_TRUE(desk->needs({}, Actor::host(), at(before)).empty());
  EXPECT_THROW(desk->need(NeedId("N-000001"), Actor::host(), at(before)), Refused);
  EXPECT_THROW(desk->need(NeedId("N-000009"), Actor::host(), at(before)), Refused);
}

// Who may see what is asked of the organisation of that time.
TEST_F(Past, AViewerSeesWhatTheyWouldHaveSeen) {
  register_need("想要贷款");
  const auto then = now;
  pass(std::chrono::minutes(5));
  apply(officer("h-finance"), Return{NeedId("N-000001"), "不属我单位职责", DepartmentId("k-tax")});
  EXPECT_TRUE(desk->needs({}, officer("h-finance")).empty());
  EXPECT_EQ(desk->needs({}, officer("h-finance"), at(then)).size(), 1u);
  EXPECT_TRUE(desk->needs({}, officer("h-tax"), at(then)).empty());
}

TEST_F(Past, ATimeThatHasNotComeIsRefused) {
  register_need("想要贷款");
  const auto code = [&](const AsOf& as_of) {
    try {
      desk->needs({}, Actor::host(), as_of);
      return Code::ok;
    } catch (const Refused& refused) {
      return refused.code();
    }
  };
  EXPECT_EQ(code(at(now + std::chrono::seconds(1))), Code::invalid_argument);
  EXPECT_EQ(code(up_to(-1)), Code::invalid_argument);
  EXPECT_EQ(code(up_to(1'000'000)), Code::ok) << "there is no later event: the present";
}

TEST_F(Past, DocumentsTakeAnInstantOrAPlace) {
  register_need("想要贷款");
  const auto ask = [&](const std::string& as_of) {
    return desk->query_document(R"({"query":"needs","viewer":"host","as_of":)" + as_of + "}");
  };
  EXPECT_EQ(ask("4"), R"({"needs":[]})");
  EXPECT_NE(ask("\"2026-03-02T09:00:00+08:00\"").find("N-000001"), std::string::npos);
  EXPECT_THROW(ask("\"yesterday\""), Refused);
  EXPECT_THROW(desk->query_document(R"({"query":"assignment_plan","viewer":"host","as_of":4})"), Refused);
}

}  // namespace
}  // namespace zhuqi
