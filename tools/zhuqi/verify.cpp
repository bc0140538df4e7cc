#include <iostream>
#include <memory>

#include "desk_option.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

namespace {

struct VerifyArguments {
  DeskOption desk;
  std::string head;
};

void run(const VerifyArguments& options) {
  const ServiceDesk desk = options.desk.open();
  const Findings findings = desk.verify(options.head.empty() ? std::string() : read_file(options.head));
  for (const Finding& finding : findings) std::cout << to_string(finding) << '\n';
  if (has_errors(findings)) throw CLI::RuntimeError(1);
  std::cerr << "ledger, chain, projections and clocks agree; head " << desk.head_document() << '\n';
}

}  // namespace

void add_verify(CLI::App& app) {
  auto* command = app.add_subcommand("verify", "Recompute everything from the ledger and compare");
  auto options = std::make_shared<VerifyArguments>();
  options->desk.add_to(*command);
  command
      ->add_option("--head", options->head, "A head that `zhuqi head` printed: finds a cut tail and a full rewriting")
      ->check(CLI::ExistingFile);
  command->callback([options] { run(*options); });
}

void add_head(CLI::App& app) {
  auto* command = app.add_subcommand("head", "Print the end of the hash chain, to be kept elsewhere");
  auto option = std::make_shared<DeskOption>();
  option->add_to(*command);
  command->callback([option] { std::cout << option->open().head_document() << '\n'; });
}

void add_backup(CLI::App& app) {
  auto* command = app.add_subcommand("backup", "Write a consistent copy of the database, while others write");
  auto option = std::make_shared<DeskOption>();
  auto to = std::make_shared<std::string>();
  option->add_to(*command);
  command->add_option("--to", *to, "The file to write")->required();
  command->callback([option, to] { option->open().backup(*to); });
}

void add_restore(CLI::App& app) {
  struct VerifyArguments {
    std::string from, to, head;
  };
  auto* command = app.add_subcommand("restore", "Put a backup in the place of a lost database, and verify it");
  auto options = std::make_shared<VerifyArguments>();
  command->add_option("--from", options->from, "The backup; it is only read")->required()->check(CLI::ExistingFile);
  command->add_option("--db", options->to, "The database to make; it must not exist")->required();
  command
      ->add_option("--head", options->head, "A head that `zhuqi head` printed: finds a cut tail and a full rewriting")
      ->check(CLI::ExistingFile);
  command->callback([options] {
    try {
      ServiceDesk::restore(options->from, options->to, options->head.empty() ? "" : read_file(options->head));
    } catch (const InvalidDocument& found) {
      for (const Finding& finding : found.findings()) std::cout << to_string(finding) << '\n';
      throw Refused(Code::corrupt, options->from + " does not agree: nothing was restored", options->from);
    }
    std::cerr << options->to << " agrees";
    if (options->head.empty()) std::cerr << " with itself; without --head a cut tail would not be found";
    std::cerr << '\n';
  });
}

}  // namespace zhuqi::tool
