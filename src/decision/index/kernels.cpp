#include "decision/index/kernels.hpp"

namespace zhuqi {

extern const Kernels kernels_portable;
#if defined(__x86_64__)
extern const Kernels kernels_avx2, kernels_avx512;
#endif

KernelList supported_kernels() {
  static const Kernels* const levels[] = {
    &kernels_portable,
#if defined(__x86_64__)
    &kernels_avx2,
    &kernels_avx512
#endif
  };
  std::uint32_t count = 1;
#if defined(__x86_64__)
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  if (avx2) count = 2;
  if (avx2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2"))
    count = 3;
#endif
  return {levels, count};
}

const Kernels& widest_kernels() {
  const auto levels = supported_kernels();
  return *levels.data[levels.size - 1];
}

}  // namespace zhuqi
