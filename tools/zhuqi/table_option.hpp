// The option --table with --decision, which several subcommands take.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include <zhuqi/decision/table.hpp>

namespace zhuqi::tool {

struct TableOption {
  std::string path;
  std::string decision;

  void add_to(CLI::App& command);

  // Loads the table. A model whose decisions leave a choice, or have not the one named, is misuse: the names are told,
  // and CLI::RuntimeError(2) thrown.
  DecisionTable load() const;
};

// The same for a table given by any other option.
DecisionTable load_table(const std::string& path, const std::string& decision = {});

}  // namespace zhuqi::tool
