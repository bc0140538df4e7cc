// From the bits of conditions to the bits of verdicts.
#include <algorithm>
#include <cstring>

#include "policy/conditions.hpp"

namespace zhuqi {

struct PolicyMatcher::State {
  PolicyIndex index;
  Conditions conditions;

  explicit State(PolicyIndex given) : index(std::move(given)), conditions(index.built()) {}
};

namespace {

using Built = PolicyIndex::Built;

// So many bits at a time that what a branch gathers stays in registers.
using Lanes [[gnu::vector_size(32)]] = std::uint64_t;
constexpr std::size_t lane_words = sizeof(Lanes) / sizeof(std::uint64_t);

Lanes load(const std::uint64_t* words) {
  Lanes lanes;
  std::memcpy(&lanes, words, sizeof lanes);
  return lanes;
}

void store(const Lanes& lanes, std::uint64_t* words) { std::memcpy(words, &lanes, sizeof lanes); }

// How the branches of one policy fare, a bit for each enterprise.
struct Branches {
  BlockBits holds;    // some branch holds
  BlockBits open;     // some branch may hold: none of its conditions is known to fail
  BlockBits lacking;  // some branch fails by one condition alone, all others being known
};

void evaluate(const std::vector<std::vector<Built::Number>>& branches, const Conditions& conditions, Branches& out) {
  for (std::size_t w = 0; w < block_words; w += lane_words) {
    Lanes holds{}, open{}, lacking{};
    for (const auto& branch : branches) {
      Lanes failed{}, failed_twice{}, all_known = ~Lanes{};
      for (const auto condition : branch) {
        const Lanes known = load(&conditions.known(condition)[w]);
        const Lanes fails = known & ~load(&conditions.holds(condition)[w]);
        failed_twice |= failed & fails;
        failed |= fails;
        all_known &= known;
      }
      holds |= all_known & ~failed;
      open |= ~failed;
      lacking |= failed & all_known & ~failed_twice;
    }
    store(holds, &out.holds[w]);
    store(open, &out.open[w]);
    store(lacking, &out.lacking[w]);
  }
}

}  // namespace

PolicyMatcher::PolicyMatcher(PolicyIndex index) : state_(std::make_unique<State>(std::move(index))) {}
PolicyMatcher::~PolicyMatcher() = default;
PolicyMatcher::PolicyMatcher(PolicyMatcher&&) noexcept = default;
PolicyMatcher& PolicyMatcher::operator=(PolicyMatcher&&) noexcept = default;

void PolicyMatcher::match(const Batch& enterprises, Date date, Verdicts& out) {
  const auto& plans = state_->index.built().plans;
  Conditions& conditions = state_->conditions;
  conditions.bind(enterprises);
  out.rows_ = enterprises.rows;
  out.count_ = static_cast<std::size_t>((enterprises.rows + 63) / 64);
  out.words_.resize(plans.size() * 3 * out.count_);
  Branches all{};
  for (std::size_t first_word = 0; first_word < out.count_; first_word += block_words) {
    const auto first = static_cast<std::int64_t>(first_word) * 64;
    const auto count = std::min<std::int64_t>(block_rows, enterprises.rows - first);
    const std::size_t words = std::min(block_words, out.count_ - first_word);
    conditions.evaluate(first, static_cast<std::size_t>(count));
    // Bits behind the last row stay 0.
    const std::uint64_t last = count % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << (count % 64)) - 1;
    for (std::size_t p = 0; p < plans.size(); ++p) {
      const bool in_period = plans[p].from <= date && date <= plans[p].until;
      if (in_period) evaluate(plans[p].branches, conditions, all);
      const BlockBits& inside = conditions.holds(plans[p].inside);
      const BlockBits& known = conditions.known(plans[p].inside);
      std::uint64_t* matching = out.words_.data() + p * 3 * out.count_ + first_word;
      std::uint64_t* unknown = matching + out.count_;
      std::uint64_t* one_short = unknown + out.count_;
      for (std::size_t w = 0; w < words; ++w) {
        const auto rows = !in_period ? 0 : w + 1 == words ? last : ~std::uint64_t{0};
        matching[w] = all.holds[w] & inside[w] & rows;
        unknown[w] = all.open[w] & ~(known[w] & ~inside[w]) & ~matching[w] & rows;
        one_short[w] = all.lacking[w] & ~all.open[w] & inside[w] & rows;
      }
    }
  }
}

}  // namespace zhuqi
