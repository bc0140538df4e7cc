// Rules that never win under FIRST and PRIORITY, for the rules before them hit wherever they do.
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "decision/check/coverage.hpp"
#include "decision/check/overlaps.hpp"
#include "decision/check/run.hpp"
#include "decision/decide.hpp"
#include "decision/index/index.hpp"

namespace zhuqi::checking {

namespace {

constexpr std::uint64_t least_steps_a_rule = 2'000'000;  // or a part of what is left
constexpr std::size_t rules_at_a_time = 512;             // whose partners are held in memory

// The order in which rules win.
std::vector<std::uint32_t> order_of(const DecisionTable::Compiled& table) {
  std::vector<std::uint32_t> order(table.rules.size());
  std::iota(order.begin(), order.end(), 0);
  if (table.policy != HitPolicy::priority) return order;
  std::vector<std::vector<std::size_t>> ranks(table.rules.size());
  for (const auto rule : order)
    for (std::size_t c = 0; c < table.outputs.size(); ++c) {
      const auto& best = table.outputs[c].order;
      const auto& value = table.outputs[c].cells[table.rules[rule].outputs[c]].expression.value;
      ranks[rule].push_back(static_cast<std::size_t>(std::find(best.begin(), best.end(), value) - best.begin()));
    }
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return ranks[a] < ranks[b]; });
  return order;
}

class Shadows {
 public:
  Shadows(Run& run, std::uint64_t& steps, const std::vector<bool>& dead)
      : run_(run), steps_(steps), space_(run.space), table_(run.space.table()), dead_(dead), order_(order_of(table_)) {
    for (std::size_t v = 0; v < space_.width(); ++v) crowds_.push_back(crowd_of(v));
  }

  bool find() {
    std::vector<std::uint32_t> pending;
    for (std::uint32_t place = 1; place < order_.size(); ++place)
      if (!dead_[order_[place]] && !is_settled(place)) pending.push_back(place);
    for (std::size_t at = 0; at < pending.size(); at += rules_at_a_time)
      search(std::span(pending).subspan(at, std::min(rules_at_a_time, pending.size() - at)));
    report();
    return true;
  }

 private:
  // By class of a column, how many rules may hold there.
  std::vector<std::int32_t> crowd_of(std::size_t v) const {
    std::vector<std::int32_t> crowd(space_.values(v).size() + 1);
    for (std::uint32_t rule = 0; rule < space_.rule_count(); ++rule)
      for (const auto& range : space_.reach(rule, v).may) ++crowd[range.first], --crowd[range.last + 1];
    std::partial_sum(crowd.begin(), crowd.end(), crowd.begin());
    return crowd;
  }

  // The class of a cell where the fewest rules hold, of the first some thousand.
  std::uint32_t quietest(std::uint32_t rule, std::size_t v) const {
    const auto& reach = space_.reach(rule, v);
    const auto& set = reach.must.empty() ? reach.may : reach.must;
    auto best = set.front().first;
    std::size_t left = 2000;
    for (const auto& range : set)
      for (auto c = range.first; c <= range.last && left > 0; ++c, --left)
        if (space_.values(v).witness(c) && (crowds_[v][c] < crowds_[v][best] || !space_.values(v).witness(best)))
          best = c;
    return best;
  }

  // A record that the rule hits and few others do.
  std::optional<Facts> lonely_record(std::uint32_t rule, Choice& choice) {
    choice.classes.resize(space_.width());
    choice.texts.assign(space_.texts().size(), std::nullopt);
    for (std::size_t v = 0; v < space_.width(); ++v) choice.classes[v] = quietest(rule, v);
    if (const auto& texts = space_.texts(); texts.size() > 0) {
      const auto cells = space_.text_cells(rule);
      std::vector<bool> is_null(texts.size());
      for (std::size_t t = 0; t < texts.size(); ++t) is_null[t] = cells[t]->on_null;
      TextSearch search(texts, steps_);
      if (search.search({cells}, {}, is_null) != TextSearch::Result::found) return std::nullopt;
      const auto words = search.words();
      for (std::size_t t = 0; t < texts.size(); ++t)
        if (!is_null[t]) choice.texts[t] = texts.text(t, words[t]);
    }
    const auto record = space_.record(choice);
    if (!record) return std::nullopt;
    return Facts(record->begin(), record->end());
  }

  // The place of the rule that wins the record; nothing if none does before or at `place`, or it is refused.
  std::optional<std::uint32_t> winner(const Facts& facts, const Choice& choice, std::uint32_t place) {
    if (table_.index && table_.policy == HitPolicy::first) {
      spend(100);
      const auto outcome = decide_record(table_, facts);
      return outcome.rules.empty() ? std::nullopt : std::optional(outcome.rules.front());
    }
    spend(place);
    const auto record = prepare(table_, facts);
    if (record.error) return std::nullopt;
    for (std::uint32_t p = 0; p <= place; ++p) {
      bool possible = true;
      for (std::size_t v = 0; v < space_.width() && possible; ++v)
        possible = contains(space_.reach(order_[p], v).may, choice.classes[v]);
      if (possible && rule_hits(table_, record, order_[p])) return p;
    }
    return std::nullopt;
  }

