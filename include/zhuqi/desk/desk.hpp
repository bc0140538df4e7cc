// ServiceDesk: the one façade. It loads, lets the deciders decide, and appends what happened, in one transaction.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/assignment/backlog.hpp>
#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/language.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/casework/case.hpp>
#include <zhuqi/casework/command.hpp>
#include <zhuqi/desk/claims.hpp>
#include <zhuqi/desk/command.hpp>
#include <zhuqi/desk/enterprises.hpp>
#include <zhuqi/desk/import.hpp>
#include <zhuqi/desk/preview.hpp>
#include <zhuqi/desk/proposals.hpp>
#include <zhuqi/desk/query.hpp>
#include <zhuqi/desk/visits.hpp>
#include <zhuqi/model/actor.hpp>
#include <zhuqi/store/event.hpp>

namespace zhuqi {

struct DeskOptions {
  Clock clock = system_now;  // the desk's clock: what `recorded` is, and what `at` is held against
  bool durable = true;       // false: an import may lose its last commands on a power cut, never its consistency
  bool create = true;  // make the database if it is not there; false: Refused(not_found), of an empty file (foreign)
};

// What comes with every command.
struct Envelope {
  Actor actor;            // vouched for by the host
  std::string system;     // the calling system: the scope of the key; empty is a system too
  std::string key;        // idempotency key, 1 to 200 bytes
  Instant at;             // when it is said to have happened
  bool imported = false;  // an import of the past: `at` may lie far from the desk's clock (host only)
};

// What a command did. A repeat of the same command under the same key gives the same receipt, also after later events.
struct Receipt {
  std::string stream;      // "need/N-000001"
  std::int64_t first = 0;  // sequence numbers of the events that it caused, both inclusive
  std::int64_t last = 0;
  NeedId need;        // the following are of needs only: as the command left it
  std::string stage;  // "dispatched"
  DepartmentId lead;
  std::string lead_name;  // 昆明市税务局
  std::vector<DepartmentId> supporting;
  OfficerId officer;
  std::string because;                           // why it went there, in words
  std::optional<Instant> due;                    // when it must be resolved; absent: not running, or provisional
  std::vector<SimilarNeed> possible_duplicates;  // of a need registered; an enterprise is told of its own needs only
  ClaimId claim;                                 // of claims only, with `stage`: the first that the command changed
  ProposalId proposal;                           // of proposals only, with `stage`
  std::vector<std::string> warnings;             // of a document published, a line each: it is in force all the same
  std::string text;                              // for people: one line
};

// A step of a ladder that fell due.
struct Step {
  std::int64_t seq = 0;                 // of its event
  NeedId need;                          // of the three ids one is given
  ClaimId claim;                        //
  ProposalId proposal;                  //
  std::string clock;                    // "sign", "resolve"; of a claim "apply", "pay", …; of a proposal "answer"
  std::string kind;                     // "warn", "breach", "escalate"
  Instant due;                          // of the step
  std::string tell;                     // whom: "officer", "department", "supervisor", "above"
  std::vector<std::string> recipients;  // ids of the officers or departments that this means now
};

// Thread-safety: one desk may be used from several threads at once, and one database by several desks in several
// processes; writers take turns, readers never wait for them.
//
// Every function throws Refused and then has changed nothing.
class ServiceDesk {
 public:
  // Opens or creates the database at `path` (see DeskOptions::create). A file that is not ours, or of a newer schema:
  // Refused(foreign); one that is damaged: Refused(corrupt); both are left untouched.
  static ServiceDesk open(const std::string& path, DeskOptions options = {});

  ServiceDesk(ServiceDesk&&) noexcept;
  ServiceDesk& operator=(ServiceDesk&&) noexcept;
  ~ServiceDesk();

  // Puts a document in force: checked first, all findings at once (InvalidDocument). See Publication for the kinds.
  Receipt publish(const Publication& publication, const Envelope& envelope);

  // What publishing an SLA table or a calendar with OpenNeeds::recalculate would do, as of `at`; changes nothing. For
  // those who may publish. Throws InvalidDocument as `publish` does. Cost in proportion to the needs that are open.
  Preview preview(const Publication& publication, Instant at, const Actor& viewer) const;

