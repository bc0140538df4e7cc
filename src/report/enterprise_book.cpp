#include "report/enterprise_book.hpp"

#include <algorithm>

namespace zhuqi {

namespace {

bool has_tag(const Enterprise& enterprise, std::string_view tag) {
  return std::find(enterprise.tags.begin(), enterprise.tags.end(), tag) != enterprise.tags.end();
}

std::optional<bool> private_by_tags(const Enterprise& enterprise) {
  if (has_tag(enterprise, "民营")) return true;
  if (has_tag(enterprise, "国有") || has_tag(enterprise, "外资") || has_tag(enterprise, "集体")) return false;
  return std::nullopt;
}

}  // namespace

EnterpriseFacts::EnterpriseFacts(const Enterprise& e, Instant from)
    : at(from),
      industry(e.industry),
      region(e.region),
      tier(e.tier),
      staff(e.staff),
      revenue_fen(e.revenue_fen),
      assets_fen(e.assets_fen),
      tier_from(e.tier_from),
      tier_until(e.tier_until),
      is_private(private_by_tags(e)),
      is_remote(has_tag(e, "偏远")) {}

std::string size_on(const EnterpriseFacts& facts, Date day, const ReportContext& context) {
  Enterprise enterprise;
  enterprise.industry = facts.industry;
  enterprise.staff = facts.staff;
  enterprise.revenue_fen = facts.revenue_fen;
  enterprise.assets_fen = facts.assets_fen;
  return size_of(context.sizes, enterprise, day).size;
}

void EnterpriseBook::know(const Enterprise& enterprise, Instant at) {
  auto& versions = residents_[enterprise.id].versions;
  const auto place = std::upper_bound(versions.begin(), versions.end(), at,
                                      [](Instant one, const EnterpriseFacts& version) { return one < version.at; });
  versions.emplace(place, enterprise, at);
}

void EnterpriseBook::be_active(const EnterpriseId& enterprise) {
  if (const auto found = residents_.find(enterprise); found != residents_.end()) found->second.active = true;
}

Belonging EnterpriseBook::belonging(const EnterpriseId& enterprise, Instant at, const ReportContext& context) const {
  const auto found = residents_.find(enterprise);
  if (found == residents_.end()) return {};
  const auto& versions = found->second.versions;
  const auto next = std::upper_bound(versions.begin(), versions.end(), at,
                                     [](Instant one, const EnterpriseFacts& version) { return one < version.at; });
  if (next == versions.begin()) return {};
  const EnterpriseFacts& then = *std::prev(next);
  const std::string size = size_on(then, context.date_of(at), context);
  Belonging belonging;
  belonging.private_ = then.is_private;
  belonging.remote = then.is_remote;
  if (!size.empty()) belonging.small = size == "小型" || size == "微型";
  if (!then.is_remote) {
    belonging.remote_micro = false;
  } else if (!size.empty()) {
    belonging.remote_micro = size == "微型";
  }
  return belonging;
}

}  // namespace zhuqi