  // True if the rule wins somewhere, or was told never to.
  bool is_settled(std::uint32_t place) {
    if (steps_ == 0) return false;
    Choice choice;
    const auto record = lonely_record(order_[place], choice);
    if (!record) return false;
    const auto won = winner(*record, choice, place);
    if (!won) return false;
    if (*won == place) return true;
    if (*won > place || !covers_rule(order_[*won], order_[place])) return false;
    shadowed_.try_emplace(order_[place], std::vector{order_[*won]});
    return true;
  }

  // Whatever hits `narrow` hits `wide`: certain, where it is said.
  bool covers_rule(std::uint32_t wide, std::uint32_t narrow) {
    for (std::size_t v = 0; v < space_.width(); ++v)
      if (!covers(space_.reach(wide, v).must, space_.reach(narrow, v).may)) return false;
    const auto of_wide = space_.text_cells(wide), of_narrow = space_.text_cells(narrow);
    for (std::size_t t = 0; t < of_wide.size(); ++t)
      if (!covers_text(t, *of_wide[t], *of_narrow[t])) return false;
    return true;
  }

  bool covers_text(std::size_t t, const TextCell& wide, const TextCell& narrow) {
    if (wide.is_open || &wide == &narrow) return true;
    if (narrow.on_null && !wide.on_null) return false;
    auto hold = space_.open_cells(), fail = hold;
    hold[t] = &narrow, fail[t] = &wide;
    TextSearch search(space_.texts(), steps_);
    return search.search({hold}, {fail}, std::vector<bool>(hold.size())) == TextSearch::Result::none;
  }

  // For rules that did not win where they were expected to: all rules before them that they meet, together.
  void search(std::span<const std::uint32_t> places) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> before;
    const bool finished =
        for_each_overlap(space_, {order_, places, {}}, steps_, [&](std::uint32_t place, std::uint32_t earlier) {
          before[place].push_back(order_[earlier]);
          return true;
        });
    for (const auto place : places) {
      if (!finished || steps_ == 0)
        ++undecided_;
      else
        search_one(order_[place], before[place]);
    }
  }

  void search_one(std::uint32_t rule, const std::vector<std::uint32_t>& before) {
    spend(before.size());
    for (const auto earlier : before)
      if (covers_rule(earlier, rule)) return void(shadowed_.try_emplace(rule, std::vector{earlier}));
    const auto box = box_of_rule(space_, rule);
    auto part = std::min(steps_, std::max(least_steps_a_rule, steps_ / 16));
    steps_ -= part;
    const Coverage::Accept accept = [&](const ValueContext& record) {
      const auto outcome = decide_record(table_, Facts(record.begin(), record.end()));
      return !outcome.error && !outcome.rules.empty() && outcome.rules.front() == rule;
    };
    const auto verdict = Coverage(space_, box, before, part, accept).search();
    steps_ += part;
    if (verdict == Verdict::none) shadowed_.try_emplace(rule, before);
    if (verdict == Verdict::undecided) ++undecided_;
  }

  void report() {
    std::size_t told = 0;
    for (const auto& [rule, by] : shadowed_) {
      if (++told > run_.limit) break;
      std::vector<std::uint32_t> rules{rule};
      rules.insert(rules.end(), by.begin(), by.end());
      std::string names;
      for (std::size_t i = 0; i < std::min<std::size_t>(by.size(), 9); ++i)
        names += (i > 0 ? ", " : "") + run_.id(by[i]);
      run_.warn(Run::Kind::shadowed, rules,
                by.empty()       ? "never wins: it hits nothing"
                : by.size() == 1 ? fmt::format("never wins: rule {} comes before it and hits wherever it does", names)
                                 : fmt::format("never wins: the rules before it together hit wherever it does: {}{}",
                                               names, by.size() > 9 ? ", …" : ""));
    }
    if (shadowed_.size() > run_.limit)
      run_.warn(Run::Kind::shadowed, {}, fmt::format("{} more rules never win", shadowed_.size() - run_.limit));
    if (undecided_ > 0)
      run_.note(Run::Kind::undecided, {},
                fmt::format("of {} rules it was not decided {} whether they ever win", undecided_,
                            steps_ == 0 ? "within the budget" : "for their expressions"));
  }

  void spend(std::uint64_t steps) { steps_ -= std::min(steps_, steps); }

  Run& run_;
  std::uint64_t& steps_;
  const Space& space_;
  const DecisionTable::Compiled& table_;
  const std::vector<bool>& dead_;
  std::vector<std::uint32_t> order_;
  std::vector<std::vector<std::int32_t>> crowds_;
  std::map<std::uint32_t, std::vector<std::uint32_t>> shadowed_;
  std::uint64_t undecided_ = 0;
};

}  // namespace

void find_shadowed(Run& run, const std::vector<bool>& dead) {
  const auto& table = run.space.table();
  if (table.policy == HitPolicy::priority && !table.constant_outputs)
    return run.note(Run::Kind::undecided, {}, "which rules win depends on outputs that are computed");
  if (table.policy != HitPolicy::first && table.policy != HitPolicy::priority) return;
  run.within(run.steps / 4 * 3, [&](std::uint64_t& steps) { return Shadows(run, steps, dead).find(); });
}

}  // namespace zhuqi::checking
