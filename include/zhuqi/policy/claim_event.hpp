// What happens to a claim: one enterprise and one policy, from the match to the money. Events are never changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <zhuqi/model/ids.hpp>
#include <zhuqi/model/policy.hpp>
#include <zhuqi/sla/clock.hpp>

namespace zhuqi {

// claim.matched 匹配: the policy fits the enterprise, or may fit it.
struct ClaimMatched {
  PolicyId policy;
  std::string title;
  std::string issuer;
  EnterpriseId enterprise;
  GroupId group;  // the enterprise's service group, at that time
  Claim way = Claim::ordinary;
  std::string verdict;                     // "match", or "unknown": then it has to show what is missing
  std::string because;                     // quotes the policy and the enterprise's facts
  std::optional<std::int64_t> amount_fen;  // what it is worth, by the facts of then
  PolicyDeadlines deadlines;
  std::vector<ClockPlan> clocks;  // deliver; apply; pay, if it is paid without applying
};

struct ClaimDelivered {  // claim.delivered 推送
  std::string how;       // sms, visit, portal, …
  std::string note;      // personal
};
struct ClaimRead {};        // claim.read 已读
struct ClaimInterested {};  // claim.interested 有意申报
struct ClaimApplied {       // claim.applied 申报
  std::optional<std::int64_t>
      stated;  // the base that the policy leaves to the enterprise: fen, or millionths of a piece
  std::optional<std::int64_t> amount_fen;  // what the policy gives for it
  std::string note;                        // personal
  std::vector<ClockPlan> clocks;           // accept, pay
};
struct ClaimAccepted {            // claim.accepted 受理
  std::string note;               // personal
  std::vector<ClockPlan> clocks;  // review
};
struct SupplementRequested {      // claim.supplement_requested 补正通知
  std::string missing;            // personal
  std::vector<ClockPlan> clocks;  // supplement
};
struct ClaimSupplemented {        // claim.supplemented 补正
  std::string note;               // personal
  std::vector<ClockPlan> clocks;  // those that stood still while the enterprise had it, with the pause taken in
};
struct ClaimReviewed {          // claim.reviewed 审核通过
  std::int64_t amount_fen = 0;  // granted
  std::string note;             // personal
};
struct ClaimPublicised {          // claim.publicised 公示
  std::vector<ClockPlan> clocks;  // publicity: not paid before it ends
};
struct ClaimPaid {  // claim.paid 拨付
  std::int64_t amount_fen = 0;
  std::string voucher;
};
struct ClaimRated {     // claim.rated 评价
  int level = 0;        // 5 非常满意 to 1 非常不满意
  std::string comment;  // personal
};
struct ClaimRejected {    // claim.rejected 不符合
  std::string condition;  // what is not met, or "form": turned down for its form
  std::string reason;     // personal
};
struct ClaimWithdrawn {  // claim.withdrawn 撤回
  std::string reason;    // personal
};
struct ClaimExpired {  // claim.expired 过期: `at` is the instant on which the clock ran out
  std::string clock;   // apply, supplement
};
struct ClaimRecovered {  // claim.recovered 追回
  std::int64_t amount_fen = 0;
  std::string reason;  // personal
};

// claim.stepped: a reminder or a breach fell due.
struct ClaimStepped {
  std::string clock;
  int index = 0;  // of the plan's steps
  std::string kind;
  std::string tell;                     // "enterprise", "department"
  std::vector<std::string> recipients;  // ids
  std::optional<Instant> tell_at;       // from when it may be told
};

// claim.settled: the calendar has learnt the days that provisional clocks were waiting for.
struct ClaimSettled {
  std::vector<ClockPlan> clocks;
};

using ClaimEvent =
    std::variant<ClaimMatched, ClaimDelivered, ClaimRead, ClaimInterested, ClaimApplied, ClaimAccepted,
                 SupplementRequested, ClaimSupplemented, ClaimReviewed, ClaimPublicised, ClaimPaid, ClaimRated,
                 ClaimRejected, ClaimWithdrawn, ClaimExpired, ClaimRecovered, ClaimStepped, ClaimSettled>;

}  // namespace zhuqi
