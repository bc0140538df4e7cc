// DMN XML, versions 1.1 to 1.5.
#pragma once

#include <string>
#include <string_view>

#include "decision/source.hpp"

namespace zhuqi {

// Every element that is not supported is named in `report`, with its line.
ModelSource read_dmn(std::string_view bytes, const std::string& file, FindingLog& report);

}  // namespace zhuqi
