#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include <fmt/format.h>

#include <zhuqi/policy/match_stream.hpp>

#include "desk_option.hpp"
#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

struct MatchArguments {
  std::vector<std::string> policies, show = {"match", "unknown", "short"};
  std::string in = "-", out = "-", date, size;
  bool brief = false;
};

// The files that are named, and all .json files of the folders that are named, in the order of their names.
std::vector<std::filesystem::path> files_of(const std::vector<std::string>& paths) {
  std::vector<std::filesystem::path> files;
  for (const auto& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      files.emplace_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(path))
      if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// All that is wrong with any of them is told at once.
std::vector<CompiledPolicy> load(const std::vector<std::string>& paths) {
  std::vector<CompiledPolicy> policies;
  Findings findings;
  for (const auto& file : files_of(paths)) {
    const std::string name = file.filename();
    try {
      policies.emplace_back(parse_policy(read_file(file.string()), name), name);
    } catch (const InvalidDocument& invalid) {
      findings.insert(findings.end(), invalid.findings().begin(), invalid.findings().end());
    }
  }
  if (!findings.empty()) throw InvalidDocument(std::move(findings));
  if (policies.empty())
    throw Refused(Code::invalid_argument, "there is no policy in what --policies names", "policies");
  return policies;
}

RecordForm form_of(const std::string& path) {
  return path.ends_with(".csv") ? RecordForm::csv : RecordForm::json_lines;
}

bool shows(const MatchArguments& options, const char* what) {
  return std::find(options.show.begin(), options.show.end(), what) != options.show.end();
}

void tell(const PolicyIndex& index, const MatchStreamSummary& summary) {
  std::cerr << fmt::format("{:>10} {:>10} {:>10} {:>18}  policy\n", "match", "unknown", "one short", "yuan");
  for (std::size_t p = 0; p < summary.policies.size(); ++p) {
    const auto& sum = summary.policies[p];
    const Policy& policy = index.policies()[p].policy();
    std::cerr << fmt::format("{:>10} {:>10} {:>10} {:>18}  {} {}{}\n", sum.matches, sum.unknown, sum.one_short,
                             fmt::format("{}.{:02}", sum.amount_fen / 100, sum.amount_fen % 100), policy.id.str(),
                             policy.title,
                             sum.without_amount > 0 ? fmt::format(" ({} without an amount)", sum.without_amount) : "");
  }
  std::cerr << fmt::format("{} enterprises, {} policies, {} distinct conditions, {} bad records\n", summary.records,
                           summary.policies.size(), index.condition_count(), summary.refused);
}

void run(const MatchArguments& given) {
  const PolicyIndex index(load(given.policies));
  std::vector<SizeTable> sizes;
  using namespace std::chrono;
  if (!given.size.empty()) sizes.push_back({load_table(given.size), year(1) / 1 / 1, year(9999) / 12 / 31});
  MatchStreamOptions options;
  options.in = form_of(given.in);
  options.out = form_of(given.out);
  options.date = given.date.empty() ? Date(floor<days>(system_now())) : parse_date(given.date);
  options.matches = shows(given, "match");
  options.unknown = shows(given, "unknown");
  options.one_short = shows(given, "short");
  options.no_match = shows(given, "no");
  options.brief = given.brief;
  options.size = sizes;
  std::ifstream in_file;
  std::ofstream out_file;
  if (given.in != "-") {
    in_file.open(given.in, std::ios::binary);
    if (!in_file) throw Refused(Code::io, given.in + " cannot be read", given.in);
  }
  if (given.out != "-") {
    out_file.open(given.out, std::ios::binary);
    if (!out_file) throw Refused(Code::io, given.out + " cannot be written", given.out);
  }
  std::ostream& out = given.out == "-" ? std::cout : out_file;
  const auto summary = match_stream(index, given.in == "-" ? std::cin : in_file, out, options);
  if (!out.flush()) throw Refused(Code::io, "the output cannot be written", given.out);
  tell(index, summary);
  if (summary.refused > 0) throw CLI::RuntimeError(1);
}

}  // namespace

void add_match(CLI::App& app) {
  auto* command = app.add_subcommand("match", "Hold enterprises against policies: which fit, which do not, and why");
  auto options = std::make_shared<MatchArguments>();
  command->add_option("--policies", options->policies, "Policies (.json), or folders of them")->required();
  command->add_option("--in", options->in, "Enterprises: .csv, else JSON Lines; - is standard input")
      ->capture_default_str();
  command->add_option("--out", options->out, "Where to: .csv, else JSON Lines; - is standard output")
      ->capture_default_str();
  command->add_option("--date", options->date, "The day on which the policies must hold; without it today (UTC)");
  command->add_option("--size", options->size, "A size table, for records that do not give their size");
  command->add_option("--show", options->show, "Which pairs: match, unknown, short (one condition short), no")
      ->check(CLI::IsMember({"match", "unknown", "short", "no"}))
      ->delimiter(',')
      ->capture_default_str();
  command->add_flag("--brief", options->brief, "Without why and what is missing: much faster");
  command->footer("The records and the answers: docs/policies.md.");
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
