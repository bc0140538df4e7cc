#include "routing/because.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/model/codes.hpp>

#include "base/text.hpp"
#include "routing/level.hpp"

namespace zhuqi {

namespace {

std::string_view title_of(std::string_view input) {
  const FactType* fact = fact_type(input);
  return fact != nullptr ? fact->title : input;
}

std::string_view type_of(const DecisionTable& table, std::string_view input) {
  for (const Clause& clause : table.inputs())
    if (clause.name == input) return clause.type;
  return {};
}

// At commas, half or full width; white space and quotes around the parts are cut.
std::vector<std::string_view> split(std::string_view text, std::array<std::string_view, 2> marks) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(marks[0]), text.find(marks[1]));
    auto part = trim(text.substr(0, end));
    if (part.size() > 1 && part.front() == '"' && part.back() == '"') part = part.substr(1, part.size() - 2);
    if (!part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + (text.substr(end).starts_with(marks[0]) ? marks[0] : marks[1]).size());
  }
  return parts;
}

bool has_all_words(const std::string& folded, std::string_view alternative) {
  for (const auto word : split(alternative, {"&", "＆"}))
    if (!word.starts_with("not ") && folded.find(fold(word)) == std::string::npos) return false;
  return !alternative.starts_with("not ");
}

// "贷款/授信": of the alternatives in a cell those that were found, for a cell may have dozens; all of them if none is
// told apart so. What is shut out ("not 个人") is no reason and is left out.
std::string found_keywords(const std::string& cell, const Value& value) {
  const auto alternatives = split(cell, {",", "，"});
  const std::string folded = value.string() != nullptr ? fold(*value.string()) : std::string();
  std::vector<std::string_view> found;
  for (const auto alternative : alternatives)
    if (has_all_words(folded, alternative)) found.push_back(alternative);
  return fmt::format("{}", fmt::join(found.empty() ? alternatives : found, "/"));
}

// What a condition that holds saw. Nearly always an input is a fact by its name; only where it is an expression is the
// rule evaluated again to know.
Value value_of(const DecisionTable& table, const Facts& facts, std::uint32_t rule, const std::string& input) {
  if (const auto found = facts.find(input); found != facts.end()) return found->second;
  for (auto& condition : table.explain(facts, rule).conditions)
    if (condition.input == input) return std::move(condition.value);
  return {};
}

std::string words(const DecisionTable& table, const Facts& facts, std::uint32_t rule,
                  const Explanation::Condition& condition) {
  const auto type = type_of(table, condition.input);
  const auto title = title_of(condition.input);
  if (type == "keywords")
    return fmt::format("{}含 {}", title, found_keywords(condition.cell, value_of(table, facts, rule, condition.input)));
  if (type == "code") return fmt::format("{}属 {}", title, condition.cell);
  return fmt::format("{} {}", title, condition.cell);
}

}  // namespace

std::string because_hit(const DecisionTable& table, const Facts& facts, std::uint32_t rule) {
  std::string conditions;
  for (const auto& condition : table.conditions(rule))
    conditions += (conditions.empty() ? "" : " 且 ") + words(table, facts, rule, condition);
  return fmt::format("路由表 {}: {}", table.rule_id(rule), conditions.empty() ? "不限条件" : conditions);
}

std::string because_undecided(const DecisionTable& table, const Outcome& outcome) {
  std::string rules;
  for (const auto rule : outcome.rules) rules += (rules.empty() ? "" : "、") + table.rule_id(rule);
  return rules.empty() ? "路由表无法判定 (事实有误)" : fmt::format("路由表规则 {} 相互矛盾", rules);
}

std::string because_department(const Department& department, std::string_view region) {
  if (department.region == region || !is_region_code(region)) return department.name;
  return fmt::format("{} ({} 无, 上收至{})", department.name, region, title(level_of(department.region)));
}

}  // namespace zhuqi
