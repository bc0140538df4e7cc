// data/calendars/cn.json, compiled in.
#pragma once

#include <string_view>

namespace zhuqi {

std::string_view china_json();

}  // namespace zhuqi
