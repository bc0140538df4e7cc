#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/model/codes.hpp>
#include <zhuqi/model/enterprise.hpp>

namespace zhuqi {

namespace {

constexpr std::size_t longest = 1'000;  // bytes of a text
constexpr std::size_t most = 100;       // tags, and numbers

bool is_name(const std::string& text) {
  return !text.empty() && text.size() <= 60 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

}  // namespace

std::vector<FieldFault> faults(const Enterprise& e) {
  std::vector<FieldFault> all;
  const auto add = [&](const char* field, std::string message, bool check = false) {
    all.push_back({field, std::move(message), check});
  };
  if (auto form = credit_code_form_fault(e.id.str()))
    add("id", *std::move(form));
  else if (auto check = credit_code_check_fault(e.id.str()))
    add("id", *std::move(check), true);
  if (e.name.empty()) add("name", "missing");
  const auto not_long = [&](const char* field, const std::string& text) {
    if (text.size() > longest) add(field, fmt::format("longer than {} bytes", longest));
  };
  not_long("name", e.name);
  not_long("tier", e.tier);
  not_long("group", e.group.str());
  not_long("building", e.building);
  not_long("address", e.address);
  not_long("contact_name", e.contact_name);
  not_long("contact_phone", e.contact_phone);
  for (const auto& tag : e.tags) not_long("tags", tag);
  if (e.tags.size() > most) add("tags", fmt::format("more than {}", most));
  if (e.numbers.size() > most) add("numbers", fmt::format("more than {}", most));
  if (auto fault = region_code_fault(e.region)) add("region", *std::move(fault));
  if (!e.industry.empty())
    if (auto fault = industry_code_fault(e.industry)) add("industry", *std::move(fault));
  const auto not_negative = [&](const char* name, const std::optional<std::int64_t>& value) {
    if (value && *value < 0) add(name, "may not be negative");
  };
  not_negative("staff", e.staff);
  not_negative("revenue_fen", e.revenue_fen);
  not_negative("assets_fen", e.assets_fen);
  not_negative("research_fen", e.research_fen);
  if (e.tier_from && e.tier_until && *e.tier_until < *e.tier_from) add("tier_until", "lies before tier_from");
  for (const auto& [name, value] : e.numbers)
    if (!is_name(name)) add("numbers", "a name has small letters, digits and _, at most 60 of them, as in score");
  return all;
}

Enterprise on_day(Enterprise e, Date day) {
  if ((e.tier_from && day < *e.tier_from) || (e.tier_until && *e.tier_until < day)) e.tier.clear();
  return e;
}

bool is_contact_stale(const Enterprise& e, Date day, std::int64_t fresh) {
  if (e.contact_name.empty() && e.contact_phone.empty()) return true;
  if (!e.contact_verified) return true;
  return (std::chrono::sys_days(day) - std::chrono::sys_days(*e.contact_verified)).count() > fresh;
}

}  // namespace zhuqi
