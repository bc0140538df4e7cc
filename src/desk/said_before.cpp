#include "desk/said_before.hpp"

#include <algorithm>

#include "desk/events.hpp"
#include "desk/projections.hpp"

namespace zhuqi {

namespace {

constexpr std::size_t key_bytes = sizeof(std::uint64_t);

// The keys one after the other, each with its lowest byte first.
std::string bytes_of(const BandKeys& keys) {
  std::string bytes;
  for (const std::uint64_t key : keys)
    for (std::size_t i = 0; i < key_bytes; ++i) bytes += static_cast<char>(key >> (8 * i) & 0xff);
  return bytes;
}

BandKeys keys_of(std::string_view bytes) {
  BandKeys keys{};
  for (std::size_t i = 0; i < keys.size() * key_bytes && i < bytes.size(); ++i)
    keys[i / key_bytes] |= std::uint64_t(static_cast<unsigned char>(bytes[i])) << (8 * (i % key_bytes));
  return keys;
}

class WordsProjection : public Projection {
 public:
  std::string name() const override { return "words"; }
  int version() const override { return 1; }
  void create(Session& session) const override {
    session.run(
        "CREATE TABLE need_words (number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, enterprise TEXT NOT NULL, "
        "region TEXT NOT NULL, keys BLOB NOT NULL)");
    session.run("CREATE UNIQUE INDEX need_words_seq ON need_words (seq)");
  }
  void clear(Session& session) const override { session.run("DROP TABLE IF EXISTS need_words"); }
  void apply(Session& session, const Event& event) const override {
    for (const std::int64_t seq : event.redacts) session.run("DELETE FROM need_words WHERE seq = ?", seq);
    const NeedId id{std::string(id_in(event.stream, "need/"))};
    if (id.empty() || event.personal.empty() || event.imported || event.kind != "need.registered") return;
    const auto registered = std::get<NeedRegistered>(decode_case_event(event));
    const auto keys = band_keys(shingles(registered.need.text));
    if (!keys) return;
    session.run("INSERT INTO need_words (number, seq, enterprise, region, keys) VALUES (?, ?, ?, ?, ?)", number_of(id),
                event.seq, registered.need.enterprise.str(), registered.region, Bytes{bytes_of(*keys)});
  }
};

}  // namespace

std::shared_ptr<const Projection> words_projection() { return std::make_shared<WordsProjection>(); }

void SaidBefore::follow(Session& session) {
  auto newest = session.prepare("SELECT COALESCE(MAX(number), 0) FROM need_words");
  newest.step();
  const std::int64_t until = newest.integer(0);
  auto rows = session.prepare(
      "SELECT number, seq, enterprise, region, keys FROM need_words WHERE number > ? "
      "ORDER BY number");
  rows.bind(std::max(last_, until - most_held));
  while (rows.step()) {
    const NeedId id = need_of_number(rows.integer(0));
    const EnterpriseId enterprise(rows.string(2));
    index_.add(id, keys_of(rows.text(4)), {rows.string(3), enterprise});
    held_.insert_or_assign(id, Held{rows.integer(1), enterprise});
  }
  for (std::int64_t old = std::max<std::int64_t>(1, last_ - most_held + 1); old <= std::min(last_, until - most_held);
       ++old) {
    index_.remove(need_of_number(old));
    held_.erase(need_of_number(old));
  }
  last_ = until;
}

std::vector<SimilarNeed> SaidBefore::find(Reader& reader, const Need& need, const std::string& region, bool own_only) {
  const std::scoped_lock lock(mutex_);
  follow(reader.session());
  const auto text_of = [&](const NeedId& id) -> std::optional<std::string> {
    const Held& held = held_.at(id);
    if (own_only && held.enterprise != need.enterprise) return std::nullopt;
    const auto events = reader.read_all(held.seq - 1, 1);
    if (events.empty() || events.front().personal.empty()) return std::nullopt;
    const auto event = decode_case_event(events.front());
    const auto* registered = std::get_if<NeedRegistered>(&event);
    return registered != nullptr ? std::optional(registered->need.text) : std::nullopt;
  };
  std::vector<SimilarNeed> all;
  for (const auto& found : index_.find(need.text, {region, need.enterprise}, text_of, most_told))
    all.push_back({found.need, found.likeness == Likeness::likely_the_same ? "likely_the_same" : "possibly_related",
                   static_cast<int>(found.jaccard * 1'000)});
  return all;
}

}  // namespace zhuqi
