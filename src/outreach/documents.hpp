// The JSON form of what outreach publishes, of its commands, events and states. Events are never changed: a field may
// be added, optional.
#pragma once

#include <zhuqi/outreach/form.hpp>
#include <zhuqi/outreach/plan.hpp>
#include <zhuqi/outreach/survey.hpp>
#include <zhuqi/outreach/visit.hpp>

#include "base/fields.hpp"
#include "model/documents.hpp"

namespace zhuqi {

constexpr const char* kind(Of<RecordVisit>) { return "record_visit"; }
constexpr auto fields(Of<RecordVisit>) {
  return std::tuple(field("visit", &RecordVisit::visit), field("needs", &RecordVisit::needs).optional());
}

constexpr const char* kind(Of<VisitRecorded>) { return "visit.recorded"; }
constexpr auto fields(Of<VisitRecorded>) {
  return std::tuple(field("visit", &VisitRecorded::visit), field("needs_found", &VisitRecorded::needs_found));
}

constexpr auto fields(Of<VisitState>) {
  using S = VisitState;
  return std::tuple(field("id", &S::id), field("recorded", &S::recorded).optional(),
                    field("enterprise", &S::enterprise).optional(), field("officer", &S::officer).optional(),
                    field("at", &S::at), field("needs_found", &S::needs_found).optional());
}

// --- Forms and surveys ------------------------------------------------------------------------------------------

template <>
struct detail::Codec<Answer> {
  static Json to(const Answer& answer) {
    return std::visit([](const auto& value) { return to_json(value); }, answer);
  }
  static void write(std::string& out, const Answer& answer) {
    std::visit([&out](const auto& value) { write_canonical(out, value); }, answer);
  }
  static Answer from(const Json& json, const std::string& place) {
    if (json.is_string()) return Codec<std::string>::from(json, place);
    if (json.is_array()) return Codec<std::vector<std::string>>::from(json, place);
    if (json.is_number_integer()) return Codec<std::int64_t>::from(json, place);
    wrong(place, "a whole number, a text or a list of options (a number with a fraction as a text)", json);
  }
};

constexpr auto names(Of<Question::Kind>) {
  using Kind = Question::Kind;
  return std::array{std::pair{Kind::choice, "choice"}, std::pair{Kind::scale, "scale"},
                    std::pair{Kind::number, "number"}, std::pair{Kind::text, "text"}};
}

constexpr auto fields(Of<Branch>) {
  using B = Branch;
  return std::tuple(field("question", &B::question), field("is", &B::is).optional(), field("from", &B::from).optional(),
                    field("until", &B::until).optional());
}

constexpr auto fields(Of<Question>) {
  using Q = Question;
  return std::tuple(field("id", &Q::id), field("text", &Q::text), field("type", &Q::kind),
                    field("required", &Q::required).optional(), field("options", &Q::options).optional(),
                    field("several", &Q::several).optional(), field("low", &Q::low).optional(),
                    field("high", &Q::high).optional(), field("when", &Q::when).optional(),
                    field("service_item", &Q::service_item).optional());
}

constexpr auto fields(Of<SurveyForm>) {
  return std::tuple(field("id", &SurveyForm::id), field("title", &SurveyForm::title),
                    field("questions", &SurveyForm::questions));
}

constexpr auto fields(Of<AnswerSurvey>) {
  using A = AnswerSurvey;
  return std::tuple(field("form", &A::form), field("enterprise", &A::enterprise),
                    field("officer", &A::officer).optional(), field("visit", &A::visit).optional(),
                    field("answers", &A::answers));
}

constexpr auto fields(Of<NeedFromAnswer>) {
  using N = NeedFromAnswer;
  return std::tuple(field("survey", &N::survey), field("question", &N::question), field("text", &N::text).optional(),
                    field("service_item", &N::service_item).optional());
}

constexpr const char* kind(Of<SurveyAnswered>) { return "survey.answered"; }
constexpr auto fields(Of<SurveyAnswered>) {
  using S = SurveyAnswered;
  return std::tuple(field("form", &S::form), field("enterprise", &S::enterprise),
                    field("officer", &S::officer).optional(), field("visit", &S::visit).optional(),
                    field("answers", &S::answers).optional(), field("texts", &S::texts).optional().personal());
}

constexpr const char* kind(Of<SurveyNeedFound>) { return "survey.need_found"; }
constexpr auto fields(Of<SurveyNeedFound>) {
  return std::tuple(field("question", &SurveyNeedFound::question), field("need", &SurveyNeedFound::need));
}

// --- Plans ------------------------------------------------------------------------------------------------------

constexpr auto fields(Of<VisitPlan>) {
  using P = VisitPlan;
  return std::tuple(field("id", &P::id), field("title", &P::title), field("from", &P::from), field("until", &P::until),
                    field("regions", &P::regions).optional(), field("tiers", &P::tiers).optional(),
                    field("buildings", &P::buildings).optional(), field("tags", &P::tags).optional(),
                    field("every_days", &P::every_days).optional(), field("per_day", &P::per_day).optional(),
                    field("roles", &P::roles).optional(), field("form", &P::form).optional());
}

constexpr auto fields(Of<PlannedVisit>) {
  using P = PlannedVisit;
  return std::tuple(field("enterprise", &P::enterprise), field("officer", &P::officer), field("day", &P::day));
}

constexpr const char* kind(Of<VisitsPlanned>) { return "visits.planned"; }
constexpr auto fields(Of<VisitsPlanned>) {
  return std::tuple(field("plan", &VisitsPlanned::plan), field("visits", &VisitsPlanned::visits));
}

constexpr auto fields(Of<PlanVisits>) {
  using P = PlanVisits;
  return std::tuple(field("plan", &P::plan), field("from", &P::from).optional(), field("until", &P::until).optional());
}

}  // namespace zhuqi
