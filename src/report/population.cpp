// Number, vitality, structure and growth of the enterprises that are known.
#include <algorithm>
#include <map>

#include <zhuqi/model/codes.hpp>

#include "report/books.hpp"

namespace zhuqi {

namespace {

int rank_of(std::string_view tier) { return tier == "创新型" ? 1 : tier == "专精特新" ? 2 : tier == "小巨人" ? 3 : 0; }

using Counts = std::map<std::string, std::int64_t>;

std::vector<PopulationRow> rows_of(const Counts& counts) {
  std::vector<PopulationRow> rows;
  for (const auto& [name, n] : counts) rows.push_back({name, n});
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.enterprises > b.enterprises; });
  return rows;
}

// Nothing if no two versions can be compared.
std::optional<bool> has_grown(const Resident& r) {
  if (r.first_revenue && r.revenue && *r.first_revenue != *r.revenue) return *r.revenue > *r.first_revenue;
  if (r.first_staff && r.staff && *r.first_staff != *r.staff) return *r.staff > *r.first_staff;
  return std::nullopt;
}

}  // namespace

void PopulationBook::know(const Enterprise& enterprise, const std::string& size, Instant at) {
  const auto [found, is_new] = residents_.try_emplace(enterprise.id);
  Resident& r = found->second;
  r.size = size;
  r.tier = enterprise.tier;
  r.tier_rank = rank_of(enterprise.tier);
  r.industry = enterprise.industry.substr(0, 1);
  r.region = enterprise.region;
  r.revenue = enterprise.revenue_fen;
  r.staff = enterprise.staff;
  if (is_new) {
    r.since = at;
    r.first_tier = r.tier_rank;
  }
  if (!r.first_revenue) r.first_revenue = r.revenue;
  if (!r.first_staff) r.first_staff = r.staff;
}

void PopulationBook::be_active(const EnterpriseId& enterprise) {
  if (const auto found = residents_.find(enterprise); found != residents_.end()) found->second.active = true;
}

void PopulationBook::count(const std::string& region_prefix, Report& report) const {
  Population p;
  Counts sizes, tiers, industries, regions;
  for (const auto& [id, r] : residents_) {
    if (!r.region.starts_with(region_prefix)) continue;
    ++p.enterprises;
    p.before += report.query.from && r.since < *report.query.from ? 1 : 0;
    p.active += r.active ? 1 : 0;
    ++sizes[r.size], ++tiers[r.tier], ++industries[r.industry], ++regions[prefecture_of(r.region)];
    const auto grown = has_grown(r);
    p.compared += grown ? 1 : 0;
    p.grown += grown == true ? 1 : 0;
    p.risen += r.tier_rank > r.first_tier ? 1 : 0;
  }
  p.sizes = rows_of(sizes);
  p.tiers = rows_of(tiers);
  p.industries = rows_of(industries);
  p.regions = rows_of(regions);
  report.population = std::move(p);
}

}  // namespace zhuqi
