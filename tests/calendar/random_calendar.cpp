#include "calendar/random_calendar.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace zhuqi {

using namespace std::chrono;

namespace {

std::string json_of(const RandomCalendar::Minutes& minutes) {
  std::string text;
  for (const auto& [begin, end] : minutes)
    text += fmt::format("{}[\"{:02}:{:02}\",\"{:02}:{:02}\"]", text.empty() ? "" : ",", begin / 60, begin % 60,
                        end / 60, end % 60);
  return "[" + text + "]";
}

// An even number of different minutes in order, taken in pairs.
RandomCalendar::Minutes random_minutes() {
  const int step = *rc::gen::element(1, 15, 60);
  auto marks = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1440 / step + 1));
  std::sort(marks.begin(), marks.end());
  marks.erase(std::unique(marks.begin(), marks.end()), marks.end());
  RandomCalendar::Minutes minutes;
  for (std::size_t i = 0; i + 1 < marks.size(); i += 2) minutes.emplace_back(marks[i] * step, marks[i + 1] * step);
  return minutes;
}

}  // namespace

std::string RandomCalendar::json() const {
  static constexpr std::array names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::string weekly, single;
  for (std::size_t day = 0; day < 7; ++day)
    weekly += fmt::format("{}\"{}\":{}", day ? "," : "", names[day], json_of(week[day]));
  for (const auto& [date, minutes] : days)
    single += fmt::format("{}\"{}\":{}", single.empty() ? "" : ",", to_string(date), json_of(minutes));
  std::string text = fmt::format(R"({{"zone":"{}","week":{{{}}},"days":{{{}}})", zone, weekly, single);
  if (known) text += fmt::format(R"(,"known":["{}","{}"])", to_string(known->first), to_string(known->last));
  return text + "}";
}

const RandomCalendar::Minutes& RandomCalendar::on(Date date) const {
  const auto single = days.find(date);
  return single != days.end() ? single->second : week[weekday(date).iso_encoding() - 1];
}

bool RandomCalendar::is_open(const Zone& as_zone, Instant at) const {
  const LocalTime local = as_zone.to_local(at);
  if (as_zone.to_instant(local) != at) return false;
  const auto midnight = floor<std::chrono::days>(local);
  const auto time = local - midnight;
  for (const auto& [begin, end] : on(Date(midnight)))
    if (time >= minutes(begin) && time < minutes(end)) return true;
  return false;
}

Instant random_instant() {
  const char* const around = *rc::gen::element("2020-03-08", "2020-03-29", "2020-10-25", "2020-11-01", "2020-12-31");
  const auto offset = *rc::gen::inRange<std::int64_t>(-4 * 86400, 4 * 86400);
  const auto fraction = *rc::gen::element<std::int64_t>(0, 0, 0, 1, 999'999);
  return sys_days(parse_date(around)) + seconds(offset) + microseconds(fraction);
}

}  // namespace zhuqi

rc::Gen<zhuqi::RandomCalendar> rc::Arbitrary<zhuqi::RandomCalendar>::arbitrary() {
  using namespace zhuqi;
  return gen::exec([] {
    RandomCalendar calendar;
    calendar.zone = *gen::element<std::string>("+08:00", "CET-1CEST,M3.5.0,M10.5.0/3", "EST5EDT,M3.2.0,M11.1.0",
                                               "AEST-10AEDT,M10.1.0,M4.1.0/3", "IST-1GMT0,M10.5.0,M3.5.0/1",
                                               "<-01>1<+00>,M3.5.0/0,M10.5.0/1");
    for (auto& day : calendar.week)
      if (*gen::inRange(0, 4) > 0) day = random_minutes();
    for (const auto offset : *gen::container<std::vector<int>>(gen::inRange(-300, 12)))
      calendar.days[Date(std::chrono::sys_days(parse_date("2020-12-31")) + std::chrono::days(offset))] =
          random_minutes();
    if (*gen::arbitrary<bool>()) calendar.known = KnownDays{parse_date("2020-02-10"), parse_date("2021-02-20")};
    return calendar;
  });
}
