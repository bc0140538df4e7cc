// The command zhuqi: a thin user of the library. Data on standard output, messages on standard error; exit 0 done,
// 1 refused, 2 misuse.
#include <csignal>
#include <iostream>

#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/version.hpp>

#include "demo/demo.hpp"
#include "subcommands.hpp"

namespace {

int run(int argc, char** argv) {
  CLI::App app("zhuqi: who handles a need, by when, and what happened");
  app.name("zhuqi");
  app.set_version_flag("--version", std::string(zhuqi::version()));
  app.require_subcommand(1);
  zhuqi::tool::add_decide(app);
  zhuqi::tool::add_route(app);
  zhuqi::tool::add_match(app);
  zhuqi::tool::add_check(app);
  zhuqi::tool::add_convert(app);
  zhuqi::tool::add_compare(app);
  zhuqi::tool::add_explain(app);
  zhuqi::tool::add_calendar(app);
  zhuqi::tool::add_publish(app);
  zhuqi::tool::add_apply(app);
  zhuqi::tool::add_query(app);
  zhuqi::tool::add_import(app);
  zhuqi::tool::add_enterprises(app);
  zhuqi::tool::add_tick(app);
  zhuqi::tool::add_events(app);
  zhuqi::tool::add_report(app);
  zhuqi::tool::add_schema(app);
  zhuqi::tool::add_verify(app);
  zhuqi::tool::add_head(app);
  zhuqi::tool::add_backup(app);
  zhuqi::tool::add_restore(app);
  zhuqi::tool::add_demo(app);
  try {
    app.parse(argc, argv);
    return 0;
  } catch (const CLI::RuntimeError& ended) {
    return ended.get_exit_code();
  } catch (const CLI::ParseError& misuse) {
    return app.exit(misuse) == 0 ? 0 : 2;
  } catch (const zhuqi::Refused& refused) {
    std::cerr << "zhuqi: " << refused.what() << '\n';
    return 1;
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  std::signal(SIGPIPE, SIG_DFL);
  try {
    return run(argc, argv);
  } catch (const std::exception& fault) {
    std::cerr << "zhuqi: " << fault.what() << '\n';
    return 1;
  }
}
