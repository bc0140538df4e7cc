// The baseline: what one writes with Boost.Date_Time in an afternoon. The same days and hours, walked day by day.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi::bench {

namespace greg = boost::gregorian;
namespace posix = boost::posix_time;

class DayLoop {
 public:
  // Takes the days that differ from Monday to Friday from `calendar`, which is asked for nothing else.
  explicit DayLoop(const Calendar& calendar);

  // Local times.
  posix::ptime add(posix::ptime start, posix::time_duration working) const;

 private:
  bool is_workday(const greg::date& date) const;

  std::map<greg::date, bool> special_;
  std::vector<std::pair<posix::time_duration, posix::time_duration>> hours_;
};

}  // namespace zhuqi::bench
