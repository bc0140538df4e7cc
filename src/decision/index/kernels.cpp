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
  if (__builtin_cpu_supports("avx2")) count = 2;
  if (count == 2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) count = 3;
#endif
  return {levels, count};
}

}  // namespace zhuqi
