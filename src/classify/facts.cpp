#include <algorithm>
#include <array>
#include <optional>

#include <zhuqi/classify/facts.hpp>

namespace zhuqi {

namespace {

constexpr std::array<FactType, 16> types = {{
    {"credit_code", "string", "信用代码", ""},
    {"name", "string", "企业名称", ""},
    {"region", "code", "地区", ""},
    {"industry", "code", "行业", ""},
    {"staff", "number", "从业人员", "人"},
    {"revenue", "number", "营业收入", "万元"},
    {"assets", "number", "资产总额", "万元"},
    {"research", "number", "研发费用", "万元"},
    {"research_share", "number", "研发费用占比", ""},
    {"tier", "string", "梯度", ""},
    {"size", "string", "规模", ""},
    {"tags", "list", "标签", ""},
    {"text", "keywords", "文本", "", true},
    {"service_item", "string", "服务事项", "", true},
    {"channel", "string", "渠道", "", true},
    {"source", "string", "来源", "", true},
}};

constexpr std::int64_t fen_in_wan = 1'000'000;  // 100 fen a yuan, 10,000 yuan

void put_text(Facts& facts, const char* name, const std::string& text) {
  if (!text.empty()) facts.emplace(name, Value(text));
}

void put_amount(Facts& facts, const char* name, const std::optional<std::int64_t>& fen) {
  if (!fen) return;
  if (const auto amount = divide(Decimal(*fen), Decimal(fen_in_wan))) facts.emplace(name, Value(*amount));
}

// Further numbers by their own names; an amount in fen stands in 万元 under its name without the ending.
void put_numbers(Facts& facts, const std::map<std::string, std::int64_t>& numbers) {
  static constexpr std::string_view amount = "_fen";
  for (const auto& [name, number] : numbers) {
    if (name.ends_with(amount) && name.size() > amount.size())
      put_amount(facts, name.substr(0, name.size() - amount.size()).c_str(), number);
    else
      facts.emplace(name, Value(number));
  }
}

}  // namespace

std::span<const FactType> fact_types() { return types; }

const FactType* fact_type(std::string_view name) {
  const auto found = std::find_if(types.begin(), types.end(), [&](const FactType& type) { return type.name == name; });
  return found == types.end() ? nullptr : &*found;
}

Facts facts(const Enterprise& e) {
  Facts facts;
  put_text(facts, "credit_code", e.id.str());
  put_text(facts, "name", e.name);
  put_text(facts, "region", e.region);
  put_text(facts, "industry", e.industry);
  if (e.staff) facts.emplace("staff", Value(*e.staff));
  put_amount(facts, "revenue", e.revenue_fen);
  put_amount(facts, "assets", e.assets_fen);
  put_amount(facts, "research", e.research_fen);
  if (e.research_fen && e.revenue_fen && *e.revenue_fen > 0)
    if (const auto share = divide(Decimal(*e.research_fen), Decimal(*e.revenue_fen)))
      facts.emplace("research_share", Value(*share));
  put_text(facts, "tier", e.tier.empty() ? "无" : e.tier);
  if (!e.tags.empty()) facts.emplace("tags", Value(ValueList(e.tags.begin(), e.tags.end())));
  put_numbers(facts, e.numbers);  // last: a name that is taken stays what it is
  return facts;
}

Facts facts(const Enterprise& enterprise, const Need& need) {
  Facts all = facts(enterprise);
  put_text(all, "text", need.text);
  put_text(all, "service_item", need.service_item.str());
  put_text(all, "channel", need.channel);
  put_text(all, "source", need.source);
  return all;
}

}  // namespace zhuqi
