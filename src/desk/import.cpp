// Bulk import: rows out of another system, carried out as commands of the past, many in one transaction.
#include <fmt/format.h>

#include "base/json.hpp"
#include "desk/command_documents.hpp"
#include "desk/events.hpp"
#include "desk/impl.hpp"
#include "desk/import_rows.hpp"
#include "desk/read_ahead.hpp"

namespace zhuqi {

namespace {

// What a row can be refused for, and the rest still be taken.
bool is_of_the_row(Code code) {
  switch (code) {
    case Code::busy:
    case Code::io:
    case Code::corrupt:
    case Code::foreign:
    case Code::internal:
    case Code::cancelled:
      return false;
    default:
      return true;
  }
}

// Cases of the other system and the needs that they are here: those of which a row came last. Others are found again by
// the key under which they were registered.
class KnownCases {
 public:
  explicit KnownCases(std::string system) : system_(std::move(system)) {}

  void note(const std::string& name, NeedId need) {
    constexpr std::size_t most_held = 100'000;
    if (held_.size() >= most_held) held_.clear();
    held_.insert_or_assign(name, std::move(need));
  }
  // What a transaction that was undone had noted is not there.
  void forget() { held_.clear(); }

  NeedId find(Transaction& ledger, const std::string& name) {
    if (const auto held = held_.find(name); held != held_.end()) return held->second;
    const auto used = ledger.find_key(system_, name);
    if (!used)
      throw Refused(
          Code::not_found,
          fmt::format("no need was registered for the case «{}»: its register_need comes first", name.substr(0, 60)),
          "case");
    NeedId need{std::string(id_in(ledger.read_all(used->first_seq - 1, 1).at(0).stream, "need/"))};
    note(name, need);
    return need;
  }

 private:
  std::string system_;
  std::unordered_map<std::string, NeedId> held_;
};

class Importer {
 public:
  Importer(const DeskOptions& desk, Ledger& ledger, Library& library, std::istream& in,
           const CaseImportOptions& options)
      : desk_(desk),
        ledger_(ledger),
        library_(library),
        options_(options),
        rows_(in, options),
        cases_(options.system) {}

  CaseImportSummary run() {
    import_batches<CaseRow>([this] { return read_batch(); }, options_, total_,
                            [this](std::vector<CaseRow>& rows) { take_batch(rows); });
    return total_;
  }

 private:
  ImportBatch<CaseRow> read_batch() {
    ImportBatch<CaseRow> batch;
    for (CaseRow row; std::ssize(batch.rows) < options_.batch && rows_.next(row);) {
      // What other rows say is told apart by the need, which is not known yet.
      if (!row.refused && std::holds_alternative<RegisterNeed>(*row.command))
        row.fingerprint_source = fingerprint_source(row.envelope, command_json(*row.command));
      batch.rows.push_back(std::move(row));
    }
    batch.bytes = rows_.bytes();
    return batch;
  }

  void take_batch(std::vector<CaseRow>& rows) {
    CaseImportSummary summary = total_;
    std::vector<Finding> bad;
    try {
      ledger_.transaction([&](Transaction& transaction) {
        Shared shared(enterprises_);
        const auto first = transaction.head().seq;
        look_ahead(transaction, shared, rows);
        for (auto& row : rows) {
          ++summary.rows;
          try {
            if (row.refused) throw Refused(*row.refused);
            take(transaction, shared, row, summary);
          } catch (const Refused& refused) {
            if (!is_of_the_row(refused.code())) throw;
            ++summary.bad;
            bad.push_back(rows_.finding(row, refused));
          }
        }
        summary.events += transaction.head().seq - first;
      });
    } catch (...) {
      cases_.forget();
      throw;
    }
    total_ = summary;
    if (options_.bad)
      for (const auto& finding : bad) options_.bad(finding);
  }

  // What needs to be registered ask for, before any row is written: while their rows are written behind, nothing is.
  static void look_ahead(Transaction& ledger, Shared& shared, const std::vector<CaseRow>& rows) {
    for (const auto& row : rows) {
      const auto* registers = row.refused ? nullptr : std::get_if<RegisterNeed>(&*row.command);
      if (!registers) continue;
      ledger.find_key(row.envelope.system, row.envelope.key);
      shared.enterprises.expect(ledger.session(), registers->need.enterprise);
    }
  }

  void take(Transaction& ledger, Shared& shared, CaseRow& row, CaseImportSummary& summary) {
    check_envelope(row.envelope);
    const bool registers = std::holds_alternative<RegisterNeed>(*row.command);
    ledger.session().write_behind(registers);
    const auto used = ledger.find_key(row.envelope.system, row.envelope.key);
    if (!registers && !row.case_name.empty()) name_need(ledger, row);
    if (!registers) row.fingerprint_source = fingerprint_source(row.envelope, command_json(*row.command));
    Work work(ledger, library_, row.envelope, desk_.clock(), std::move(row.fingerprint_source), &shared);
    if (used) return skip(work, summary);
    if (registers) {
      const auto receipt = carry_out(work, *row.command);
      if (!row.case_name.empty()) cases_.note(row.case_name, NeedId(std::string(id_in(receipt.stream, "need/"))));
      ++summary.needs;
    } else {
      // What fell due before is recorded first: with a command that is refused then it is undone.
      ledger.attempt([&] { carry_out(work, *row.command); });
      shared.forget();
    }
    ++summary.taken;
  }

  void name_need(Transaction& ledger, CaseRow& row) {
    auto* command = std::get_if<CaseCommand>(&*row.command);
    if (!command) return;
    std::visit(
        [&](auto& one) {
          if (one.need.empty()) one.need = cases_.find(ledger, row.case_name);
          if constexpr (std::is_same_v<decltype(one), Merge&>)
            if (ledger.find_key(row.envelope.system, one.into.str())) one.into = cases_.find(ledger, one.into.str());
        },
        *command);
  }

  // Here already, if it says the same as it did then.
  static void skip(Work& work, CaseImportSummary& summary) {
    if (work.ledger.check_key(work.cause()).use == KeyUse::other_command)
      throw Refused(Code::key_conflict,
                    "another row was taken under this key: two rows of one case with the same command and time need "
                    "keys of their own",
                    "key");
    ++summary.already;
  }

  const DeskOptions& desk_;
  Ledger& ledger_;
  Library& library_;
  const CaseImportOptions& options_;
  CaseRows rows_;
  KnownCases cases_;
  KnownEnterprises enterprises_;
  CaseImportSummary total_;
};

}  // namespace

CaseImportSummary ServiceDesk::import_cases(std::istream& in, const CaseImportOptions& options) {
  constexpr std::int64_t most = 100'000;
  if (options.batch < 1 || options.batch > most)
    throw Refused(Code::invalid_argument, fmt::format("batch is 1 to {}", most), "batch");
  return Importer(impl_->options, *impl_->ledger, impl_->library, in, options).run();
}

}  // namespace zhuqi
