#include "decision/check/overlaps.hpp"

#include <algorithm>
#include <bit>

#include "decision/decide.hpp"

namespace zhuqi::checking {

namespace {

constexpr std::uint32_t tile_rules = 2048, tile_words = tile_rules / 64;

using Mask = std::vector<std::uint64_t>;

// Where the cell of a rule begins or ends.
struct Edge {
  std::uint32_t at = 0, rule = 0;
};

// The rules of any stretch of edges, by masks of 64 edges and of their doublings: a stretch is the union of two.
class Started {
 public:
  explicit Started(const std::vector<Edge>& edges) : edges_(edges) {
    auto& blocks = levels_.emplace_back(edges.size() / block * tile_words);
    for (std::size_t i = 0; i < edges.size() / block * block; ++i) set(blocks.data() + i / block * tile_words, i);
    for (std::size_t span = 2 * block; span <= edges.size(); span *= 2) {
      const auto& half = levels_.back();
      const auto step = span / block / 2 * tile_words;
      Mask doubled(half.size() - step);
      for (std::size_t i = 0; i < doubled.size(); ++i) doubled[i] = half[i] | half[i + step];
      levels_.push_back(std::move(doubled));
    }
  }

  // Adds the rules of the edges from `first` to before `last`.
  void add(std::size_t first, std::size_t last, std::uint64_t* mask) const {
    const auto from = (first + block - 1) / block, to = last / block;
    if (from >= to) {
      for (; first < last; ++first) set(mask, first);
      return;
    }
    for (; first < from * block; ++first) set(mask, first);
    for (; last > to * block; --last) set(mask, last - 1);
    const auto level = static_cast<std::size_t>(std::bit_width(to - from)) - 1;
    for (const auto at : {from, to - (std::size_t{1} << level)})
      for (std::uint32_t w = 0; w < tile_words; ++w) mask[w] |= levels_[level][at * tile_words + w];
  }

 private:
  static constexpr std::size_t block = 64;
  void set(std::uint64_t* mask, std::size_t edge) const {
    mask[edges_[edge].rule / 64] |= std::uint64_t{1} << edges_[edge].rule % 64;
  }

  const std::vector<Edge>& edges_;
  std::vector<Mask> levels_;
};

// For one column: by cell, which rules of a tile have a cell that meets it.
class ColumnMasks {
 public:
  ColumnMasks(const Space& space, std::size_t v, std::span<const std::uint32_t> order,
              std::span<const std::uint32_t> later)
      : space_(space), values_(space.values(v)), v_(v), order_(order) {
    std::vector<std::uint32_t> cells;
    for (const auto place : later) cells.push_back(space.cell_of(order[place], v));
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    for (const auto cell : cells) {
      if (values_.cell(cell).may == values_.all()) continue;  // meets every rule: no mask
      for (const auto& range : values_.cell(cell).may) asked_.push_back({range, cell});
    }
    std::sort(asked_.begin(), asked_.end(), [](const auto& a, const auto& b) { return a.range.first < b.range.first; });
    place_.assign(table_cells(), none);
    for (const auto& [range, cell] : asked_)
      if (place_[cell] == none) place_[cell] = count_++;
  }

