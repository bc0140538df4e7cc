#include "loop.hpp"

#include <array>
#include <cmath>

namespace zhuqi::bench {

namespace {

// One enterprise, at hand.
struct Row {
  std::array<double, 4> numbers;
  std::array<std::string_view, 5> texts;  // empty: not known
};

using Kind = PlainCondition::Kind;
enum : std::uint8_t { no, unknown, yes };

std::uint8_t truth(const PlainCondition& c, const Row& row) {
  if (c.fact < 4) {
    const double value = row.numbers[static_cast<std::size_t>(c.fact)];
    if (std::isnan(value)) return unknown;
    return (c.kind == Kind::at_least ? value >= c.bound : value < c.bound) ? yes : no;
  }
  const std::string_view text = row.texts[static_cast<std::size_t>(c.fact - 4)];
  if (text.empty()) return unknown;
  for (const auto& wanted : c.texts) {
    if (c.kind == Kind::prefix && text.starts_with(wanted)) return yes;
    if (c.kind == Kind::one_of && text == wanted) return yes;
    if (c.kind != Kind::has_tag) continue;
    for (std::string_view rest = text; !rest.empty();) {
      const auto tag = rest.substr(0, rest.find(';'));
      if (tag == wanted) return yes;
      rest.remove_prefix(std::min(rest.size(), tag.size() + 1));
    }
  }
  return no;
}

std::uint8_t verdict(const PlainPolicy& policy, const Row& row) {
  if (!row.texts[0].starts_with(policy.region_prefix)) return no;
  std::uint8_t best = no;
  for (const auto& branch : policy.branches) {
    std::uint8_t all = yes;
    for (const auto& condition : branch) {
      const auto one = truth(condition, row);
      if (one < all) all = one;
      if (all == no) break;
    }
    if (all > best) best = all;
    if (best == yes) break;
  }
  return best;
}

}  // namespace

std::vector<std::uint8_t> loop(const Enterprises& e, const std::vector<PlainPolicy>& policies) {
  std::vector<std::uint8_t> verdicts(e.rows * policies.size());
  for (std::size_t i = 0; i < e.rows; ++i) {
    const Row row{{e.staff[i], e.revenue[i], e.assets[i], e.research_share[i]},
                  {e.region.at(i), e.industry.at(i), e.tier.at(i), e.size.at(i), e.tags.at(i)}};
    for (std::size_t p = 0; p < policies.size(); ++p) verdicts[i * policies.size() + p] = verdict(policies[p], row);
  }
  return verdicts;
}

}  // namespace zhuqi::bench
