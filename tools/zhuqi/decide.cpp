#include <memory>

#include <zhuqi/interchange/documents.hpp>

#include "lines.hpp"
#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

void add_decide(CLI::App& app) {
  auto* command = app.add_subcommand("decide", "Decide records: JSON Lines of facts in, JSON Lines of results out");
  auto option = std::make_shared<TableOption>();
  option->add_to(*command);
  command->callback([option] {
    const DecisionTable table = option->load();
    answer_lines_or_fail([&](std::string_view facts) { return decide_document(table, facts); });
  });
}

}  // namespace zhuqi::tool
