#include <iostream>
#include <memory>

#include <zhuqi/interchange/documents.hpp>

#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

void add_check(CLI::App& app) {
  struct Options {
    TableOption table;
    bool json = false;
  };
  auto* command = app.add_subcommand("check", "Check a decision table: every finding, with file, row and column");
  auto options = std::make_shared<Options>();
  options->table.add_to(*command);
  command->add_flag("--json", options->json, "Findings as a JSON array instead of a line each");
  command->callback([options] {
    Findings findings;
    try {
      const DecisionTable table = options->table.load();
      std::cerr << table.name() << ": " << name(table.hit_policy()) << ", " << table.rule_count() << " rules\n";
    } catch (const InvalidDocument& invalid) {
      findings = invalid.findings();
    }
    if (options->json)
      std::cout << to_json_text(findings) << '\n';
    else
      for (const Finding& finding : findings) std::cout << to_string(finding) << '\n';
    if (has_errors(findings)) throw CLI::RuntimeError(1);
  });
}

}  // namespace zhuqi::tool
