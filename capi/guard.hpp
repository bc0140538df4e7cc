// What every function of the C API is wrapped in: nothing is thrown across C, and a NULL where a value is needed is
// an error, never a crash.
#pragma once

#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>

#include <zhuqi/base/error.hpp>

#include "zhuqi.h"

namespace zhuqi::capi {

// A new error object for the exception in flight, and its status. If there is no memory for it, *err is NULL.
zq_status caught(zq_error** err) noexcept;

// Runs `body`, which sets the outputs last of all.
template <class Body>
zq_status guarded(zq_error** err, Body&& body) noexcept {
  try {
    body();
    return ZQ_OK;
  } catch (...) {
    return caught(err);
  }
}

// Not NULL and, of handles, one of this type.
template <class T>
bool is_one(const T* pointer) {
  if constexpr (requires { T::kind; }) {
    return pointer != nullptr && pointer->is == T::kind;
  } else {
    return pointer != nullptr;
  }
}

template <class T>
T& required(T* pointer, const char* name) {
  if (pointer == nullptr) throw Refused(Code::invalid_argument, std::string(name) + ": must not be NULL", name);
  if (!is_one(pointer))
    throw Refused(Code::invalid_argument, std::string(name) + ": a handle of another type, or one that was freed",
                  name);
  return *pointer;
}

inline std::string_view text(const char* data, std::size_t len, const char* name) {
  if (data == nullptr && len != 0)
    throw Refused(Code::invalid_argument, std::string(name) + ": NULL with a length", name);
  return data == nullptr ? std::string_view() : std::string_view(data, len);
}

// As much of the caller's options as it has; what it does not know keeps its default.
template <class Options>
Options known_part(const Options* given, Options options) {
  if (given == nullptr) return options;
  if (given->struct_size < sizeof(uint32_t) || given->struct_size > sizeof options)
    throw Refused(Code::invalid_argument, "options: not initialised with its INIT macro, or of a newer zhuqi.h",
                  "options");
  std::memcpy(&options, given, given->struct_size);
  return options;
}

// A copy that zq_buffer_free frees.
inline zq_buffer to_buffer(std::string_view text) {
  char* data = new char[text.size() + 1];
  std::memcpy(data, text.data(), text.size());
  data[text.size()] = '\0';
  return {data, text.size()};
}

}  // namespace zhuqi::capi
