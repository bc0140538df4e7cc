#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <zhuqi/outreach/survey.hpp>

namespace zhuqi {
namespace {

const SurveyForm& form() {
  static const SurveyForm parsed = parse_form(R"json({"id": "needs-2026", "title": "企业服务需求调查", "questions": [
    {"id": "q1", "text": "目前最大的困难", "type": "choice", "required": true, "several": true,
     "options": ["资金", "用工", "没有"], "service_item": "finance"},
    {"id": "q2", "text": "资金缺口(万元)", "type": "number", "required": true, "low": 0,
     "when": {"question": "q1", "is": ["资金"]}},
    {"id": "q3", "text": "具体情况", "type": "text", "when": {"question": "q2", "from": 100}},
    {"id": "q4", "text": "对服务的评价", "type": "scale", "low": 1, "high": 5}]})json",
                                              "needs-2026.json");
  return parsed;
}

std::string shown(const Answers& answers) {
  std::string text;
  for (const auto& fault : faults(form(), answers)) text += fault + "; ";
  return text;
}

TEST(Form, AnswersAreCheckedAllAtOnce) {
  const struct {
    Answers answers;
    const char* faults;
  } rows[] = {
      {{{"q1", "没有"}}, ""},
      {{{"q1", std::vector<std::string>{"资金", "用工"}}, {"q2", 99}, {"q4", 5}}, ""},
      {{{"q1", "资金"}, {"q2", "150.5"}, {"q3", "抵押物不足"}}, ""},
      {{}, "q1: required, and not answered; "},
      {{{"q1", "资金"}}, "q2: required, and not answered; "},
      {{{"q1", "土地"}}, "q1: «土地» is none of its options; "},
      {{{"q1", std::vector<std::string>{"资金", "资金"}}, {"q2", 1}}, "q1: an option stands twice; "},
      {{{"q1", "没有"}, {"q2", 5}}, "q2: not asked after these answers; "},
      {{{"q1", "资金"}, {"q2", -1}}, "q2: expected a number from 0 on (with a fraction as a text: \"12.5\"); "},
      {{{"q1", "资金"}, {"q2", "-0.5"}}, "q2: expected a number from 0 on (with a fraction as a text: \"12.5\"); "},
      {{{"q1", "资金"}, {"q2", "99.9"}, {"q3", "无"}}, "q3: not asked after these answers; "},
      {{{"q1", "资金"}, {"q2", 100}, {"q3", " "}}, "q3: expected a text; "},
      {{{"q1", "没有"}, {"q4", 6}, {"q9", 1}},
       "q4: expected a whole number from 1 to 5; q9: no question of form needs-2026; "},
      {{{"q1", "没有"}, {"q4", "5"}}, "q4: expected a whole number from 1 to 5; "},
  };
  for (const auto& row : rows) EXPECT_EQ(shown(row.answers), row.faults);
}

TEST(Form, FindingsComeAllAtOnce) {
  try {
    parse_form(R"({"id": "", "title": "", "questions": [
      {"id": "a", "text": "", "type": "choice", "options": ["x"]},
      {"id": "a", "text": "t", "type": "scale", "when": {"question": "b", "is": ["x"]}},
      {"id": "b", "text": "t", "type": "number", "low": 5, "high": 1},
      {"id": "c", "text": "t", "type": "text", "when": {"question": "b"}},
      {"id": "d", "text": "t", "type": "text", "when": {"question": "a", "is": ["y"]}}]})",
               "f.json");
    FAIL() << "a form with faults was taken";
  } catch (const InvalidDocument& invalid) {
    std::string text = invalid.what();
    for (const char* expected :
         {"id is empty", "question a: text is missing", "a choice has two options or more",
          "the id is empty or stands twice", "a scale has low and high", "«b» is none that comes before",
          "high lies below low", "neither from nor until", "«y» is no option of a"})
      EXPECT_NE(text.find(expected), std::string::npos) << expected << " in\n" << text;
  }
  EXPECT_THROW(parse_form(R"({"id": "a", "title": "t", "questions": []})", "f"), InvalidDocument);
  EXPECT_THROW(parse_form("{", "f"), InvalidDocument);
}

