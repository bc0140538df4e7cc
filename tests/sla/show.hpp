// Clocks of the tests, in China's time.
#pragma once

#include <optional>
#include <string>

#include <zhuqi/base/time.hpp>

namespace zhuqi {

inline Instant local(const std::string& text) { return parse_instant(text + ":00+08:00"); }

inline std::string show(const std::optional<Instant>& instant) {
  return instant ? to_string(Instant(*instant + std::chrono::hours(8))).substr(0, 16) : "provisional";
}

}  // namespace zhuqi
