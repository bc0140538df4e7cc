#include "lines.hpp"

#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <zhuqi/interchange/documents.hpp>

namespace zhuqi::tool {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

std::string error_line(const Refused& refused) { return R"({"error":)" + to_json_text(refused) + '}'; }

std::size_t answer_lines(const std::function<std::string(std::string_view line)>& answer) {
  std::size_t refused_lines = 0;
  bool is_first = true;
  for (std::string line; std::getline(std::cin, line); is_first = false) {
    std::string_view text = line;
    if (is_first && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (is_blank(text)) continue;
    try {
      std::cout << answer(text) << '\n';
    } catch (const Refused& refused) {
      std::cout << error_line(refused) << '\n';
      ++refused_lines;
    }
    if (std::cin.rdbuf()->in_avail() <= 0) std::cout.flush();
  }
  std::cout.flush();
  if (!std::cout) throw Refused(Code::io, "standard output cannot be written");
  return refused_lines;
}

void tell_missing(const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::cerr << fmt::format("zhuqi: no record has {}, which the table reads: taken as null\n", fmt::join(names, ", "));
}

void answer_lines_or_fail(const std::function<std::string(std::string_view line)>& answer) {
  fail_if_refused(answer_lines(answer));
}

void fail_if_refused(std::size_t refused) {
  if (refused == 0) return;
  std::cerr << "zhuqi: " << refused << (refused == 1 ? " record was" : " records were") << " refused\n";
  throw CLI::RuntimeError(1);
}

}  // namespace zhuqi::tool
