#include <filesystem>

#include <fmt/format.h>

#include <zhuqi/desk/desk.hpp>

#include "base/json.hpp"
#include "base/sha256.hpp"
#include "base/variants.hpp"
#include "desk/claims.hpp"
#include "desk/command_documents.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/projections.hpp"
#include "desk/proposals.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t longest_key = 200;

}  // namespace

void check_envelope(const Envelope& envelope) {
  if (envelope.key.empty() || envelope.key.size() > longest_key)
    throw Refused(Code::invalid_argument,
                  fmt::format("key is missing or longer than {} bytes: give each command one of its own, and the same "
                              "when it is tried again",
                              longest_key),
                  "key");
  if (envelope.system.size() > longest_key)
    throw Refused(Code::invalid_argument, fmt::format("system is longer than {} bytes", longest_key), "system");
  if (envelope.actor.kind == Actor::Kind::clock)
    throw Refused(Code::not_allowed, "the clock gives no commands: call tick", "actor");
}

void check_tolerance(const Envelope& envelope, Instant now, InForce& in_force) {
  if (envelope.imported) return;
  const auto settings = in_force.settings();
  const auto past = std::chrono::microseconds(settings.past.amount);
  const auto future = std::chrono::microseconds(settings.future.amount);
  if (envelope.at < now - past || envelope.at > now + future)
    throw Refused(
        Code::out_of_order,
        fmt::format("at {} is too far from the desk's clock {} (allowed: {} before, {} after); the past is "
                    "brought in by an import",
                    to_string(envelope.at), to_string(now), to_string(settings.past), to_string(settings.future)),
        "at");
}

namespace {

void refuse_future(Instant now, Instant clock, const Settings& settings) {
  if (now <= clock + std::chrono::microseconds(settings.future.amount)) return;
  throw Refused(Code::invalid_argument,
                fmt::format("{} has not come yet: steps that are recorded cannot be taken back, and nothing could be "
                            "done before them",
                            to_string(now)),
                "now");
}

Json command_json(const Publication& p) {
  Json json = {{"command", "publish"},
               {"kind", p.kind},
               {"name", p.name},
               {"content", sha256_hex(p.content)},
               {"effective", to_string(p.effective)}};
  if (p.open_needs == OpenNeeds::recalculate) json["open_needs"] = "recalculate";
  return json;
}

}  // namespace

std::string fingerprint_source(const Envelope& envelope, Json command) {
  command["actor"] = to_string(envelope.actor);
  return canonical(command);
}

Receipt carry_out(Work& work, const Command& command) {
  struct Handle {
    Work& work;
    Receipt operator()(const RegisterEnterprise& c) const { return register_enterprise(work, c); }
    Receipt operator()(const RedactEnterprise& c) const { return redact_enterprise(work, c); }
    Receipt operator()(const RegisterNeed& c) const { return register_need(work, c); }
    Receipt operator()(const RecordVisit& c) const { return record_visit(work, c); }
    Receipt operator()(const AnswerSurvey& c) const { return answer_survey(work, c); }
    Receipt operator()(const NeedFromAnswer& c) const { return need_from_answer(work, c); }
    Receipt operator()(const PlanVisits& c) const { return plan_visits(work, c); }
    Receipt operator()(const Reassign& c) const { return reassign_officer(work, c); }
    Receipt operator()(const AssignWaiting&) const { return assign_waiting(work); }
    Receipt operator()(const CaseCommand& c) const { return act(work, c); }
    Receipt operator()(const OpenClaims& c) const { return open_claims(work, c); }
    Receipt operator()(const ClaimCommand& c) const { return act_on_claim(work, c); }
    Receipt operator()(const ProposalCommand& c) const { return act_on_proposal(work, c); }
  };
  return std::visit(Handle{work}, command);
}

template <class Handler>
Receipt ServiceDesk::Impl::carry_out(const Envelope& envelope, const std::string& command, const Handler& handler) {
  check_envelope(envelope);
  if (envelope.imported && envelope.actor.kind != Actor::Kind::host)
    throw Refused(Code::not_allowed, "only the host imports the past; import_cases says who acted in it", "imported");
  return ledger->transaction([&](Transaction& transaction) {
    const Instant now = options.clock();
    Work work(transaction, library, envelope, now, command);
    const auto used = transaction.check_key(work.cause());
    if (used.use == KeyUse::same_command || used.use == KeyUse::redacted)
      return receipt_of(transaction, library, used.first_seq, used.last_seq);
    if (used.use == KeyUse::other_command)
      throw Refused(Code::key_conflict, "the key was used for another command: give each command a key of its own",
                    "key");
    InForce tolerance(transaction, library, envelope.at);
    check_tolerance(envelope, now, tolerance);
    return handler(work);
  });
}

ServiceDesk::ServiceDesk(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ServiceDesk::ServiceDesk(ServiceDesk&&) noexcept = default;
ServiceDesk& ServiceDesk::operator=(ServiceDesk&&) noexcept = default;
ServiceDesk::~ServiceDesk() = default;

ServiceDesk ServiceDesk::open(const std::string& path, DeskOptions options) {
  LedgerOptions ledger_options;
  ledger_options.create = options.create;
  ledger_options.durability = options.durable ? Durability::full : Durability::relaxed;
  ledger_options.projections = desk_projections();
  auto impl = std::make_unique<Impl>();
  impl->options = std::move(options);
  impl->ledger = open_sqlite(path, std::move(ledger_options));
  return ServiceDesk(std::move(impl));
}

Receipt ServiceDesk::publish(const Publication& publication, const Envelope& envelope) {
  return impl_->carry_out(envelope, fingerprint_source(envelope, command_json(publication)),
                          [&](Work& work) { return zhuqi::publish(work, publication); });
}

Receipt ServiceDesk::apply(const Command& command, const Envelope& envelope) {
  return impl_->carry_out(envelope, fingerprint_source(envelope, command_json(command)),
                          [&](Work& work) { return zhuqi::carry_out(work, command); });
}

std::vector<Step> ServiceDesk::tick(Instant now) {
  return impl_->ledger->transaction([&](Transaction& transaction) {
    const Instant recorded = impl_->options.clock();
    refuse_future(now, recorded, InForce(transaction, impl_->library, recorded).settings());
    settle_all(transaction, impl_->library, now, recorded);
    auto steps = catch_up_all(transaction, impl_->library, now, recorded);
    for (auto& step : catch_up_claims(transaction, impl_->library, now, recorded)) steps.push_back(std::move(step));
    for (auto& step : catch_up_proposals(transaction, impl_->library, now, recorded)) steps.push_back(std::move(step));
    return steps;
  });
}

void ServiceDesk::backup(const std::string& to) const { impl_->ledger->backup(to); }

void ServiceDesk::restore(const std::string& backup, const std::string& to, std::string_view head) {
  restore_sqlite(backup, to, [&](const std::filesystem::path& copy) {
    DeskOptions options;
    options.create = false;
    const ServiceDesk desk = open(copy.string(), std::move(options));
    if (auto findings = desk.verify(head); has_errors(findings)) throw InvalidDocument(std::move(findings));
  });
}

std::string ServiceDesk::head_document() const {
  return to_string(impl_->ledger->read([](Reader& reader) { return reader.head(); }));
}

}  // namespace zhuqi
