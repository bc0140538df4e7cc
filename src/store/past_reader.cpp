#include "store/past_reader.hpp"

#include <algorithm>

namespace zhuqi {

namespace {

bool counts(const Event& event, const std::vector<std::string>& streams) {
  return streams.empty() || std::any_of(streams.begin(), streams.end(),
                                        [&](const std::string& prefix) { return event.stream.starts_with(prefix); });
}

// The events of these streams in global order: by the index on streams, where streams are named.
template <class Use>
void for_each_event_of(LedgerReader& ledger, const std::vector<std::string>& streams, const Use& use) {
  if (streams.empty()) return for_each_event(ledger, use);
  std::vector<std::int64_t> seqs;
  for (const auto& prefix : streams) {
    auto row = ledger.session().prepare("SELECT seq FROM ledger_event WHERE stream >= ? AND stream < ?");
    row.bind(prefix, prefix + "\U0010FFFF");
    while (row.step()) seqs.push_back(row.integer(0));
  }
  std::sort(seqs.begin(), seqs.end());
  seqs.erase(std::unique(seqs.begin(), seqs.end()), seqs.end());
  for (const auto seq : seqs)
    for (const auto& event : ledger.read_all(seq - 1, 1)) use(event);
}

}  // namespace

PastReader::PastReader(Session& live, Session& tables, const Projections& projections, const AsOf& as_of,
                       const std::vector<std::string>& streams)
    : ledger_(live), tables_(tables), as_of_(as_of) {
  for (const auto& projection : projections) projection->create(tables);
  for_each_event_of(ledger_, streams, [&](const Event& event) {
    if (!as_of.includes(event) || !counts(event, streams)) return;
    for (const auto& projection : projections) projection->apply(tables, event);
    head_ = {event.seq, event.hash};
  });
}

std::vector<Event> PastReader::read_stream(std::string_view stream, const AsOf& as_of) {
  return ledger_.read_stream(stream, {std::min(as_of.seq, as_of_.seq), std::min(as_of.at, as_of_.at),
                                      std::min(as_of.recorded, as_of_.recorded)});
}

std::int64_t PastReader::version(std::string_view stream) {
  const auto events = read_stream(stream, {});
  return events.empty() ? 0 : events.back().version;
}

std::vector<Event> PastReader::read_all(std::int64_t after, std::size_t limit) {
  constexpr std::size_t page = 512;
  std::vector<Event> all;
  while (all.size() < limit && after < head_.seq) {
    auto events = ledger_.read_all(after, std::min(page, limit));
    if (events.empty()) break;
    after = events.back().seq;
    for (auto& event : events)
      if (all.size() < limit && as_of_.includes(event)) all.push_back(std::move(event));
  }
  return all;
}

std::optional<UsedKey> PastReader::find_key(std::string_view system, std::string_view key) {
  auto used = ledger_.find_key(system, key);
  if (!used || used->first_seq > head_.seq) return std::nullopt;
  return as_of_.includes(ledger_.read_all(used->first_seq - 1, 1).front()) ? used : std::nullopt;
}

KeyCheck PastReader::check_key(const Cause& cause) {
  return cause.key.empty() || !find_key(cause.system, cause.key) ? KeyCheck{} : ledger_.check_key(cause);
}

}  // namespace zhuqi
