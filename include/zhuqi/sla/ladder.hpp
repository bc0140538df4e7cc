// A ladder: the steps before and after a deadline, and who is told.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/sla/span.hpp>

namespace zhuqi {

// One step: when, relative to due; what; who is told. The step falls due at its instant, day or night: that is a fact.
// Its message waits for the next opening unless `anytime`; a closing instant still belongs to the working day.
struct LadderStep {
  Span offset;           // before due if negative; zero = at due. In working days: the close of business of that day
  std::string kind;      // "warn" (before due), "breach" (at due), "escalate" (after due)
  std::string tell;      // "officer", "department", "supervisor", "above"
  bool anytime = false;  // may speak outside working hours

  bool operator==(const LadderStep&) const = default;
};

// Reads "-1wd warn officer; 0 breach department anytime; 1wd escalate supervisor". There is exactly one breach, at 0;
// it is added, told to the department, if it is not written. Warnings come first, then the breach, then escalations,
// each in the order written. Throws Refused(invalid_argument).
std::vector<LadderStep> parse_ladder(std::string_view text);
std::string to_string(const std::vector<LadderStep>& ladder);

}  // namespace zhuqi
