#include <iostream>
#include <memory>

#include <zhuqi/interchange/documents.hpp>

#include "desk_option.hpp"
#include "lines.hpp"
#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

struct ExplainArguments {
  TableOption table;
  DeskOption desk;
  std::string rule, need, viewer = "host";
  bool text = false;
};

// Why a table decides records so.
void explain_records(const ExplainArguments& options) {
  const DecisionTable table = options.table.load();
  answer_lines_or_fail([&](std::string_view facts) {
    return options.text ? table.explain(parse_facts(facts), options.rule).text
                        : explain_document(table, facts, options.rule);
  });
}

// Why a need of the past was routed so.
void explain_need(const ExplainArguments& options) {
  const auto told =
      options.desk.open().explain_routing(NeedId(options.need), parse_actor(options.viewer), options.rule);
  if (!options.text)
    std::cout << to_json_text(told) << '\n';
  else if (told.why)
    std::cout << told.because << '\n' << told.why->text << '\n';
  else
    std::cout << told.because << "\nwhat the need said is redacted: the values that the rule saw are gone\n";
}

}  // namespace

void add_explain(CLI::App& app) {
  auto* command = app.add_subcommand(
      "explain", "Tell why records are decided so: JSON Lines of facts in. Or, with --db and --need, why a need was");
  auto options = std::make_shared<ExplainArguments>();
  auto* table = options->table.add_to(*command)->required(false);
  auto* desk = options->desk.add_to(*command, false)->required(false)->excludes(table);
  auto* need =
      command->add_option("--need", options->need, "A need of the database: by the table of then")->needs(desk);
  desk->needs(need);
  command->add_option("--viewer", options->viewer, "Who asks: host, officer:ID, enterprise:CODE")
      ->needs(need)
      ->capture_default_str();
  command->add_option("--rule", options->rule, "Explain this rule, by its id, instead of the one that won");
  command->add_flag("--text", options->text, "A few lines of text for each record instead of JSON Lines");
  command->callback([options] {
    if (options->need.empty() && options->table.path.empty()) throw CLI::RequiredError("--table, or --db with --need,");
    options->need.empty() ? explain_records(*options) : explain_need(*options);
  });
}

}  // namespace zhuqi::tool
