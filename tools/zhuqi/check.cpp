#include <iostream>
#include <memory>

#include <zhuqi/decision/check.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

// What keeps the table from being used, or else what its writer may want to know.
Findings findings_of(const TableOption& option) {
  try {
    const DecisionTable table = option.load();
    std::cerr << table.name() << ": " << name(table.hit_policy()) << ", " << table.rule_count() << " rules\n";
    return check(table);
  } catch (const InvalidDocument& invalid) {
    return invalid.findings();
  }
}

}  // namespace

void add_check(CLI::App& app) {
  struct Options {
    TableOption table;
    bool json = false;
  };
  auto* command = app.add_subcommand("check", "Check a decision table: errors, and rules that never win, gaps, ...");
  auto options = std::make_shared<Options>();
  options->table.add_to(*command);
  command->add_flag("--json", options->json, "Findings as a JSON array instead of a line each");
  command->callback([options] {
    const Findings findings = findings_of(options->table);
    if (options->json)
      std::cout << to_json_text(findings) << '\n';
    else
      for (const Finding& finding : findings) std::cout << to_string(finding) << '\n';
    if (has_errors(findings)) throw CLI::RuntimeError(1);
  });
}

}  // namespace zhuqi::tool
