// Reading the ledger's tables over any Session, in portable SQL.
#pragma once

#include <string_view>

#include <zhuqi/store/ledger.hpp>

namespace zhuqi {

// SELECT … of all columns of an event, in the order that read_event expects; a WHERE or ORDER BY follows.
extern const std::string_view select_events;

Event read_event(const Statement& row);

class LedgerReader final : public Reader {
 public:
  explicit LedgerReader(Session& session) : session_(session) {}

  Session& session() override { return session_; }
  Head head() override;
  std::int64_t version(std::string_view stream) override;
  std::vector<Event> read_stream(std::string_view stream, const AsOf& as_of) override;
  std::vector<Event> read_all(std::int64_t after, std::size_t limit) override;
  std::optional<UsedKey> find_key(std::string_view system, std::string_view key) override;
  KeyCheck check_key(const Cause& cause) override;
  std::optional<std::string> get_content(std::string_view hash) override;

 private:
  struct Use;
  std::optional<Use> find_use(std::string_view system, std::string_view key);

  Session& session_;
};

// Calls use(event) for every event in global order, a page at a time.
template <class Use>
void for_each_event(Reader& reader, const Use& use) {
  constexpr std::size_t page = 512;
  for (std::int64_t after = 0;;) {
    const auto events = reader.read_all(after, page);
    for (const auto& event : events) use(event);
    if (events.size() < page) return;
    after = events.back().seq;
  }
}

}  // namespace zhuqi
