// What can be asked of a need. Each command is accepted, and events say what happened, or refused with a reason, and
// nothing has happened.
#pragma once

#include <cstdint>
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

// 退单: the lead department gives it back, saying why and who it believes is responsible. Within the window, and as
// often, as the policy says; not after a ruling. The open supporting tasks end with it: who leads it next asks anew.
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

// What came of it, as the lead holds it.
enum class CaseOutcome {
  solved,        // 已解决; with a promised day: 承诺计划
  explained,     // 解释说明: the enterprise knows now what it asked
  promised,      // 承诺计划: will be solved by the day that is named, and is checked again then
  not_possible,  // 无法解决: and why
};

// What it brought, where that can be measured: {"loan", 3'000'000, "yuan"}, {"posts", 12, "person"}.
struct Effect {
  std::string kind;         // a word: at most 40 characters, nothing personal
  std::int64_t amount = 0;  // not negative
  std::string unit;         // likewise

  bool operator==(const Effect&) const = default;
};

// 办结: the lead department holds it done. Stops the clocks of the work; the enterprise is called back. Not while a
// supporting task is open. The needs that were merged into it get the same answer.
struct Resolve {
  NeedId need;
  std::string answer;                         // required: what the enterprise is told
  std::optional<Date> promised = {};          // required if, and allowed only if, promised (or nothing) is the outcome
  CaseOutcome outcome = CaseOutcome::solved;  // left out beside a promised day: promised
  std::string reason = {};                    // required if not possible
  std::optional<Effect> effect = {};
};

// 受理: the office takes it up, whoever will lead it. It cannot be declined any more.
struct Accept {
  NeedId need;
  std::string note = {};
};

// 不予受理: the office does not take it up; the enterprise is told why in writing. Ends it; it can be reopened.
struct Decline {
  NeedId need;
  std::string reason;  // required
};

// 裁定: who leads, said for good: it is dispatched there, and cannot be returned or transferred any more; by whom the
// policy says. Kept as a precedent: the next need that the same row of the routing table sends somewhere names it.
struct Rule {
  NeedId need;
  DepartmentId lead;
  std::string reason;  // required
};

// 转派: from one lead to another without a return, by one above. The supporting tasks stay.
struct Transfer {
  NeedId need;
  DepartmentId lead;   // another than now
  std::string reason;  // required
};

// 加派协办: asks a department for its part. One open task a department; its clock is that of the policy's stage
// support.
struct AddSupport {
  NeedId need;
  DepartmentId department;               // not the lead
  std::string task;                      // required: what is asked of it
  std::optional<Span> within = {};       // how long it has; absent: as the policy says, else without a clock
  std::vector<DepartmentId> after = {};  // whose tasks must be done before it can begin
};

// 撤销协办: its part is not needed any more. Counts as done.
struct CancelSupport {
  NeedId need;
  DepartmentId department;
  std::string reason;  // required
};

// 协办反馈: a supporting department says what it did, for the task that is open at the actor's own department.
struct ReportSupport {
  NeedId need;
  std::string report;  // required
};

// 催办: asks the lead to go on; whom it concerns may do it as often as there is reason to.
struct Urge {
  NeedId need;
  std::string note = {};
};

// 督办: one above the lead takes it under supervision.
struct Supervise {
  NeedId need;
  std::string instruction;  // required
};

// 问效: after closing, does the effect hold? No reopens it. Stops the follow-up clock.
struct FollowUp {
  NeedId need;
  bool holds = false;
  std::string note = {};  // required if it does not
};

// 承诺复核: was what was promised kept? No reopens it. Once for each promise; stops the re-check clock.
struct Recheck {
  NeedId need;
  bool kept = false;
  std::string note = {};  // required if it was not
};

// 重启: it is taken up again, with a new round and a new resolve clock, or, if it was merged, the one that runs; its
// lead is told.
struct Reopen {
  NeedId need;
  std::string reason;  // required
};

// 撤单: the enterprise does not ask for it any more. It counts only once somebody independent has called back: until
// then the resolve clock runs on.
struct Withdraw {
  NeedId need;
  std::string reason;  // required
};

// 撤单回访: who neither leads, supports nor withdrew it has asked the enterprise. Of its own will: closed, as
// withdrawn. Otherwise reopened.
struct CheckWithdrawal {
  NeedId need;
  bool of_own_will = false;
  std::string with;  // required: who was spoken to
  std::string how;   // required
};

// 并单: it says the same as another, whose answer it gets. Its age and its resolve clock go on.
struct Merge {
  NeedId need;
  NeedId into;         // at work, and not merged itself
  std::string reason;  // required
};

// 附件: where something lies, and the SHA-256 by which it is known. The content stays there.
struct Attach {
  NeedId need;
  std::string name;       // required: as people call it
  std::string reference;  // required: an address of the embedding system's own
  std::string sha256;     // 64 lower-case hexadecimal digits
};

// 更正: an earlier event of this need is wrong, and this is right. Both stay.
struct Correct {
  NeedId need;
  std::int64_t event = 0;  // the sequence number of what is wrong
  std::string text;        // required: what is right
  std::string reason;      // required
};

// 封存: nothing more comes. Not while a follow-up or a re-check is to be made.
struct Archive {
  NeedId need;
};

// 删除个人信息: all personal data of its events, for good. What it stands at stays.
struct Redact {
  NeedId need;
  std::string reason;  // required; no personal data
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

using CaseCommand =
    std::variant<Dispatch, Sign, Return, Start, Contact, Plan, Suspend, Resume, RequestExtension, ApproveExtension,
                 RefuseExtension, Resolve, Confirm, Dispute, Rate, Close, Comment, Decline, Rule, Transfer, AddSupport,
                 CancelSupport, ReportSupport, Urge, Supervise, FollowUp, Recheck, Reopen, Withdraw, CheckWithdrawal,
                 Merge, Attach, Correct, Archive, Redact, Accept>;

}  // namespace zhuqi
