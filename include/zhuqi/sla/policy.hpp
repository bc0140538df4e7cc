// An SLA policy: what one row of the published SLA table promises.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/language.hpp>
#include <zhuqi/decision/value.hpp>
#include <zhuqi/sla/ladder.hpp>
#include <zhuqi/sla/target.hpp>

namespace zhuqi {

// The stages that a policy may give a target to, each a column of the table. A clock is named after its stage; where a
// case has several of one stage, after a colon by what tells them apart: "support:k-ip".
inline constexpr std::array<std::string_view, 8> sla_stages = {
    "sign",      // 签收: from each dispatch to the signature
    "contact",   // 首次联系: from registration to the first contact
    "plan",      // 办理方案: from registration to the plan
    "support",   // 协办反馈: from the request to the supporting report
    "resolve",   // 办结: from registration, or a reopening, to the answer
    "callback",  // 回访: from the answer until the enterprise was heard
    "recheck",   // 承诺复核: from the promised date to its re-check
    "followup",  // 问效: from closing to the question whether the effect lasts
};

// "签收" for "sign" and "协办反馈(k-ip)" for "support:k-ip", in English "supporting report (k-ip)"; the name itself if
// it is no stage's.
std::string stage_title(std::string_view clock, Language language = Language::chinese);

struct StagePolicy {
  Target target;
  std::vector<LadderStep> ladder;

  bool operator==(const StagePolicy&) const = default;
};

// How often and how long resolving may be extended. No source caps the number; it is the operator's to say.
struct ExtensionPolicy {
  int most = 2;                 // extensions of one round; from the second on the level above decides
  Span ask{};                   // asked at the latest so long before due; zero: until due
  std::optional<Span> longest;  // each; absent: the target of resolving

  bool operator==(const ExtensionPolicy&) const = default;
};

// How often and how long a need may be given back, and who then says for good whose it is.
enum class Ruler {
  above,          // a supervisor of the lead or above it
  higher,         // a supervisor of the level above that
  administrator,  // an administrator, or the host
};

struct ReturnPolicy {
  std::optional<int> most;     // of one need, in all its rounds; absent: as often as there is reason to
  std::optional<Span> within;  // from the dispatch; absent: until work has begun
  Ruler ruler = Ruler::above;  // and whoever stands higher

  bool operator==(const ReturnPolicy&) const = default;
};

struct SlaPolicy {
  std::string name;
  std::string rule;  // of the SLA table: which row
  std::map<std::string, StagePolicy> stages;
  ExtensionPolicy extension;
  ReturnPolicy returns;

  // Null if the policy says nothing of the stage: it has no clock then.
  const StagePolicy* stage(std::string_view name) const;
  // The same for a clock: that of "support" for "support:k-ip".
  const StagePolicy* stage_of(std::string_view clock) const { return stage(clock.substr(0, clock.find(':'))); }

  bool operator==(const SlaPolicy&) const = default;
};

// The policy that a row of the SLA table gives (docs/sla.md). Required outputs: policy, sign, resolve; optional: the
// other stages, their ladders ("sign_ladder"; "ladder" is that of resolving), extensions, extension_ask,
// extension_longest, returns, return_within, ruled_by. Throws Refused(invalid_document, invalid_argument) naming what
// is wrong.
SlaPolicy read_policy(const Value& row);

// True if an SLA table may have an output of this name.
bool is_sla_output(std::string_view name);

}  // namespace zhuqi
