// Folding, quickly, of the texts that are common.
#pragma once

#include <string>
#include <string_view>

namespace zhuqi {

// As fold(text), which must be valid UTF-8; the result is `text` itself or stands in `room`.
std::string_view quick_fold(std::string_view text, std::string& room);

}  // namespace zhuqi