  // Sweeps over the classes with the set of the tile's rules that hold there.
  void fill(std::uint32_t first, std::uint32_t count) {
    std::vector<Edge> starts, ends;
    for (std::uint32_t i = 0; i < count; ++i)
      for (const auto& range : space_.reach(order_[first + i], v_).may)
        starts.push_back({range.first, i}), ends.push_back({range.last, i});
    const auto by_class = [](const Edge& a, const Edge& b) { return a.at < b.at; };
    std::sort(starts.begin(), starts.end(), by_class);
    std::sort(ends.begin(), ends.end(), by_class);
    const Started started(starts);
    masks_.assign(std::size_t{count_} * tile_words, 0);
    Mask active(tile_words, 0);
    std::vector<std::uint8_t> open(count, 0);
    std::size_t s = 0, e = 0;
    for (const auto& [range, cell] : asked_) {
      for (; s < starts.size() && starts[s].at <= range.first; ++s) add(active, starts[s].rule), ++open[starts[s].rule];
      for (; e < ends.size() && ends[e].at < range.first; ++e)
        if (--open[ends[e].rule] == 0) active[ends[e].rule / 64] &= ~(std::uint64_t{1} << ends[e].rule % 64);
      auto* mask = masks_.data() + std::size_t{place_[cell]} * tile_words;
      for (std::uint32_t w = 0; w < tile_words; ++w) mask[w] |= active[w];
      const auto end = std::upper_bound(starts.begin() + static_cast<std::ptrdiff_t>(s), starts.end(), range.last,
                                        [](std::uint32_t at, const Edge& edge) { return at < edge.at; });
      started.add(s, static_cast<std::size_t>(end - starts.begin()), mask);
    }
  }

  // A null pointer: every rule.
  const std::uint64_t* mask(std::uint32_t rule) const {
    const auto place = place_[space_.cell_of(rule, v_)];
    return place == none ? nullptr : masks_.data() + std::size_t{place} * tile_words;
  }

 private:
  struct Asked {
    Classes range;
    std::uint32_t cell = 0;
  };
  static constexpr std::uint32_t none = ~0u;

  static void add(Mask& mask, std::uint32_t rule) { mask[rule / 64] |= std::uint64_t{1} << rule % 64; }
  std::size_t table_cells() const { return space_.table().inputs[space_.column(v_)].cells.size(); }

  const Space& space_;
  const ValueSpace& values_;
  std::size_t v_;
  std::span<const std::uint32_t> order_;
  std::vector<Asked> asked_;
  std::vector<std::uint32_t> place_;
  std::uint32_t count_ = 0;
  std::vector<std::uint64_t> masks_;
};

// By result, which rules of a tile have it.
class ResultMasks {
 public:
  explicit ResultMasks(std::span<const std::uint32_t> results) : results_(results) {
    if (results.empty()) return;
    masks_.resize((std::size_t{*std::max_element(results.begin(), results.end())} + 1) * tile_words);
  }

  void fill(std::span<const std::uint32_t> rules) {
    std::fill(masks_.begin(), masks_.end(), 0);
    for (std::size_t i = 0; i < rules.size() && !results_.empty(); ++i)
      masks_[std::size_t{results_[rules[i]]} * tile_words + i / 64] |= std::uint64_t{1} << i % 64;
  }

  void remove(std::uint32_t rule, Mask& mask) const {
    if (results_.empty()) return;
    const auto* equal = masks_.data() + std::size_t{results_[rule]} * tile_words;
    for (std::uint32_t w = 0; w < tile_words; ++w) mask[w] &= ~equal[w];
  }