  // Carries out a command, after recording whatever fell due before `at`.
  Receipt apply(const Command& command, const Envelope& envelope);

  // Records every step that fell due up to `now` and was not yet recorded: each once, in order of due time. Returns
  // those that this call recorded. Cost in proportion to what is due. What is recorded cannot be taken back: a `now`
  // later than the desk's clock by more than the settings allow is Refused(invalid_argument).
  std::vector<Step> tick(Instant now);

  // Questions of the past: with `as_of` they are answered from what had happened then (AsOf::at), was written down by
  // then (recorded), or stands up to a place in the ledger (seq): by the organisation and the documents of that time,
  // with time counted from it. A time that has not come is Refused(invalid_argument). Cost: of one need in proportion
  // to its events; of all needs to the events of the whole ledger.

  // What one need looks like to `viewer`; Refused(not_found) also if the viewer may not see it.
  NeedView need(const NeedId& id, const Actor& viewer, const AsOf& as_of = {}) const;

  // The needs that `viewer` may see and `query` asks for, most urgent first (earliest due; then oldest).
  std::vector<NeedSummary> needs(const NeedQuery& query, const Actor& viewer, const AsOf& as_of = {}) const;

  // Why a need went where it went and why it is due when it is due, event by event, in words: recomputed from the
  // ledger with the documents that its events name. What the routing recorded stays in the words that it recorded.
  std::string explain(const NeedId& id, const Actor& viewer, Language language = Language::chinese,
                      const AsOf& as_of = {}) const;

  // How long each holder had a need, up to `at`, or up to now: an instant before its registration or after now is
  // Refused(invalid_argument). Cost in proportion to the need's events.
  NeedShares shares(const NeedId& id, const Actor& viewer, std::optional<Instant> at = {}) const;

  // The supporting tasks of a need: their order, the critical path and the joint due date that it gives, and what a
  // late one holds up.
  NeedTasks tasks(const NeedId& id, const Actor& viewer, const AsOf& as_of = {}) const;

  // Why the routing table decided for its rule, or why rule `rule` (an id; empty: the one that decided) hit or did not:
  // computed now, by the table that was in force when the need was routed, and with the values that it saw then.
  // Refused(not_found) also for a rule that this table did not have.
  RoutingExplanation explain_routing(const NeedId& id, const Actor& viewer, std::string_view rule = {}) const;

  // Of the needs that `viewer` may see and that more than one department led, those that went round in circles; at most
  // `limit` (1 to 1,000) of needs and of pairs.
  Circles circles(std::int64_t limit, const Actor& viewer, const AsOf& as_of = {}) const;

  // What `reassign` would do now with the needs of `officer`, or, if it is empty, `assign_waiting`: who would get which
  // need and why, who would wait, and how much more even it is than one need after the other. For who may give the
  // command.
  AssignmentPlan assignment_plan(const OfficerId& officer, const Actor& viewer) const;

  // The policies in force on `date` held against an enterprise.
  std::vector<PolicyMatch> policies(const EnterpriseId& enterprise, Date date, const Actor& viewer) const;

  // One claim; Refused(not_found) also if the viewer may not see it.
  ClaimState claim(const ClaimId& id, const Actor& viewer, const AsOf& as_of = {}) const;

  // The claims that `viewer` may see and `query` asks for, the newest first.
  std::vector<ClaimState> claims(const ClaimQuery& query, const Actor& viewer, const AsOf& as_of = {}) const;

  // What a policy, given as its document, would bring if it were in force on `date`; publishes nothing. For those who
  // may publish. Throws InvalidDocument with all findings. Cost in proportion to the registered enterprises.
  PolicyPreview preview_policy(std::string_view document, Date date, const Actor& viewer) const;

  // What keeps registered enterprises out of the policies in force on `date`, and which needs stand answered as not
  // possible, by cause, at most `limit` (1 to 10,000). Cost in proportion to enterprises times policies, some
  // microseconds each, and to the needs that are over.
  std::vector<ProposalCandidate> proposal_candidates(Date date, std::int64_t limit, const Actor& viewer) const;

