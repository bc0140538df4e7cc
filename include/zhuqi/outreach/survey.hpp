// The life of a survey: an enterprise answers a form, once; each answer can become a need. A decider of the same shape
// as casework.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/model/need.hpp>
#include <zhuqi/outreach/form.hpp>

namespace zhuqi {

// 填表: the answers of one enterprise to a published form.
struct AnswerSurvey {
  FormId form;
  EnterpriseId enterprise;
  OfficerId officer;  // who asked; empty: the enterprise filled it in by itself
  VisitId visit;      // on which visit; empty = on none
  Answers answers;

  bool operator==(const AnswerSurvey&) const = default;
};

// 转需求: an answer becomes a need. A need for each question, at most.
struct NeedFromAnswer {
  SurveyId survey;
  std::string question;
  std::string text;            // what the enterprise needs; empty: as it answered
  ServiceItemId service_item;  // empty: as the form says

  bool operator==(const NeedFromAnswer&) const = default;
};

// survey.answered
struct SurveyAnswered {
  FormId form;
  EnterpriseId enterprise;
  OfficerId officer;
  VisitId visit;
  Answers answers;                           // choices and numbers
  std::map<std::string, std::string> texts;  // personal: free words, by question

  bool operator==(const SurveyAnswered&) const = default;
};

// survey.need_found
struct SurveyNeedFound {
  std::string question;
  NeedId need;

  bool operator==(const SurveyNeedFound&) const = default;
};

using SurveyEvent = std::variant<SurveyAnswered, SurveyNeedFound>;

// Always the fold of its events.
struct SurveyState {
  SurveyId id;
  SurveyAnswered answered;                   // its texts are empty once redacted
  Instant at{};                              // of the answers; the epoch: there are none
  std::map<std::string, std::string> needs;  // question → need

  bool operator==(const SurveyState&) const = default;
};

// Who may, and whether enterprise, officer and visit exist, is checked by the desk. Throws Refused(illegal_state) if it
// is answered already, Refused(invalid_argument) with everything that is wrong with the answers.
SurveyEvent decide(const SurveyState& state, const AnswerSurvey& command, const SurveyForm& form);

// The need as it is to be registered: with the source "survey S-000012 q3" and the channel "survey". `form` is the one
// that was answered. Throws Refused(not_found) for a question that is not there, was not answered, or whose answer is
// redacted, Refused(illegal_state) if it has become a need already.
Need need_of(const SurveyState& state, const NeedFromAnswer& command, const SurveyForm& form);

// The state after `event`, which happened at `at`.
SurveyState evolve(SurveyState state, const SurveyEvent& event, Instant at);

}  // namespace zhuqi
