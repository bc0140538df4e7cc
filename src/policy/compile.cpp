#include <optional>

#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/model/codes.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "policy/compiled.hpp"

namespace zhuqi {

DecisionTable one_test(const FactType& fact, const std::string& test) {
  std::string csv = fmt::format("hit policy,FIRST\nid,if {}: {},then holds\n1,", fact.name, fact.type);
  append_csv_field(csv, test);
  return DecisionTable::parse(csv + ",true\n", "test.csv");
}

namespace {

using Test = CompiledPolicy::Compiled::Test;

class Compile {
 public:
  Compile(const Policy& policy, std::string_view file) : policy_(policy), file_(file) {}

  // The tests point into the policy.
  std::vector<std::vector<Test>> run() {
    if (policy_.id.empty()) add("id is empty", {}, "an id of its own");
    if (!is_region_code(policy_.region)) add("region is not a region code", policy_.region, "six digits, as in 530000");
    if (policy_.until < policy_.from) add("until lies before from", to_string(policy_.until), "the last day");
    if (policy_.branches.empty()) add("branches is empty", {}, "at least one list of conditions");
    check_claim();
    check_amounts();
    std::vector<std::vector<Test>> branches(policy_.branches.size());
    for (std::size_t b = 0; b < branches.size(); ++b)
      for (std::size_t c = 0; c < policy_.branches[b].size(); ++c)
        if (auto table = compile(fmt::format("branches[{}][{}]", b, c), policy_.branches[b][c]))
          branches[b].push_back({&policy_.branches[b][c], *std::move(table)});
    return branches;
  }

  Findings findings() { return std::move(findings_); }

 private:
  void add(std::string message, std::string_view value, std::string expected,
           Finding::Severity severity = Finding::Severity::error) {
    Finding finding;
    finding.severity = severity;
    finding.file = file_;
    finding.value = cut(value, 200);
    finding.message = std::move(message);
    finding.expected = std::move(expected);
    findings_.push_back(std::move(finding));
  }

  void warn(std::string message, std::string expected) {
    add(std::move(message), {}, std::move(expected), Finding::Severity::warning);
  }

  void check_claim() {
    if (const auto& last = policy_.apply_until; last && (*last < policy_.from || policy_.until < *last))
      add("apply_until lies outside from and until", to_string(*last), "a day of the policy's period");
    for (const int days : policy_.remind)
      if (days < 1 || days > 100) add("remind is not in 1 to 100", std::to_string(days), "working days before the end");
    const PolicyDeadlines& d = policy_.deadlines;
    for (const auto& [name, days] :
         {std::pair{"deliver", d.deliver}, std::pair{"accept", d.accept}, std::pair{"supplement", d.supplement},
          std::pair{"review", d.review}, std::pair{"publicity", d.publicity}, std::pair{"pay", d.pay}})
      if (days && (*days < 1 || *days > 1000))
        add(fmt::format("deadlines.{} is not in 1 to 1000", name), std::to_string(*days), "working days");
    if (policy_.guide == Guide{})
      warn("guide is missing", "who benefits, where to apply, the phone: within 7 working days of a new policy");
  }

  void check_amounts() {
    const std::size_t count = policy_.amounts.size();
    if (count > 1 && count != policy_.branches.size())
      add("amounts are neither one nor one for each branch", std::to_string(count),
          fmt::format("1 or {}", policy_.branches.size()));
    bool computable = count > 0;
    for (std::size_t i = 0; i < count; ++i) {
      const Amount& amount = policy_.amounts[i];
      for (auto& fault : faults(amount)) add(fmt::format("amounts[{}]: {}", i, fault), {}, {});
      const FactType* fact = fact_type(amount.base);
      if (fact != nullptr && fact->unit.empty())
        add(fmt::format("amounts[{}].base is no sum and no count", i), amount.base,
            "staff, revenue, assets, research, or a name of its own for what the enterprise states");
      if (fact != nullptr && amount.counted)
        add(fmt::format("amounts[{}].counted belongs to a stated base; {} knows its unit", i, fact->name), {}, {});
      computable = computable && (fact != nullptr || !amount.needs_base());
    }
    if (policy_.claim == Claim::automatic && !computable)
      warn("claim is automatic, but what is paid cannot be computed without asking the enterprise",
           "amounts by facts, or claim fast");
  }

  std::optional<DecisionTable> compile(const std::string& where, const Condition& condition) {
    const FactType* fact = fact_type(condition.fact);
    if (fact == nullptr || fact->of_need) {
      std::string names;
      for (const FactType& type : fact_types())
        if (!type.of_need) names.append(names.empty() ? "" : ", ").append(type.name);
      add(where + ".fact is no fact of an enterprise", condition.fact, "one of " + names);
      return std::nullopt;
    }
    if (trim(condition.test).empty()) {
      add(where + ".test is empty", {}, "unary tests, as in < 300");
      return std::nullopt;
    }
    try {
      return one_test(*fact, condition.test);
    } catch (const InvalidDocument& invalid) {
      for (const Finding& finding : invalid.findings())
        if (finding.severity == Finding::Severity::error)
          add(fmt::format("{}.test: {}", where, finding.message), condition.test, finding.expected);
      return std::nullopt;
    }
  }

  const Policy& policy_;
  std::string_view file_;
  Findings findings_;
};

}  // namespace

Findings CompiledPolicy::check(const Policy& policy, std::string_view file) {
  Compile compile(policy, file);
  compile.run();
  return compile.findings();
}

CompiledPolicy::CompiledPolicy(Policy policy, std::string_view file) {
  auto compiled = std::make_shared<Compiled>(Compiled{std::move(policy), {}});
  Compile compile(compiled->policy, file);
  compiled->branches = compile.run();
  if (Findings findings = compile.findings(); has_errors(findings)) throw InvalidDocument(std::move(findings));
  compiled_ = std::move(compiled);
}

const Policy& CompiledPolicy::policy() const { return compiled_->policy; }

}  // namespace zhuqi
