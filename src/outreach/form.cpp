#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <zhuqi/outreach/form.hpp>

#include "base/text.hpp"
#include "outreach/documents.hpp"

namespace zhuqi {

namespace {

using Kind = Question::Kind;

// --- The form ---------------------------------------------------------------------------------------------------

class CheckForm {
 public:
  CheckForm(const SurveyForm& form, std::string_view file) : form_(form), file_(file) {}

  Findings run() {
    if (form_.id.empty()) add("id is empty", "an id of its own");
    if (form_.questions.empty()) add("there is no question", "at least one");
    if (form_.questions.size() > most_questions) add(fmt::format("more than {} questions", most_questions), "");
    for (const auto& question : form_.questions) check(question);
    return std::move(findings_);
  }

 private:
  void add(std::string message, std::string expected) {
    Finding finding;
    finding.file = file_;
    finding.message = place_.empty() ? std::move(message) : fmt::format("question {}: {}", place_, message);
    finding.expected = std::move(expected);
    findings_.push_back(std::move(finding));
  }

  void check(const Question& q) {
    place_ = q.id.empty() ? "without an id" : q.id;
    if (q.id.empty() || !before_.insert(q.id).second) add("the id is empty or stands twice", "an id of its own");
    if (q.text.empty()) add("text is missing", "what is asked");
    const bool choice = q.kind == Kind::choice, scale = q.kind == Kind::scale;
    if (choice && q.options.size() < 2) add("a choice has two options or more", "options");
    if (!choice && (!q.options.empty() || q.several)) add("only a choice has options", "kind choice");
    if (std::set<std::string>(q.options.begin(), q.options.end()).size() != q.options.size())
      add("an option stands twice", "each once");
    if (scale && (!q.low || !q.high)) add("a scale has low and high", "as in 1 and 5");
    if (!scale && q.kind != Kind::number && (q.low || q.high)) add("only a scale or a number has low and high", "");
    if (q.low && q.high && *q.high < *q.low) add("high lies below low", "");
    if (q.when) check(*q.when, q);
    place_.clear();
  }

  void check(const Branch& branch, const Question& q) {
    const Question* on = form_.question(branch.question);
    if (!on || on == &q || !before_.contains(branch.question))
      return add(fmt::format("when.question «{}» is none that comes before", branch.question), "an earlier question");
    const bool number = on->kind == Kind::scale || on->kind == Kind::number;
    if (on->kind == Kind::text) add("when.question is answered in free words", "a choice, a scale or a number");
    if (on->kind == Kind::choice && branch.is.empty()) add("when.is is empty", "options of that question");
    if (number && !branch.from && !branch.until) add("when has neither from nor until", "bounds");
    if (on->kind == Kind::choice && (branch.from || branch.until)) add("a choice has no bounds", "when.is");
    if (number && !branch.is.empty()) add("a number has no options", "when.from, when.until");
    for (const auto& option : branch.is)
      if (on->kind == Kind::choice && std::find(on->options.begin(), on->options.end(), option) == on->options.end())
        add(fmt::format("when.is: «{}» is no option of {}", option, on->id), "one of its options");
  }

