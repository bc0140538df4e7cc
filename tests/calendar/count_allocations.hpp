// How often this thread has asked for memory; linking count_allocations.cpp makes operator new count.
#pragma once

#include <cstddef>

namespace zhuqi {

std::size_t allocations_made();

}  // namespace zhuqi
