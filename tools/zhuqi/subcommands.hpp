// The subcommands of the command zhuqi, one file each. A callback that has to end with another code than 0 throws
// CLI::RuntimeError with it: 1 refused (findings, a bad record), 2 misuse.
#pragma once

#include <CLI/CLI.hpp>

namespace zhuqi::tool {

void add_decide(CLI::App& app);
void add_route(CLI::App& app);
void add_check(CLI::App& app);
void add_explain(CLI::App& app);
void add_calendar(CLI::App& app);

}  // namespace zhuqi::tool
