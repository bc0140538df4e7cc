// Every level of the inner loops that this machine can run.
#pragma once

#include <vector>

#include "decision/index/kernels.hpp"

namespace zhuqi {

// What the compiler makes of the loops where there is no SIMD that it is told of: what other machines run.
extern const Kernels kernels_plain;

inline std::vector<const Kernels*> every_level() {
  const auto supported = supported_kernels();
  std::vector<const Kernels*> levels{&kernels_plain};
  levels.insert(levels.end(), supported.data, supported.data + supported.size);
  return levels;
}

}  // namespace zhuqi
