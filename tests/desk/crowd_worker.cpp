// A process of a crowd: crowd_worker DATABASE PREFIX SEED SECONDS. It acknowledges each command on standard output, a
// line "KEY SEQ", when the desk has returned.
#include <iostream>
#include <unistd.h>

#include "desk/crowd.hpp"

int main(int, char** arguments) {
  try {
    auto desk = zhuqi::ServiceDesk::open(arguments[1]);
    zhuqi::crowd::Official official(
        desk, arguments[2], static_cast<unsigned>(std::stoul(arguments[3])),
        [](const std::string& key, std::int64_t first) {
          const auto line = key + " " + std::to_string(first) + "\n";
          if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(3);
        });
    official.work_until(std::chrono::steady_clock::now() + std::chrono::seconds(std::stol(arguments[4])));
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "crowd_worker: " << error.what() << "\n";
    return 1;
  }
}
