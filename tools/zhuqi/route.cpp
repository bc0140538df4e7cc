#include <chrono>
#include <iostream>
#include <memory>
#include <unistd.h>

#include <fmt/format.h>

#include <zhuqi/decision/route.hpp>

#include "lines.hpp"
#include "subcommands.hpp"
#include "table_option.hpp"

namespace zhuqi::tool {

namespace {

struct RouteArguments {
  TableOption table;
  std::string in, out;
  unsigned threads = 0;
  TextEncoding encoding = TextEncoding::utf8;
};

// A bar on one line of the terminal; nothing where standard error is none.
bool show(const RouteProgress& progress) {
  if (isatty(STDERR_FILENO) == 0) return true;
  constexpr std::uint64_t width = 40;
  const std::uint64_t done = progress.total == 0 ? 0 : progress.bytes * width / progress.total;
  std::cerr << fmt::format("\r[{:#<{}}{:.<{}}] {} rows", "", done, "", width - done, progress.rows) << std::flush;
  return true;
}

void tell(const RouteSummary& summary, std::chrono::duration<double> took) {
  if (isatty(STDERR_FILENO) != 0) std::cerr << '\n';
  std::cerr << fmt::format("{} tickets in {:.2f} s, {:.0f} tickets/s\n", summary.rows, took.count(),
                           static_cast<double>(summary.rows) / std::max(took.count(), 1e-6));
  constexpr std::size_t most = 30;
  for (std::size_t i = 0; i < std::min(most, summary.by_result.size()); ++i)
    std::cerr << fmt::format("{:>12}  {}\n", summary.by_result[i].second, summary.by_result[i].first);
  if (summary.by_result.size() > most)
    std::cerr << fmt::format("{:>12}  more results\n", summary.by_result.size() - most);
  if (summary.unmatched > 0) std::cerr << fmt::format("{:>12}  (no rule)\n", summary.unmatched);
  tell_missing(summary.missing);
  if (summary.errors > 0) std::cerr << fmt::format("{:>12}  (bad records)\n", summary.errors);
}

void run(const RouteArguments& options) {
  const DecisionTable table = options.table.load();
  const auto start = std::chrono::steady_clock::now();
  const RouteSummary summary = route(table, options.in, options.out,
                                     {.threads = options.threads, .encoding = options.encoding, .progress = show});
  tell(summary, std::chrono::steady_clock::now() - start);
  if (summary.errors > 0) throw CLI::RuntimeError(1);
}

}  // namespace

void add_route(CLI::App& app) {
  auto* command = app.add_subcommand("route", "Decide a whole file: CSV or JSON Lines in, the same with results out");
  auto options = std::make_shared<RouteArguments>();
  options->table.add_to(*command);
  command->add_option("--in", options->in, "The file to read; - is standard input")->required();
  command->add_option("--out", options->out, "The file to write; - is standard output")->required();
  command->add_option("--threads", options->threads, "How many threads; 0: as many as the machine has")
      ->capture_default_str();
  add_encoding(*command, options->encoding);
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
