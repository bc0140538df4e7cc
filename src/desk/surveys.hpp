// Surveys at the desk: the table, and the streams.
#pragma once

#include <memory>

#include <zhuqi/outreach/survey.hpp>
#include <zhuqi/store/ledger.hpp>

namespace zhuqi {

// The table surveys: of each the form, who was asked by whom and when, and how many needs came of it.
std::shared_ptr<const Projection> surveys_projection();

// The fold of a survey's events, and the version of the form that was answered (its hash); Refused(not_found) if there
// is no such survey.
struct KnownSurvey {
  SurveyState state;
  std::string form;
};
KnownSurvey load_survey(Reader& reader, const SurveyId& id);

}  // namespace zhuqi
