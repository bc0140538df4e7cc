// JSON Lines from standard input to standard output: an answer for each line, in order.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <zhuqi/base/error.hpp>

namespace zhuqi::tool {

// {"error":{"code":…,"message":…}}: what stands on the line of a refused record.
std::string error_line(const Refused& refused);

// Calls `answer` for each line of standard input that is not blank and writes what it returns. A line that it refuses
// gets an error line, and the rest goes on. Returns how many were refused. Answers are flushed whenever no more input
// is waiting, so that a program at both ends may converse.
std::size_t answer_lines(const std::function<std::string(std::string_view line)>& answer);

// Says how many records were refused and throws CLI::RuntimeError(1), if any was.
void fail_if_refused(std::size_t refused);

// The two together.
void answer_lines_or_fail(const std::function<std::string(std::string_view line)>& answer);

// Says on standard error what the table reads and no record had, if there is any.
void tell_missing(const std::vector<std::string>& names);

}  // namespace zhuqi::tool