TEST(Survey, KeepsFreeWordsApart) {
  const auto event = decide(
      SurveyState{},
      AnswerSurvey{form().id, EnterpriseId("E"), {}, {}, {{"q1", "资金"}, {"q2", 200}, {"q3", "抵押物不足"}}}, form());
  const auto& answered = std::get<SurveyAnswered>(event);
  EXPECT_EQ(answered.answers.size(), 2u);
  EXPECT_EQ(answered.texts, (std::map<std::string, std::string>{{"q3", "抵押物不足"}}));
}

class Answered : public ::testing::Test {
 protected:
  Answered() {
    state.id = SurveyId("S-000001");
    const AnswerSurvey command{
        form().id, EnterpriseId("E"), {}, {}, {{"q1", "资金"}, {"q2", 200}, {"q3", "抵押物不足"}}};
    state = evolve(state, decide(state, command, form()), Instant(std::chrono::hours(1)));
  }
  Need need(const char* question) { return need_of(state, {state.id, question, "", {}}, form()); }
  Code refusal(const char* question) {
    try {
      need(question);
      return Code::ok;
    } catch (const Refused& refused) {
      return refused.code();
    }
  }
  SurveyState state;
};

TEST_F(Answered, AnAnswerBecomesANeedOnce) {
  EXPECT_EQ(need("q3").text, "抵押物不足");
  EXPECT_EQ(need("q3").source, "survey S-000001 q3");
  EXPECT_EQ(need("q3").channel, "survey");
  EXPECT_EQ(need("q1").text, "目前最大的困难: 资金");
  EXPECT_EQ(need("q1").service_item, ServiceItemId("finance"));
  EXPECT_EQ(need("q2").text, "资金缺口(万元): 200");
  EXPECT_EQ(refusal("q4"), Code::not_found) << "not answered";
  EXPECT_EQ(refusal("q9"), Code::not_found);
  state = evolve(state, SurveyNeedFound{"q3", NeedId("N-000001")}, state.at);
  EXPECT_EQ(refusal("q3"), Code::illegal_state);
  EXPECT_EQ(refusal("q1"), Code::ok);
}

TEST_F(Answered, OnceAndNoMore) {
  EXPECT_THROW(decide(state, AnswerSurvey{form().id, EnterpriseId("E"), {}, {}, {{"q1", "没有"}}}, form()), Refused);
}

TEST_F(Answered, WhatIsRedactedIsSaidAnew) {
  state.answered.texts.clear();
  EXPECT_EQ(refusal("q3"), Code::not_found);
  EXPECT_EQ(need_of(state, {state.id, "q3", "缺抵押物", {}}, form()).text, "缺抵押物");
}

// Whatever is answered: what holds has an answer to every question that is asked and required, and to none that is not.
RC_GTEST_PROP(FormProperty, WhatHoldsIsWhole, ()) {
  std::vector<std::string> q1;
  for (const char* option : {"资金", "用工", "没有"})
    if (*rc::gen::arbitrary<bool>()) q1.emplace_back(option);
  const auto q2 = *rc::gen::inRange(-2, 202);  // -2: not answered
  const auto q3 = *rc::gen::arbitrary<bool>();
  Answers answers;
  if (!q1.empty()) answers["q1"] = q1;
  if (q2 > -2) answers["q2"] = std::int64_t(q2);
  if (q3) answers["q3"] = "有";
  const bool money = !q1.empty() && q1.front() == "资金";
  const bool holds = !q1.empty() && (money ? q2 >= 0 : q2 == -2) && (!q3 || (money && q2 >= 100));
  RC_ASSERT(faults(form(), answers).empty() == holds);
}

}  // namespace
}  // namespace zhuqi
