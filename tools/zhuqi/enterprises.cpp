// zhuqi enterprises import, show, list: the registry.
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

struct EnterprisesArguments {
  DeskOption desk;
  std::string file, actor = "host", enterprise, date;
  EnterpriseImportOptions import;
  EnterpriseQuery query;
  bool json = false;
};

std::optional<Date> date_of(const EnterprisesArguments& options) {
  if (options.date.empty()) return std::nullopt;
  return parse_date(options.date);
}

// One line on a terminal; nothing where standard error is none.
bool show_progress(const CaseImportProgress& progress) {
  if (isatty(STDERR_FILENO) != 0)
    std::cerr << fmt::format("\r{} rows, {} %", progress.rows,
                             progress.total > 0 ? progress.bytes * 100 / progress.total : 0)
              << std::flush;
  return true;
}

void import(const EnterprisesArguments& given) {
  EnterpriseImportOptions options = given.import;
  std::ifstream file(given.file, std::ios::binary);
  if (!file) throw Refused(Code::io, given.file + " cannot be read", given.file);
  options.file = std::filesystem::path(given.file).filename();
  options.total = static_cast<std::int64_t>(std::filesystem::file_size(given.file));
  options.actor = parse_actor(given.actor);
  options.system = "zhuqi";
  options.tell = [&](const Finding& finding) {
    std::cout << (given.json ? to_document(finding) : to_string(finding)) << '\n';
  };
  options.progress = show_progress;
  ServiceDesk desk = given.desk.open();
  const auto start = std::chrono::steady_clock::now();
  const auto done = desk.import_enterprises(file, options);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout.flush();
  if (isatty(STDERR_FILENO) != 0) std::cerr << '\n';
  std::cerr << fmt::format("{} rows in {:.1f} s: {} new, {} changed, {} the same, {} refused; {} events\n", done.rows,
                           took.count(), done.added, done.changed, done.same, done.bad, done.events);
  if (done.bad > 0) throw CLI::RuntimeError(1);
}

void show(const EnterprisesArguments& options) {
  std::cout << to_document(options.desk.open().enterprise(EnterpriseId(options.enterprise), parse_actor(options.actor),
                                                          date_of(options)))
            << '\n';
}

// A line for each; all pages.
void list(const EnterprisesArguments& options) {
  const ServiceDesk desk = options.desk.open();
  auto query = options.query;
  query.limit = 10'000;
  for (;;) {
    const auto page = desk.enterprises(query, parse_actor(options.actor));
    for (const auto& one : page) std::cout << to_document(one) << '\n';
    if (std::ssize(page) < query.limit) return;
    query.after = page.back().id;
  }
}

CLI::App* add(CLI::App& app, const char* name, const char* what, const std::shared_ptr<EnterprisesArguments>& options,
              void (*work)(const EnterprisesArguments&), bool creating = false) {
  auto* command = app.add_subcommand(name, what);
  options->desk.add_to(*command, creating);
  command->add_option("--actor,--viewer", options->actor, "host or officer:ID")->capture_default_str();
  command->callback([options, work] { work(*options); });
  return command;
}

}  // namespace

void add_enterprises(CLI::App& app) {
  auto* group = app.add_subcommand("enterprises", "The registry of enterprises: fill it, look at it");
  group->require_subcommand(1);

  auto options = std::make_shared<EnterprisesArguments>();
  auto* command =
      add(*group, "import", "Take enterprises from a file; only what differs is recorded", options, import, true);
  command->add_option("file", options->file, "JSON Lines, or .csv; what is refused is told, and the rest taken")
      ->required()
      ->check(CLI::ExistingFile);
  add_instant(*command, "--at", options->import.at, "When this was so; without it now");
  command->add_flag("--imported", options->import.imported, "The past: --at may lie far from now");
  command->add_option("--batch", options->import.batch, "Rows in one event and one transaction")->capture_default_str();
  command->add_flag("--json", options->json, "What is wrong as JSON, an object a line");
  command->footer("The columns: docs/enterprises.md. An import that broke off is simply run again.");

  options = std::make_shared<EnterprisesArguments>();
  command = add(*group, "show", "What is known of one, since when, its size and tier, as JSON", options, show);
  command->add_option("enterprise", options->enterprise, "Its credit code")->required();
  command->add_option("--date", options->date, "As of the end of that day; without it now")->type_name("DATE");

  options = std::make_shared<EnterprisesArguments>();
  command = add(*group, "list", "Those of a region, tier or building, a JSON object a line", options, list);
  command->add_option("--region", options->query.region, "A region code: all that lies in it");
  command->add_option("--tier", options->query.tier, "As recorded");
  command->add_option("--building", options->query.building, "By the operator's name");
  command->add_flag("--stale", options->query.stale_only, "Whose contact nobody has reached for long");
}

}  // namespace zhuqi::tool
