#include <iostream>
#include <memory>

#include <zhuqi/calendar/operations.hpp>

#include "lines.hpp"
#include "subcommands.hpp"

namespace zhuqi::tool {

void add_calendar(CLI::App& app) {
  auto* command = app.add_subcommand(
      "calendar", "Count in a working calendar: JSON Lines of operations in, JSON Lines of results out");
  auto path = std::make_shared<std::string>();
  command->add_option("--calendar", *path, "A calendar file, or cn: China 2007-2026")->required();
  command->footer(
      "Operations: is_workday, is_open, next_open, prev_open (start); add_seconds (start, seconds);\n"
      "add_workdays (start, days); between_seconds, between_workdays (start, end).\n"
      "Example: {\"op\": \"add_workdays\", \"start\": \"2026-02-14T16:00:00\", \"days\": 7}");
  command->callback([path] {
    const Calendar calendar = *path == "cn" ? Calendar::china() : Calendar::load(*path);
    answer_lines_or_fail([&](std::string_view operation) { return calendar_result(calendar, operation); });
  });
}

}  // namespace zhuqi::tool
