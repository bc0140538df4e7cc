// Options that several subcommands take: --table with --decision, and --encoding.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include <zhuqi/decision/encoding.hpp>
#include <zhuqi/decision/table.hpp>

namespace zhuqi::tool {

struct TableOption {
  std::string path;
  std::string decision;

  CLI::Option* add_to(CLI::App& command);  // --table, required

  // Loads the table. A model whose decisions leave a choice, or have not the one named, is misuse: the names are told,
  // and CLI::RuntimeError(2) thrown.
  DecisionTable load() const;
};

// The same for a table given by any other option.
DecisionTable load_table(const std::string& path, const std::string& decision = {});

// The option --encoding: of CSV output.
void add_encoding(CLI::App& command, TextEncoding& encoding);

}  // namespace zhuqi::tool
