// What stands behind the opaque types.
#pragma once

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/desk/desk.hpp>
#include <zhuqi/policy/match.hpp>

#include "guard.hpp"

struct zq_table {
  zhuqi::DecisionTable value;
};

struct zq_calendar {
  zhuqi::Calendar value;
};

struct zq_policy {
  zhuqi::CompiledPolicy value;
};

struct zq_desk {
  zhuqi::ServiceDesk value;
  std::string path;
  void (*log)(void* log_data, int32_t level, const char* line);
  void* log_data;
};
