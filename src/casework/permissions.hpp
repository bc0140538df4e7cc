// Reading the permission table.
#pragma once

#include <string_view>

#include <zhuqi/casework/decide.hpp>

namespace zhuqi {

// True if an actor with these relations stands to the need as a row of the table asks.
bool holds(std::string_view relation, const Relations& relations);

}  // namespace zhuqi
