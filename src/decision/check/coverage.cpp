#include "decision/check/coverage.hpp"

#include <algorithm>
#include <numeric>

namespace zhuqi::checking {

namespace {

constexpr std::size_t most_null_texts = 4;  // columns of keywords of which every mixture of nulls is tried

std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
  x = (x ^ x >> 27) * 0x94D049BB133111EB;
  return x ^ x >> 31;
}

Verdict worse(Verdict a, Verdict b) {
  return a == Verdict::undecided || b == Verdict::undecided ? Verdict::undecided : Verdict::none;
}

}  // namespace

Box box_of_rule(const Space& space, std::uint32_t rule) {
  Box box;
  for (std::size_t v = 0; v < space.width(); ++v) box.values.push_back(space.reach(rule, v).may);
  box.texts = space.text_cells(rule);
  return box;
}

Box box_of_table(const Space& space, bool with_null) {
  Box box;
  for (std::size_t v = 0; v < space.width(); ++v)
    box.values.push_back(with_null ? space.values(v).all() : space.values(v).present());
  box.texts = space.open_cells();
  box.with_null_texts = with_null;
  return box;
}

Coverage::Coverage(const Space& space, const Box& box, const std::vector<std::uint32_t>& rules, std::uint64_t& steps,
                   const Accept& accept)
    : space_(space), box_(box), steps_(steps), accept_(accept) {
  std::vector<std::size_t> bound(space.width());  // how many rules say something in the column
  for (const auto rule : rules)
    for (std::size_t v = 0; v < space.width(); ++v) bound[v] += !covers(space.reach(rule, v).must, box.values[v]);
  columns_.resize(space.width());
  std::iota(columns_.begin(), columns_.end(), 0);
  std::stable_sort(columns_.begin(), columns_.end(), [&](auto a, auto b) { return bound[a] > bound[b]; });
  for (const auto rule : rules) {
    Rule entry{rule, mixed(rule), 0, true};
    for (std::size_t level = 0; level < columns_.size(); ++level)
      if (!covers(space.reach(rule, columns_[level]).must, box.values[columns_[level]])) entry.last_level = level + 1;
    for (const auto* cell : space.text_cells(rule)) entry.open_text = entry.open_text && cell->is_open;
    rules_.push_back(entry);
  }
  choice_.classes.resize(space.width());
  choice_.texts.resize(space.texts().size());
}

bool Coverage::spend(std::uint64_t steps) {
  if (steps_ < steps) return steps_ = 0, false;
  steps_ -= steps;
  return true;
}

Verdict Coverage::search() {
  for (const auto& set : box_.values)
    if (set.empty()) return Verdict::none;
  Rules all(rules_.size());
  std::iota(all.begin(), all.end(), 0);
  std::uint64_t key = 0;
  for (const auto& rule : rules_) key += rule.key;
  return explore(0, all, key);
}

Verdict Coverage::explore(std::size_t level, const Rules& alive, std::uint64_t key) {
  if (!spend(1 + alive.size())) return Verdict::undecided;
  for (const auto i : alive)
    if (rules_[i].last_level <= level && rules_[i].open_text) return Verdict::none;
  if (level == columns_.size()) return explore_texts(alive);
  const auto [seen, is_new] = seen_.try_emplace(mixed(key + level), Verdict::none);
  if (!is_new) return seen->second;
  const auto verdict = explore_pieces(level, alive);
  seen_[mixed(key + level)] = verdict;
  return verdict;
}

Verdict Coverage::explore_pieces(std::size_t level, const Rules& alive) {
  const auto v = columns_[level];
  auto verdict = Verdict::none;
  for (const auto& piece : pieces(v, alive)) {
    if (!spend(1 + alive.size())) return Verdict::undecided;
    Rules inside;
    for (const auto i : alive)
      if (contains(space_.reach(rules_[i].number, v).must, piece.example)) inside.push_back(i);
    choice_.classes[v] = piece.example;
    const auto one = explore(level + 1, inside, piece.key);
    if (one == Verdict::found) return one;
    verdict = worse(verdict, one);
  }
  return verdict;
}

// A class with a value that is known, where there is one near the front.
std::uint32_t Coverage::example_in(std::size_t v, std::uint32_t first, std::uint32_t last) const {
  for (auto c = first; c <= last && c < first + 100; ++c)
    if (space_.values(v).witness(c)) return c;
  return first;
}

std::vector<Coverage::Piece> Coverage::pieces(std::size_t v, const Rules& alive) const {
  struct Edge {
    std::uint32_t at = 0;
    int change = 0;
    std::uint64_t key = 0;
  };
  std::vector<Edge> edges;
  for (const auto i : alive)
    for (const auto& range : intersect(space_.reach(rules_[i].number, v).must, box_.values[v])) {
      edges.push_back({range.first, 1, rules_[i].key});
      edges.push_back({range.last + 1, -1, rules_[i].key});
    }
  for (const auto& range : box_.values[v])
    edges.push_back({range.first, 0, 0}), edges.push_back({range.last + 1, 0, 0});
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });
  std::vector<Piece> pieces;
  std::unordered_map<std::uint64_t, std::size_t> known;
  Piece piece;
  for (std::size_t i = 0; i < edges.size();) {
    const auto at = edges[i].at;
    for (; i < edges.size() && edges[i].at == at; ++i) {
      piece.key += edges[i].change > 0 ? edges[i].key : edges[i].change < 0 ? 0 - edges[i].key : 0;
      piece.count += static_cast<std::uint32_t>(edges[i].change);
    }
    if (i == edges.size() || !contains(box_.values[v], at)) continue;
    piece.example = example_in(v, at, edges[i].at - 1);
    const auto [same, is_new] = known.try_emplace(piece.key, pieces.size());
    if (is_new)
      pieces.push_back(piece);
    else if (!space_.values(v).witness(pieces[same->second].example))
      pieces[same->second].example = piece.example;
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.count < b.count; });
  return pieces;
}

Verdict Coverage::explore_texts(const Rules& alive) {
  const auto& texts = space_.texts();
  if (texts.size() == 0) return alive.empty() ? offer() : Verdict::none;
  std::vector<TextSearch::Cells> fail;
  for (const auto i : alive) fail.push_back(space_.text_cells(rules_[i].number));
  auto verdict = texts.size() > most_null_texts && box_.with_null_texts ? Verdict::undecided : Verdict::none;
  const auto mixtures = box_.with_null_texts ? 1u << std::min(texts.size(), most_null_texts) : 1u;
  for (unsigned nulls = 0; nulls < mixtures; ++nulls) {
    std::vector<bool> is_null(texts.size());
    for (std::size_t t = 0; t < texts.size(); ++t) is_null[t] = t < most_null_texts && (nulls >> t & 1) != 0;
    TextSearch search(texts, steps_);
    const auto result = search.search({box_.texts}, fail, is_null);
    if (result == TextSearch::Result::undecided) verdict = Verdict::undecided;
    if (result != TextSearch::Result::found) continue;
    const auto words = search.words();
    for (std::size_t t = 0; t < texts.size(); ++t)
      choice_.texts[t] = is_null[t] ? std::nullopt : std::optional(texts.text(t, words[t]));
    if (offer() == Verdict::found) return Verdict::found;
    verdict = Verdict::undecided;
  }
  return verdict;
}

Verdict Coverage::offer() {
  auto record = space_.record(choice_);
  if (!record || !accept_(*record)) return Verdict::undecided;
  record_ = *std::move(record);
  return Verdict::found;
}

}  // namespace zhuqi::checking
