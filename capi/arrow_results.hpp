// Results as Arrow structs that are the caller's then.
#pragma once

#include <zhuqi/interchange/arrow_abi.hpp>

namespace zhuqi::capi {

// Both or neither: what was made is released if the rest fails.
template <class MakeSchema>
void hand_over(ArrowArray made, MakeSchema make_schema, ArrowSchema& to_schema, ArrowArray& to_batch) {
  try {
    to_schema = make_schema();
  } catch (...) {
    made.release(&made);
    throw;
  }
  to_batch = made;
}

}  // namespace zhuqi::capi
