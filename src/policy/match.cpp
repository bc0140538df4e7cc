#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/model/codes.hpp>
#include <zhuqi/policy/match.hpp>

#include "policy/compiled.hpp"

namespace zhuqi {

namespace {

using Test = CompiledPolicy::Compiled::Test;

// Kleene's logic: "and" is the least, "or" the greatest.
enum class Truth { no, unknown, yes };

const Value* known(const Facts& facts, std::string_view name) {
  const auto found = facts.find(name);
  return found == facts.end() || found->second.is_null() ? nullptr : &found->second;
}

Truth truth_of(const Test& test, const Facts& facts) {
  if (known(facts, test.condition->fact) == nullptr) return Truth::unknown;
  return test.table.decide(facts).rules.empty() ? Truth::no : Truth::yes;
}

// How one branch fares.
struct Branch {
  Truth truth = Truth::yes;
  const Condition* failed = nullptr;  // the first that is known to fail
  std::size_t first_failed = 0, failures = 0;
  std::vector<std::string> missing;  // each once

  Branch(const std::vector<Test>& tests, const Facts& facts) {
    for (std::size_t i = 0; i < tests.size(); ++i) {
      const Test& test = tests[i];
      const Truth one = truth_of(test, facts);
      truth = std::min(truth, one);
      if (one == Truth::no && failures++ == 0) failed = test.condition, first_failed = i;
      const std::string& fact = test.condition->fact;
      if (one == Truth::unknown && std::find(missing.begin(), missing.end(), fact) == missing.end())
        missing.push_back(fact);
    }
  }
};

// Whether the enterprise's region is the policy's or lies inside it.
Truth is_inside(const Facts& facts, const std::string& region) {
  const Value* own = known(facts, "region");
  if (own == nullptr) return Truth::unknown;
  if (own->string() == nullptr || !is_region_code(*own->string())) return Truth::no;
  for (std::string here = *own->string(); !here.empty(); here = parent_region(here))
    if (here == region) return Truth::yes;
  return Truth::no;
}

std::string text_of(const Condition& condition) {
  return condition.text.empty() ? condition.fact + " " + condition.test : condition.text;
}

// A number is cut after six decimals, never rounded up: what fails ">= 0.03" must not read 0.03.
std::string actual(const Condition& condition, const Facts& facts) {
  const Value& value = facts.find(condition.fact)->second;
  const auto cut = value.number() ? round(*value.number(), 6, Decimal::Rounding::down) : std::nullopt;
  std::string text = to_text(cut ? Value(*cut) : value);
  const FactType* fact = fact_type(condition.fact);
  if (!fact->unit.empty()) text.append(" ").append(fact->unit);
  return text;
}

// "第 2 组 " where there are several branches.
std::string branch_name(std::size_t index, std::size_t count) {
  return count > 1 ? fmt::format("第 {} 组 ", index + 1) : std::string();
}

std::string because_match(const std::vector<std::vector<Test>>& branches, std::size_t index) {
  std::string text = "符合: " + branch_name(index, branches.size());
  if (branches[index].empty()) return text + "不设条件";
  for (std::size_t i = 0; i < branches[index].size(); ++i)
    text += (i == 0 ? "" : "; ") + text_of(*branches[index][i].condition);
  return text;
}

std::string because_no_match(const std::vector<Branch>& branches, const Facts& facts) {
  std::string text = "不符合: ";
  for (std::size_t i = 0; i < branches.size(); ++i) {
    const Condition& failed = *branches[i].failed;
    text += fmt::format("{}{}{} (实际 {})", i == 0 ? "" : "; ", branch_name(i, branches.size()), text_of(failed),
                        actual(failed, facts));
  }
  return text;
}

std::string because_unknown(const std::vector<std::string>& missing) {
  std::string text = "无法判断, 缺少: ";
  for (std::size_t i = 0; i < missing.size(); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : "、", fact_type(missing[i])->title);
  return text;
}

// Of the branches that may hold, the one that lacks the fewest facts.
const Branch& most_complete(const std::vector<Branch>& branches) {
  return *std::min_element(branches.begin(), branches.end(), [](const Branch& a, const Branch& b) {
    const auto rank = [](const Branch& x) { return std::pair(x.truth == Truth::no, x.missing.size()); };
    return rank(a) < rank(b);
  });
}

std::optional<ConditionPlace> one_short(const std::vector<Branch>& branches) {
  for (std::size_t b = 0; b < branches.size(); ++b)
    if (branches[b].failures == 1 && branches[b].missing.empty()) return ConditionPlace{b, branches[b].first_failed};
  return std::nullopt;
}

}  // namespace

std::string_view name(Verdict verdict) {
  switch (verdict) {
    case Verdict::match:
      return "match";
    case Verdict::no_match:
      return "no match";
    case Verdict::unknown:
      return "unknown";
  }
  return "";
}

std::optional<std::int64_t> CompiledPolicy::amount_fen(std::size_t branch, const Facts& facts) const {
  const auto& amounts = policy().amounts;
  if (amounts.empty()) return std::nullopt;
  const Amount& amount = amounts[amounts.size() == 1 ? 0 : branch];
  const FactType* fact = fact_type(amount.base);
  const Value* value = known(facts, amount.base);
  std::optional<std::int64_t> base;
  if (value != nullptr && value->number() != nullptr)
    if (const auto scaled = multiply(*value->number(), Decimal(base_unit)))
      if (const auto whole = round(*scaled, 0, Decimal::Rounding::half_up)) base = whole->to_int64();
  return zhuqi::amount_fen(amount, fact != nullptr ? fact->unit == "人" : amount.counted, base);
}

Match CompiledPolicy::match(const Facts& facts, Date date) const {
  const Policy& policy = compiled_->policy;
  const auto no_match = [](std::string because) { return Match{Verdict::no_match, std::move(because), {}, {}, {}}; };
  if (date < policy.from) return no_match(fmt::format("政策自 {} 起施行", to_string(policy.from)));
  if (policy.until < date) return no_match(fmt::format("政策已于 {} 截止", to_string(policy.until)));
  const Truth inside = is_inside(facts, policy.region);
  if (inside == Truth::no)
    return no_match(fmt::format("企业地区 {} 不在政策地区 {} 内", to_text(*known(facts, "region")), policy.region));

  std::vector<Branch> branches;
  for (const auto& tests : compiled_->branches) branches.emplace_back(tests, facts);
  const auto best = std::max_element(branches.begin(), branches.end(),
                                     [](const Branch& a, const Branch& b) { return a.truth < b.truth; });
  if (best->truth == Truth::no) {
    Match match = no_match(because_no_match(branches, facts));
    if (inside == Truth::yes) match.short_of = one_short(branches);
    return match;
  }
  if (std::min(best->truth, inside) == Truth::yes) {
    Match match{Verdict::match,
                because_match(compiled_->branches, static_cast<std::size_t>(best - branches.begin())),
                {},
                {},
                {}};
    for (std::size_t b = 0; b < branches.size(); ++b)
      if (branches[b].truth == Truth::yes) match.amount_fen = std::max(match.amount_fen, amount_fen(b, facts));
    return match;
  }

  std::vector<std::string> missing = most_complete(branches).missing;
  if (inside == Truth::unknown && std::find(missing.begin(), missing.end(), "region") == missing.end())
    missing.insert(missing.begin(), "region");
  std::string because = because_unknown(missing);
  return {Verdict::unknown, std::move(because), std::move(missing), {}, {}};
}

}  // namespace zhuqi
