// `zhuqi demo`: makes the demo province, lets ninety days pass, and prints what a head of office would ask.
#pragma once

#include <CLI/CLI.hpp>

namespace zhuqi::tool {

void add_demo(CLI::App& app);

}  // namespace zhuqi::tool
