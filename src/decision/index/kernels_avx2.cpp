#include "decision/index/kernels.hpp"
#include "decision/index/kernels.inl"

namespace zhuqi {
extern const Kernels kernels_avx2;
const Kernels kernels_avx2 = {"AVX2", first_in_list, first_in_rows};
}  // namespace zhuqi
