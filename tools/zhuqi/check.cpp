#include <algorithm>
#include <iostream>
#include <memory>

#include <zhuqi/decision/check.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

struct CheckArguments {
  TableOption table;
  bool json = false;
  bool strict = false;
  CheckOptions check;
};

// What keeps the table from being used.
void tell(const CheckArguments& options, const InvalidDocument& invalid) {
  if (options.json)
    std::cout << to_json_text(invalid.findings()) << '\n';
  else
    for (const Finding& finding : invalid.findings()) std::cout << to_string(finding) << '\n';
}

// What its writer wants to know of a table that can be used.
void tell(const CheckArguments& options, const DecisionTable& table) {
  std::cerr << table.name() << ": " << name(table.hit_policy()) << ", " << table.rule_count() << " rules\n";
  const auto findings = check(table, options.check);
  if (options.json)
    std::cout << to_json_text(findings) << '\n';
  else
    for (const auto& finding : findings) std::cout << to_string(finding, options.table.path) << '\n';
  const bool warned = std::any_of(findings.begin(), findings.end(),
                                  [](const auto& f) { return f.severity == Finding::Severity::warning; });
  if (options.strict && warned) throw CLI::RuntimeError(1);
}

void run(const CheckArguments& options) {
  try {
    tell(options, options.table.load());
  } catch (const InvalidDocument& invalid) {
    tell(options, invalid);
    throw CLI::RuntimeError(1);
  }
}

}  // namespace

void add_check(CLI::App& app) {
  auto* command =
      app.add_subcommand("check", "Check a decision table: errors, contradictions, rules that never win, gaps");
  auto options = std::make_shared<CheckArguments>();
  options->table.add_to(*command);
  command->add_flag("--json", options->json, "Findings as a JSON array instead of a line each");
  command->add_flag("--strict", options->strict, "Exit 1 for warnings too, and not for errors alone");
  command->add_option("--budget", options->check.budget, "Steps to spend on what is hard to decide")
      ->capture_default_str();
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
