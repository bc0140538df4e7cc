// An SLA policy: what one row of the published SLA table promises.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/decision/value.hpp>
#include <zhuqi/sla/span.hpp>

namespace zhuqi {

// One step of a ladder: when, relative to due; what; who is told.
struct LadderStep {
  Span offset;       // before due if negative; zero = at due. In working days: the close of business of that day
  std::string kind;  // "warn" (before due), "breach" (at due), "escalate" (after due)
  std::string tell;  // "officer", "department", "supervisor", "above"

  bool operator==(const LadderStep&) const = default;
};

struct SlaPolicy {
  std::string name;
  Span sign;                       // to sign, from each dispatch
  Span resolve;                    // to resolve, from registration
  std::vector<LadderStep> ladder;  // of resolving; by offset. Signing has a breach at due and no more

  bool operator==(const SlaPolicy&) const = default;
};

// The policy that a row of the SLA table gives: the outputs policy, sign, resolve (spans) and, optionally, ladder.
// Throws Refused(invalid_document, invalid_argument) naming what is wrong.
SlaPolicy read_policy(const Value& row);

// Reads "-1wd warn officer; 0 breach department; 1wd escalate supervisor". There is exactly one breach, at 0; it is
// added, told to the department, if it is not written. Throws Refused(invalid_argument).
std::vector<LadderStep> parse_ladder(std::string_view text);
std::string to_string(const std::vector<LadderStep>& ladder);

}  // namespace zhuqi
