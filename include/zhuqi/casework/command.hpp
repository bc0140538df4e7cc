// What can be asked of a need. Each command is accepted, and events say what happened, or refused with a reason, and
// nothing has happened.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include <zhuqi/model/ids.hpp>

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

// 办结: the lead department holds it solved. Stops the resolve clock.
struct Resolve {
  NeedId need;
  std::string answer;  // required: what the enterprise is told
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

using CaseCommand = std::variant<Dispatch, Sign, Return, Start, Resolve, Confirm, Dispute, Rate, Close, Comment>;

}  // namespace zhuqi
