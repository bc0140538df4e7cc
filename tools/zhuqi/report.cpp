#include <memory>

#include <zhuqi/report/build.hpp>

#include "desk_option.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

namespace {

struct Options {
  DeskOption desk;
  std::optional<Instant> as_of;
  ReportQuery query;
  std::string department, out;
  bool json = false;
};

void run(const Options& options) {
  ReportQuery query = options.query;
  query.department = DepartmentId(options.department);
  const Report report = make_report(options.desk.path, options.as_of.value_or(system_now()), query);
  write_file(options.out,
             options.json || options.out.ends_with(".json") ? to_json_text(report) + '\n' : to_text(report));
}

}  // namespace

void add_report(CLI::App& app) {
  auto* command = app.add_subcommand("report", "Count what the ledger says: figures, rates with their denominators");
  auto options = std::make_shared<Options>();
  options->desk.add_to(*command);
  add_instant(*command, "--as-of", options->as_of, "As it stood then; without it now");
  add_instant(*command, "--from", options->query.from, "Only needs registered then or later");
  add_instant(*command, "--until", options->query.until, "Only needs registered before");
  command->add_option("--region", options->query.region, "Only enterprises in this region, by its code");
  command->add_option("--department", options->department, "Only needs that this department leads or gave back");
  command->add_flag("--json", options->json, "As JSON instead of text");
  command->add_option("--out", options->out, "The file to write, .txt or .json; without it standard output")
      ->check([](const std::string& path) {
        return path.ends_with(".txt") || path.ends_with(".json") ? "" : "expected a file ending in .txt or .json";
      });
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
