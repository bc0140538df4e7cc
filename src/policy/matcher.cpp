// From the bits of conditions to the bits of verdicts.
#include "policy/conditions.hpp"

namespace zhuqi {

struct PolicyMatcher::State {
  PolicyIndex index;
  Conditions conditions;

  explicit State(PolicyIndex given) : index(std::move(given)), conditions(index.built()) {}
};

namespace {

using Built = PolicyIndex::Built;

// How the branches of one policy fare, 64 enterprises to a word.
struct Branches {
  BlockBits holds{};    // some branch holds
  BlockBits open{};     // some branch may hold: none of its conditions is known to fail
  BlockBits lacking{};  // some branch fails by one condition alone, all others being known
};

void add_branch(Branches& all, const std::vector<Built::Number>& branch, const Conditions& conditions) {
  BlockBits failed{}, failed_twice{}, unknown{};
  for (const auto condition : branch) {
    const BlockBits& holds = conditions.holds(condition);
    const BlockBits& known = conditions.known(condition);
    for (std::size_t w = 0; w < block_words; ++w) {
      const auto fails = known[w] & ~holds[w];
      failed_twice[w] |= failed[w] & fails;
      failed[w] |= fails;
      unknown[w] |= ~known[w];
    }
  }
  for (std::size_t w = 0; w < block_words; ++w) {
    all.holds[w] |= ~(failed[w] | unknown[w]);
    all.open[w] |= ~failed[w];
    all.lacking[w] |= failed[w] & ~(failed_twice[w] | unknown[w]);
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
  out.words_.assign(plans.size() * 3 * out.count_, 0);
  for (std::size_t first_word = 0; first_word < out.count_; first_word += block_words) {
    const auto first = static_cast<std::int64_t>(first_word) * 64;
    const auto count = std::min<std::int64_t>(block_rows, enterprises.rows - first);
    const std::size_t words = std::min(block_words, out.count_ - first_word);
    conditions.evaluate(first, static_cast<std::size_t>(count));
    // Bits behind the last row stay 0.
    const std::uint64_t last = count % 64 == 0 ? ~std::uint64_t{0} : (std::uint64_t{1} << (count % 64)) - 1;
    for (std::size_t p = 0; p < plans.size(); ++p) {
      if (date < plans[p].from || plans[p].until < date) continue;
      Branches all;
      for (const auto& branch : plans[p].branches) add_branch(all, branch, conditions);
      const BlockBits& inside = conditions.holds(plans[p].inside);
      const BlockBits& known = conditions.known(plans[p].inside);
      std::uint64_t* matching = out.words_.data() + p * 3 * out.count_ + first_word;
      std::uint64_t* unknown = matching + out.count_;
      std::uint64_t* one_short = unknown + out.count_;
      for (std::size_t w = 0; w < words; ++w) {
        const auto rows = w + 1 == words ? last : ~std::uint64_t{0};
        matching[w] = all.holds[w] & inside[w] & rows;
        unknown[w] = all.open[w] & ~(known[w] & ~inside[w]) & ~matching[w] & rows;
        one_short[w] = all.lacking[w] & ~all.open[w] & inside[w] & rows;
      }
    }
  }
}

}  // namespace zhuqi
