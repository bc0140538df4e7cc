#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/outreach/survey.hpp>

namespace zhuqi {

namespace {

std::string joined(const std::vector<std::string>& options) { return fmt::format("{}", fmt::join(options, "、")); }

// The answer as what the enterprise says. A choice or a number says little without its question.
std::string words_of(const SurveyState& state, const Question& question) {
  if (const auto text = state.answered.texts.find(question.id); text != state.answered.texts.end()) return text->second;
  const auto answer = state.answered.answers.find(question.id);
  if (answer == state.answered.answers.end()) return {};
  const auto said = std::visit(
      []<class A>(const A& a) -> std::string {
        if constexpr (std::is_same_v<A, std::int64_t>)
          return std::to_string(a);
        else if constexpr (std::is_same_v<A, std::string>)
          return a;
        else
          return joined(a);
      },
      answer->second);
  return fmt::format("{}: {}", question.text, said);
}

}  // namespace

SurveyEvent decide(const SurveyState& state, const AnswerSurvey& command, const SurveyForm& form) {
  if (state.at != Instant{})
    throw Refused(Code::illegal_state, fmt::format("{} is answered already", state.id.str()), "survey");
  if (const auto wrong = faults(form, command.answers); !wrong.empty())
    throw Refused(Code::invalid_argument, fmt::format("{}", fmt::join(wrong, "; ")), "answers");
  SurveyAnswered answered{command.form, command.enterprise, command.officer, command.visit, {}, {}};
  for (const auto& [id, answer] : command.answers) {
    if (form.question(id)->kind == Question::Kind::text)
      answered.texts.emplace(id, std::get<std::string>(answer));
    else
      answered.answers.emplace(id, answer);
  }
  return answered;
}

Need need_of(const SurveyState& state, const NeedFromAnswer& command, const SurveyForm& form) {
  const Question* question = form.question(command.question);
  if (!question)
    throw Refused(Code::not_found,
                  fmt::format("form {} has no question «{}»", form.id.str(), command.question.substr(0, 60)),
                  "question");
  if (const auto known = state.needs.find(command.question); known != state.needs.end())
    throw Refused(Code::illegal_state,
                  fmt::format("the answer to {} has become {} already", command.question, known->second), "question");
  Need need;
  need.enterprise = state.answered.enterprise;
  need.text = command.text.empty() ? words_of(state, *question) : command.text;
  if (need.text.empty())
    throw Refused(Code::not_found,
                  fmt::format("{} was not answered, or what was said is redacted: say the text", command.question),
                  "question");
  need.service_item = command.service_item.empty() ? question->service_item : command.service_item;
  need.source = fmt::format("survey {} {}", state.id.str(), command.question);
  need.channel = "survey";
  return need;
}

SurveyState evolve(SurveyState state, const SurveyEvent& event, Instant at) {
  if (const auto* answered = std::get_if<SurveyAnswered>(&event)) {
    state.answered = *answered;
    state.at = at;
  } else {
    const auto& found = std::get<SurveyNeedFound>(event);
    state.needs.emplace(found.question, found.need.str());
  }
  return state;
}

}  // namespace zhuqi
