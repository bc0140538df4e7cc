#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/sla/ladder.hpp>

#include "sla/words.hpp"

namespace zhuqi {

namespace {

LadderStep parse_step(std::string_view text) {
  const auto parts = words(text);
  const auto wrong = [&](const char* expected) {
    throw Refused(Code::invalid_argument, fmt::format("ladder step «{}»: expected {}", text.substr(0, 60), expected));
  };
  if (parts.size() < 3 || parts.size() > 4 || (parts.size() == 4 && parts[3] != "anytime"))
    wrong("when, what, who is told, as in «-1wd warn officer»; then perhaps anytime, if it may speak outside hours");
  LadderStep step{parts[0] == "0" ? Span{} : parse_span(parts[0]), std::string(parts[1]), std::string(parts[2]),
                  parts.size() == 4};
  const auto sign = step.offset.amount;
  if (!(step.kind == "warn" && sign < 0) && !(step.kind == "breach" && sign == 0) &&
      !(step.kind == "escalate" && sign > 0))
    wrong("warn before due (-1wd), breach at due (0), escalate after due (1wd)");
  constexpr std::string_view known[] = {"officer", "department", "supervisor", "above"};
  if (std::find(std::begin(known), std::end(known), step.tell) == std::end(known))
    wrong("officer, department, supervisor or above as the one who is told");
  return step;
}

int rank(const LadderStep& step) { return step.kind == "warn" ? 0 : step.kind == "breach" ? 1 : 2; }

}  // namespace

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
  if (breaches == 0) ladder.push_back({Span{}, "breach", "department", false});
  std::stable_sort(ladder.begin(), ladder.end(), [](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return ladder;
}

std::string to_string(const std::vector<LadderStep>& ladder) {
  std::string text;
  for (const auto& step : ladder)
    text += fmt::format("{}{} {} {}{}", text.empty() ? "" : "; ", step.kind == "breach" ? "0" : to_string(step.offset),
                        step.kind, step.tell, step.anytime ? " anytime" : "");
  return text;
}

}  // namespace zhuqi
