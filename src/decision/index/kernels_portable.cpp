#include "decision/index/kernels.hpp"
#include "decision/index/kernels.inl"

namespace zhuqi {
extern const Kernels kernels_portable;
const Kernels kernels_portable = {"baseline", first_in_list, first_in_rows};
}  // namespace zhuqi