  const SurveyForm& form_;
  std::string_view file_;
  std::string place_;
  std::set<std::string> before_;
  Findings findings_;
};

// --- The answers ------------------------------------------------------------------------------------------------

// "12", "-0.5": what a number with a fraction is written as.
bool is_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.size() <= 18 &&
           std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  const auto point = text.find('.');
  return digits(text.substr(0, point)) && (point == std::string_view::npos || digits(text.substr(point + 1)));
}

// The whole part of a number, rounded down, and whether there is more behind it.
std::optional<std::pair<std::int64_t, bool>> floor_of(const Answer& answer) {
  if (const auto* whole = std::get_if<std::int64_t>(&answer)) return std::pair{*whole, false};
  const auto* text = std::get_if<std::string>(&answer);
  if (!text || !is_number(*text)) return std::nullopt;
  const auto point = text->find('.');
  const bool more = point != std::string::npos && text->find_first_not_of('0', point + 1) != std::string::npos;
  const auto whole = std::stoll(text->substr(0, point));
  return std::pair{whole - (more && text->starts_with('-') ? 1 : 0), more};
}

bool is_within(const Answer& answer, std::optional<std::int64_t> low, std::optional<std::int64_t> high) {
  const auto floor = floor_of(answer);
  if (!floor) return false;
  const auto [whole, more] = *floor;
  return (!low || whole >= *low) && (!high || whole < *high || (whole == *high && !more));
}

// The options that an answer takes.
std::vector<std::string> taken(const Answer& answer) {
  if (const auto* one = std::get_if<std::string>(&answer)) return {*one};
  const auto* several = std::get_if<std::vector<std::string>>(&answer);
  return several ? *several : std::vector<std::string>();
}

std::string bounds(const Question& q) {
  if (q.low && q.high) return fmt::format(" from {} to {}", *q.low, *q.high);
  if (q.low) return fmt::format(" from {} on", *q.low);
  return q.high ? fmt::format(" up to {}", *q.high) : "";
}

std::optional<std::string> choice_fault(const Question& q, const Answer& answer) {
  const auto options = taken(answer);
  if (options.empty()) return "expected one of its options";
  if (options.size() > 1 && !q.several) return "only one option may be taken";
  if (std::set<std::string>(options.begin(), options.end()).size() != options.size()) return "an option stands twice";
  for (const auto& option : options)
    if (std::find(q.options.begin(), q.options.end(), option) == q.options.end())
      return fmt::format("«{}» is none of its options", cut(option, 60));
  return std::nullopt;
}

std::optional<std::string> fault_of(const Question& q, const Answer& answer) {
  switch (q.kind) {
    case Kind::choice:
      return choice_fault(q, answer);
    case Kind::scale:
      if (std::holds_alternative<std::int64_t>(answer) && is_within(answer, q.low, q.high)) return std::nullopt;
      return "expected a whole number" + bounds(q);
    case Kind::number:
      if (is_within(answer, q.low, q.high)) return std::nullopt;
      return "expected a number" + bounds(q) + " (with a fraction as a text: \"12.5\")";
    case Kind::text: {
      const auto* text = std::get_if<std::string>(&answer);
      if (!text || trim(*text).empty()) return "expected a text";
      if (text->size() > longest_answer) return fmt::format("longer than {} bytes", longest_answer);
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace

const Question* SurveyForm::question(std::string_view wanted) const {
  const auto found =
      std::find_if(questions.begin(), questions.end(), [&](const Question& q) { return q.id == wanted; });
  return found == questions.end() ? nullptr : &*found;
}

SurveyForm parse_form(std::string_view json, std::string_view file) {
  Findings findings;
  SurveyForm form;
  try {
    form = from_json<SurveyForm>(parse_json(json, "form"));
    findings = CheckForm(form, file).run();
  } catch (const Refused& refused) {
    if (refused.code() != Code::invalid_argument && refused.code() != Code::invalid_document) throw;
    Finding finding;
    finding.file = file;
    finding.message = refused.what();
    findings.push_back(std::move(finding));
  }
  if (!findings.empty()) throw InvalidDocument(std::move(findings));
  return form;
}

bool is_asked(const SurveyForm& form, const Question& question, const Answers& answers) {
  const Question* q = &question;
  for (std::size_t steps = 0; q->when; ++steps) {
    if (steps > form.questions.size()) return false;  // in a circle: no form that was checked
    const Question* on = form.question(q->when->question);
    const auto answer = answers.find(q->when->question);
    if (!on || answer == answers.end()) return false;
    const auto options = taken(answer->second);
    const bool leads = on->kind == Kind::choice
                           ? std::find_first_of(options.begin(), options.end(), q->when->is.begin(),
                                                q->when->is.end()) != options.end()
                           : is_within(answer->second, q->when->from, q->when->until);
    if (!leads) return false;
    q = on;
  }
  return true;
}

std::vector<std::string> faults(const SurveyForm& form, const Answers& answers) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& id, const std::string& what) {
    all.push_back(fmt::format("{}: {}", id, what));
  };
  for (const auto& question : form.questions) {
    const auto answer = answers.find(question.id);
    const bool asked = is_asked(form, question, answers);
    if (answer == answers.end()) {
      if (asked && question.required) add(question.id, "required, and not answered");
    } else if (!asked) {
      add(question.id, "not asked after these answers");
    } else if (const auto fault = fault_of(question, answer->second)) {
      add(question.id, *fault);
    }
  }
  for (const auto& [id, answer] : answers)
    if (!form.question(id)) add(std::string(cut(id, 60)), fmt::format("no question of form {}", form.id.str()));
  return all;
}

}  // namespace zhuqi
