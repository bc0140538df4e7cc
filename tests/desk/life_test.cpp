// What the scenarios cannot look at: bytes on the disk, and what one command does to several needs.
#include <fstream>
#include <sstream>

#include <zhuqi/base/finding.hpp>

#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

using std::chrono::hours;

class Life : public SmallTown {
 protected:
  bool anywhere(const std::string& text) const {
    for (const char* end : {"", "-wal", "-shm"}) {
      std::ifstream file(path() + end, std::ios::binary);
      std::stringstream bytes;
      bytes << file.rdbuf();
      if (bytes.str().find(text) != std::string::npos) return true;
    }
    return false;
  }
  Case state(const NeedId& id) { return desk->need(id, Actor::host()).state; }
  void TearDown() override {
    EXPECT_EQ(to_string(desk->verify()), "");
    SmallTown::TearDown();
  }
};

TEST_F(Life, AfterRedactionNothingThatAnybodyWroteIsInAnyByte) {
  const std::string secret = "13987654321";
  Need need;
  need.enterprise = acme;
  need.text = "想要贷款,请打" + secret;
  need.contact_name = "王某" + secret;
  need.contact_phone = secret;
  const NeedId id = apply(Actor::host(), RegisterNeed{need}).need;
  const auto lead = officer("h-finance"), office = officer("admin"), firm = Actor::enterprise(acme);
  apply(lead, Return{id, secret, DepartmentId("k-tax")});
  apply(office, Dispatch{id, DepartmentId("k-finance"), {}, secret});
  apply(lead, Sign{id});
  apply(lead, Contact{id, {}, secret, "phone", secret});
  apply(lead, AddSupport{id, DepartmentId("k-ip"), secret});
  apply(officer("h-ip"), ReportSupport{id, secret});
  apply(firm, Attach{id, secret, secret, std::string(64, 'a')});
  apply(lead, Resolve{id, secret, {}, CaseOutcome::not_possible, secret});
  apply(firm, Rate{id, 1, secret});
  apply(firm, Withdraw{id, secret});
  apply(Actor::host(), CheckWithdrawal{id, true, secret, "phone"});
  ASSERT_TRUE(anywhere(secret));
  const std::string head = desk->head_document();

  apply(office, Redact{id, "本人申请"});
  EXPECT_FALSE(anywhere(secret));
  EXPECT_EQ(to_string(desk->verify(head)), "");
  const auto view = desk->need(id, Actor::host());
  EXPECT_EQ(view.need.text, "");
  EXPECT_EQ(view.summary.stage, Stage::closed) << "how far it is stays";
  EXPECT_EQ(desk->explain(id, Actor::host()).find(secret), std::string::npos);

  apply(Actor::host(), Reopen{id, "又来了" + secret});  // what is written afterwards is there until it is redacted too
  EXPECT_TRUE(anywhere(secret));
  apply(office, Redact{id, "再次申请"});
  EXPECT_FALSE(anywhere(secret));
}

TEST_F(Life, OneAnswerReachesAllWithWhatFellDueBeforeIt) {
  const NeedId first = register_need("想要贷款").need, second = register_need("想要授信").need;
  apply(officer("admin"), Merge{second, first, "同一件事"});
  apply(officer("h-finance"), Sign{first});
  set("2026-03-16T09:00");  // due on the 11th
  const auto receipt =
      apply(officer("h-finance"), Resolve{first, "都批了", {}, CaseOutcome::solved, "", Effect{"贷款", 9, "万元"}});
  EXPECT_EQ(receipt.need, first);
  for (const auto& id : {first, second}) {
    EXPECT_EQ(state(id).stage, Stage::resolved);
    EXPECT_TRUE(state(id).clock("resolve")->breached) << "late for both";
    EXPECT_EQ(desk->need(id, Actor::host()).history.back().text, "都批了");
  }
  EXPECT_EQ(state(first).effects.size(), 1u);
  EXPECT_TRUE(state(second).effects.empty()) << "what it brought is counted once";
  EXPECT_TRUE(desk->tick(now).empty());
}

TEST_F(Life, ThePolicyOfTheNewLeadHoldsAndKeepsWhatWasUsed) {
  publish("sla",
          "hit policy,FIRST,,,\nid,if department,then policy,then sign,then resolve\n"
          "F,金融,金融十日,2wh,10wd\nT,税务,税务三日,2wh,3wd\nX,-,七日,2wh,7wd\n",
          "sla.csv");
  pass(std::chrono::minutes(1));
  const auto need = register_need("想要授信").need;
  EXPECT_EQ(state(need).policy.rule, "F");
  set("2026-03-03T09:00");
  apply(officer("admin"), Transfer{need, DepartmentId("k-tax"), "涉税"});
  EXPECT_EQ(state(need).policy.rule, "T");
  EXPECT_EQ(to_string(*state(need).clock("resolve")->due()), "2026-03-05T09:30:00Z") << "counted from registration";
}

TEST_F(Life, ACorrectionNamesAnEventOfItsOwnNeed) {
  const auto mine = register_need("想要贷款"), other = register_need("退税卡住");
  EXPECT_EQ(refusal(officer("admin"), Correct{mine.need, other.first, "对", "错"}), Code::not_found);
  EXPECT_EQ(refusal(officer("admin"), Correct{mine.need, mine.first, "对", "错"}), Code::ok);
}

TEST_F(Life, NeedsThatStandAnsweredAsNotPossibleAreCausesOfProposals) {
  Need need;
  need.enterprise = acme;
  need.text = "想要贷款";
  need.service_item = ServiceItemId("finance");
  const auto lead = officer("h-finance"), firm = Actor::enterprise(acme);
  std::vector<NeedId> ids;
  for (int i = 0; i < 2; ++i) {
    ids.push_back(apply(Actor::host(), RegisterNeed{need}).need);
    apply(lead, Sign{ids.back()});
    apply(lead, Resolve{ids.back(), "没有这样的产品", {}, CaseOutcome::not_possible, "超出权限"});
  }
  const auto candidates = [&] { return desk->proposal_candidates(parse_date("2026-03-02"), 10, Actor::host()); };
  EXPECT_TRUE(candidates().empty()) << "the enterprise has not agreed yet";
  for (const auto& id : ids) apply(firm, Confirm{id});
  ASSERT_EQ(candidates().size(), 1u);
  EXPECT_EQ(candidates()[0].cause.service_item, ServiceItemId("finance"));
  EXPECT_EQ(candidates()[0].evidence.needs, ids);
  EXPECT_EQ(candidates()[0].evidence.enterprises, std::vector{acme}) << "each once";
}

}  // namespace
}  // namespace zhuqi
