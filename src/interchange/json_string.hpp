// A string as JSON text. Bytes that are not UTF-8 become U+FFFD: what is told about a bad record must not fail itself.
#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"

namespace zhuqi {

inline std::string json_string(std::string_view text) {
  return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace zhuqi
