#include "table_option.hpp"

#include <iostream>

namespace zhuqi::tool {

CLI::Option* TableOption::add_to(CLI::App& command) {
  auto* option = command.add_option("--table", path, "The decision table: .csv or .dmn");
  option->required()->check(CLI::ExistingFile);
  command.add_option("--decision", decision,
                     "Which decision of a model, by name or id; without it the only one that no other requires");
  return option;
}

DecisionTable TableOption::load() const { return load_table(path, decision); }

DecisionTable load_table(const std::string& path, const std::string& decision) {
  try {
    return DecisionTable::load(path, decision);
  } catch (const Refused& refused) {
    if (refused.code() != Code::not_found) throw;
    std::cerr << "zhuqi: " << refused.what() << '\n';
    throw CLI::RuntimeError(2);
  }
}

void add_encoding(CLI::App& command, TextEncoding& encoding) {
  const auto read = [&encoding](const std::string& name) {
    try {
      encoding = parse_text_encoding(name);
    } catch (const Refused& refused) {
      throw CLI::ValidationError("--encoding", refused.what());
    }
  };
  command.add_option_function<std::string>("--encoding", read, "Of CSV output: utf-8, utf-8-bom or gb18030")
      ->type_name("ENCODING")
      ->default_str("utf-8");
}

}  // namespace zhuqi::tool
