// Another process, whose output is read while it runs.
#pragma once

#include <chrono>
#include <poll.h>
#include <signal.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace zhuqi::store_test {

class Process {
 public:
  explicit Process(std::vector<std::string> command) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    std::vector<char*> arguments;
    for (auto& argument : command) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    id_ = fork();
    if (id_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      close(ends[0]);
      close(ends[1]);
      execv(arguments[0], arguments.data());
      _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
  }
  ~Process() {
    if (!waited_) kill();
    close(output_);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void kill() {
    ::kill(id_, SIGKILL);
    wait();
  }

  // Waits until it has written something, or until the timeout.
  void wait_for_output(std::chrono::milliseconds timeout) const {
    pollfd output{output_, POLLIN, 0};
    poll(&output, 1, static_cast<int>(timeout.count()));
  }

  // What it has written, to the end; then its exit status (-1: killed).
  std::string read_all() {
    std::string text;
    char buffer[4096];
    for (ssize_t got; (got = ::read(output_, buffer, sizeof buffer)) > 0;)
      text.append(buffer, static_cast<std::size_t>(got));
    return text;
  }
  int wait() {
    int status = 0;
    waitpid(id_, &status, 0);
    waited_ = true;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t id_ = 0;
  int output_ = -1;
  bool waited_ = false;
};

}  // namespace zhuqi::store_test
