#include "demo/demo.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <unistd.h>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>
#include <zhuqi/report/build.hpp>

#include "demo/simulation.hpp"

namespace zhuqi::tool {

namespace {

struct DemoOptions {
  std::string dir = "demo-out";
  std::uint64_t seed = 1;
  std::string log;
};

// A bar that grows on a terminal; nothing anywhere else.
void show_progress(int done, int planned) {
  if (!isatty(STDERR_FILENO) || done % 50 != 0) return;
  const int percent = std::min(100, done * 100 / planned);
  std::cerr << fmt::format("\r[{:<50}] {:3}%", std::string(static_cast<std::size_t>(percent) / 2, '='), percent);
}

int run(const DemoOptions& options) {
  namespace fs = std::filesystem;
  const fs::path database = fs::path(options.dir) / "zhuqi.db";
  if (fs::exists(database))
    throw Refused(Code::already_exists,
                  fmt::format("{} is there already: remove it or give another --dir", database.string()),
                  database.string());
  fs::create_directories(options.dir);
  std::ofstream log;
  if (!options.log.empty()) log.open(options.log);

  demo::Random random(options.seed);
  const auto province = demo::make_province(random);
  demo::VirtualClock clock{demo::first_morning()};
  DeskOptions desk_options;
  desk_options.clock = [&clock] { return clock.now; };
  desk_options.durable = false;  // a killed process loses nothing; only a power cut could take the last commands
  auto desk = ServiceDesk::open(database.string(), desk_options);

  demo::SimulationOptions simulation;
  simulation.progress = [&](std::int64_t acknowledged, int done, int planned) {
    if (log.is_open()) log << acknowledged << std::endl;
    show_progress(done, planned);
  };
  demo::simulate(desk, province, random, clock, simulation);
  if (isatty(STDERR_FILENO)) std::cerr << "\r\x1b[K";

  const auto report = make_report(database.string(), clock.now);
  std::cout << to_text(report);
  std::ofstream(fs::path(options.dir) / "figures.json") << to_json_text(report) << '\n';
  ReportQuery with_reasons;  // the demo's people are invented
  with_reasons.reasons = true;
  std::ofstream(fs::path(options.dir) / "report.html")
      << to_html(make_report(database.string(), clock.now, with_reasons));
  std::cerr << fmt::format("zhuqi.db, figures.json and report.html are in {}: open report.html in a browser\n",
                           options.dir);
  return 0;
}

}  // namespace

void add_demo(CLI::App& app) {
  auto options = std::make_shared<DemoOptions>();
  auto* command = app.add_subcommand(
      "demo", "Make a province of 16 prefectures, let ninety days pass, print what a head of office would ask");
  command->add_option("--dir", options->dir, "Where zhuqi.db and figures.json go")->capture_default_str();
  command->add_option("--seed", options->seed, "Same seed, same figures")->capture_default_str();
  command->add_option("--log", options->log, "Write the sequence number of each acknowledged command, a line each");
  command->callback([options] { run(*options); });
}

}  // namespace zhuqi::tool
