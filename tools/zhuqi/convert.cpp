#include <fstream>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include <zhuqi/decision/write.hpp>

#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

struct ConvertArguments {
  TableOption table;
  std::string to;
  TextEncoding encoding = TextEncoding::utf8;
};

void run(const ConvertArguments& options) {
  const bool csv = options.to.ends_with(".csv");
  if (!csv && !options.to.ends_with(".dmn") && !options.to.ends_with(".xml")) {
    std::cerr << "zhuqi: --to ends in .csv or .dmn, which says what is written\n";
    throw CLI::RuntimeError(2);
  }
  const DecisionTable table = options.table.load();
  const std::string text = csv ? write_csv(table, options.encoding) : write_dmn(table);
  std::ofstream file(options.to, std::ios::binary);
  file << text << std::flush;
  if (!file) throw Refused(Code::io, fmt::format("{} cannot be written", options.to), options.to);
}

}  // namespace

void add_convert(CLI::App& app) {
  auto* command = app.add_subcommand("convert", "Write a table as CSV or as DMN");
  auto options = std::make_shared<ConvertArguments>();
  options->table.add_to(*command);
  command->add_option("--to", options->to, "The file to write: .csv or .dmn")->required();
  add_encoding(*command, options->encoding);
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
