#include <algorithm>

#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/classify/tier.hpp>

#include "base/csv.hpp"

namespace zhuqi {

namespace {

// A table that hits if the condition holds: the same cell in a column of the same type.
DecisionTable one_condition(const Clause& input, const std::string& cell) {
  std::string csv = fmt::format("hit policy,FIRST\nid,if {}{}{},then holds\n1,", input.name,
                                input.type.empty() ? "" : ": ", input.type);
  append_csv_field(csv, cell);
  return DecisionTable::parse(csv + ",true\n", "condition.csv");
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c < 0;
  });
}

std::string text_of(const Value& value) {
  // Never rounded up: what fails ">= 0.03" must not read 0.03.
  const auto cut = value.number() ? round(*value.number(), 6, Decimal::Rounding::down) : std::nullopt;
  return to_text(cut ? Value(*cut) : value);
}

// A test as people read it: that a list contains a word needs no FEEL.
std::string words_of(const std::string& test) {
  static constexpr std::string_view front = "list contains(?, \"", back = "\")";
  if (!test.starts_with(front) || !test.ends_with(back) || test.size() < front.size() + back.size()) return test;
  return "含 " + test.substr(front.size(), test.size() - front.size() - back.size());
}

std::string told(const MissingCondition& condition) {
  const FactType* fact = fact_type(condition.fact);
  const auto title = fact ? std::string(fact->title) : condition.fact;
  const auto test = words_of(condition.test);
  if (condition.actual.empty()) return fmt::format("{} {} (尚无数据)", title, test);
  const auto unit = fact && !fact->unit.empty() ? fmt::format(" {}", fact->unit) : std::string();
  return fmt::format("{} {} (实际 {}{})", title, test, condition.actual, unit);
}

struct Condition {
  std::string fact, cell;
  DecisionTable table;

  bool holds(const Facts& facts) const { return !table.decide(facts).rules.empty(); }
};

struct Way {
  std::string tier, rule;
  std::vector<Condition> days, conditions;
};

}  // namespace

struct TierStandard::Compiled {
  std::vector<Way> ways;
  std::vector<std::string> tiers;

  std::size_t rank(std::string_view tier) const {
    return static_cast<std::size_t>(std::find(tiers.begin(), tiers.end(), tier) - tiers.begin());
  }
};

namespace {

std::string tier_of(const DecisionTable& table, std::uint32_t rule) {
  const Value& result = table.rule_result(rule);
  const Value* tier = result.find("tier");
  if (!tier && table.outputs().size() == 1 && table.outputs()[0].name == "tier") tier = &result;
  return tier && tier->string() ? *tier->string() : std::string();
}

Way compile(const DecisionTable& table, std::uint32_t rule, Findings& findings) {
  Way way{tier_of(table, rule), table.rule_id(rule), {}, {}};
  const auto add = [&](std::string message, const std::string& value) {
    findings.push_back({Finding::Severity::error, table.name(), 0, 0, value,
                        fmt::format("rule {}: {}", way.rule, message), "see docs/policies.md"});
  };
  if (way.tier.empty()) add("names no tier", "");
  for (const auto& condition : table.conditions(rule)) {
    const auto input = std::find_if(table.inputs().begin(), table.inputs().end(),
                                    [&](const Clause& one) { return one.name == condition.input; });
    if (input == table.inputs().end() || !is_plain_name(input->name)) {
      add("an input of a table of tiers is the plain name of a fact", condition.input);
      continue;
    }
    auto& place = condition.input == "day" ? way.days : way.conditions;
    place.push_back({condition.input, condition.cell, one_condition(*input, condition.cell)});
  }
  return way;
}

// What a way still asks for.
std::vector<MissingCondition> missing(const Way& way, const Facts& facts) {
  std::vector<MissingCondition> all;
  for (const auto& condition : way.conditions) {
    const auto known = facts.find(condition.fact);
    const bool is_known = known != facts.end() && !known->second.is_null();
    if (is_known && condition.holds(facts)) continue;
    MissingCondition one{condition.fact, condition.cell, is_known ? text_of(known->second) : std::string(), {}};
    one.text = told(one);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

TierStandard::TierStandard(DecisionTable table) {
  auto compiled = std::make_shared<Compiled>();
  Findings findings;
  for (std::uint32_t rule = 0; rule < table.rule_count(); ++rule) {
    compiled->ways.push_back(compile(table, rule, findings));
    const auto& tier = compiled->ways.back().tier;
    if (compiled->rank(tier) == compiled->tiers.size()) compiled->tiers.push_back(tier);
  }
  if (!findings.empty()) throw InvalidDocument(std::move(findings));
  compiled_ = std::move(compiled);
}

const std::vector<std::string>& TierStandard::tiers() const { return compiled_->tiers; }

TierStanding TierStandard::standing(const Enterprise& enterprise, Date day) const {
  const auto counted = on_day(enterprise, day);
  return standing(facts(counted), counted.tier, day);
}

TierStanding TierStandard::standing(Facts facts, std::string_view recognised, Date day) const {
  facts.insert_or_assign("day", Value(day));
  TierStanding standing;
  standing.recognised = recognised;
  const auto& tiers = compiled_->tiers;
  const auto next = recognised.empty() ? 0 : compiled_->rank(recognised) + 1;
  if (next < tiers.size()) standing.next = tiers[next];
  for (const auto& way : compiled_->ways) {
    if (!std::all_of(way.days.begin(), way.days.end(), [&](const Condition& days) { return days.holds(facts); }))
      continue;
    auto lacks = missing(way, facts);
    if (lacks.empty() &&
        (standing.qualifies.empty() || compiled_->rank(way.tier) > compiled_->rank(standing.qualifies)))
      standing.qualifies = way.tier;
    if (way.tier == standing.next) standing.ways.push_back({way.tier, way.rule, std::move(lacks)});
  }
  std::stable_sort(standing.ways.begin(), standing.ways.end(),
                   [](const WayIntoTier& a, const WayIntoTier& b) { return a.missing.size() < b.missing.size(); });
  return standing;
}

}  // namespace zhuqi
