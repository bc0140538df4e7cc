#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/sla/policy.hpp>

namespace zhuqi {

namespace {

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> all;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) all.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return all;
}

LadderStep parse_step(std::string_view text) {
  const auto parts = words(text);
  const auto wrong = [&](const char* expected) {
    throw Refused(Code::invalid_argument, fmt::format("ladder step «{}»: expected {}", text.substr(0, 60), expected));
  };
  if (parts.size() != 3) wrong("three words: when, what, who is told; as in «-1wd warn officer»");
  LadderStep step{parts[0] == "0" ? Span{} : parse_span(parts[0]), parts[1], parts[2]};
  const auto sign = step.offset.amount;
  if (!(step.kind == "warn" && sign < 0) && !(step.kind == "breach" && sign == 0) &&
      !(step.kind == "escalate" && sign > 0))
    wrong("warn before due (-1wd), breach at due (0), escalate after due (1wd)");
  constexpr std::string_view known[] = {"officer", "department", "supervisor", "above"};
  if (std::find(std::begin(known), std::end(known), step.tell) == std::end(known))
    wrong("officer, department, supervisor or above as the one who is told");
  return step;
}

std::string text_of(const Value& row, std::string_view output) {
  const Value* value = row.find(output);
  if (!value || !value->string() || value->string()->empty())
    throw Refused(Code::invalid_document, fmt::format("the SLA table gives no {}", output), std::string(output));
  return *value->string();
}

}  // namespace

SlaPolicy read_policy(const Value& row) {
  SlaPolicy policy;
  policy.name = text_of(row, "policy");
  policy.sign = parse_span(text_of(row, "sign"));
  policy.resolve = parse_span(text_of(row, "resolve"));
  if (policy.sign.amount < 0 || policy.resolve.amount < 0)
    throw Refused(Code::invalid_document, "the SLA table has a negative target", policy.name);
  const Value* ladder = row.find("ladder");
  policy.ladder = parse_ladder(ladder && ladder->string() ? *ladder->string() : "");
  return policy;
}

std::vector<LadderStep> parse_ladder(std::string_view text) {
  std::vector<LadderStep> ladder;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(';', begin), text.size());
    if (!words(text.substr(begin, end - begin)).empty()) ladder.push_back(parse_step(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  const auto is_breach = [](const LadderStep& step) { return step.kind == "breach"; };
  const auto breaches = std::count_if(ladder.begin(), ladder.end(), is_breach);
  if (breaches > 1) throw Refused(Code::invalid_argument, "a ladder has one breach, at 0");
  if (breaches == 0) ladder.push_back({Span{}, "breach", "department"});
  return ladder;
}

std::string to_string(const std::vector<LadderStep>& ladder) {
  std::string text;
  for (const auto& step : ladder)
    text += fmt::format("{}{} {} {}", text.empty() ? "" : "; ", step.kind == "breach" ? "0" : to_string(step.offset),
                        step.kind, step.tell);
  return text;
}

}  // namespace zhuqi
