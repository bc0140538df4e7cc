// What every command asks of the texts in it.
#pragma once

#include <string>

#include <fmt/format.h>

#include <zhuqi/base/error.hpp>

namespace zhuqi {

constexpr std::size_t longest_text = 10'000;  // characters, of at most four bytes

[[noreturn]] inline void refuse(Code code, std::string message, const char* field) {
  throw Refused(code, std::move(message), field);
}

// Refused(invalid_argument) if the text is blank, Refused(too_large) if it is longer than longest_text.
inline void require_text(const std::string& text, const char* field) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    refuse(Code::invalid_argument, fmt::format("{} is missing", field), field);
  if (text.size() > 4 * longest_text)
    refuse(Code::too_large, fmt::format("{} is longer than {} characters", field, longest_text), field);
}

// The same for a text that may be left out.
inline void check_optional(const std::string& text, const char* field) {
  if (!text.empty()) require_text(text, field);
}

}  // namespace zhuqi
