// What stands behind the opaque types.
#pragma once

#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/desk/desk.hpp>

#include "guard.hpp"

struct zq_table {
  zhuqi::DecisionTable value;
};

struct zq_calendar {
  zhuqi::Calendar value;
};

struct zq_desk {
  zhuqi::ServiceDesk value;
};
