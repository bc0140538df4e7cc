#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <zhuqi/coordination/circles.hpp>

namespace zhuqi {

std::vector<Comeback> comebacks(const std::vector<DepartmentId>& leads) {
  std::vector<Comeback> all;
  std::map<DepartmentId, std::size_t> last;
  for (std::size_t i = 0; i < leads.size(); ++i) {
    const auto [before, is_new] = last.emplace(leads[i], i);
    if (!is_new && before->second + 1 < i)
      all.push_back({before->second,
                     i,
                     {leads.begin() + static_cast<std::ptrdiff_t>(before->second),
                      leads.begin() + static_cast<std::ptrdiff_t>(i) + 1}});
    before->second = i;
  }
  return all;
}

void Exchanges::add(const std::vector<DepartmentId>& leads) {
  std::set<std::pair<DepartmentId, DepartmentId>> moves;
  for (std::size_t i = 1; i < leads.size(); ++i) {
    const DepartmentId &from = leads[i - 1], &to = leads[i];
    if (from == to) continue;
    Exchange& exchange = pairs_[std::minmax(from, to)];
    std::tie(exchange.a, exchange.b) = std::minmax(from, to);
    ++(from < to ? exchange.there : exchange.back);
    if (moves.emplace(from, to).second && moves.contains({to, from})) ++exchange.both_ways;
  }
}

std::vector<Exchange> Exchanges::most(std::size_t limit) const {
  std::vector<Exchange> all;
  for (const auto& [pair, exchange] : pairs_)
    if (exchange.there > 0 && exchange.back > 0) all.push_back(exchange);
  const auto rank = [](const Exchange& e) { return std::pair(std::min(e.there, e.back), e.there + e.back); };
  std::stable_sort(all.begin(), all.end(), [&](const Exchange& a, const Exchange& b) { return rank(a) > rank(b); });
  if (all.size() > limit) all.resize(limit);
  return all;
}

}  // namespace zhuqi
