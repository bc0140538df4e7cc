// Everything a portal needs: the desk, tables, calendars, reports. Each header below stands alone, too.
#pragma once

#include <zhuqi/base/error.hpp>
#include <zhuqi/base/finding.hpp>
#include <zhuqi/base/time.hpp>
#include <zhuqi/calendar/calendar.hpp>
#include <zhuqi/decision/table.hpp>
#include <zhuqi/desk/desk.hpp>
#include <zhuqi/report/report.hpp>
