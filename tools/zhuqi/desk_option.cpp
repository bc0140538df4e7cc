#include "desk_option.hpp"

#include <fstream>
#include <iostream>
#include <sstream>

namespace zhuqi::tool {

CLI::Option* DeskOption::add_to(CLI::App& command, bool creating) {
  may_create = creating;
  auto* option =
      command.add_option("--db", path, may_create ? "The database; made if it is not there" : "The database");
  option->required();
  if (!may_create) option->check(CLI::ExistingFile);
  return option;
}

ServiceDesk DeskOption::open(bool durable) const {
  DeskOptions options;
  options.durable = durable;
  options.create = may_create;
  return ServiceDesk::open(path, std::move(options));
}

CLI::Option* add_instant(CLI::App& command, const std::string& name, std::optional<Instant>& value,
                         const std::string& description) {
  const auto read = [&value, name](const std::string& text) {
    try {
      value = parse_instant(text);
    } catch (const Refused& refused) {
      throw CLI::ValidationError(name, refused.what());
    }
  };
  return command.add_option_function<std::string>(name, read, description)->type_name("TIME");
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  if (!file || !bytes) throw Refused(Code::io, path + " cannot be read", path);
  return std::move(bytes).str();
}

void write_file(const std::string& path, std::string_view bytes) {
  if (path.empty()) {
    std::cout << bytes << std::flush;
    return;
  }
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) throw Refused(Code::io, path + " cannot be written", path);
}

}  // namespace zhuqi::tool
