// Dates and instants of the tests, in China's time where no zone is written.
#pragma once

#include <string>

#include <zhuqi/base/time.hpp>

namespace zhuqi {

inline Date day(const char* text) { return parse_date(text); }
inline Instant beijing(const char* text) { return parse_instant(std::string(text) + "+08:00"); }

}  // namespace zhuqi