 private:
  std::span<const std::uint32_t> results_;
  Mask masks_;
};

void keep_first(Mask& mask, std::uint32_t count) {
  for (std::uint32_t w = 0; w < tile_words; ++w)
    mask[w] = w < count / 64 ? ~std::uint64_t{0} : w == count / 64 ? (std::uint64_t{1} << count % 64) - 1 : 0;
}

// Up to six classes in which both cells hold, the surest and plainest first.
std::vector<std::uint32_t> common_classes(const ValueSpace& values, const Reach& a, const Reach& b) {
  constexpr std::size_t most = 6;
  std::vector<std::uint32_t> classes;
  if (a.must == values.all() && b.must == values.all()) return {0};
  const auto may = intersect(a.may, b.may);
  for (const auto& set :
       {intersect(intersect(a.must, b.must), values.present()), intersect(may, values.present()), may})
    for (const auto& range : set)
      for (auto c = range.first; c <= range.last && c < range.first + 100 && classes.size() < most; ++c)
        if (values.witness(c) && std::find(classes.begin(), classes.end(), c) == classes.end()) classes.push_back(c);
  return classes;
}

bool is_exact(const Reach& reach) { return reach.must == reach.may; }

// Sets the texts of `choice`; false if there are none that both rules accept, or if that was not decided.
bool choose_texts(const Space& space, std::uint32_t a, std::uint32_t b, std::uint64_t& steps, Choice& choice,
                  bool& is_certain) {
  const auto& texts = space.texts();
  const auto of_a = space.text_cells(a), of_b = space.text_cells(b);
  std::vector<bool> is_null(texts.size());
  for (std::size_t t = 0; t < texts.size(); ++t) is_null[t] = of_a[t]->on_null && of_b[t]->on_null;
  TextSearch search(texts, steps);
  const auto result = search.search({of_a, of_b}, {}, is_null);
  if (result == TextSearch::Result::undecided) is_certain = false;
  if (result != TextSearch::Result::found) return false;
  const auto words = search.words();
  for (std::size_t t = 0; t < texts.size(); ++t)
    if (!is_null[t]) choice.texts[t] = texts.text(t, words[t]);
  return true;
}

}  // namespace

bool for_each_overlap(const Space& space, const PairQuery& query, std::uint64_t& steps,
                      const std::function<bool(std::uint32_t, std::uint32_t)>& tell) {
  const auto& [order, later, results] = query;
  if (later.empty()) return true;
  std::vector<ColumnMasks> columns;
  for (std::size_t v = 0; v < space.width(); ++v) columns.emplace_back(space, v, order, later);
  ResultMasks equal(results);
  std::vector<bool> enough(order.size());
  Mask mask(tile_words);
  const std::uint64_t cost = tile_words * (columns.size() + 1) / 4;
  for (std::uint32_t first = 0; first < later.back(); first += tile_rules) {
    const auto count = std::min(tile_rules, static_cast<std::uint32_t>(order.size()) - first);
    for (auto& column : columns) column.fill(first, count);
    equal.fill(order.subspan(first, count));
    for (const auto place : later) {
      if (place <= first || enough[place]) continue;
      if (steps < cost) return steps = 0, false;
      steps -= cost;
      keep_first(mask, std::min(place - first, count));
      for (const auto& column : columns)
        if (const auto* other = column.mask(order[place]))
          for (std::uint32_t w = 0; w < tile_words; ++w) mask[w] &= other[w];
      equal.remove(order[place], mask);
      for (std::uint32_t w = 0; w < tile_words && !enough[place]; ++w)
        for (auto bits = mask[w]; bits != 0 && !enough[place]; bits &= bits - 1)
          enough[place] = !tell(place, first + w * 64 + static_cast<std::uint32_t>(std::countr_zero(bits)));
    }
  }
  return true;
}

Common common_record(const Space& space, std::uint32_t a, std::uint32_t b, std::uint64_t& steps) {
  Common common;
  Choice choice;
  choice.classes.resize(space.width());
  choice.texts.resize(space.texts().size());
  bool exact = true;
  std::vector<std::vector<std::uint32_t>> candidates;
  for (std::size_t v = 0; v < space.width(); ++v) {
    const auto &of_a = space.reach(a, v), &of_b = space.reach(b, v);
    if (!meets(of_a.may, of_b.may)) return common;
    exact = exact && is_exact(of_a) && is_exact(of_b);
    candidates.push_back(common_classes(space.values(v), of_a, of_b));
    if (candidates.back().empty()) return {std::nullopt, false};
  }
  if (!choose_texts(space, a, b, steps, choice, common.is_certain)) return common;
  for (std::size_t attempt = 0; attempt < (exact ? 1 : 6); ++attempt) {
    for (std::size_t v = 0; v < candidates.size(); ++v)
      choice.classes[v] = candidates[v][attempt % candidates[v].size()];
    const auto record = space.record(choice);
    if (!record) continue;
    const auto prepared = prepare(space.table(), Facts(record->begin(), record->end()));
    if (prepared.error || !rule_hits(space.table(), prepared, a) || !rule_hits(space.table(), prepared, b)) continue;
    common.record = record;
    return common;
  }
  common.is_certain = false;
  return common;
}

}  // namespace zhuqi::checking
