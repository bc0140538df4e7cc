#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <unistd.h>

#include <fmt/format.h>

#include "desk_option.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

namespace {

struct ImportArguments {
  DeskOption desk;
  std::string file;
  CaseImportOptions import;
};

// One line on a terminal; nothing where standard error is none.
bool show(const CaseImportProgress& progress) {
  if (isatty(STDERR_FILENO) != 0)
    std::cerr << fmt::format("\r{} rows, {} %", progress.rows,
                             progress.total > 0 ? progress.bytes * 100 / progress.total : 0)
              << std::flush;
  return true;
}

void run(const ImportArguments& given) {
  CaseImportOptions options = given.import;
  std::ifstream file(given.file, std::ios::binary);
  if (!file) throw Refused(Code::io, given.file + " cannot be read", given.file);
  options.file = std::filesystem::path(given.file).filename();
  options.total = static_cast<std::int64_t>(std::filesystem::file_size(given.file));
  options.bad = [](const Finding& finding) { std::cout << to_string(finding) << '\n'; };
  options.progress = show;
  ServiceDesk desk = given.desk.open();
  const auto start = std::chrono::steady_clock::now();
  const auto done = desk.import_cases(file, options);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout.flush();
  if (isatty(STDERR_FILENO) != 0) std::cerr << '\n';
  std::cerr << fmt::format("{} rows in {:.1f} s: {} taken ({} needs, {} events), {} here already, {} refused\n",
                           done.rows, took.count(), done.taken, done.needs, done.events, done.already, done.bad);
  if (done.bad > 0) throw CLI::RuntimeError(1);
}

}  // namespace

void add_import(CLI::App& app) {
  auto* command = app.add_subcommand("import", "Take past cases out of another system, with their original times");
  auto options = std::make_shared<ImportArguments>();
  options->desk.add_to(*command);
  command->add_option("file", options->file, "JSON Lines, or .csv; what is refused is told, and the rest taken")
      ->required()
      ->check(CLI::ExistingFile);
  command->add_option("--system", options->import.system, "The other system: the scope of the keys")
      ->capture_default_str();
  command->add_option("--offset", options->import.offset, "Of times that are written without one")
      ->capture_default_str();
  command->add_option("--batch", options->import.batch, "Rows in one transaction")->capture_default_str();
  command->footer("The form: docs/import.md. An import that broke off is simply run again.");
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
