#include <optional>

#include <fmt/format.h>

#include <zhuqi/classify/facts.hpp>
#include <zhuqi/model/codes.hpp>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "policy/compiled.hpp"

namespace zhuqi {

namespace {

using Test = CompiledPolicy::Compiled::Test;

// A table that hits if the test holds: the test is a cell in a column of the fact's type, as in any other table.
DecisionTable one_test(const FactType& fact, const std::string& test) {
  std::string csv = fmt::format("hit policy,FIRST\nid,if {}: {},then holds\n1,", fact.name, fact.type);
  append_csv_field(csv, test);
  return DecisionTable::parse(csv + ",true\n", "test.csv");
}

class Compile {
 public:
  Compile(const Policy& policy, std::string_view file) : policy_(policy), file_(file) {}

  // The tests point into the policy.
  std::vector<std::vector<Test>> run() {
    if (policy_.id.empty()) add("id is empty", {}, "an id of its own");
    if (!is_region_code(policy_.region)) add("region is not a region code", policy_.region, "six digits, as in 530000");
    if (policy_.until < policy_.from) add("until lies before from", to_string(policy_.until), "the last day");
    if (policy_.branches.empty()) add("branches is empty", {}, "at least one list of conditions");
    std::vector<std::vector<Test>> branches(policy_.branches.size());
    for (std::size_t b = 0; b < branches.size(); ++b)
      for (std::size_t c = 0; c < policy_.branches[b].size(); ++c)
        if (auto table = compile(fmt::format("branches[{}][{}]", b, c), policy_.branches[b][c]))
          branches[b].push_back({&policy_.branches[b][c], *std::move(table)});
    return branches;
  }

  Findings findings() { return std::move(findings_); }

 private:
  void add(std::string message, std::string_view value, std::string expected) {
    Finding finding;
    finding.file = file_;
    finding.value = cut(value, 200);
    finding.message = std::move(message);
    finding.expected = std::move(expected);
    findings_.push_back(std::move(finding));
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
  if (Findings findings = compile.findings(); !findings.empty()) throw InvalidDocument(std::move(findings));
  compiled_ = std::move(compiled);
}

const Policy& CompiledPolicy::policy() const { return compiled_->policy; }

}  // namespace zhuqi
