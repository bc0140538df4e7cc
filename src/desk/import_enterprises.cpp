// Filling the registry from a file: some rows an event, only what differs from what is known.
#include <unordered_set>

#include <fmt/format.h>

#include "base/fields.hpp"
#include "desk/enterprise_rows.hpp"
#include "desk/impl.hpp"
#include "desk/read_ahead.hpp"
#include "desk/registry.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t most_bytes = 8 << 20;  // of rows in memory, and in one event

class EnterpriseImporter {
 public:
  EnterpriseImporter(const DeskOptions& desk, Ledger& ledger, Library& library, std::istream& in,
                     const EnterpriseImportOptions& options)
      : ledger_(ledger), library_(library), options_(options), now_(desk.clock), rows_(in, options.file) {}

  EnterpriseImportSummary run() {
    import_batches<EnterpriseRow>([this] { return read_batch(); }, options_, total_,
                                  [this](std::vector<EnterpriseRow>& rows) { take_batch(rows); });
    return total_;
  }

 private:
  ImportBatch<EnterpriseRow> read_batch() {
    ImportBatch<EnterpriseRow> batch;
    EnterpriseRow row;
    for (std::size_t bytes = 0; bytes < most_bytes && std::ssize(batch.rows) < options_.batch && rows_.next(row);) {
      bytes += row.bytes;
      batch.rows.push_back(std::move(row));
    }
    batch.bytes = rows_.bytes();
    return batch;
  }

  void take_batch(std::vector<EnterpriseRow>& rows) {
    EnterpriseImportSummary summary = total_;
    Findings told;
    ledger_.transaction([&](Transaction& transaction) {
      summary = total_;
      told.clear();
      const Instant now = now_();
      const Envelope envelope{options_.actor, options_.system, {}, options_.at.value_or(now), options_.imported};
      Work work(transaction, library_, envelope, now, {});
      check_tolerance(envelope, now, work.in_force);
      require_registrar(options_.actor, work.in_force);
      warn_ = work.in_force.settings().credit_code == CodeCheck::warn;
      for (auto& row : rows) {
        ++summary.rows;
        take(work, row, summary, told);
      }
      append(work, summary);
    });
    total_ = summary;
    if (options_.tell)
      for (const auto& finding : told) options_.tell(finding);
  }

  void take(Work& work, EnterpriseRow& row, EnterpriseImportSummary& summary, Findings& told) {
    Findings wrong = std::move(row.wrong);
    // One event tells of an enterprise once: a second row is another event, and is held against the first.
    if (told_of_.contains(row.says.id)) append(work, summary);
    std::optional<Registered> known;
    Enterprise after;
    if (!is_bad(wrong)) {
      known = find_registered(work.ledger.session(), row.says.id);
      if (known) after = row.upon(std::move(known->enterprise));
      for (const auto& fault : known ? faults(after) : row.lacks)
        if (!row.gives(fault.field) && !fault.is_a_check)
          wrong.push_back(rows_.finding(row.line, fault.field, fault.message));
      if (!known) after = std::move(row.says);
    }
    const bool bad = is_bad(wrong);
    for (auto& finding : wrong) {
      if (bad) finding.severity = Finding::Severity::error;
      told.push_back(std::move(finding));
    }
    if (bad) {
      ++summary.bad;
      return;
    }
    if (known && is_same(*known, after)) {
      ++summary.same;
      return;
    }
    ++(known ? summary.changed : summary.added);
    // What an event holds at most.
    gathered_ += row.bytes + (known ? known->document.size() : 0);
    if (gathered_ > most_bytes) append(work, summary);
    told_of_.insert(after.id);
    entries_.push_back({std::move(after), known ? known->event : 0});
  }

  // A check character alone is as the settings say.
  bool is_bad(const Findings& wrong) const { return warn_ ? has_errors(wrong) : !wrong.empty(); }

  bool is_same(const Registered& known, const Enterprise& after) {
    write_parts(after, document_, contact_);
    return document_ == known.document && contact_ == known.contact;
  }

  void append(Work& work, EnterpriseImportSummary& summary) {
    told_of_.clear();
    gathered_ = 0;
    if (entries_.empty()) return;
    const auto seq = work.ledger.head().seq + 1;
    std::vector<NewEvent> events;
    events.push_back(encode(std::exchange(entries_, {}), seq, work.envelope.at));
    work.ledger.append(std::move(events), work.cause(), work.now);
    ++summary.events;
  }

  Ledger& ledger_;
  Library& library_;
  const EnterpriseImportOptions& options_;
  const Clock now_;
  EnterpriseRows rows_;
  bool warn_ = false;
  std::size_t gathered_ = 0;                  // bytes, about
  std::unordered_set<EnterpriseId> told_of_;  // by the event that is being gathered
  std::vector<EnterpriseRegistered> entries_;
  std::string document_, contact_;
  EnterpriseImportSummary total_;
};

}  // namespace

EnterpriseImportSummary ServiceDesk::import_enterprises(std::istream& in, const EnterpriseImportOptions& options) {
  constexpr std::int64_t most = 10'000;
  if (options.batch < 1 || options.batch > most)
    throw Refused(Code::invalid_argument, fmt::format("batch is 1 to {}", most), "batch");
  if (options.imported && options.actor.kind != Actor::Kind::host)
    throw Refused(Code::not_allowed, "only the host imports the past", "imported");
  return EnterpriseImporter(impl_->options, *impl_->ledger, impl_->library, in, options).run();
}

}  // namespace zhuqi
