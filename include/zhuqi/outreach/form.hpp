// A survey form, as it is published: questions as data, each asked always or only after certain answers.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/model/ids.hpp>

namespace zhuqi {

// A question is asked only if an earlier one was, and was answered so: with one of these options, or with a number
// within these bounds, both inclusive.
struct Branch {
  std::string question;
  std::vector<std::string> is;
  std::optional<std::int64_t> from, until;

  bool operator==(const Branch&) const = default;
};

struct Question {
  enum class Kind {
    choice,  // one of the options, or several
    scale,   // a whole number from low to high
    number,  // any number, within the bounds that are given
    text,    // free words: personal data
  };

  std::string id;
  std::string text;
  Kind kind = Kind::choice;
  bool required = false;
  std::vector<std::string> options;       // of a choice
  bool several = false;                   // of a choice: more than one may be taken
  std::optional<std::int64_t> low, high;  // of a scale (required) and a number, inclusive
  std::optional<Branch> when;             // absent: always asked
  ServiceItemId service_item;             // of a need that comes of the answer; empty = not known

  bool operator==(const Question&) const = default;
};

struct SurveyForm {
  FormId id;
  std::string title;
  std::vector<Question> questions;  // in the order in which they are asked

  // Null if there is none.
  const Question* question(std::string_view id) const;

  bool operator==(const SurveyForm&) const = default;
};

// A whole number; a text (free words, one option, or a number with a fraction, as in "12.5"); options.
using Answer = std::variant<std::int64_t, std::string, std::vector<std::string>>;
using Answers = std::map<std::string, Answer>;  // by question

inline constexpr std::size_t most_questions = 500;
inline constexpr std::size_t longest_answer = 40'000;  // bytes: 10,000 characters

// Reads the JSON document that `publish form` takes (docs/surveys.md). Throws InvalidDocument with all findings: ids
// that are empty or stand twice, choices without options, scales without bounds, branches on what does not come before.
SurveyForm parse_form(std::string_view json, std::string_view file);

// True if the question is asked of whoever gave these answers.
bool is_asked(const SurveyForm& form, const Question& question, const Answers& answers);

// What is wrong with the answers, one string each, in the order of the form, never quoting free words; empty if they
// hold: a required question that is asked and not answered, an answer to one that is not asked or not there, an answer
// of the wrong kind or out of bounds.
std::vector<std::string> faults(const SurveyForm& form, const Answers& answers);

}  // namespace zhuqi
