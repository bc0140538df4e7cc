// Which zhuqi this is.
#pragma once

#include <string_view>

namespace zhuqi {

// "0.1.0": the version that the build description names, in the one place that holds it.
std::string_view version();

}  // namespace zhuqi
