// What can be asked of a need. Each command is accepted, and events say what happened, or refused with a reason, and
// nothing has happened.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <zhuqi/base/time.hpp>
#include <zhuqi/model/ids.hpp>
#include <zhuqi/sla/span.hpp>

namespace zhuqi {

// 派单: send a need that waits (returned, or never routed) to a department by hand, overruling the table.
struct Dispatch {
  NeedId need;
  DepartmentId lead;
  std::vector<DepartmentId> supporting;
  std::string reason;  // required
};

// 签收: the lead department takes it up. Stops the sign clock.
struct Sign {
  NeedId need;
};

// 退单: the lead department gives it back, saying why and who it believes is responsible.
struct Return {
  NeedId need;
  std::string reason;      // required
  DepartmentId suggested;  // required; not the department itself
};

// 办理: work has begun. `note` is for the enterprise to read.
struct Start {
  NeedId need;
  std::string note;
};

// 联系: the enterprise was spoken to; the evidence. Stops the contact clock the first time.
struct Contact {
  NeedId need;
  std::optional<Instant> when;  // absent: at the command's `at`. Not after it, nor before registration
  std::string with;             // required: who was spoken to
  std::string how;              // required: phone, visit, message, meeting, ...
  std::string note;
};

// 办理方案: how the matter will be dealt with. Stops the plan clock the first time.
struct Plan {
  NeedId need;
  std::string text;  // required
};

// 挂起: nothing can go on until somebody else has acted. Its clocks stand still until it is resumed.
struct Suspend {
  NeedId need;
  std::string reason;         // required
  OfficerId allowed_by = {};  // who above the lead allowed it; may be left out by one who is above it
};

// 解挂: its clocks go on, with as much time left as there was.
struct Resume {
  NeedId need;
  std::string note;
};

// 申请延期: the lead asks for more time to resolve, before due, as the policy's window says.
struct RequestExtension {
  NeedId need;
  Span span;           // in the unit of the longest that the policy allows
  std::string reason;  // required
};

// 同意延期: by one above the lead, not the one who asked; from the second extension on by the level above that. The
// deadline must not have passed.
struct ApproveExtension {
  NeedId need;
  std::string note;
};

// 不同意延期: the deadline stays.
struct RefuseExtension {
  NeedId need;
  std::string reason;  // required
};

// 办结: the lead department holds it solved. Stops the clocks of the work; the enterprise is called back.
struct Resolve {
  NeedId need;
  std::string answer;  // required: what the enterprise is told
  std::optional<Date> promised =
      {};  // 承诺计划: what cannot be solved now will be by this day, and is checked again then
};

// The enterprise says that its matter is settled.
struct Confirm {
  NeedId need;
};

// The enterprise says that it is not: the need is reopened, with a new round and a new resolve clock.
struct Dispute {
  NeedId need;
  std::string reason;  // required
};

// 好差评: five levels, 5 非常满意 to 1 非常不满意. Once per round, when resolved or later. 1 and 2 reopen a need that
// is not closed.
struct Rate {
  NeedId need;
  int level = 0;
  std::string comment;
};

// 归档: only after the enterprise has confirmed.
struct Close {
  NeedId need;
};

// A remark; anyone who may see the need may make it, also when it is closed.
struct Comment {
  NeedId need;
  std::string text;  // required
};

using CaseCommand = std::variant<Dispatch, Sign, Return, Start, Contact, Plan, Suspend, Resume, RequestExtension,
                                 ApproveExtension, RefuseExtension, Resolve, Confirm, Dispute, Rate, Close, Comment>;

}  // namespace zhuqi
