#include <memory>

#include "desk_option.hpp"
#include "lines.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

void add_apply(CLI::App& app) {
  auto* command = app.add_subcommand("apply", "Carry out commands of the desk: JSON Lines in, receipts out");
  auto option = std::make_shared<DeskOption>();
  option->add_to(*command, true);
  command->footer(
      "Example: {\"command\": \"sign\", \"need\": \"N-000001\", \"actor\": \"officer:O-001\", \"key\": \"k1\",\n"
      "          \"at\": \"2026-03-02T09:00:00+08:00\"}\nAll commands: docs/documents.md");
  command->callback([option] {
    ServiceDesk desk = option->open();
    answer_lines_or_fail([&](std::string_view line) { return desk.apply_document(line); });
  });
}

void add_query(CLI::App& app) {
  auto* command = app.add_subcommand("query", "Ask the desk: JSON Lines of queries in, answers out");
  auto option = std::make_shared<DeskOption>();
  option->add_to(*command);
  command->footer("Example: {\"query\": \"needs\", \"open_only\": true, \"viewer\": \"host\"}");
  command->callback([option] {
    const ServiceDesk desk = option->open();
    answer_lines_or_fail([&](std::string_view line) { return desk.query_document(line); });
  });
}

}  // namespace zhuqi::tool
