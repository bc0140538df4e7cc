// The subcommands of the command zhuqi, one file for one or two of them. A callback that has to end with another code
// than 0 throws CLI::RuntimeError with it: 1 refused (findings, a bad record), 2 misuse.
#pragma once

#include <CLI/CLI.hpp>

namespace zhuqi::tool {

void add_decide(CLI::App& app);
void add_route(CLI::App& app);
void add_match(CLI::App& app);
void add_check(CLI::App& app);
void add_convert(CLI::App& app);
void add_compare(CLI::App& app);
void add_explain(CLI::App& app);
void add_calendar(CLI::App& app);
void add_publish(CLI::App& app);
void add_apply(CLI::App& app);
void add_query(CLI::App& app);
void add_import(CLI::App& app);
void add_enterprises(CLI::App& app);
void add_tick(CLI::App& app);
void add_events(CLI::App& app);
void add_report(CLI::App& app);
void add_schema(CLI::App& app);
void add_verify(CLI::App& app);
void add_head(CLI::App& app);
void add_backup(CLI::App& app);
void add_restore(CLI::App& app);

}  // namespace zhuqi::tool
