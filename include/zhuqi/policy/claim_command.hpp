// What can be done about a claim.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <zhuqi/model/ids.hpp>

namespace zhuqi {

struct DeliverClaim {  // 推送: who told the enterprise, and how
  ClaimId claim;
  std::string how;
  std::string note;
};
struct ReadClaim {  // 已读
  ClaimId claim;
};
struct ExpressInterest {  // 有意申报
  ClaimId claim;
};
struct ApplyClaim {  // 申报; `stated` where the policy pays a rate of what the enterprise states (amount.hpp)
  ClaimId claim;
  std::optional<std::int64_t> stated;
  std::string note;
};
struct AcceptClaim {  // 受理
  ClaimId claim;
  std::string note;
};
struct RequestSupplement {  // 补正通知: what is missing
  ClaimId claim;
  std::string missing;
};
struct SupplementClaim {  // 补正
  ClaimId claim;
  std::string note;
};
struct ReviewClaim {  // 审核通过; the amount as computed, unless another is given with a note
  ClaimId claim;
  std::optional<std::int64_t> amount_fen;
  std::string note;
};
struct PubliciseClaim {  // 公示
  ClaimId claim;
};
struct PayClaim {  // 拨付
  ClaimId claim;
  std::string voucher;
};
struct RateClaim {  // 评价
  ClaimId claim;
  int level = 0;
  std::string comment;
};
struct RejectClaim {  // 不符合: the condition that is not met; "form" if it is turned down for its form
  ClaimId claim;
  std::string condition;
  std::string reason;
};
struct WithdrawClaim {  // 撤回
  ClaimId claim;
  std::string reason;
};
struct RecoverClaim {  // 追回
  ClaimId claim;
  std::int64_t amount_fen = 0;
  std::string reason;
};

using ClaimCommand =
    std::variant<DeliverClaim, ReadClaim, ExpressInterest, ApplyClaim, AcceptClaim, RequestSupplement, SupplementClaim,
                 ReviewClaim, PubliciseClaim, PayClaim, RateClaim, RejectClaim, WithdrawClaim, RecoverClaim>;

// "deliver_claim": its name in documents, refusals and the table of who may.
std::string_view name(const ClaimCommand& command);

}  // namespace zhuqi
