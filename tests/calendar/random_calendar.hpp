// Random calendars for properties, with a reading of their own that knows nothing of the tables.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <rapidcheck.h>

#include <zhuqi/calendar/calendar.hpp>

namespace zhuqi {

struct RandomCalendar {
  using Minutes = std::vector<std::pair<int, int>>;

  std::string zone;
  std::array<Minutes, 7> week;
  std::map<Date, Minutes> days;
  std::optional<KnownDays> known;

  std::string json() const;
  Calendar make() const { return Calendar::parse(json(), "random.json"); }

  // By the clock on the wall: is this instant in open hours, and is the clock showing it for the first time?
  bool is_open(const Zone& as_zone, Instant at) const;
  const Minutes& on(Date date) const;
};

// Around the clock changes and the turn of the year.
Instant random_instant();

}  // namespace zhuqi

namespace rc {

template <>
struct Arbitrary<zhuqi::RandomCalendar> {
  static Gen<zhuqi::RandomCalendar> arbitrary();
};

}  // namespace rc
