// The JSON Schemas of the documents: printed, or written into a folder.
#include <filesystem>
#include <iostream>
#include <memory>

#include <zhuqi/desk/schemas.hpp>

#include "desk_option.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

namespace {

struct SchemaArguments {
  std::string name;
  std::string folder;
};

void run(const SchemaArguments& options) {
  if (!options.folder.empty()) {
    std::filesystem::create_directories(options.folder);
    for (const auto& name : schema_names())
      write_file((std::filesystem::path(options.folder) / (name + ".schema.json")).string(), schema_document(name));
  } else if (!options.name.empty()) {
    std::cout << schema_document(options.name);
  } else {
    for (const auto& name : schema_names()) std::cout << name << '\n';
  }
}

}  // namespace

void add_schema(CLI::App& app) {
  auto* command = app.add_subcommand("schema", "Print the JSON Schema of a document; without a name, list them");
  auto options = std::make_shared<SchemaArguments>();
  auto* name = command->add_option("name", options->name, "Which: command, event, organisation, ...");
  command->add_option("--dir", options->folder, "Write all of them into this folder")->excludes(name);
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