  // The proposals that `query` asks for and `viewer` may see: who may make or answer them; the newest first.
  std::vector<ProposalState> proposals(const ProposalQuery& query, const Actor& viewer, const AsOf& as_of = {}) const;

  // What is known of an enterprise on `date` (absent: today), since when, and what follows from it, by the tables in
  // force then; with every earlier version. Contact data are for the host, an administrator, its service group and the
  // enterprise itself; to others it is not found. Cost in proportion to its versions.
  EnterpriseView enterprise(const EnterpriseId& id, const Actor& viewer, std::optional<Date> date = {}) const;

  // A list of enterprises by credit code, for the host and administrators.
  std::vector<EnterpriseSummary> enterprises(const EnterpriseQuery& query, const Actor& viewer) const;

  // Whose visit by a plan is due on `date` (absent: today) or was before, the most overdue first, at most `limit` (1 to
  // 10,000): what the viewer serves, or has been given. Cost in proportion to the enterprises of the plan's region.
  std::vector<DueVisit> due_visits(const PlanId& plan, const Actor& viewer, std::optional<Date> date = {},
                                   std::int64_t limit = 1'000) const;

  // How far a plan has come by the end of `date` (absent: today): for those who may plan visits. Cost likewise.
  Coverage coverage(const PlanId& plan, const Actor& viewer, std::optional<Date> date = {}) const;

  // Events after sequence number `after`, at most `limit`, in order: what a portal follows. The viewer must be the
  // host: the outbox is the embedding system's own.
  std::vector<Event> events(std::int64_t after, std::int64_t limit, const Actor& viewer) const;

  // The document forms, for C, Python and the command: JSON in, JSON out; docs/documents.md. A refusal throws.
  std::string apply_document(std::string_view json);                          // any command, "publish" included
  std::string query_document(std::string_view json) const;                    // any query
  std::string tick_document(Instant now);                                     // {"steps": [...]}
  std::string events_document(std::int64_t after, std::int64_t limit) const;  // {"events": [...], "next": seq}

  // Recomputes chain, commitments, content, projections and clocks from the ledger and compares; empty: all agree.
  // `head`, if not empty, is what head_document once returned: with it a cut tail and a full rewriting are found too.
  Findings verify(std::string_view head = {}) const;
  std::string head_document() const;  // {"hash": "...", "seq": 1234}

  // Takes past cases out of another system, a row each, with their original times: every command as `apply` would, but
  // marked as imported, many in one transaction, and those that are refused told one by one while the rest is taken. A
  // row whose key was used is taken to be here already: an import that broke off is simply run again. See import.hpp
  // and docs/import.md. Throws Refused(io, busy, invalid_document, invalid_argument); what was taken before stays.
  // `in` is read by another thread meanwhile.
  CaseImportSummary import_cases(std::istream& in, const CaseImportOptions& options);

  // Fills the registry from a file: JSON Lines or CSV, a row an enterprise, read as it comes and in bounded memory.
  // What a row does not have is left as it was; what differs from what is known is recorded, some rows in one event; a
  // bad row is told and the rest taken. Running it again records nothing. See enterprises.hpp and docs/enterprises.md.
  // Throws Refused(io, busy, invalid_document, invalid_argument, not_allowed, out_of_order); what was taken before
  // stays.
  // `in` is read by another thread meanwhile.
  EnterpriseImportSummary import_enterprises(std::istream& in, const EnterpriseImportOptions& options);

  // A consistent copy, while others write. `to` must not exist.
  void backup(const std::string& to) const;

  // Puts a backup in the place of a database that was lost: copies it to `to`, which must not exist, and verifies the
  // copy, against `head` if it is not empty, before it takes that name. Throws InvalidDocument with all that verify
  // finds, Refused(already_exists, not_found, foreign, corrupt, io); then nothing is left at `to`. The backup is only
  // read. Without a head a backup that is old, cut or rewritten as a whole is not told from a good one.
  static void restore(const std::string& backup, const std::string& to, std::string_view head = {});

 private:
  struct Impl;
  explicit ServiceDesk(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace zhuqi
