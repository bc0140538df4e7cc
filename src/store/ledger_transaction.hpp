// Appending, over any Session, in portable SQL.
#pragma once

#include <memory>
#include <set>
#include <utility>

#include "store/ledger_reader.hpp"

namespace zhuqi {

using Projections = std::vector<std::shared_ptr<const Projection>>;

class LedgerTransaction final : public Transaction {
 public:
  LedgerTransaction(Session& session, const Projections& projections)
      : session_(session), reader_(session), projections_(projections) {}

  Session& session() override { return session_; }
  const Head& current();
  Head head() override { return current(); }
  std::int64_t version(std::string_view stream) override;
  std::vector<Event> read_stream(std::string_view stream, const AsOf& as_of) override {
    return reader_.read_stream(stream, as_of);
  }
  std::vector<Event> read_all(std::int64_t after, std::size_t limit) override { return reader_.read_all(after, limit); }
  std::optional<UsedKey> find_key(std::string_view system, std::string_view key) override;
  KeyCheck check_key(const Cause& cause) override;
  std::optional<std::string> get_content(std::string_view hash) override { return reader_.get_content(hash); }

  std::vector<Event> append(std::vector<NewEvent> events, const Cause& cause, Instant recorded,
                            const std::vector<Expected>& expected) override;
  void attempt(const std::function<void()>& work) override;
  std::string put_content(std::string_view bytes) override;

  // Throws Refused(internal) if an append broke off half done.
  void require_whole() const;
  bool redacted() const { return redacted_; }

 private:
  void check_cause(const Cause& cause);
  void check_expected(const std::vector<Expected>& expected);
  void check_redacts(const NewEvent& event);
  std::vector<Event> record(std::vector<NewEvent> events, const Cause& cause, Instant recorded);
  void insert(const Event& event);
  std::string take_salt();
  void redact(const std::vector<std::int64_t>& seqs, std::int64_t by);

  Session& session_;
  LedgerReader reader_;
  const Projections& projections_;
  std::optional<Head> head_;
  std::string stream_;                 // asked for last: a command's events are mostly on one stream
  std::int64_t version_ = 0;           // of that stream
  std::string known_versions_ = "{}";  // checked last: mostly the same again
  // Looked for and not there: asked for again before it is used.
  std::set<std::pair<std::string, std::string>, std::less<>> unused_keys_;
  std::vector<std::string> salts_;  // drawn and not used
  std::size_t drawn_ = 1;           // at once, last
  bool broken_ = false;
  bool redacted_ = false;
};

}  // namespace zhuqi
