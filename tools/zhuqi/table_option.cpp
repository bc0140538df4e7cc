#include "table_option.hpp"

#include <iostream>

namespace zhuqi::tool {

void TableOption::add_to(CLI::App& command) {
  command.add_option("--table", path, "The decision table: .csv or .dmn")->required()->check(CLI::ExistingFile);
  command.add_option("--decision", decision,
                     "Which decision of a model, by name or id; without it the only one that no other requires");
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
  static const std::map<std::string, TextEncoding> encodings{
      {"utf-8", TextEncoding::utf8}, {"utf-8-bom", TextEncoding::utf8_bom}, {"gb18030", TextEncoding::gb18030}};
  command.add_option("--encoding", encoding, "Of CSV output: utf-8, utf-8-bom or gb18030")
      ->transform(CLI::CheckedTransformer(encodings))
      ->default_str("utf-8");
}

}  // namespace zhuqi::tool
