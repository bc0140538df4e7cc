// One command on its way through the desk: what every handler of a command is given.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <zhuqi/assignment/choose.hpp>
#include <zhuqi/desk/desk.hpp>
#include <zhuqi/store/ledger.hpp>

#include "desk/library.hpp"

namespace zhuqi {

// In an import the same enterprises come again and again: each is looked up once in a transaction, and only a document
// that is another is read anew.
class KnownEnterprises {
 public:
  // Throws Refused(not_found).
  std::shared_ptr<const Enterprise> find(Session& session, const EnterpriseId& id);
  // Looks it up before it is asked for, if it is there.
  void expect(Session& session, const EnterpriseId& id);
  // What is held may have changed since the last transaction; or this one did in this.
  void doubt() { ++round_; }
  void forget(const EnterpriseId& id) { held_.erase(id); }

 private:
  struct Held {
    std::string document;
    std::shared_ptr<const Enterprise> enterprise;
    std::int64_t seen = 0;  // in which round it was as in the database
  };
  const Held* look_up(Session& session, const EnterpriseId& id);

  std::unordered_map<EnterpriseId, Held> held_;
  std::int64_t round_ = 1;
};

// What the commands of one transaction share when there are many: read once, and kept in step by those who change it.
struct Shared {
  explicit Shared(KnownEnterprises& enterprises) : enterprises(enterprises) { enterprises.doubt(); }

  KnownEnterprises& enterprises;            // of the whole import
  std::optional<Loads> loads;               // of all officers, as the table officer_loads has them
  std::optional<std::int64_t> last_number;  // of needs
  PublishedDates published;

  // A command was carried out that may have changed what register_need keeps in step.
  void forget() {
    loads.reset();
    last_number.reset();
  }
};

struct Work {
  Transaction& ledger;
  Library& library;
  const Envelope& envelope;
  Instant now;          // by the desk's clock
  InForce in_force;     // at envelope.at
  std::string command;  // canonical JSON of the command: what the key stands for
  Shared* shared;       // in an import; else null. Nobody reads receipts there: they stay nearly empty

  Work(Transaction& ledger, Library& library, const Envelope& envelope, Instant now, std::string command,
       Shared* shared = nullptr)
      : ledger(ledger),
        library(library),
        envelope(envelope),
        now(now),
        in_force(ledger, library, envelope.at, shared ? &shared->published : nullptr),
        command(std::move(command)),
        shared(shared) {}

  // The cause of the command's events, with the versions used so far.
  Cause cause() const;

  // Appends the command's events and gives the receipt.
  Receipt append(std::vector<NewEvent> events);
};

// Throws Refused if an envelope cannot be one.
void check_envelope(const Envelope& envelope);  // desk.cpp
// Throws Refused(out_of_order) if `at` is too far from now, by the settings in force then, and no import.
void check_tolerance(const Envelope& envelope, Instant now, InForce& in_force);  // desk.cpp

// --- The handlers: each either appends and gives the receipt, or throws and leaves nothing ------------------------

Receipt publish(Work& work, const Publication& publication);                 // publish.cpp
Receipt register_enterprise(Work& work, const RegisterEnterprise& command);  // register.cpp
Receipt redact_enterprise(Work& work, const RedactEnterprise& command);      // redact_enterprise.cpp
Receipt register_need(Work& work, const RegisterNeed& command);              // register.cpp
Receipt record_visit(Work& work, const RecordVisit& command);                // register.cpp
Receipt answer_survey(Work& work, const AnswerSurvey& command);              // surveys.cpp
Receipt need_from_answer(Work& work, const NeedFromAnswer& command);         // surveys.cpp
Receipt plan_visits(Work& work, const PlanVisits& command);                  // visit_plans.cpp
Receipt reassign_officer(Work& work, const Reassign& command);               // officers.cpp
Receipt assign_waiting(Work& work);                                          // officers.cpp
Receipt act(Work& work, const CaseCommand& command);                         // act.cpp
Receipt carry_out(Work& work, const Command& command);                       // desk.cpp: the one of these that it takes

// "N-000017": one more than the last number of a table, which `sql` gives. register.cpp
std::string next_id(Session& session, const char* prefix, const char* sql, std::int64_t offset);
NeedId next_need(Session& session, std::int64_t offset);

// Adds the two events with which a need begins; gives the officer, if there is one. Who may is checked. register.cpp
OfficerId begin_need(Work& work, const NeedId& id, const Need& need, std::vector<NewEvent>& events);

// The receipt of the command whose events are first..last: a pure reading of the ledger. receipt.cpp
Receipt receipt_of(Reader& reader, Library& library, std::int64_t first, std::int64_t last);

// The cause of what the clock records, and not a command. tick.cpp
Cause clock_cause(const std::string& versions);

// Records what fell due for one need before `until`, and settles its provisional clocks if the calendar in force
// allows. Returns the state after it. tick.cpp
Case catch_up(Transaction& ledger, Library& library, Case state, Instant until, Instant now);

// Records every step that fell due before `until`, in order. tick.cpp
std::vector<Step> catch_up_all(Transaction& ledger, Library& library, Instant until, Instant now);

// Settles, at `at`, the provisional clocks that the calendar in force at `at` can settle or that another calendar
// computed. tick.cpp
void settle_all(Transaction& ledger, Library& library, Instant at, Instant now);

// What the enterprise is known to be; Refused(not_found) if it is not registered. registry.cpp
Enterprise load_enterprise(Session& session, const EnterpriseId& id);

// The service group of an enterprise: its own, or as the organisation says; empty if there is none. register.cpp
GroupId group_of(const Enterprise& enterprise, const OrganisationGraph& organisation);

// Throws Refused(not_allowed) for whoever may not register enterprises. register.cpp
void require_registrar(const Actor& actor, InForce& in_force);

// Everything that routing may ask about a need; `size` may be null. A tier counts if it holds on that day. register.cpp
Facts facts_of(const Enterprise& enterprise, const Need& need, const SizeTable* size, Date day);

// The policy that the SLA table gives a need with these facts, this urgency and this lead. Of several rows that hit,
// the first in the order of the table's result counts. Throws Refused(invalid_document) if none does. register.cpp
SlaPolicy sla_policy(const DecisionTable& table, Facts facts, const std::string& urgency, const Department* lead);

}  // namespace zhuqi
