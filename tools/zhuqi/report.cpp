#include <memory>

#include <zhuqi/report/build.hpp>

#include "desk_option.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

namespace {

struct ReportArguments {
  DeskOption desk;
  std::optional<Instant> as_of;
  ReportQuery query;
  std::string department, out;
  bool json = false;
  Language language = Language::chinese;

  // What the ending of the file says; without a file, text or JSON.
  std::string written(const Report& report) const {
    if (json || out.ends_with(".json")) return to_json_text(report) + '\n';
    if (out.ends_with(".html")) return to_html(report);
    if (out.ends_with(".csv")) return to_csv(report);
    return to_text(report, language);
  }
};

void run(const ReportArguments& options) {
  ReportQuery query = options.query;
  query.department = DepartmentId(options.department);
  const Report report = make_report(options.desk.path, options.as_of.value_or(system_now()), query);
  write_file(options.out, options.written(report));
}

}  // namespace

void add_report(CLI::App& app) {
  auto* command = app.add_subcommand("report", "Count what the ledger says: figures, rates with their denominators");
  auto options = std::make_shared<ReportArguments>();
  options->desk.add_to(*command);
  add_instant(*command, "--as-of", options->as_of, "As it stood then; without it now");
  add_instant(*command, "--from", options->query.from, "Only needs registered then or later");
  add_instant(*command, "--until", options->query.until, "Only needs registered before");
  command->add_option("--region", options->query.region, "Only enterprises in this region, by its code");
  command->add_option("--department", options->department, "Only needs that this department leads or gave back");
  command->add_flag("--json", options->json, "As JSON instead of text");
  command->add_flag("--reasons", options->query.reasons, "With what was written where a need was lost: personal data");
  command->add_option("--language", options->language, "Of the text: zh or en")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Language>{{"zh", Language::chinese}, {"en", Language::english}}));
  command
      ->add_option("--out", options->out,
                   "The file to write, .html (both languages), .json, .csv or .txt; without it standard output")
      ->check([](const std::string& path) {
        for (const char* ending : {".html", ".json", ".csv", ".txt"})
          if (path.ends_with(ending)) return "";
        return "expected a file ending in .html, .json, .csv or .txt";
      });
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
