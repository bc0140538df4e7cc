// The option --db, which the subcommands of the desk take.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include <zhuqi/base/time.hpp>
#include <zhuqi/desk/desk.hpp>

namespace zhuqi::tool {

struct DeskOption {
  std::string path;
  bool may_create = false;

  // A database that is there; `creating`: or one that is made.
  CLI::Option* add_to(CLI::App& command, bool creating = false);  // --db, required
  // Opens it; `durable` as in DeskOptions.
  ServiceDesk open(bool durable = true) const;
};

// An option that takes an instant with its offset: 2026-03-02T09:00:00+08:00.
CLI::Option* add_instant(CLI::App& command, const std::string& name, std::optional<Instant>& value,
                         const std::string& description);

// The bytes of a file. Throws Refused(io).
std::string read_file(const std::string& path);

// Writes a file, or standard output if the path is empty. Throws Refused(io).
void write_file(const std::string& path, std::string_view bytes);

}  // namespace zhuqi::tool
