#include <memory>

#include <zhuqi/interchange/documents.hpp>

#include "lines.hpp"
#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

// What `text` of an explanation says, for people.
std::string explanation_text(const DecisionTable& table, const std::string& facts, const std::string& rule) {
  const Facts record = parse_facts(facts);
  if (rule.empty()) return table.explain(record).text;
  const auto number = table.find_rule(rule);
  if (!number) throw Refused(Code::not_found, "the table " + table.name() + " has no rule «" + rule + "»", "rule");
  return table.explain(record, *number).text;
}

}  // namespace

void add_explain(CLI::App& app) {
  struct Options {
    TableOption table;
    std::string rule;
    bool text = false;
  };
  auto* command = app.add_subcommand("explain", "Tell why records are decided so: JSON Lines of facts in");
  auto options = std::make_shared<Options>();
  options->table.add_to(*command);
  command->add_option("--rule", options->rule, "Explain this rule, by its id, instead of the one that won");
  command->add_flag("--text", options->text, "A few lines of text for each record instead of JSON Lines");
  command->callback([options] {
    const DecisionTable table = options->table.load();
    answer_lines_or_fail([&](std::string_view facts) {
      return options->text ? explanation_text(table, std::string(facts), options->rule)
                           : explain_document(table, facts, options->rule);
    });
  });
}

}  // namespace zhuqi::tool
