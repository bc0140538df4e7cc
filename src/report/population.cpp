// Number, vitality, structure and growth of the enterprises that are known.
#include <algorithm>
#include <map>

#include <zhuqi/model/codes.hpp>

#include "report/enterprise_book.hpp"

namespace zhuqi {

namespace {

using Versions = std::vector<EnterpriseFacts>;

int rank_of(std::string_view tier) { return tier == "创新型" ? 1 : tier == "专精特新" ? 2 : tier == "小巨人" ? 3 : 0; }

// A tier that has not begun or has run out counts as none.
std::string tier_on(const EnterpriseFacts& facts, Date day) {
  const bool holds = (!facts.tier_from || *facts.tier_from <= day) && (!facts.tier_until || day <= *facts.tier_until);
  return holds ? facts.tier : std::string();
}

using Counts = std::map<std::string, std::int64_t>;

std::vector<PopulationRow> rows_of(const Counts& counts) {
  std::vector<PopulationRow> rows;
  for (const auto& [name, n] : counts) rows.push_back({name, n});
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.enterprises > b.enterprises; });
  return rows;
}

// Of the first and the last version that tell of it; nothing if they do not differ, or only one does.
std::optional<bool> has_grown(const Versions& versions, std::optional<std::int64_t> EnterpriseFacts::*number) {
  const auto tells = [&](const EnterpriseFacts& version) { return (version.*number).has_value(); };
  const auto first = std::find_if(versions.begin(), versions.end(), tells);
  if (first == versions.end()) return std::nullopt;
  const auto last = std::find_if(versions.rbegin(), versions.rend(), tells);
  if (*(*first.*number) == *((*last).*number)) return std::nullopt;
  return *((*last).*number) > *(*first.*number);
}

}  // namespace

void EnterpriseBook::count(const std::string& region_prefix, const ReportContext& context, Report& report) const {
  const Date today = context.date_of(report.as_of);
  Population p;
  Counts sizes, tiers, industries, regions;
  for (const auto& [id, r] : residents_) {
    const EnterpriseFacts &first = r.versions.front(), &now = r.versions.back();
    if (!now.region.starts_with(region_prefix)) continue;
    ++p.enterprises;
    p.before += report.query.from && first.at < *report.query.from ? 1 : 0;
    p.active += r.active ? 1 : 0;
    const std::string tier = tier_on(now, today);
    ++sizes[size_on(now, today, context)], ++tiers[tier], ++industries[now.industry.substr(0, 1)];
    ++regions[prefecture_of(now.region)];
    auto grown = has_grown(r.versions, &EnterpriseFacts::revenue_fen);
    if (!grown) grown = has_grown(r.versions, &EnterpriseFacts::staff);
    p.compared += grown ? 1 : 0;
    p.grown += grown == true ? 1 : 0;
    p.risen += rank_of(tier) > rank_of(tier_on(first, context.date_of(first.at))) ? 1 : 0;
  }
  p.sizes = rows_of(sizes);
  p.tiers = rows_of(tiers);
  p.industries = rows_of(industries);
  p.regions = rows_of(regions);
  report.population = std::move(p);
}

}  // namespace zhuqi
