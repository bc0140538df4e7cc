// What stands behind the opaque types. Each handle knows what it is: languages that pass every pointer alike, and casts
// in C, cannot take a calendar for a table, nor free one as the other.
#pragma once

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/desk/desk.hpp>
#include <zhuqi/policy/index.hpp>

#include "guard.hpp"

namespace zhuqi::capi {

template <class Value, std::uint32_t number>
struct Handle {
  static constexpr std::uint32_t kind = number;
  std::uint32_t is = kind;
  Value value;

  explicit Handle(Value of) : value(std::move(of)) {}
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  // So that most uses of a freed handle are refused; it is not to be relied on.
  ~Handle() { *const_cast<volatile std::uint32_t*>(&is) = 0; }
};

// NULL and a handle of another type are left alone.
template <class T>
void destroy(T* handle) noexcept {
  if (is_one(handle)) delete handle;
}

}  // namespace zhuqi::capi

struct zq_table : zhuqi::capi::Handle<zhuqi::DecisionTable, 0x7a717401> {
  using Handle::Handle;
};

struct zq_calendar : zhuqi::capi::Handle<zhuqi::Calendar, 0x7a716301> {
  using Handle::Handle;
};

struct zq_policy : zhuqi::capi::Handle<zhuqi::CompiledPolicy, 0x7a717001> {
  using Handle::Handle;
};

struct zq_policy_index : zhuqi::capi::Handle<zhuqi::PolicyIndex, 0x7a717801> {
  using Handle::Handle;
};

struct zq_desk : zhuqi::capi::Handle<zhuqi::ServiceDesk, 0x7a716401> {
  zq_desk(zhuqi::ServiceDesk desk, std::string path_, const zq_desk_options& options)
      : Handle(std::move(desk)), path(std::move(path_)), log(options.log), log_data(options.log_data) {}

  std::string path;
  void (*log)(void* log_data, int32_t level, const char* line);
  void* log_data;
};
