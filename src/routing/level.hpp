// The three levels of regions.
#pragma once

#include <string_view>

namespace zhuqi {

enum class Level { province, prefecture, county };

// `region` is a region code.
inline Level level_of(std::string_view region) {
  if (region.ends_with("0000")) return Level::province;
  return region.ends_with("00") ? Level::prefecture : Level::county;
}

inline std::string_view title(Level level) {
  switch (level) {
    case Level::province:
      return "省级";
    case Level::prefecture:
      return "市级";
    case Level::county:
      return "县级";
  }
  return "";
}

}  // namespace zhuqi
