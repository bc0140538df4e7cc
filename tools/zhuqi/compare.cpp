#include <iostream>
#include <memory>

#include <zhuqi/decision/compare.hpp>

#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

struct CompareArguments {
  std::string before, after, decision, in;
  CompareOptions compare{.threads = 0};
  bool json = false;
};

void run(const CompareArguments& options) {
  const DecisionTable before = load_table(options.before, options.decision);
  const DecisionTable after = load_table(options.after, options.decision);
  const Comparison comparison = compare(before, after, options.in, options.compare);
  if (options.json)
    std::cout << to_json_text(comparison) << '\n';
  else
    std::cout << to_text(comparison);
  if (comparison.failed_old + comparison.failed_new + comparison.failed_both > 0) throw CLI::RuntimeError(1);
}

}  // namespace

void add_compare(CLI::App& app) {
  auto* command = app.add_subcommand("compare", "Compare two versions of a table over a file: what changes, how often");
  auto options = std::make_shared<CompareArguments>();
  command->add_option("--old", options->before, "The table before: .csv or .dmn")->required()->check(CLI::ExistingFile);
  command->add_option("--new", options->after, "The table after")->required()->check(CLI::ExistingFile);
  command->add_option("--decision", options->decision, "Which decision of the models, by name or id");
  command->add_option("--in", options->in, "The records: CSV or JSON Lines; - is standard input")->required();
  command->add_option("--output", options->compare.output, "Compare this output alone, and not the whole result");
  command->add_option("--examples", options->compare.examples, "How many records to show of each change")
      ->capture_default_str();
  command->add_option("--threads", options->compare.threads, "How many threads; 0: as many as the machine has")
      ->capture_default_str();
  command->add_flag("--json", options->json, "One JSON object instead of text");
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
