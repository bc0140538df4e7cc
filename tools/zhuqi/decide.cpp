#include <memory>

#include <zhuqi/decision/origin.hpp>
#include <zhuqi/interchange/documents.hpp>

#include "lines.hpp"
#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

std::vector<std::string> data_names(const DecisionTable& table) {
  std::vector<std::string> names;
  for (auto& data : data_of(table)) names.push_back(std::move(data.name));
  return names;
}

void run(const DecisionTable& table) {
  auto missing = data_names(table);
  std::size_t records = 0;
  const std::size_t refused = answer_lines([&](std::string_view line) {
    const Facts facts = parse_facts(line);
    ++records;
    std::erase_if(missing, [&](const std::string& name) { return facts.contains(name); });
    return decide_document(table, facts);
  });
  if (records > 0) tell_missing(missing);
  fail_if_refused(refused);
}

}  // namespace

void add_decide(CLI::App& app) {
  auto* command = app.add_subcommand("decide", "Decide records: JSON Lines of facts in, JSON Lines of results out");
  auto option = std::make_shared<TableOption>();
  option->add_to(*command);
  command->callback([option] { run(option->load()); });
}

}  // namespace zhuqi::tool
