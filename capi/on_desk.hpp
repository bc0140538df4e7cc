// What every call on a desk is wrapped in: guarded, and told to the host's log if it fails.
#pragma once

#include "handles.hpp"

namespace zhuqi::capi {

// To the desk's log, if it has one.
void log_failure(const zq_desk& desk, const char* function, zq_status status, const zq_error* error);

template <class Desk, class Body>
zq_status on_desk(Desk* desk, const char* function, zq_error** err, Body&& body) {
  zq_error* made = nullptr;
  const zq_status status = guarded(&made, [&] { body(required(desk, "desk")); });
  if (status == ZQ_OK) return status;
  if (is_one(desk)) log_failure(*desk, function, status, made);
  if (err != nullptr)
    *err = made;
  else
    zq_error_free(made);
  return status;
}

}  // namespace zhuqi::capi
