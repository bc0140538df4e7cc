// The portable loops once more, without SSE2.
#include "levels.hpp"

#undef __SSE2__
#define kernels_portable kernels_plain
#include "decision/index/kernels_portable.cpp"
