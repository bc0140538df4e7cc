// The commands of the desk that are not about one need: publishing, enterprises, visits.
#pragma once

#include <string>
#include <variant>

#include <zhuqi/base/time.hpp>
#include <zhuqi/casework/command.hpp>
#include <zhuqi/desk/claims.hpp>
#include <zhuqi/desk/proposals.hpp>
#include <zhuqi/model/enterprise.hpp>
#include <zhuqi/model/need.hpp>
#include <zhuqi/model/visit.hpp>
#include <zhuqi/outreach/plan.hpp>
#include <zhuqi/outreach/survey.hpp>
#include <zhuqi/outreach/visit.hpp>

namespace zhuqi {

// What an SLA table or a calendar that is put in force means for needs that are open already.
enum class OpenNeeds {
  keep,         // their clocks stay as they are; only provisional ones are settled
  recalculate,  // their running clocks are put anew, with start, pauses and extensions as they were
};

// A document to put in force. Kinds: organisation, services, calendar, routing, sla, size, tier, form, visit_plan,
// policy, settings. What is
// in force at an instant is the last one published whose `effective` is not after it.
struct Publication {
  std::string kind;
  std::string name;                        // of a policy, a form, a plan of visits: its id; else empty
  std::string content;                     // the document, as in its file
  std::string file;                        // how to call it in findings
  Instant effective{};                     // from when; must not lie before `at`. Epoch = from `at` on
  OpenNeeds open_needs = OpenNeeds::keep;  // recalculate: sla and calendar only, and in force at once
};

// Registers an enterprise, or replaces what is known of it. Every field counts: what is absent is not known any more.
struct RegisterEnterprise {
  Enterprise enterprise;
};

// 删除联系人: the contact of an enterprise, name and phone, in everything that was ever told of the enterprise, for
// good. What else is known of it stays. Contacts that were given with needs, and what was written in visits, are not
// the registry's: a need's go by Redact. Those that one import told together are told anew in the same transaction, so
// that they stay known; of their former versions the contact goes too. Refused(illegal_state) if there is none to
// redact.
struct RedactEnterprise {
  EnterpriseId enterprise;
  std::string reason;  // required; no personal data
};

// Registers a need: it is routed and dispatched in the same transaction.
struct RegisterNeed {
  Need need;
};

// 改派: an officer leaves or is on leave, and the open needs go to others in one go; the officer may be out of the
// organisation already. Needs for whom there is nobody stay as they are. Of more than 2,000 the oldest, the rest by the
// same command again.
struct Reassign {
  OfficerId officer;
  std::string reason;  // required
};

// 集中派员: the open needs that nobody accompanies, since nobody was there or had room when they came, go to those who
// are and have now, all in one plan. Of more than 2,000 the oldest.
struct AssignWaiting {};

// Any command but publishing.
using Command =
    std::variant<RegisterEnterprise, RedactEnterprise, RegisterNeed, RecordVisit, AnswerSurvey, NeedFromAnswer,
                 PlanVisits, Reassign, AssignWaiting, CaseCommand, OpenClaims, ClaimCommand, ProposalCommand>;

}  // namespace zhuqi
