// The JSON form of the commands on a need.
#pragma once

#include <zhuqi/casework/command.hpp>

#include "base/fields.hpp"
#include "model/documents.hpp"
#include "sla/documents.hpp"

namespace zhuqi {

constexpr auto names(Of<CaseOutcome>) {
  return std::array{std::pair{CaseOutcome::solved, "solved"}, std::pair{CaseOutcome::explained, "explained"},
                    std::pair{CaseOutcome::promised, "promised"}, std::pair{CaseOutcome::not_possible, "not_possible"}};
}

constexpr auto fields(Of<Effect>) {
  using E = Effect;
  return std::tuple(field("kind", &E::kind), field("amount", &E::amount), field("unit", &E::unit));
}

constexpr const char* kind(Of<Dispatch>) { return "dispatch"; }
constexpr auto fields(Of<Dispatch>) {
  using C = Dispatch;
  return std::tuple(field("need", &C::need), field("lead", &C::lead), field("supporting", &C::supporting).optional(),
                    field("reason", &C::reason));
}

constexpr const char* kind(Of<Sign>) { return "sign"; }
constexpr auto fields(Of<Sign>) { return std::tuple(field("need", &Sign::need)); }

constexpr const char* kind(Of<Return>) { return "return"; }
constexpr auto fields(Of<Return>) {
  using C = Return;
  return std::tuple(field("need", &C::need), field("reason", &C::reason), field("suggested", &C::suggested));
}

constexpr const char* kind(Of<Start>) { return "start"; }
constexpr auto fields(Of<Start>) {
  return std::tuple(field("need", &Start::need), field("note", &Start::note).optional());
}

constexpr const char* kind(Of<Contact>) { return "contact"; }
constexpr auto fields(Of<Contact>) {
  using C = Contact;
  return std::tuple(field("need", &C::need), field("when", &C::when).optional(), field("with", &C::with),
                    field("how", &C::how), field("note", &C::note).optional());
}

constexpr const char* kind(Of<Plan>) { return "plan"; }
constexpr auto fields(Of<Plan>) { return std::tuple(field("need", &Plan::need), field("text", &Plan::text)); }

constexpr const char* kind(Of<Suspend>) { return "suspend"; }
constexpr auto fields(Of<Suspend>) {
  using C = Suspend;
  return std::tuple(field("need", &C::need), field("reason", &C::reason),
                    field("allowed_by", &C::allowed_by).optional());
}

constexpr const char* kind(Of<Resume>) { return "resume"; }
constexpr auto fields(Of<Resume>) {
  return std::tuple(field("need", &Resume::need), field("note", &Resume::note).optional());
}

constexpr const char* kind(Of<RequestExtension>) { return "request_extension"; }
constexpr auto fields(Of<RequestExtension>) {
  using C = RequestExtension;
  return std::tuple(field("need", &C::need), field("span", &C::span), field("reason", &C::reason));
}

constexpr const char* kind(Of<ApproveExtension>) { return "approve_extension"; }
constexpr auto fields(Of<ApproveExtension>) {
  using C = ApproveExtension;
  return std::tuple(field("need", &C::need), field("note", &C::note).optional());
}

constexpr const char* kind(Of<RefuseExtension>) { return "refuse_extension"; }
constexpr auto fields(Of<RefuseExtension>) {
  using C = RefuseExtension;
  return std::tuple(field("need", &C::need), field("reason", &C::reason));
}

constexpr const char* kind(Of<Resolve>) { return "resolve"; }
constexpr auto fields(Of<Resolve>) {
  using C = Resolve;
  return std::tuple(field("need", &C::need), field("answer", &C::answer), field("promised", &C::promised).optional(),
                    field("outcome", &C::outcome).optional(), field("reason", &C::reason).optional(),
                    field("effect", &C::effect).optional());
}

constexpr const char* kind(Of<Confirm>) { return "confirm"; }
constexpr auto fields(Of<Confirm>) { return std::tuple(field("need", &Confirm::need)); }

constexpr const char* kind(Of<Dispute>) { return "dispute"; }
constexpr auto fields(Of<Dispute>) {
  return std::tuple(field("need", &Dispute::need), field("reason", &Dispute::reason));
}

constexpr const char* kind(Of<Rate>) { return "rate"; }
constexpr auto fields(Of<Rate>) {
  return std::tuple(field("need", &Rate::need), field("level", &Rate::level),
                    field("comment", &Rate::comment).optional());
}

constexpr const char* kind(Of<Close>) { return "close"; }
constexpr auto fields(Of<Close>) { return std::tuple(field("need", &Close::need)); }

constexpr const char* kind(Of<Comment>) { return "comment"; }
constexpr auto fields(Of<Comment>) { return std::tuple(field("need", &Comment::need), field("text", &Comment::text)); }

constexpr const char* kind(Of<Decline>) { return "decline"; }
constexpr auto fields(Of<Decline>) {
  using X = Decline;
  return std::tuple(field("need", &X::need), field("reason", &X::reason));
}

constexpr const char* kind(Of<Rule>) { return "rule"; }
constexpr auto fields(Of<Rule>) {
  using X = Rule;
  return std::tuple(field("need", &X::need), field("lead", &X::lead), field("reason", &X::reason));
}

constexpr const char* kind(Of<Transfer>) { return "transfer"; }
constexpr auto fields(Of<Transfer>) {
  using X = Transfer;
  return std::tuple(field("need", &X::need), field("lead", &X::lead), field("reason", &X::reason));
}

constexpr const char* kind(Of<AddSupport>) { return "add_support"; }
constexpr auto fields(Of<AddSupport>) {
  using X = AddSupport;
  return std::tuple(field("need", &X::need), field("department", &X::department), field("task", &X::task),
                    field("within", &X::within).optional(), field("after", &X::after).optional());
}

constexpr const char* kind(Of<CancelSupport>) { return "cancel_support"; }
constexpr auto fields(Of<CancelSupport>) {
  using X = CancelSupport;
  return std::tuple(field("need", &X::need), field("department", &X::department), field("reason", &X::reason));
}

constexpr const char* kind(Of<ReportSupport>) { return "report_support"; }
constexpr auto fields(Of<ReportSupport>) {
  using X = ReportSupport;
  return std::tuple(field("need", &X::need), field("report", &X::report));
}

constexpr const char* kind(Of<Urge>) { return "urge"; }
constexpr auto fields(Of<Urge>) {
  using X = Urge;
  return std::tuple(field("need", &X::need), field("note", &X::note).optional());
}

constexpr const char* kind(Of<Supervise>) { return "supervise"; }
constexpr auto fields(Of<Supervise>) {
  using X = Supervise;
  return std::tuple(field("need", &X::need), field("instruction", &X::instruction));
}

constexpr const char* kind(Of<FollowUp>) { return "follow_up"; }
constexpr auto fields(Of<FollowUp>) {
  using X = FollowUp;
  return std::tuple(field("need", &X::need), field("holds", &X::holds), field("note", &X::note).optional());
}

constexpr const char* kind(Of<Recheck>) { return "recheck"; }
constexpr auto fields(Of<Recheck>) {
  using X = Recheck;
  return std::tuple(field("need", &X::need), field("kept", &X::kept), field("note", &X::note).optional());
}

constexpr const char* kind(Of<Reopen>) { return "reopen"; }
constexpr auto fields(Of<Reopen>) {
  using X = Reopen;
  return std::tuple(field("need", &X::need), field("reason", &X::reason));
}

constexpr const char* kind(Of<Withdraw>) { return "withdraw"; }
constexpr auto fields(Of<Withdraw>) {
  using X = Withdraw;
  return std::tuple(field("need", &X::need), field("reason", &X::reason));
}

constexpr const char* kind(Of<CheckWithdrawal>) { return "check_withdrawal"; }
constexpr auto fields(Of<CheckWithdrawal>) {
  using X = CheckWithdrawal;
  return std::tuple(field("need", &X::need), field("of_own_will", &X::of_own_will), field("with", &X::with),
                    field("how", &X::how));
}

constexpr const char* kind(Of<Merge>) { return "merge"; }
constexpr auto fields(Of<Merge>) {
  using X = Merge;
  return std::tuple(field("need", &X::need), field("into", &X::into), field("reason", &X::reason));
}

constexpr const char* kind(Of<Attach>) { return "attach"; }
constexpr auto fields(Of<Attach>) {
  using X = Attach;
  return std::tuple(field("need", &X::need), field("name", &X::name), field("reference", &X::reference),
                    field("sha256", &X::sha256));
}

constexpr const char* kind(Of<Correct>) { return "correct"; }
constexpr auto fields(Of<Correct>) {
  using X = Correct;
  return std::tuple(field("need", &X::need), field("event", &X::event), field("text", &X::text),
                    field("reason", &X::reason));
}

constexpr const char* kind(Of<Archive>) { return "archive"; }
constexpr auto fields(Of<Archive>) {
  using X = Archive;
  return std::tuple(field("need", &X::need));
}

constexpr const char* kind(Of<Redact>) { return "redact"; }
constexpr auto fields(Of<Redact>) {
  using X = Redact;
  return std::tuple(field("need", &X::need), field("reason", &X::reason));
}

constexpr const char* kind(Of<Accept>) { return "accept"; }
constexpr auto fields(Of<Accept>) {
  return std::tuple(field("need", &Accept::need), field("note", &Accept::note).optional());
}

}  // namespace zhuqi
