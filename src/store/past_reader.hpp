// The ledger as it once stood: a reader that tells of no later event.
#pragma once

#include <string>
#include <vector>

#include "store/ledger_reader.hpp"
#include "store/ledger_transaction.hpp"

namespace zhuqi {

class PastReader final : public Reader {
 public:
  // `live` and `tables` must outlive it; the projections' tables are computed in `tables`, which is empty.
  PastReader(Session& live, Session& tables, const Projections& projections, const AsOf& as_of,
             const std::vector<std::string>& streams);

  Session& session() override { return tables_; }
  Head head() override { return head_; }
  std::int64_t version(std::string_view stream) override;
  std::vector<Event> read_stream(std::string_view stream, const AsOf& as_of) override;
  std::vector<Event> read_all(std::int64_t after, std::size_t limit) override;
  std::optional<UsedKey> find_key(std::string_view system, std::string_view key) override;
  KeyCheck check_key(const Cause& cause) override;
  std::optional<std::string> get_content(std::string_view hash) override { return ledger_.get_content(hash); }

 private:
  LedgerReader ledger_;
  Session& tables_;
  AsOf as_of_;
  Head head_;  // the last event that counts
};

}  // namespace zhuqi
