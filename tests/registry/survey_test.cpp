// Surveys at the desk: published forms, answers, and needs out of them in one transaction on two streams.
#include "base/json.hpp"
#include "desk/small_town.hpp"

namespace zhuqi {
namespace {

constexpr const char* form = R"({"id": "needs-2026", "title": "需求调查", "questions": [
  {"id": "q1", "text": "最大的困难", "type": "choice", "options": ["贷款", "退税", "没有"], "required": true},
  {"id": "q2", "text": "具体情况", "type": "text", "when": {"question": "q1", "is": ["贷款", "退税"]}}]})";

class Surveys : public SmallTown {
 protected:
  void SetUp() override {
    SmallTown::SetUp();
    publish("form", form);
  }
  AnswerSurvey answers(const char* q1, const char* q2 = nullptr) {
    AnswerSurvey command{FormId("needs-2026"), acme, OfficerId("g1"), {}, {{"q1", q1}}};
    if (q2) command.answers["q2"] = q2;
    return command;
  }
};

TEST_F(Surveys, AnAnswerBecomesANeedInOneTransactionOnTwoStreams) {
  const auto answered = apply(officer("g1"), answers("退税", "退税卡住了两个月"));
  EXPECT_EQ(answered.stream, "survey/S-000001");
  const auto receipt = apply(officer("g1"), NeedFromAnswer{SurveyId("S-000001"), "q2", "", {}}, "take");
  EXPECT_EQ(receipt.need, NeedId("N-000001"));
  EXPECT_EQ(receipt.lead, DepartmentId("k-tax"));
  EXPECT_EQ(receipt.last - receipt.first, 2) << "registered, dispatched, and the survey knows it";
  const auto events = desk->events(receipt.first - 1, 3, Actor::host());
  EXPECT_EQ(events[0].stream, "need/N-000001");
  EXPECT_EQ(events[2].stream, "survey/S-000001");
  EXPECT_EQ(events[2].data, R"({"need":"N-000001","question":"q2"})");
  const auto view = desk->need(receipt.need, Actor::host());
  EXPECT_EQ(view.need.text, "退税卡住了两个月");
  EXPECT_EQ(view.need.source, "survey S-000001 q2");
  EXPECT_EQ(view.need.channel, "survey");
  EXPECT_EQ(apply(officer("g1"), NeedFromAnswer{SurveyId("S-000001"), "q2", "", {}}, "take").need, receipt.need);
  EXPECT_EQ(refusal(officer("g1"), NeedFromAnswer{SurveyId("S-000001"), "q2", "", {}}), Code::illegal_state);
  EXPECT_TRUE(desk->verify().empty());
}

TEST_F(Surveys, FreeWordsStandBesideTheLedger) {
  apply(officer("g1"), answers("退税", "老板姓王,电话13900000000"));
  const auto event = desk->events(0, 1'000, Actor::host()).back();
  EXPECT_EQ(event.data.find("1390"), std::string::npos);
  EXPECT_NE(event.personal.find("1390"), std::string::npos);
}

TEST_F(Surveys, WhatIsWrongIsRefused) {
  EXPECT_EQ(refusal(officer("g1"), answers("土地")), Code::invalid_argument);
  EXPECT_EQ(refusal(officer("g1"), answers("没有", "有")), Code::invalid_argument);
  auto command = answers("没有");
  command.form = FormId("none");
  EXPECT_EQ(refusal(officer("g1"), command), Code::not_found);
  command = answers("没有");
  command.enterprise = EnterpriseId("91530102MA600018XK");
  EXPECT_EQ(refusal(officer("g1"), command), Code::not_found);
  command = answers("没有");
  command.visit = VisitId("V-000001");
  EXPECT_EQ(refusal(officer("g1"), command), Code::not_found);
  EXPECT_EQ(refusal(officer("g1"), NeedFromAnswer{SurveyId("S-000009"), "q1", "", {}}), Code::not_found);
}

TEST_F(Surveys, TheOfficerWhoAskedOrTheEnterpriseAnswers) {
  EXPECT_EQ(refusal(officer("g2"), answers("没有")), Code::not_allowed);
  EXPECT_EQ(refusal(Actor::enterprise(other), answers("没有")), Code::not_allowed);
  auto own = answers("退税", "退税卡住");
  own.officer = {};
  EXPECT_EQ(refusal(Actor::enterprise(acme), own), Code::ok);
  EXPECT_EQ(refusal(officer("h-tax"), NeedFromAnswer{SurveyId("S-000001"), "q2", "", {}}), Code::not_allowed);
  EXPECT_EQ(refusal(Actor::enterprise(acme), NeedFromAnswer{SurveyId("S-000001"), "q2", "", {}}), Code::ok);
}

TEST_F(Surveys, ANeedIsTakenByTheFormThatWasAnswered) {
  apply(officer("g1"), answers("退税", "退税卡住"));
  publish("form", R"({"id": "needs-2026", "title": "新版", "questions": [
    {"id": "q9", "text": "评价", "type": "scale", "low": 1, "high": 5}]})");
  EXPECT_EQ(refusal(officer("g1"), answers("没有")), Code::invalid_argument) << "the new form is in force";
  EXPECT_EQ(refusal(officer("g1"), NeedFromAnswer{SurveyId("S-000001"), "q2", "", {}}), Code::ok);
}

TEST_F(Surveys, AsDocuments) {
  const auto receipt = parse_json(
      desk->apply_document(R"({"command":"answer_survey","actor":"officer:g1","key":"s1",)"
                           R"("at":"2026-03-02T09:00:00+08:00","form":"needs-2026","enterprise":"91530102MA6000016F",)"
                           R"("officer":"g1","answers":{"q1":["贷款"],"q2":"想要贷款"}})"),
      "receipt");
  EXPECT_EQ(receipt["stream"], "survey/S-000001");
  const auto need =
      parse_json(desk->apply_document(R"({"command":"need_from_answer","actor":"officer:g1","key":"s2",)"
                                      R"("at":"2026-03-02T09:00:00+08:00","survey":"S-000001","question":"q2"})"),
                 "receipt");
  EXPECT_EQ(need["lead"], "k-finance");
}

TEST_F(Surveys, AFormWithFaultsIsNotPublished) {
  EXPECT_THROW(publish("form", R"({"id": "x", "title": "t", "questions": []})"), InvalidDocument);
  EXPECT_THROW(publish("form", "{"), InvalidDocument);
}

}  // namespace
}  // namespace zhuqi
